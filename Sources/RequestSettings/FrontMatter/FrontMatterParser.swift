/// Reads front matter: one option on each line, in the part of YAML that
/// options need.
///
/// These are `name: value` with plain and quoted values, lists in brackets or
/// with one element on each line, values that go on in indented lines, and
/// comments. Anchors, tags, block texts and mappings in mappings are refused:
/// nothing refers to anything else, so that reading takes time in proportion to
/// the text.
struct FrontMatterParser {
  /// An option as it stands in the text.
  struct Entry: Equatable {
    /// The name.
    var name: String
    /// The range of the name, in bytes of the text.
    var nameRange: Range<Int>
    /// The value, or the elements of a list with commas between; `nil` if
    /// there is none.
    var value: String?
    /// The offset at which the value begins, in bytes of the text.
    var valueStart: Int
  }

  /// The reason why a text is not front matter, with the offset.
  struct Failure: Error, Equatable {
    var message: String
    var offset: Int
  }

  let bytes: [UInt8]
  var offset = 0
  /// The beginning of the line at which a column was last asked for, and the
  /// place up to which it is known that no line ends.
  var line = (start: 0, end: 0)

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
          message: "The front matter is not a list of options.", offset: start)
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
}
