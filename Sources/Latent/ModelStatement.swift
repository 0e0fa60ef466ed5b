public import Messages
internal import ModelSyntax

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
  /// - Throws: The errors that the same model text would have; places refer to
  ///   the statements as text, one on each line.
  public init(_ statements: [ModelStatement]) throws(LatentError) {
    do {
      self.init(tree: try StatementTree(statements).tree)
    } catch {
      throw LatentError(error)
    }
  }
}
