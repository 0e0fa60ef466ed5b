import ModelSyntax

/// The default rules in force for one model: the kind's, then the options',
/// then what the text implies.
struct ResolvedDefaults {
  var hasMeanStructure: Bool
  var observedInterceptsFree: Bool
  var latentInterceptsFree: Bool
  var fixFirstLoading: Bool
  /// Whether the first weight of a composite is 1: nothing else scales it.
  var fixFirstWeight: Bool
  var fixSingleIndicator: Bool
  var addVariances: Bool
  var addExogenousCovariances: Bool
  var addEndogenousCovariances: Bool
  var addThresholds: Bool
  var addScales: Bool
  var fixedExogenous: Bool
  /// Whether there are exogenous observed variables to condition on, and the
  /// model is to.
  var conditionsOnExogenous: Bool
  /// The sets of parameters that are equal across groups.
  var groupEqual: Set<GroupEquality>

  init(_ options: ModelOptions, model: FlatModel, groupCount: Int) {
    let usual = KindDefaults(options.kind)
    groupEqual = options.groupEqual
    let hasOrdered =
      options.hasOrdered
      || model.blocks.contains {
        $0.parameters.contains { $0.key.op == .threshold }
      }

    conditionsOnExogenous =
      (options.conditionsOnExogenous
        || hasOrdered && !options.keepsExogenousJoint)
      && model.blocks.contains {
        !$0.analysis.roles.observedExogenous.isEmpty
      }

    // Without the defaults of a kind, free intercepts that are asked for bring
    // the means that they need, as in lavaan since 0.6-22; given exogenous
    // variables the others have intercepts.
    hasMeanStructure =
      options.kind == .growth || model.hasIntercepts || conditionsOnExogenous
      || groupEqual.contains(.intercepts) || groupEqual.contains(.means)
      || model.levelCount > 1
      || options.kind == .lavaan
        && (options.observedInterceptsFree == true
          || options.latentInterceptsFree == true)
      || options.markerInterceptsZero || options.hasOrdered
      || (options.meanStructure ?? (groupCount > 1))
    observedInterceptsFree =
      options.observedInterceptsFree ?? usual.observedInterceptsFree
    latentInterceptsFree =
      options.latentInterceptsFree ?? usual.latentInterceptsFree
    fixFirstWeight =
      (options.fixFirstLoading ?? usual.fixFirstLoading)
      || options.standardizeLatent || options.effectCodingLoadings
    fixFirstLoading =
      (options.fixFirstLoading ?? usual.fixFirstLoading)
      && !options.standardizeLatent && !options.effectCodingLoadings
    fixSingleIndicator =
      options.fixSingleIndicator ?? usual.fixSingleIndicator
    addVariances = options.addVariances ?? usual.addVariances
    addExogenousCovariances =
      options.addExogenousCovariances ?? usual.addExogenousCovariances
    addEndogenousCovariances =
      options.addEndogenousCovariances ?? usual.addEndogenousCovariances
    addThresholds = options.addThresholds ?? usual.addThresholds
    addScales = options.addScales ?? usual.addScales
    fixedExogenous =
      options.fixedExogenous
      ?? !(options.fitsCorrelations
      || hasOrdered && options.keepsExogenousJoint)
  }
}
