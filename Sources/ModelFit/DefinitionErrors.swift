/// Ways to standard errors of defined parameters beside the delta method.
public enum DefinitionErrors: Sendable, Hashable {
  /// The delta method with second derivatives (lavaan's
  /// `se.delta.second.order`).
  case secondOrder
  /// The standard deviation over draws of the parameters from the normal
  /// distribution of the estimates, with percentile intervals (lavaan's
  /// `se.def: monte.carlo`; MacKinnon, Lockwood & Williams, 2004).
  case monteCarlo(draws: Int, seed: UInt64)
}
