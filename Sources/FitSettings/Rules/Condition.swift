internal import Messages

/// A condition on the choices, with its words in documents.
package struct Condition<Subject>: Sendable {
  private let makeWords: @Sendable () -> String
  /// Whether it holds.
  package let holds: @Sendable (Subject) -> Bool

  /// Makes a condition.
  ///
  /// - Parameters:
  ///   - words: The condition in the library's words.
  ///   - holds: Whether it holds.
  package init(
    _ words: @escaping @Sendable @autoclosure () -> String,
    holds: @escaping @Sendable (Subject) -> Bool
  ) {
    makeWords = words
    self.holds = holds
  }

  /// The condition in the library's words, such as `` `missing: fiml` ``.
  package var words: String { makeWords() }

  /// The condition that all of several hold.
  package static func all(_ parts: Condition...) -> Condition {
    Condition(parts.map(\.words).joined(separator: " and ")) { subject in
      parts.allSatisfy { $0.holds(subject) }
    }
  }

  /// The condition that a choice is one of some values.
  ///
  /// - Parameters:
  ///   - option: The option's name.
  ///   - values: The values.
  ///   - choice: Reads the choice.
  /// - Returns: The condition.
  package static func option<Value>(
    _ option: String, in values: [Value],
    _ choice: @escaping @Sendable (Subject) -> Value
  ) -> Condition
  where Value: RawRepresentable<String> & Hashable & Sendable {
    Condition(optionWords(option, values.map(\.rawValue))) {
      values.contains(choice($0))
    }
  }

  /// `` `one`, `two` or `three` ``.
  package static func nameWords(_ names: [String]) -> String {
    listing(names.map { "`\($0)`" }, conjunction: "or")
  }

  /// `` `option: one`, `two` or `three` ``.
  package static func optionWords(_ option: String, _ values: [String])
    -> String
  {
    listing(
      values.enumerated().map { index, value in
        index == 0 ? "`\(option): \(value)`" : "`\(value)`"
      }, conjunction: "or")
  }
}
