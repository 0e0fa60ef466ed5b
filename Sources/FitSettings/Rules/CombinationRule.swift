package import Messages

/// A combination of choices that is refused, with the remedy.
package struct CombinationRule<Subject>: Sendable {
  /// The error's code.
  package let code: LatentError.Code
  /// The combined conditions: all of them hold where the rule refuses.
  package let when: [Condition<Subject>]
  /// The conditions that lift the refusal: none of them holds where the rule
  /// refuses.
  package let unless: [Condition<Subject>]
  private let message: @Sendable (Subject) -> String
  private let remedy: @Sendable (Subject) -> String

  /// Makes a rule.
  ///
  /// - Parameters:
  ///   - code: The error's code.
  ///   - when: The combined conditions.
  ///   - unless: The conditions that lift the refusal.
  ///   - message: The fault, in one sentence.
  ///   - remedy: The remedy; options stand in backticks, as in
  ///     `` `missing: fiml` ``.
  package init(
    _ code: LatentError.Code, when: [Condition<Subject>],
    unless: [Condition<Subject>] = [],
    message: @escaping @Sendable (Subject) -> String,
    remedy: @escaping @Sendable (Subject) -> String
  ) {
    self.code = code
    self.when = when
    self.unless = unless
    self.message = message
    self.remedy = remedy
  }

  /// Whether the rule refuses the choices.
  package func refuses(_ subject: Subject) -> Bool {
    for condition in when where !condition.holds(subject) { return false }
    for condition in unless where condition.holds(subject) { return false }
    return true
  }

  /// The refusal of something that the rule refuses.
  package func error(_ subject: Subject) -> LatentError {
    LatentError(
      code: code, message: message(subject), remedy: remedy(subject))
  }

  /// The combination in the library's words: `A with B without C`.
  package var words: String {
    let words = when.map(\.words)
    var text = words.first ?? ""
    if words.count > 1 {
      text += " with " + words.dropFirst().joined(separator: " and ")
    }
    if !unless.isEmpty {
      text += " without " + unless.map(\.words).joined(separator: " or ")
    }
    return text
  }
}

/// The rules by which combinations of choices are refused, in order: the first
/// one that applies refuses.
package struct CombinationRules<Subject>: Sendable {
  /// The rules in order.
  package let rules: [CombinationRule<Subject>]

  /// Makes a table of rules.
  package init(_ rules: [CombinationRule<Subject>]) { self.rules = rules }

  /// The place of the first rule that refuses; `nil` if none does.
  package func firstRefusal(of subject: Subject) -> Int? {
    rules.firstIndex { $0.refuses(subject) }
  }

  /// Refuses what a rule refuses.
  package func check(_ subject: Subject) throws(LatentError) {
    guard let index = firstRefusal(of: subject) else { return }
    throw rules[index].error(subject)
  }
}
