/// Front matter: raw YAML text, which the command reads as options.
public struct FrontMatter: Sendable, Hashable {
  /// The YAML text without its `---` lines.
  public var text: String
  /// The range of that text.
  public var range: SourceRange

  /// Makes front matter.
  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

extension FrontMatter {
  /// The text before a model: where it begins, after what.
  struct Scan {
    var frontMatter: FrontMatter?
    var modelStart: Int
    var diagnostic: Diagnostic?
  }

  /// Finds the front matter; blank lines and a byte order mark may precede it.
  static func scan(_ source: SourceText) -> Scan {
    let bytes = source.utf8
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let textStart = start
    while start < bytes.count, isBlank(bytes[start]) { start += 1 }
    guard start == textStart || bytes[start - 1] == UInt8(ascii: "\n"),
      let opening = ruleEnd(bytes, at: start)
    else { return Scan(modelStart: textStart) }
    var line = opening
    while line < bytes.count {
      if let closing = ruleEnd(bytes, at: line) {
        let range = SourceRange(opening, line)
        let text = source.text(in: range)
        return Scan(
          frontMatter: FrontMatter(text: text, range: range),
          modelStart: closing)
      }
      while line < bytes.count, bytes[line] != UInt8(ascii: "\n") { line += 1 }
      line += 1
    }
    return Scan(
      modelStart: bytes.count,
      diagnostic: Diagnostic(
        code: .syntaxUnterminatedFrontMatter,
        message: "The front matter that begins here never ends.",
        remedy: "Put a line `---` after the last option.",
        range: SourceRange(start, start + 3)))
  }

  /// The offset past a line `---` that begins at an offset.
  private static func ruleEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    guard bytes[start...].starts(with: [0x2D, 0x2D, 0x2D]) else { return nil }
    var end = start + 3
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      guard isBlank(bytes[end]) else { return nil }
      end += 1
    }
    return min(end + 1, bytes.count)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
