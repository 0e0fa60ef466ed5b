/// The place of the parser in its text, and the characters there.
extension FrontMatterParser {
  var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The number of blanks before the place on its line.
  ///
  /// Places are asked for in the order of the text, or one line before the
  /// last: each byte is looked at a few times at most.
  var column: Int {
    mutating get {
      if offset < line.start {
        var start = offset
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        line = (start, offset)
      } else if offset < line.end {
        line.end = offset
      }
      while line.end < offset {
        if bytes[line.end] == UInt8(ascii: "\n") { line.start = line.end + 1 }
        line.end += 1
      }
      return offset - line.start
    }
  }

  var isAtLineEnd: Bool {
    guard let byte else { return true }
    return byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "#")
        && (offset == 0 || isBlank(bytes[offset - 1]))
  }

  /// Whether a colon with a blank or a line's end behind it stands here.
  var isColon: Bool {
    byte == UInt8(ascii: ":")
      && (offset + 1 >= bytes.count || isBlank(bytes[offset + 1]))
  }

  /// Whether a dash with a blank or a line's end behind it stands here.
  var isElement: Bool {
    byte == UInt8(ascii: "-")
      && (offset + 1 >= bytes.count || isBlank(bytes[offset + 1]))
  }

  func isComment(before start: Int) -> Bool {
    bytes[start..<offset].contains(UInt8(ascii: "#"))
  }

  func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// A text without blanks at its end; at its beginning are none.
  func trimmedText(_ range: Range<Int>) -> String {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(bytes[end - 1]) { end -= 1 }
    return text(range.lowerBound..<end)
  }

  mutating func skipBlanks() {
    while let byte, isBlank(byte), byte != UInt8(ascii: "\n") { offset += 1 }
  }

  /// Skips blanks, comments and empty lines.
  ///
  /// - Returns: Whether anything follows.
  mutating func skipToContent() throws(Failure) -> Bool {
    while let byte {
      if byte == UInt8(ascii: "#"), isAtLineEnd {
        while let byte = self.byte, byte != UInt8(ascii: "\n") { offset += 1 }
      } else if byte == 0x09,
        offset == 0 || [0x0A, 0x20].contains(bytes[offset - 1])
      {
        throw failure("a tab stands where blanks belong")
      } else if isBlank(byte) {
        offset += 1
      } else {
        return true
      }
    }
    return false
  }

  /// Refuses anything but a comment to the end of the line.
  mutating func finishLine() throws(Failure) {
    skipBlanks()
    guard isAtLineEnd else { throw failure("something follows the value") }
  }

  func failure(_ problem: String) -> Failure {
    Failure(
      message: "The front matter is not YAML that Latent reads: \(problem).",
      offset: offset)
  }
}
