package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The encoding of a table was guessed.
  package static let dataGuessedEncoding: Self = "data.guessed-encoding"
  /// A cell is longer than is read.
  package static let dataCellTooLong: Self = "data.cell-too-long"
  /// Numbers with decimal commas were read.
  package static let dataDecimalCommas: Self = "data.decimal-commas"
  /// Points that may separate thousands were read as decimal points.
  package static let dataDoubtfulPoints: Self = "data.doubtful-points"
  /// Lines of a table are empty.
  package static let dataEmptyLines: Self = "data.empty-lines"
  /// Delimiters of full width were read as plain ones.
  package static let dataFullWidthDelimiters: Self =
    "data.full-width-delimiters"
  /// A data file of another program has an encoding that must be named.
  package static let foreignEncoding: Self = "data.file-encoding"
  /// A data file of another program is damaged, or not what its name says.
  package static let foreignFile: Self = "data.file-unreadable"
  /// Nothing is there that reads a data file of another program.
  package static let foreignReader: Self = "data.no-file-reader"
  /// A data file of another program holds more than is read.
  package static let foreignSize: Self = "data.file-too-large"
  /// The program that reads data files of other programs stopped early.
  package static let foreignStream: Self = "data.file-reader-stopped"
  /// Invisible characters were left out of names.
  package static let dataInvisibleCharacters: Self = "data.invisible-characters"
  /// Signs of other forms were read as minus signs.
  package static let dataMinusSigns: Self = "data.minus-signs"
  /// Numbers stand where names are expected.
  package static let dataNumericNames: Self = "data.numeric-names"
  /// Digits of other scripts were read as plain ones.
  package static let dataOtherDigits: Self = "data.other-digits"
  /// Lines of a table are passed over.
  package static let dataPassedLines: Self = "data.passed-lines"
  /// Separators of thousands were left out of numbers.
  package static let dataThousandsSeparators: Self = "data.thousands-separators"
  /// A table has more columns than are read.
  package static let dataTooManyColumns: Self = "data.too-many-columns"
}
