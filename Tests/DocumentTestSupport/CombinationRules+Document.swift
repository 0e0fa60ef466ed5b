package import FitSettings
import Messages

extension CombinationRules {
  /// A request that each rule refuses before all others.
  ///
  /// - Parameter candidates: Requests, simple ones first.
  /// - Returns: One request a rule; `nil` for rules that no candidate reaches.
  package func examples(among candidates: some Sequence<Subject>) -> [Subject?]
  {
    var examples = [Subject?](repeating: nil, count: rules.count)
    var open = rules.count
    for candidate in candidates {
      if open == 0 { break }
      guard let index = firstRefusal(of: candidate), examples[index] == nil
      else { continue }
      examples[index] = candidate
      open -= 1
    }
    return examples
  }

  /// The rows of a table in Markdown: the combination, the remedy, and the
  /// code.
  ///
  /// - Parameter candidates: Requests that reach every rule.
  /// - Returns: One row a rule.
  package func documentRows(_ candidates: some Sequence<Subject>) -> [String] {
    zip(rules, examples(among: candidates)).compactMap { rule, example in
      example.map {
        "| \(rule.words) | \(rule.error($0).remedy) | `\(rule.code)` |"
      }
    }
  }
}
