/// The values at which a moderator is held.
public struct ModeratorPoints: Sendable, Hashable, Encodable {
  /// The moderator, an observed variable that is a factor of a product.
  public var variable: String
  /// The values.
  public var values: [Double]
  /// Labels of the values, such as `mean` and `mean + SD`; empty or one each.
  public var labels: [String]

  /// Makes a moderator's values.
  ///
  /// - Parameters:
  ///   - variable: The moderator.
  ///   - values: The values.
  ///   - labels: Labels of the values; empty or one each.
  public init(_ variable: String, values: [Double], labels: [String] = []) {
    self.variable = variable
    self.values = values
    self.labels = labels
  }
}

/// Conditional effects, and indices of moderated mediation.
public struct ModerationTable: Sendable, Hashable, Encodable {
  /// The values of the moderators that were combined.
  public var points: [ModeratorPoints]
  /// The effects that depend on moderators, at each combination of values.
  public var conditional: EffectTable
  /// The change of the indirect effects with a unit of the moderator (Hayes,
  /// 2015); each definition names the moderator with the value 1.
  public var indices: EffectTable
  /// The reasons why other paths have no index.
  public var undefinedIndices: [UndefinedModerationIndex]
}

/// The reason why a path has no index of moderated mediation.
public struct UndefinedModerationIndex: Sendable, Hashable, Encodable {
  /// The path.
  public var path: [String]
  /// The moderator.
  public var moderator: String
  /// The group, from 1.
  public var group: Int
  /// The reason, one sentence.
  public var reason: String
}
