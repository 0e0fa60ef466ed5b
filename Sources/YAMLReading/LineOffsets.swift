internal import ModelSyntax
internal import Yams

/// The offsets, in bytes, of YAML's lines and columns.
struct LineOffsets {
  private let bytes: [UInt8]
  /// The offset of each scalar, and the text's end.
  private var scalars: [Int] = []
  /// The first scalar of each line.
  private var lines: [Int] = [0]

  init(_ source: SourceText) {
    bytes = source.utf8
    var offset = 0
    var follows: Unicode.Scalar?
    for scalar in source.text.unicodeScalars {
      // A carriage return and a line feed are one end.
      if let last = follows, Self.ends.contains(last),
        !(last == "\r" && scalar == "\n")
      {
        lines.append(scalars.count)
      }
      scalars.append(offset)
      offset += UTF8.width(scalar)
      follows = scalar
    }
    if let last = follows, Self.ends.contains(last) {
      lines.append(scalars.count)
    }
    scalars.append(offset)
  }

  private static let ends: Set<Unicode.Scalar> = [
    "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  /// The offset of a mark, whose lines and columns count from 1, these in
  /// scalars.
  func offset(_ mark: Mark) -> Int {
    guard mark.line >= 1, mark.line <= lines.count else { return bytes.count }
    return scalars[
      min(lines[mark.line - 1] + mark.column - 1, scalars.count - 1)]
  }

  /// The place of a text, its quotes aside.
  func range(from start: Int, of text: String) -> SourceRange {
    var start = start
    if start < bytes.count, bytes[start] == 0x22 || bytes[start] == 0x27 {
      start += 1
    }
    let own = text.utf8.prefix { $0 != 0x0A }
    let length =
      bytes[min(start, bytes.count)...].starts(with: own)
      ? max(1, own.count) : 1
    return SourceRange(start, min(start + length, max(bytes.count, start)))
  }
}
