public import ModelSyntax

/// The identity of a parameter or of a statement about parameters: what
/// stands on both sides of an operator, in a block.
///
/// A covariance goes either way: `x1 ~~ x2` equals `x2 ~~ x1`.
public struct ParameterKey: Sendable, Codable {
  /// The left side: a variable, or an expression's text.
  public var lhs: String
  /// The operator; intercepts are `.intercept` with an empty `rhs`.
  public var op: ModelOperator
  /// The right side: a variable, or an expression's text.
  public var rhs: String
  /// The block, from 1; `nil` for statements about parameters.
  public var block: Int?

  /// Makes a key.
  ///
  /// - Parameters:
  ///   - lhs: The left side.
  ///   - op: The operator.
  ///   - rhs: The right side; empty for intercepts.
  ///   - block: The block, from 1; `nil` for statements about parameters.
  public init(
    _ lhs: String, _ op: ModelOperator, _ rhs: String = "", block: Int? = 1
  ) {
    self.lhs = lhs
    self.op = op
    self.rhs = rhs
    self.block = block
  }

  /// The same sides in another block.
  package func inBlock(_ block: Int?) -> ParameterKey {
    ParameterKey(lhs, op, rhs, block: block)
  }

  /// Whether it is a variance.
  package var isVariance: Bool { op == .covariance && lhs == rhs }
}

extension ParameterKey: Hashable {
  /// Whether two keys stand for the same parameter.
  public static func == (left: ParameterKey, right: ParameterKey) -> Bool {
    guard left.op == right.op, left.block == right.block else { return false }
    if left.lhs == right.lhs, left.rhs == right.rhs { return true }
    return left.op == .covariance && left.lhs == right.rhs
      && left.rhs == right.lhs
  }

  /// Hashes the sides of a covariance in a fixed order.
  public func hash(into hasher: inout Hasher) {
    let isSwapped = op == .covariance && rhs < lhs
    hasher.combine(isSwapped ? rhs : lhs)
    hasher.combine(op)
    hasher.combine(isSwapped ? lhs : rhs)
    hasher.combine(block)
  }
}

extension ParameterKey: CustomStringConvertible {
  /// The parameter as a model text writes it: `visual =~ x2`, `x1 ~ 1`.
  public var description: String {
    op == .intercept ? "\(lhs) ~ 1" : "\(lhs) \(op.rawValue) \(rhs)"
  }

  /// The parameter without blanks: `visual=~x2`, `x1~1`.
  package var compactDescription: String { lhs + op.rawValue + rhs }
}

extension ParameterKey {
  /// The loading of an indicator on a latent variable, `latent =~ indicator`.
  public static func loading(_ latent: String, _ indicator: String)
    -> ParameterKey
  {
    ParameterKey(latent, .measurement, indicator)
  }

  /// The coefficient of a predictor, `outcome ~ predictor`.
  public static func regression(_ outcome: String, on predictor: String)
    -> ParameterKey
  {
    ParameterKey(outcome, .regression, predictor)
  }

  /// The covariance of two variables or of their residuals, `one ~~ other`.
  public static func covariance(_ one: String, _ other: String)
    -> ParameterKey
  {
    ParameterKey(one, .covariance, other)
  }

  /// The variance of a variable or of its residual, `variable ~~ variable`.
  public static func variance(_ variable: String) -> ParameterKey {
    ParameterKey(variable, .covariance, variable)
  }

  /// The intercept or mean of a variable, `variable ~ 1`.
  public static func intercept(_ variable: String) -> ParameterKey {
    ParameterKey(variable, .intercept)
  }

  /// The threshold of an ordered variable below which its categories up to a
  /// number, from 1, lie: `variable | t1`.
  public static func threshold(_ variable: String, _ number: Int)
    -> ParameterKey
  {
    ParameterKey(variable, .threshold, "t\(number)")
  }

  /// The scaling factor of an ordered variable, `variable ~*~ variable`.
  public static func scale(_ variable: String) -> ParameterKey {
    ParameterKey(variable, .scaling, variable)
  }

  /// A defined parameter, `name := …`.
  public static func defined(_ name: String) -> ParameterKey {
    ParameterKey(name, .definition, block: nil)
  }
}
