/// A sentence of results in English, with places for names and numbers, and
/// its translation.
///
/// In the English pattern `%1` is any text and `#2` a whole number; one of
/// `{is|are}` stands there. The translation has `%1`, `%2` for the same
/// places.
struct MessagePattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case text(String)
    case choice([String])
    case place(Int, isNumber: Bool)
  }

  /// The translation.
  let translation: String
  /// The pattern as it is written.
  let source: String
  private let parts: [Part]

  /// Reads a pattern.
  ///
  /// - Parameters:
  ///   - source: The English text.
  ///   - translation: Its translation.
  init(_ source: String, translation: String) {
    self.source = source
    self.translation = translation
    var parts: [Part] = []
    var text = ""
    func end() {
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
    }
    var rest = source[...]
    while let next = rest.popFirst() {
      if next == "%" || next == "#", let digit = rest.first?.wholeNumberValue {
        end()
        rest = rest.dropFirst()
        parts.append(.place(digit, isNumber: next == "#"))
      } else if next == "{", let close = rest.firstIndex(of: "}") {
        end()
        parts.append(
          .choice(
            rest[..<close].split(
              separator: "|", omittingEmptySubsequences: false
            ).map(String.init)))
        rest = rest[close...].dropFirst()
      } else {
        text.append(next)
      }
    }
    end()
    self.parts = parts
  }

  /// The numbers of the places in a text of patterns or translations.
  static func places(in text: String) -> Set<Int> {
    var found: Set<Int> = []
    for (mark, digit) in zip(text, text.dropFirst())
    where mark == "%" || mark == "#" {
      if let place = digit.wholeNumberValue { found.insert(place) }
    }
    return found
  }

  /// What stands in the places of a text; `nil` if it does not match.
  func values(in text: String) -> [Int: Substring]? {
    Self.match(parts[...], text[...])
  }

  private static func match(
    _ parts: ArraySlice<Part>, _ text: Substring
  ) -> [Int: Substring]? {
    guard let first = parts.first else { return text.isEmpty ? [:] : nil }
    let rest = parts.dropFirst()
    switch first {
    case .text(let own):
      return text.hasPrefix(own)
        ? match(rest, text.dropFirst(own.count)) : nil
    case .choice(let options):
      for own in options where text.hasPrefix(own) {
        if let found = match(rest, text.dropFirst(own.count)) { return found }
      }
      return nil
    case .place(let number, let isNumber):
      var end = text.startIndex
      // What a place holds closes the parentheses that it opens.
      var open = 0
      while end < text.endIndex {
        if isNumber, !text[end].isWholeNumber { return nil }
        open += text[end] == "(" ? 1 : text[end] == ")" ? -1 : 0
        if open < 0 { return nil }
        // Nor does it hold the end of a sentence.
        if text[..<end].last == ".", text[end] == " " { return nil }
        text.formIndex(after: &end)
        if open > 0 { continue }
        guard var found = match(rest, text[end...]) else { continue }
        found[number] = text[..<end]
        return found
      }
      return nil
    }
  }
}
