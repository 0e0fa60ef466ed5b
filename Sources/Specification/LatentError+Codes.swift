package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// A function has the wrong number of arguments.
  package static let expressionArgumentCount: Self = "expression.argument-count"
  /// An expression is not finite at its starting values.
  package static let expressionNotFinite: Self = "expression.not-finite"
  /// An expression is too long.
  package static let expressionTooLong: Self = "expression.too-long"
  /// A function is not one of the language.
  package static let expressionUnknownFunction: Self =
    "expression.unknown-function"
  /// A hypothesis is not an equality.
  package static let hypothesisNoEquality: Self = "hypothesis.no-equality"
  /// A test has no hypothesis.
  package static let hypothesisNone: Self = "hypothesis.none"
  /// Arrows lead from a variable back to itself, where effects are defined.
  package static let modelCircle: Self = "model.circle"
  /// A defined parameter depends on itself.
  package static let modelCircularDefinition: Self = "model.circular-definition"
  /// An effect depends on a moderator.
  package static let modelConditionalEffect: Self = "model.conditional-effect"
  /// Exogenous variables are conditioned on and random at once.
  package static let modelConditionalRandom: Self = "model.conditional-random"
  /// A model whose kind has no composites has some.
  package static let modelCompositeKind: Self = "model.composite-kind"
  /// A variable is part of a composite and something else.
  package static let modelCompositePart: Self = "model.composite-part"
  /// A composite has no scale.
  package static let modelCompositeScale: Self = "model.composite-scale"
  /// A constraint holds no parameter.
  package static let modelConstantConstraint: Self = "model.constant-constraint"
  /// A defined parameter has the name of a label.
  package static let modelDefinitionClash: Self = "model.definition-clash"
  /// A parameter is defined twice.
  package static let modelDuplicateDefinition: Self =
    "model.duplicate-definition"
  /// A parameter stands twice in the model.
  package static let modelDuplicateParameter: Self = "model.duplicate-parameter"
  /// The name of an effect is taken.
  package static let modelEffectClash: Self = "model.effect-clash"
  /// A lower bound lies above the upper one.
  package static let modelEmptyBounds: Self = "model.empty-bounds"
  /// An exploratory block is not the same after a rotation.
  package static let modelExploratoryBlock: Self = "model.exploratory-block"
  /// A constraint of numbers does not hold.
  package static let modelFalseConstraint: Self = "model.false-constraint"
  /// A formula stands before the first header.
  package static let modelFormulaBeforeHeader: Self =
    "model.formula-before-header"
  /// The text has another number of groups than the data.
  package static let modelGroupCount: Self = "model.group-count"
  /// A group stands inside a level.
  package static let modelGroupInLevel: Self = "model.group-in-level"
  /// A constraint binds a group's size in a way that it cannot be bound.
  package static let modelGroupWeight: Self = "model.group-weight"
  /// Parameters of one label are fixed at different values.
  package static let modelLabelValues: Self = "model.label-values"
  /// A variance is fixed below zero.
  package static let modelNegativeVariance: Self = "model.negative-variance"
  /// No path leads from one variable to the other.
  package static let modelNoPath: Self = "model.no-path"
  /// A value of a modifier is not finite.
  package static let modelNotFinite: Self = "model.not-finite"
  /// The model has no exogenous variables to condition on.
  package static let modelNothingToConditionOn: Self =
    "model.nothing-to-condition-on"
  /// A variable that is said to be ordered is exogenous, and counts as
  /// numbers.
  package static let modelOrderedExogenous: Self = "model.ordered-exogenous"
  /// A product is said to be ordered.
  package static let modelOrderedProduct: Self = "model.ordered-product"
  /// A latent variable measures itself.
  package static let modelOwnIndicator: Self = "model.own-indicator"
  /// An indicator of a product of latent variables cannot be made.
  package static let modelProductIndicator: Self = "model.product-indicator"
  /// A factor of a latent product is not latent.
  package static let modelProductNotLatent: Self = "model.product-not-latent"
  /// The indicators of a latent product cannot be matched.
  package static let modelProductPairing: Self = "model.product-pairing"
  /// A latent product is measured in the text too.
  package static let modelProductTwice: Self = "model.product-twice"
  /// A latent product stands without one of its factors.
  package static let modelProductWithoutFactor: Self =
    "model.product-without-factor"
  /// A factor of a latent product has no indicators.
  package static let modelProductWithoutIndicators: Self =
    "model.product-without-indicators"
  /// An exogenous variable is free in part only.
  package static let modelRandomExogenous: Self = "model.random-exogenous"
  /// A parameter has a modifier twice.
  package static let modelRepeatedModifier: Self = "model.repeated-modifier"
  /// A parameter stands twice.
  package static let modelRepeatedParameter: Self = "model.repeated-parameter"
  /// A scaling factor names two variables.
  package static let modelScalingSides: Self = "model.scaling-sides"
  /// A variable is regressed on itself.
  package static let modelSelfRegression: Self = "model.self-regression"
  /// One label stands for the parameters of all groups.
  package static let modelSingleLabel: Self = "model.single-label"
  /// A stage has the name of a variable.
  package static let modelStageIsVariable: Self = "model.stage-is-variable"
  /// The text names another number of thresholds than there are.
  package static let modelThresholdCount: Self = "model.threshold-count"
  /// A threshold has another name than t1, t2, ....
  package static let modelThresholdName: Self = "model.threshold-name"
  /// A variable has a threshold or a scaling factor, and is not ordered.
  package static let modelThresholdOfNumber: Self = "model.threshold-of-number"
  /// The thresholds of a variable do not increase.
  package static let modelThresholdOrder: Self = "model.threshold-order"
  /// Groups that are fitted together have too many parameters.
  package static let modelLinkedTooLarge: Self = "model.linked-too-large"
  /// The model is too large.
  package static let modelTooLarge: Self = "model.too-large"
  /// More paths lead from one variable to another than effects are defined of.
  package static let modelTooManyPaths: Self = "model.too-many-paths"
  /// A header names a group that the data lack.
  package static let modelUnknownGroup: Self = "model.unknown-group"
  /// A label is not in the model.
  package static let modelUnknownLabel: Self = "model.unknown-label"
  /// An effect names what is not a member of the framework.
  package static let modelUnknownMember: Self = "model.unknown-member"
  /// The parameter to equal is not in the model.
  package static let modelUnknownReference: Self = "model.unknown-reference"
  /// An effect names a variable that the model lacks.
  package static let modelUnknownVariable: Self = "model.unknown-variable"
  /// A path of an effect has no single label.
  package static let modelUnlabelledPath: Self = "model.unlabelled-path"
  /// A header is not supported.
  package static let modelUnsupportedHeader: Self = "model.unsupported-header"
  /// A modifier has another number of values than there are groups.
  package static let modelVectorLength: Self = "model.vector-length"
  /// A model of correlations has fixed exogenous variables.
  package static let optionsCorrelation: Self = "options.correlation"
  /// Effect coding stands beside standardized latent variables.
  package static let optionsEffectCoding: Self = "options.effect-coding"
  /// An exception from equalities is not in the model.
  package static let optionsGroupPartial: Self = "options.group-partial"
  /// An exception from equalities stays fixed, since a scale rests on it.
  package static let optionsGroupPartialMarker: Self =
    "options.group-partial-marker"
  /// Intercepts of markers are to be 0 where there are no markers.
  package static let optionsMarkerIntZero: Self = "options.marker-int-zero"
  /// `ordered` names what is not an observed variable of the model.
  package static let optionsOrderedUnknown: Self = "options.ordered-unknown"
}
