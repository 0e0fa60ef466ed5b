import Latent

/// Reads front matter: one option a line, in the part of YAML that options
/// need.
///
/// These are `name: value` with plain and quoted values, lists in brackets or
/// one element a line, values that go on in indented lines, and comments.
/// Anchors, tags, block texts and mappings in mappings are refused: nothing
/// refers to anything else, so that reading takes time in proportion to the
/// text.
struct FrontMatterParser {
  /// An option as it stands in the text.
  struct Entry: Equatable {
    /// The name.
    var name: String
    /// Where it stands, in bytes of the text.
    var nameRange: Range<Int>
    /// The value, or the elements of a list with commas between; `nil` if
    /// there is none.
    var value: String?
    /// Where the value begins, in bytes of the text.
    var valueStart: Int
  }

  /// What is no front matter, and where.
  struct Failure: Error, Equatable {
    var message: String
    var offset: Int
  }

  private let bytes: [UInt8]
  private var offset = 0
  /// The beginning of the line at which a column was last asked for, and the
  /// place up to which it is known that no line ends.
  private var line = (start: 0, end: 0)

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The options of a text in their order.
  static func entries(of text: String) throws(Failure) -> [Entry] {
    var parser = FrontMatterParser(text)
    return try parser.readEntries()
  }

  private mutating func readEntries() throws(Failure) -> [Entry] {
    var entries: [Entry] = []
    var names: Set<String> = []
    var column: Int?
    while try skipToContent() {
      let indentation = self.column
      let start = offset
      if isElement {
        guard entries.isEmpty else {
          throw failure("an element of a list stands outside of one")
        }
        throw Failure(
          message: "The front matter is no list of options.", offset: start)
      }
      guard indentation == column ?? indentation else {
        throw failure("lines of options begin in different columns")
      }
      column = indentation
      var entry = try readName()
      try readValue(of: &entry, deeperThan: indentation)
      guard names.insert(entry.name).inserted else {
        throw Failure(
          message: "The option `\(entry.name)` stands twice in the "
            + "front matter.", offset: entry.nameRange.lowerBound)
      }
      entries.append(entry)
    }
    return entries
  }

  // MARK: Names and values

