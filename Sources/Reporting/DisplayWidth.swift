/// The columns that text takes on a terminal, where East Asian characters
/// are two wide.
enum DisplayWidth {
  /// The columns of a text.
  static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of a character: those of its widest scalar.
  static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if isWide(scalar) { return 2 }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: break
      default: width = 1
      }
    }
    return width
  }

  /// Unicode's wide and fullwidth ranges (UAX #11), emoji included.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// A text filled up with blanks on its right.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// A text filled up with blanks on its left.
  static func rightAligned(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - of(text))) + text
  }

  /// A text cut to a width, with dots in place of what is left out.
  static func shortened(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    let dots = String(repeating: ".", count: min(2, max(0, width)))
    var kept = ""
    var used = dots.count
    for character in text {
      used += of(character)
      if used > width { break }
      kept.append(character)
    }
    return kept + dots
  }

  /// Breaks a text into lines: at blanks, between East Asian characters, and
  /// anywhere in words longer than a line.
  static func wrapped(
    _ text: String, to width: Int,
    measuring measure: (Character) -> Int = { of($0) }
  ) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      lines += wrappedParagraph(paragraph, to: max(2, width), measure)
    }
    return lines
  }

  private static func wrappedParagraph(
    _ text: Substring, to width: Int, _ measure: (Character) -> Int
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    // The last place in the line where it may break.
    var breakIndex: String.Index?
    for character in text {
      let characterWidth = measure(character)
      if lineWidth + characterWidth > width {
        if character == " " {
          lines.append(line)
          (line, lineWidth, breakIndex) = ("", 0, nil)
          continue
        }
        let place = breakIndex ?? line.endIndex
        let rest = line[place...].drop { $0 == " " }
        let kept = line[..<place]
        let end = kept.lastIndex { $0 != " " }
        lines.append(end.map { String(kept[...$0]) } ?? "")
        line = String(rest)
        lineWidth = line.reduce(0) { $0 + measure($1) }
        breakIndex = nil
      }
      line.append(character)
      lineWidth += characterWidth
      if character == " " || of(character) == 2 { breakIndex = line.endIndex }
    }
    lines.append(line)
    return lines
  }
}
