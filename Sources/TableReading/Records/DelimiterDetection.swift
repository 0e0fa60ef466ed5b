extension Delimiter {
  /// The delimiter of a text with a header: the one that the header's
  /// unquoted part has most of; blanks if it has none.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: The offset of its first byte.
  ///   - file: The file's name; a single name in a `.csv` may hold blanks.
  /// - Returns: The delimiter.
  static func inHeader(_ bytes: Span<UInt8>, start: Int, file: String)
    -> Delimiter
  {
    let counts = Counts(bytes, start: start, lines: 1)
    let most = max(counts.commas, counts.tabs, counts.semicolons)
    if most == 0 { return fallback(file: file) }
    if counts.tabs == most { return .tab }
    return counts.semicolons == most ? .semicolon : .comma
  }

  /// The delimiter of a text without a header, which is mostly numbers:
  /// commas between cells of decimal commas are outranked by semicolons and
  /// tabs.
  static func inNumbers(_ bytes: Span<UInt8>, start: Int, file: String)
    -> Delimiter
  {
    let counts = Counts(bytes, start: start, lines: 50)
    if counts.tabs > 0 { return .tab }
    if counts.semicolons > 0 { return .semicolon }
    return counts.commas > 0 ? .comma : fallback(file: file)
  }

  private static func fallback(file: String) -> Delimiter {
    file.lowercased().hasSuffix(".csv") ? .comma : .whitespace
  }

  /// The number of times that each candidate stands outside of quotes in the
  /// lines that are not empty; blanks that open a line do not count.
  private struct Counts {
    var commas = 0
    var tabs = 0
    var semicolons = 0

    init(_ bytes: Span<UInt8>, start: Int, lines: Int) {
      var isQuoted = false
      var hasText = false
      var remaining = lines
      for offset in start..<bytes.count {
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if isQuoted { continue }
        switch byte {
        case 0x0A, 0x0D:
          if hasText { remaining -= 1 }
          if remaining == 0 { return }
          hasText = false
        case UInt8(ascii: ","):
          commas += 1
          hasText = true
        case UInt8(ascii: ";"):
          semicolons += 1
          hasText = true
        case UInt8(ascii: "\t"): tabs += hasText ? 1 : 0
        case UInt8(ascii: " "): break
        default: hasText = true
        }
      }
    }
  }
}
