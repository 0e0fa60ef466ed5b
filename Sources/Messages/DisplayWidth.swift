/// The columns that text takes on a terminal, where East Asian characters
/// are two wide.
package enum DisplayWidth {
  /// The columns of a character: those of its widest scalar; marks that attach
  /// to their neighbour have none.
  package static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if isWide(scalar) { return 2 }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: break
      default: width = 1
      }
    }
    return width
  }

  /// Unicode's wide and fullwidth ranges (UAX #11), with the emoji that
  /// terminals draw wide.
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
}

/// Laying text out in columns.
extension DisplayWidth {
  /// The columns of a text.
  package static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// A text filled up with blanks on its right.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// A text filled up with blanks on its left.
  package static func rightAligned(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - of(text))) + text
  }

  /// A text cut to a width, with dots in place of the rest.
  package static func shortened(_ text: String, to width: Int) -> String {
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

  /// Breaks a text into lines: at blanks, between East Asian characters where
  /// a blank would leave half a line empty, and anywhere in words longer than
  /// a line.
  package static func wrapped(
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
    var line = LineInProgress()
    for character in text {
      let characterWidth = measure(character)
      if line.width + characterWidth > width {
        if character == " " {
          lines.append(line.text)
          line = LineInProgress()
          continue
        }
        let place = line.lastBreak(in: width)
        let rest = line.text[place...].drop { $0 == " " }
        let kept = line.text[..<place]
        let end = kept.lastIndex { $0 != " " }
        lines.append(end.map { String(kept[...$0]) } ?? "")
        line = LineInProgress()
        // No break of what stays may come before its own end.
        line.text = String(rest)
        line.width = rest.reduce(0) { $0 + measure($1) }
      }
      line.append(character, characterWidth)
    }
    lines.append(line.text)
    return lines
  }

  /// A line and the places where it may break.
  private struct LineInProgress {
    var text = ""
    var width = 0
    /// Behind the last blank, with the width before it.
    private var blank: (place: String.Index, width: Int)?
    /// Behind the last East Asian character.
    private var wide: String.Index?

    mutating func append(_ character: Character, _ characterWidth: Int) {
      text.append(character)
      width += characterWidth
      if character == " " {
        blank = (text.endIndex, width)
      } else if DisplayWidth.of(character) == 2 {
        wide = text.endIndex
      }
    }

    func lastBreak(in lineWidth: Int) -> String.Index {
      if let blank, blank.width * 2 >= lineWidth || wide == nil {
        return blank.place
      }
      return wide ?? text.endIndex
    }
  }
}
