/// Warnings and other sentences of results in another language.
///
/// Results say in English what they found, with names and numbers inside.
/// Patterns know these sentences again, by the warning's code where there is
/// one. What no pattern knows stays English.
package struct MessageCatalogue: Sendable, Hashable {
  /// The patterns by the codes of warnings; those without a code know sentences
  /// of every result.
  private var patterns: [String: [MessagePattern]] = [:]
  /// Patterns of what stands in the places of others: `3 rows`.
  private var phrases: [MessagePattern] = []

  /// The codes that have patterns.
  package var codes: Set<String> {
    Set(patterns.keys).subtracting(["", Self.plotCode])
  }

  /// What stands in the place of a code for the words of pictures.
  static let plotCode = "plot"

  /// The pairs of patterns and translations, with their codes.
  package var pairs: [(code: String, pattern: String, translation: String)] {
    patterns.sorted { $0.key < $1.key }.flatMap { code, own in
      own.map { (code, $0.source, $0.translation) }
    } + phrases.map { ("phrases", $0.source, $0.translation) }
  }

  /// Reads a catalogue.
  ///
  /// A line in brackets is the code that the patterns below it belong to,
  /// `[]` for none, `[phrases]` for parts of sentences; the others are a
  /// pattern, an arrow and its translation.
  ///
  /// - Parameter text: The lines.
  init(_ text: String) {
    var code = ""
    for line in text.split(separator: "\n") {
      let sides = line.split(separator: " ⇒ ", maxSplits: 1)
      guard sides.count == 2 else {
        precondition(
          line.hasPrefix("[") && line.hasSuffix("]"), "No pattern: \(line)")
        code = String(line.dropFirst().dropLast())
        continue
      }
      let pattern = MessagePattern(
        String(sides[0]), translation: String(sides[1]))
      if code == "phrases" {
        phrases.append(pattern)
      } else {
        patterns[code, default: []].append(pattern)
      }
    }
  }

  /// The sentences of a result in the catalogue's language.
  ///
  /// - Parameters:
  ///   - text: The sentences in English.
  ///   - code: The code of the warning; empty for none.
  /// - Returns: Their translation; sentences that are not known stay.
  package func translate(_ text: String, code: String = "") -> String {
    let own = (patterns[code] ?? []) + (code.isEmpty ? [] : patterns[""] ?? [])
    if let whole = Self.apply(own, text, argument) { return whole }
    let found = sentences(text, own)
    if found.isComplete { return found.text }
    // Names of models or groups stand before what is said of them.
    if let colon = text.firstRange(of: ": ") {
      let rest = String(text[colon.upperBound...])
      let inner = Self.apply(own, rest, argument) ?? sentences(rest, own).whole
      if let inner {
        return argument(text[..<colon.lowerBound]) + "：" + inner
      }
    }
    return found.text
  }

  /// Sentences one by one, or several that one pattern knows.
  private func sentences(_ text: String, _ own: [MessagePattern]) -> (
    text: String, isComplete: Bool, whole: String?
  ) {
    let parts = Self.sentences(text)
    var result = ""
    var isComplete = true
    var next = 0
    while next < parts.count {
      var known: (text: String, end: Int)?
      for end in (next + 1...parts.count).reversed() {
        let joined = parts[next..<end].joined(separator: " ")
        if let found = Self.apply(own, joined, argument) {
          known = (found, end)
          break
        }
      }
      if known == nil { isComplete = false }
      result += known?.text ?? (result.isEmpty ? "" : " ") + parts[next]
      next = known?.end ?? next + 1
    }
    return (result, isComplete, isComplete ? result : nil)
  }

  /// The sentences of a text, each with its full stop.
  private static func sentences(_ text: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let stop = rest.firstRange(of: ". ") {
      parts.append(rest[..<stop.lowerBound] + ".")
      rest = rest[stop.upperBound...]
    }
    if !rest.isEmpty { parts.append(String(rest)) }
    return parts
  }

  private static func apply(
    _ patterns: [MessagePattern], _ text: String,
    _ argument: (Substring) -> String
  ) -> String? {
    for pattern in patterns {
      guard let values = pattern.values(in: text) else { continue }
      var result = ""
      var rest = pattern.translation[...]
      while let next = rest.popFirst() {
        if next == "%", let place = rest.first?.wholeNumberValue,
          let value = values[place]
        {
          rest = rest.dropFirst()
          result += argument(value)
        } else {
          result.append(next)
        }
      }
      return result
    }
    return nil
  }

  /// What stands in a place: a phrase, a listing, or a name as it is.
  private func argument(_ text: Substring) -> String {
    let text = String(text)
    if let known = Self.apply(phrases, text, argument) { return known }
    guard let last = text.ranges(of: " and ").last else { return text }
    let head = text[..<last.lowerBound].split(separator: ", ")
      .map { argument($0) }.joined(separator: "、")
    let tail = text[last.upperBound...]
    if tail.hasSuffix(" more"), Int(tail.dropLast(5)) != nil {
      return "\(head)等，另有\(tail.dropLast(5))个"
    }
    return head + "和" + argument(tail)
  }
}
