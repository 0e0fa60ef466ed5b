/// The elements of an XML text by their places, as far as a template needs
/// them: what is not looked at stays as it is written.
struct XMLOutline {
  /// An element.
  struct Element {
    /// Its name with its prefix.
    var name: Substring
    /// Its attributes by their names with prefixes, entities not replaced.
    var attributes: [Substring: Substring]
    /// The opening tag.
    var tag: Range<String.Index>
    /// Everything from the opening to the closing tag.
    var range: Range<String.Index>
    /// The number of elements around it.
    var depth: Int
  }

  /// The text.
  let text: String
  /// The elements in the order of their opening tags.
  private(set) var elements: [Element] = []

  /// Reads a text; `nil` where tags do not match, or where it declares
  /// entities, which documents of Word do not.
  ///
  /// - Parameter text: The text.
  init?(_ text: String) {
    self.text = text
    var open: [Int] = []
    var place = text.startIndex
    while let start = text[place...].firstIndex(of: "<") {
      let rest = text[start...]
      if rest.hasPrefix("<!--") {
        guard let end = rest.firstRange(of: "-->") else { return nil }
        place = end.upperBound
      } else if rest.hasPrefix("<![CDATA[") {
        guard let end = rest.firstRange(of: "]]>") else { return nil }
        place = end.upperBound
      } else if rest.hasPrefix("<!") {
        return nil
      } else if rest.hasPrefix("<?") {
        guard let end = rest.firstRange(of: "?>") else { return nil }
        place = end.upperBound
      } else {
        guard let end = Self.end(ofTagIn: rest) else { return nil }
        let tag = start..<end
        place = end
        if rest.hasPrefix("</") {
          let name = text[tag].dropFirst(2).dropLast().prefix {
            !$0.isWhitespace
          }
          guard let last = open.popLast(), elements[last].name == name else {
            return nil
          }
          elements[last].range = elements[last].tag.lowerBound..<end
        } else {
          guard let element = Self.element(text[tag], depth: open.count) else {
            return nil
          }
          if !text[tag].hasSuffix("/>") { open.append(elements.count) }
          elements.append(element)
        }
      }
    }
    guard open.isEmpty, !elements.isEmpty else { return nil }
  }

  /// The place behind a tag; marks in quotes do not end it.
  private static func end(ofTagIn text: Substring) -> String.Index? {
    var quote: Character?
    var place = text.startIndex
    while place < text.endIndex {
      let character = text[place]
      place = text.index(after: place)
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return place
      }
    }
    return nil
  }

  private static func element(_ tag: Substring, depth: Int) -> Element? {
    var rest = tag.dropFirst().dropLast(tag.hasSuffix("/>") ? 2 : 1)
    let name = rest.prefix { !$0.isWhitespace }
    guard !name.isEmpty else { return nil }
    rest = rest.dropFirst(name.count)
    var attributes: [Substring: Substring] = [:]
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard !rest.isEmpty else { break }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      var key = rest[..<equals]
      while key.last?.isWhitespace == true { key.removeLast() }
      rest = rest[equals...].dropFirst().drop { $0.isWhitespace }
      guard let quote = rest.first, quote == "\"" || quote == "'",
        let end = rest.dropFirst().firstIndex(of: quote)
      else { return nil }
      attributes[key] = rest.dropFirst()[..<end]
      rest = rest[end...].dropFirst()
    }
    let range = tag.startIndex..<tag.endIndex
    return Element(
      name: name, attributes: attributes, tag: range, range: range,
      depth: depth)
  }
}
