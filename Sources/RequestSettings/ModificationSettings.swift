package import ModelCriticism
import ModelSyntax

/// The modification indices that a fit prints.
package struct ModificationSettings {
  /// The number of indices that people read.
  static let usualCount = 20
  /// The smallest one that people read: the quantile of χ² with one degree of
  /// freedom at 95%.
  static let usualMinimum = 3.841458820694124

  /// Whether they were asked for, or refused, by name.
  var isWanted: Bool?
  /// Only larger ones.
  var minimum: Double?
  /// At most so many.
  var top: Int?
  /// Only those of some operators.
  var operators: Set<ModelOperator>?
  /// Whether estimated parameters are listed too.
  var includesFree = false
  /// The judgment of each by the power of its index.
  var misspecification: MisspecificationOptions?
  /// The target of that judgment, if it was given.
  var target: Double?
  /// Its level of significance.
  var level: Double?
  /// The power from which on it is high.
  var highPower: Double?

  /// Whether one of the choices has been made.
  var isRestricted: Bool {
    minimum != nil || top != nil || operators != nil || includesFree
      || misspecification != nil
  }

  /// The library's options; `nil` if no indices are printed.
  ///
  /// People read the largest; programs get all, in lavaan's order, unless
  /// they say otherwise.
  package func options(for format: OutputFormat) -> ModificationOptions? {
    guard isWanted ?? isRestricted else { return nil }
    var options = ModificationOptions()
    options.operators = operators
    options.includesFree = includesFree
    options.misspecification = judgment
    let isText = format == .text
    options.minimum = minimum ?? (isText ? Self.usualMinimum : 0)
    options.limit = top ?? (isText ? Self.usualCount : nil)
    options.isSorted = isText || top != nil
    return options
  }

  /// The judgment with its choices; `nil` if it was not asked for.
  private var judgment: MisspecificationOptions? {
    guard var options = misspecification else { return nil }
    if let target {
      // One size for all, in the unit that was chosen.
      options.target =
        if case .standardized = options.target {
          .standardized(
            loading: target, regression: target, correlation: target,
            intercept: target)
        } else {
          .raw(target)
        }
    }
    options.level = level ?? options.level
    options.highPower = highPower ?? options.highPower
    return options
  }
}
