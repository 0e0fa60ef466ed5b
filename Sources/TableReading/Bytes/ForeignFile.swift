internal import Messages

/// Text files that are not tables.
struct ForeignFile {
  /// The beginnings of such files, in small letters and without leading blanks.
  private static let openings: [(text: String, name: String)] = [
    ("[{", "JSON"), ("{\"", "JSON"),
    ("{\n", "JSON"), ("<!doctype html", "a web page"),
    ("<html", "a web page"), ("<table", "a web page"),
    ("<?xml", "XML"), ("<workbook", "XML"),
    ("structure(list(", "code of R"), ("data.frame(", "code of R"),
    ("| ", "Markdown"), ("|:-", "Markdown"),
    ("\\begin{", "LaTeX"), ("@relation", "ARFF"),
    ("get file", "syntax of SPSS"), ("data list", "syntax of SPSS"),
    ("{\\rtf", "RTF"),
  ]

  /// Refuses such files by their beginning.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: The offset of its first byte.
  ///   - file: The file's name.
  /// - Throws: `LatentError` saying what the file is.
  static func refuse(_ bytes: Span<UInt8>, start: Int, file: String)
    throws(LatentError)
  {
    var index = start
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
      index += 1
    }
    for opening in openings where begins(bytes, at: index, with: opening.text) {
      throw LatentError.data(
        .notText, "The file holds \(opening.name), not a table.",
        remedy: "Save the data as CSV, with a line of names and a line a case.",
        file: file)
    }
  }

  private static func begins(
    _ bytes: Span<UInt8>, at start: Int, with text: String
  ) -> Bool {
    guard start + text.utf8.count <= bytes.count else { return false }
    for (offset, letter) in text.utf8.enumerated() {
      let byte = bytes[start + offset]
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      guard lower == letter else { return false }
    }
    return true
  }
}
