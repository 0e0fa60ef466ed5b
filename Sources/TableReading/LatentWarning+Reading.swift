package import Messages

// What is said of files that are read although they are not written plainly.

extension LatentWarning {
  /// Numbers that are not written plainly, one warning for each kind.
  ///
  /// - Parameters:
  ///   - columns: The columns' names and how their numbers are written.
  ///   - file: The file's name.
  /// - Returns: The warnings in the order of the kinds.
  package static func spellings(
    _ columns: [(
      name: String, spellings: [NumberSpelling: DataColumn.Cell]
    )], file: String
  ) -> [LatentWarning] {
    NumberSpelling.allCases.compactMap { kind in
      let own = columns.filter { $0.spellings[kind] != nil }
      let first = own.compactMap { $0.spellings[kind] }
        .min { $0.line < $1.line }
      return first.map {
        spelling(
          kind, $0, columns: own.map(\.name).filter { !$0.isEmpty }, file: file)
      }
    }
  }

  private static func spelling(
    _ kind: NumberSpelling, _ cell: DataColumn.Cell, columns: [String],
    file: String
  ) -> LatentWarning {
    let place = columns.isEmpty ? "" : " in \(listing(columns, limit: 8))"
    let (code, said): (LatentError.Code, String) =
      switch kind {
      case .decimalComma:
        (.dataDecimalCommas, "Commas\(place) were read as decimal points")
      case .thousands:
        (
          .dataThousandsSeparators,
          "Separators of thousands\(place) were left out"
        )
      case .doubtfulPoint:
        (
          .dataDoubtfulPoints,
          "Points\(place) were read as decimal points and may separate "
            + "thousands (`decimal-mark: point` or comma says which)"
        )
      case .sign:
        (
          .dataMinusSigns,
          "Signs\(place) other than the plain minus were read as minus signs"
        )
      case .blank:
        (
          .dataInvisibleCharacters,
          "Blank or invisible characters\(place) were left out of numbers"
        )
      case .digit:
        (
          .dataOtherDigits,
          "Digits or marks\(place) of other forms or scripts were read as "
            + "plain ones"
        )
      }
    let isPlain = kind == .decimalComma || kind == .doubtfulPoint
    let points = isPlain ? "" : codePoints(cell.text)
    return LatentWarning(
      code: code,
      message:
        "\(said), first in '\(LatentError.shortened(cell.text))'\(points) "
        + "at line \(cell.line) of \(file).")
  }

  /// An encoding that was guessed, where another one is as likely.
  static func guessedEncoding(
    _ encoding: TextEncoding, _ doubt: DecodedText.Doubt, file: String
  ) -> LatentWarning {
    let (whose, remedy) =
      switch doubt {
      case .western:
        ("an encoding of Western Europe", "give `encoding: windows-1252`")
      case .eastern:
        (
          "Big5, Shift-JIS or a Korean encoding",
          "save the file as UTF-8"
        )
      }
    return LatentWarning(
      code: .dataGuessedEncoding,
      message: "\(file) is not UTF-8 and was read as \(encoding.rawValue), but "
        + "it may be in \(whose): if names look wrong, \(remedy).")
  }

  /// Numbers where names are expected.
  static func numericNames(_ names: [String], line: Int, file: String)
    -> LatentWarning
  {
    LatentWarning(
      code: .dataNumericNames,
      message: "Line \(line) of \(file) holds numbers, which were taken for "
        + "names: \(listing(names, limit: 4)). If it is a case, put a line with "
        + "the names of the variables above it.")
  }

  /// The code points beyond ASCII of a text, such as ` (U+2212)`.
  static func codePoints(_ text: String) -> String {
    var found: [String] = []
    for scalar in text.unicodeScalars where !scalar.isASCII {
      let point = scalar.codePoint
      if !found.contains(point) { found.append(point) }
    }
    return found.isEmpty ? "" : " (\(listing(found, limit: 4)))"
  }

  /// Names of columns that held blank or invisible characters.
  package static func strippedNames(_ columns: [DataColumn], file: String)
    -> LatentWarning?
  {
    guard !columns.isEmpty else { return nil }
    var points: [String] = []
    for scalar in columns.flatMap(\.strippedName)
    where !points.contains(scalar.codePoint) {
      points.append(scalar.codePoint)
    }
    return LatentWarning(
      code: .dataInvisibleCharacters,
      message: "Blank or invisible characters (\(listing(points, limit: 4))) "
        + "were left out of the \(columns.count == 1 ? "name" : "names") of "
        + "\(listing(columns.map(\.name), limit: 8)) in \(file).")
  }

  /// Lines of Qualtrics below the names.
  static func passedLines(_ lines: [Int], file: String) -> LatentWarning {
    LatentWarning(
      code: .dataPassedLines,
      message: "\(lines.count == 1 ? "Line" : "Lines") "
        + "\(listing(lines.map { "\($0)" })) of \(file), where Qualtrics "
        + "repeats the questions, "
        + "\(lines.count == 1 ? "was" : "were") left out.")
  }

  /// Lines of empty cells below the last case.
  static func emptyLines(_ count: Int, from first: Int, file: String)
    -> LatentWarning
  {
    LatentWarning(
      code: .dataEmptyLines,
      message: "\(counted(count, "line")) of empty cells at the end of "
        + "\(file), from line \(first) on, "
        + "\(count == 1 ? "was" : "were") left out.")
  }

  /// Delimiters that are not the plain ones.
  static func fullWidthDelimiters(_ scalar: Unicode.Scalar, file: String)
    -> LatentWarning
  {
    LatentWarning(
      code: .dataFullWidthDelimiters,
      message: "The full-width marks `\(scalar)` (\(scalar.codePoint)) of "
        + "\(file) were read as what stands between cells.")
  }
}
