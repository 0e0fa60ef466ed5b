/// The reading of values without structure.
extension FrontMatterParser {
  /// A plain text to the end of its line, to a comment, or to one of some
  /// bytes.
  mutating func readPlain(
    endsAt ends: [UInt8]
  ) throws(Failure) -> String {
    try refuseIndicators()
    let start = offset
    while let byte, byte != UInt8(ascii: "\n"), !ends.contains(byte) {
      if byte == UInt8(ascii: "#"), offset > start, isBlank(bytes[offset - 1]) {
        break
      }
      if isColon { throw failure("a second colon stands in the line") }
      offset += 1
    }
    return trimmedText(start..<offset)
  }

  /// A text in single or double quotes, the latter with escapes.
  mutating func readQuoted() throws(Failure) -> String {
    let start = offset
    let quote = bytes[offset]
    offset += 1
    var result: [UInt8] = []
    while let byte {
      offset += 1
      if byte == quote {
        guard quote == UInt8(ascii: "'"), self.byte == quote else {
          return String(decoding: result, as: UTF8.self)
        }
        offset += 1
        result.append(byte)
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        try readEscape(into: &result)
      } else if byte == UInt8(ascii: "\n") {
        break
      } else {
        result.append(byte)
      }
    }
    offset = start
    throw failure("the quotes that begin here never end on their line")
  }

  private mutating func readEscape(
    into result: inout [UInt8]
  ) throws(Failure) {
    guard let escaped = byte else { return }
    offset += 1
    switch escaped {
    case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: " "):
      result.append(escaped)
    case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
      let length =
        switch escaped {
        case UInt8(ascii: "x"): 2
        case UInt8(ascii: "u"): 4
        default: 8
        }
      let digits = text(offset..<min(offset + length, bytes.count))
      guard digits.utf8.count == length, let value = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { throw failure("a character's number is wrong") }
      offset += length
      result.append(contentsOf: String(scalar).utf8)
    default: throw failure("an escape means nothing")
    }
  }

  /// Refuses what begins other parts of YAML.
  func refuseIndicators() throws(Failure) {
    let use: String? =
      switch byte {
      case UInt8(ascii: "&"): "anchors"
      case UInt8(ascii: "*"): "references"
      case UInt8(ascii: "!"): "tags"
      case UInt8(ascii: "|"), UInt8(ascii: ">"): "block texts"
      case UInt8(ascii: "{"), UInt8(ascii: "}"): "mappings"
      case UInt8(ascii: "["), UInt8(ascii: "]"): "lists of lists"
      case UInt8(ascii: "%"): "directives"
      case UInt8(ascii: "@"), UInt8(ascii: "`"): "values that begin so"
      case UInt8(ascii: ","): "values that begin with a comma"
      default: nil
      }
    if let use { throw failure("options have no \(use)") }
    if byte == UInt8(ascii: "?"),
      offset + 1 >= bytes.count
        || isBlank(bytes[offset + 1])
    {
      throw failure("options have no mappings")
    }
  }
}
