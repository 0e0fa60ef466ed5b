internal import Messages

/// The line `sep=;` that spreadsheets put, or want, above a table.
struct SeparatorLine {
  /// The delimiter that the line names.
  let delimiter: Delimiter
  /// The offset of the line below it.
  let end: Int

  /// Finds the line where a text begins.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: The offset of its first byte.
  ///   - file: The file's name.
  /// - Returns: `nil` if the text does not begin so.
  /// - Throws: `LatentError` if the line names another delimiter than a comma, a
  ///   semicolon, a tab or a blank.
  static func find(_ bytes: Span<UInt8>, start: Int, file: String)
    throws(LatentError) -> SeparatorLine?
  {
    var index = start
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { index += 1 }
    for letter in "sep=".utf8 {
      guard index < bytes.count,
        bytes[index] == letter || bytes[index] | 0x20 == letter
      else { return nil }
      index += 1
    }
    guard index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D
    else { return nil }
    var end = index
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
      end += 1
    }
    // Spreadsheets pad the line to the width of the table.
    for offset in (index + 1)..<max(end, index + 1) {
      guard [UInt8]("\",;\t ".utf8).contains(bytes[offset]) else { return nil }
    }
    if end < bytes.count {
      end +=
        bytes[end] == 0x0D && end + 1 < bytes.count
          && bytes[end + 1] == 0x0A ? 2 : 1
    }
    let delimiter: Delimiter
    switch bytes[index] {
    case UInt8(ascii: ","): delimiter = .comma
    case UInt8(ascii: ";"): delimiter = .semicolon
    case UInt8(ascii: "\t"): delimiter = .tab
    case UInt8(ascii: " "): delimiter = .whitespace
    default:
      throw LatentError.data(
        .wrongCellCount,
        "The first line says that "
          + "`\(String(decodingUTF8: bytes, index..<index + 1))` stands "
          + "between the cells, which is not read.",
        remedy: "Save the table with commas, semicolons or tabs between its "
          + "cells.", file: file, line: 1)
    }
    return SeparatorLine(delimiter: delimiter, end: end)
  }
}