  private mutating func readName() throws(Failure) -> Entry {
    let start = offset
    let name: String
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): name = try readQuoted()
    default:
      try refuseIndicators()
      while let byte, byte != UInt8(ascii: "\n"), !isColon { offset += 1 }
      name = trimmedText(start..<offset)
    }
    let nameRange = start..<start + max(1, name.utf8.count)
    skipBlanks()
    guard isColon else {
      offset = start
      if name.contains(":") {
        throw failure("a blank is missing after the colon")
      }
      if let line = Self.assignment(name) {
        throw failure("options have a colon, not `=`: write `\(line)`")
      }
      throw failure("there is no colon after `\(name)`")
    }
    offset += 1
    return Entry(name: name, nameRange: nameRange, valueStart: offset)
  }

  /// An option as R sets it, `std.lv = TRUE`, in the form of front matter.
  private static func assignment(_ line: String) -> String? {
    let sides = line.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, sides[1].first != "~", sides[1].first != "="
    else { return nil }
    let name = SettingValue.trimmed(sides[0])
    guard !name.isEmpty,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) })
    else { return nil }
    return "\(Setting.dashed(name)): \(SettingValue.trimmed(sides[1]))"
  }

  /// Reads what follows a colon: on the same line, or on deeper lines.
  private mutating func readValue(
    of entry: inout Entry, deeperThan column: Int
  ) throws(Failure) {
    skipBlanks()
    if isAtLineEnd {
      let end = offset
      guard try skipToContent(),
        isElement
          ? self.column >= column
          : self.column > column
      else {
        entry.valueStart = end
        return
      }
      entry.valueStart = offset
      entry.value =
        isElement
        ? try readElements() : try readScalar(deeperThan: column)
      return
    }
    entry.valueStart = offset
    if isElement { throw failure("a list begins beside its option") }
    entry.value =
      byte == UInt8(ascii: "[")
      ? try readList() : try readScalar(deeperThan: column)
    try finishLine()
  }

  /// A value without structure; empty ones count as none.
  private mutating func readScalar(
    deeperThan column: Int
  ) throws(Failure) -> String? {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      let value = try readQuoted()
      try finishLine()
      return value.isEmpty ? nil : value
    }
    var lines = [try readPlain(endsAt: [])]
    // It goes on in lines that stand deeper.
    while true {
      let here = offset
      guard try skipToContent(), self.column > column, !isComment(before: here)
      else {
        offset = here
        break
      }
      lines.append(try readPlain(endsAt: []))
    }
    return lines.joined(separator: " ")
  }

  /// A plain text to the end of its line, to a comment, or to one of some
  /// bytes.
  private mutating func readPlain(
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

  /// `[a, b, c]`, over several lines too.
  private mutating func readList() throws(Failure) -> String? {
    let start = offset
    offset += 1
    var elements: [String] = []
    while true {
      guard try skipToContent() else {
        offset = start
        throw failure("the list that begins here never ends")
      }
      if byte == UInt8(ascii: "]") { break }
      let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      let element =
        isQuoted
        ? try readQuoted()
        : try readPlain(endsAt: [UInt8(ascii: ","), UInt8(ascii: "]")])
      guard !element.isEmpty || isQuoted else {
        throw failure("an element of the list is missing")
      }
      elements.append(element)
      guard try skipToContent() else { continue }
      if byte == UInt8(ascii: ",") {
        offset += 1
      } else if byte != UInt8(ascii: "]") {
        throw failure("a comma or a bracket `]` is missing in the list")
      }
    }
    offset += 1
    return elements.isEmpty ? nil : elements.joined(separator: ",")
  }

  /// Elements on lines of their own, each after `- `.
  private mutating func readElements() throws(Failure) -> String? {
    let column = self.column
    var elements: [String] = []
    while isElement, self.column == column {
      offset += 1
      skipBlanks()
      guard !isAtLineEnd else {
        throw failure("an element of the list is missing")
      }
      if let element = try readScalar(deeperThan: column) {
        elements.append(element)
      }
      try finishLine()
      let here = offset
      guard try skipToContent() else {
        offset = here
        break
      }
      if self.column > column {
        throw failure("lines of a list begin in different columns")
      }
      if !(isElement && self.column == column) {
        offset = here
        break
      }
    }
    return elements.isEmpty ? nil : elements.joined(separator: ",")
  }

  /// A text in single or double quotes, the latter with escapes.
  private mutating func readQuoted() throws(Failure) -> String {
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

  // MARK: Places

  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The number of blanks before the place on its line.
  ///
  /// Places are asked for in the order of the text, or one line before the
  /// last: each byte is looked at a few times at most.
  private var column: Int {
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

  private var isAtLineEnd: Bool {
    guard let byte else { return true }
    return byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "#")
        && (offset == 0 || isBlank(bytes[offset - 1]))
  }

  /// Whether a colon with a blank or a line's end behind it stands here.
  private var isColon: Bool {
    byte == UInt8(ascii: ":")
      && (offset + 1 >= bytes.count || isBlank(bytes[offset + 1]))
  }

  /// Whether a dash with a blank or a line's end behind it stands here.
  private var isElement: Bool {
    byte == UInt8(ascii: "-")
      && (offset + 1 >= bytes.count || isBlank(bytes[offset + 1]))
  }

  private func isComment(before start: Int) -> Bool {
    bytes[start..<offset].contains(UInt8(ascii: "#"))
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// A text without blanks at its end; at its beginning are none.
  private func trimmedText(_ range: Range<Int>) -> String {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(bytes[end - 1]) { end -= 1 }
    return text(range.lowerBound..<end)
  }

  private mutating func skipBlanks() {
    while let byte, isBlank(byte), byte != UInt8(ascii: "\n") { offset += 1 }
  }

  /// Skips blanks, comments and empty lines.
  ///
  /// - Returns: Whether anything follows.
  private mutating func skipToContent() throws(Failure) -> Bool {
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
  private mutating func finishLine() throws(Failure) {
    skipBlanks()
    guard isAtLineEnd else { throw failure("something follows the value") }
  }

  /// Refuses what begins other parts of YAML.
  private func refuseIndicators() throws(Failure) {
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

  private func failure(_ problem: String) -> Failure {
    Failure(
      message: "The front matter is not YAML that Latent reads: \(problem).",
      offset: offset)
  }
}
