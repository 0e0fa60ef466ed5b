public import Messages

/// A variable in a statement built in Swift, with the modifiers of its
/// parameter.
public struct ModelTerm: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The variable; `x:z` is a product of two.
  public var variable: String
  /// The parameter's label.
  public var label: String?
  /// The value to which the parameter is fixed.
  public var fixed: Double?
  /// Whether the parameter is free though a default rule would fix it.
  public var isFree: Bool
  /// The starting value.
  public var start: Double?
  /// The lower bound.
  public var lower: Double?
  /// The upper bound.
  public var upper: Double?

  /// Makes a term.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - label: The parameter's label.
  ///   - fixed: The value to which the parameter is fixed.
  ///   - isFree: Whether the parameter is free though a default rule would
  ///     fix it.
  ///   - start: The starting value.
  ///   - lower: The lower bound.
  ///   - upper: The upper bound.
  public init(
    _ variable: String, label: String? = nil, fixed: Double? = nil,
    isFree: Bool = false, start: Double? = nil, lower: Double? = nil,
    upper: Double? = nil
  ) {
    self.variable = variable
    self.label = label
    self.fixed = fixed
    self.isFree = isFree
    self.start = start
    self.lower = lower
    self.upper = upper
  }

  /// Makes a term without modifiers.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The term as model text; each modifier of a variable stands in its own
  /// term, and the table merges them.
  fileprivate func text(_ subject: String) -> String {
    var parts: [String] = []
    if let fixed { parts.append("\(fixed)*\(subject)") }
    if isFree { parts.append("NA*\(subject)") }
    if let label { parts.append("\(label)*\(subject)") }
    if let start { parts.append("start(\(start))*\(subject)") }
    if let lower { parts.append("lower(\(lower))*\(subject)") }
    if let upper { parts.append("upper(\(upper))*\(subject)") }
    return parts.isEmpty ? subject : parts.joined(separator: " + ")
  }
}

/// A statement of a model built in Swift.
public enum ModelStatement: Sendable, Hashable {
  /// `latent =~ indicators`.
  case measurement(String, by: [ModelTerm])
  /// `outcome ~ predictors`.
  case regression(String, on: [ModelTerm])
  /// `variable ~~ others`; a variance if the other is the variable itself.
  case covariance(String, with: [ModelTerm])
  /// `variable ~ 1`, with the term's modifiers.
  case intercept(ModelTerm)
  /// `name := expression`.
  case definition(String, String)
  /// A constraint such as `a == 2*b` or `a > 0`.
  case constraint(String)
  /// The group that the statements behind it belong to.
  case group(String)

  fileprivate var text: String {
    switch self {
    case .measurement(let latent, let terms):
      "\(quoted(latent)) =~ \(list(terms))"
    case .regression(let outcome, let terms):
      "\(quoted(outcome)) ~ \(list(terms))"
    case .covariance(let variable, let terms):
      "\(quoted(variable)) ~~ \(list(terms))"
    case .intercept(let term):
      "\(quoted(term.variable)) ~ \(term.text("1"))"
    case .definition(let name, let expression): "\(name) := \(expression)"
    case .constraint(let text): text
    case .group(let label): "group: \"\(label)\""
    }
  }

  private func list(_ terms: [ModelTerm]) -> String {
    terms.map { $0.text(quoted($0.variable)) }.joined(separator: " + ")
  }

  /// A name in backquotes where it is not one word of the language.
  private func quoted(_ name: String) -> String {
    let isWord =
      name.first.map { $0.isLetter || $0 == "." || $0 == "_" } ?? false
      && name.allSatisfy {
        $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == ":"
      }
    return isWord ? name : "`\(name)`"
  }
}

extension Model {
  /// Makes a model from statements built in Swift.
  ///
  /// ```swift
  /// let model = try Model([
  ///   .measurement("visual", by: ["x1", "x2", ModelTerm("x3", label: "a")]),
  ///   .regression("visual", on: ["ageyr"]),
  /// ])
  /// ```
  ///
  /// - Parameter statements: The statements in their order.
  /// - Throws: The errors that the same model text would have; places refer
  ///   to that text.
  public init(_ statements: [ModelStatement]) throws(LatentError) {
    try self.init(
      text: statements.map(\.text).joined(separator: "\n"),
      name: "<statements>")
  }
}
