// Made by Tests/RequestTests/ErrorCodeTests.swift from the comments of the
// constants, as Documentation/ErrorCodes.md is: LATENT_WRITE_DOCUMENTS=1.

extension CodeMeanings {
  /// A line for each code from `k` on: the code, a blank, the meaning.
  static let linesFromK = #"""
    likelihood.needs-ml The likelihood stands beside another estimator than ML.
    missing-information.no-likelihood Missing information needs the likelihood of incomplete cases.
    missing-information.singular The information matrix of missing information is singular.
    missing.available-cases Available cases belong to the pairwise likelihood.
    missing.means-needed Incomplete cases bring means into the model.
    missing.needs-cases Missing values are treated in cases, and there are covariances only.
    missing.needs-ml The likelihood of incomplete cases stands beside another estimator than ML.
    missing.needs-normal-likelihood Incomplete cases have no Wishart likelihood.
    missing.pairwise A choice needs cases, and pairwise covariances are used only.
    missing.pairwise-gls GLS is not supported with pairwise covariances.
    missing.sampling-weights Sampling weights are not supported with the treatment of missing values.
    missing.standard-errors The standard errors need complete cases.
    missing.test The test needs complete cases.
    model.circle Arrows lead from a variable back to itself, where effects are defined.
    model.circular-definition A defined parameter depends on itself.
    model.composite-kind A model whose kind has no composites has some.
    model.composite-part A variable is part of a composite and something else.
    model.composite-scale A composite has no scale.
    model.conditional-effect An effect depends on a moderator.
    model.conditional-random Exogenous variables are conditioned on and random at once.
    model.constant-constraint A constraint holds no parameter.
    model.curve-without-means Loadings are those of a growth curve whose means are not estimated.
    model.definition-clash A defined parameter has the name of a label.
    model.duplicate-definition A parameter is defined twice.
    model.duplicate-parameter A parameter stands twice in the model.
    model.effect-clash The name of an effect is taken.
    model.empty-bounds A lower bound lies above the upper one.
    model.exploratory-block An exploratory block is not the same after a rotation.
    model.false-constraint A constraint of numbers does not hold.
    model.formula-before-header A formula stands before the first header.
    model.group-count The text has another number of groups than the data.
    model.group-in-level A group stands inside a level.
    model.group-weight A constraint binds a group's size in a way that it cannot be bound.
    model.label-values Parameters of one label are fixed at different values.
    model.latent-in-data A latent variable has the name of a column.
    model.linked-too-large Groups that are fitted together have too many parameters.
    model.means-needed The text or the kind of model brings means into the model.
    model.mediator-of-delta An ordered variable depends on others and predicts others in delta.
    model.negative-variance A variance is fixed below zero.
    model.no-path No path leads from one variable to the other.
    model.no-residual-variance A variable has no residual variance.
    model.not-finite A value of a modifier is not finite.
    model.not-identified The data leave parameters undetermined.
    model.nothing-to-condition-on The model has no exogenous variables to condition on.
    model.ordered-exogenous A variable that is said to be ordered is exogenous, and counts as numbers.
    model.ordered-product A product is said to be ordered.
    model.own-indicator A latent variable measures itself.
    model.product-indicator An indicator of a product of latent variables cannot be made.
    model.product-not-latent A factor of a latent product is not latent.
    model.product-pairing The indicators of a latent product cannot be matched.
    model.product-twice A latent product is measured in the text too.
    model.product-without-factor A latent product stands without one of its factors.
    model.product-without-indicators A factor of a latent product has no indicators.
    model.random-exogenous An exogenous variable is free in part only.
    model.repeated-modifier A parameter has a modifier twice.
    model.repeated-parameter A parameter stands twice.
    model.scale-not-positive A scaling factor of an ordered variable is fixed to 0 or less.
    model.scale-of-theta A scaling factor is free in theta.
    model.scaling-sides A scaling factor names two variables.
    model.self-regression A variable is regressed on itself.
    model.single-label One label stands for the parameters of all groups.
    model.singular-paths The matrix of regressions has no inverse.
    model.stage-is-variable A stage has the name of a variable.
    model.threshold-count The text names another number of thresholds than there are.
    model.threshold-name A threshold has another name than t1, t2, ....
    model.threshold-of-number A variable has a threshold or a scaling factor, and is not ordered.
    model.threshold-order The thresholds of a variable do not increase.
    model.thresholds-of-sample Thresholds are fixed to the sample's, and count as known.
    model.too-large The model is too large.
    model.too-many-parameters The model has more free parameters than the sample has moments.
    model.too-many-paths More paths lead from one variable to another than effects are defined of.
    model.unknown-group A header names a group that the data lack.
    model.unknown-label A label is not in the model.
    model.unknown-member An effect names what is not a member of the framework.
    model.unknown-reference The parameter to equal is not in the model.
    model.unknown-variable An effect names a variable that the model lacks.
    model.unlabelled-path A path of an effect has no single label.
    model.unsupported No estimator can fit a part of the model.
    model.unsupported-header A header is not supported.
    model.unsupported-level A model of several levels cannot be fitted.
    model.unsupported-modifier A modifier is not supported.
    model.variance-of-delta A residual variance of an ordered variable is free, or fixed, in delta.
    model.vector-length A modifier has another number of values than there are groups.
    moderation.affected-moderator The source of an effect affects its moderator.
    moderation.latent-percentiles A latent moderator has no percentiles.
    moderation.needs-cases Percentiles of a moderator need cases.
    moderation.no-moments A moderator's mean or variance is not known.
    moderation.no-values A moderator has no values.
    moderation.none No product moderates a path.
    moderation.not-a-moderator The variable moderates no path.
    moderation.not-centered The factors of a latent product are not centred.
    moderation.power A variable is in a product with itself.
    moderation.scale The factors of a latent product are not scaled by fixed loadings.
    moderation.too-many-values The values of moderators have too many combinations.
    moderation.values Values of a moderator are not finite, or repeat.
    monte-carlo.invalid A Monte Carlo study says something that has no meaning.
    monte-carlo.not-fitted A model cannot be fitted to the moments of its population.
    monte-carlo.not-kept The replicates of a Monte Carlo study cannot be kept any more.
    monte-carlo.replicates A file of replicates is not one of this study.
    monte-carlo.syntax The text of a Monte Carlo study cannot be read.
    option.contradiction Two options say different things.
    option.dependence-ignored Standard errors would ignore clusters or sampling weights.
    option.later The option or its value is not available.
    option.no-data An analysis that fits a model has no sample.
    option.not-in-format The format has no room for what is asked for.
    option.nothing-to-test No restriction is named.
    option.other-analysis The option belongs to other analyses.
    option.range A range does not lie within another.
    option.without-object The option has nothing that it could refer to.
    options.correlation A model of correlations has fixed exogenous variables.
    options.effect-coding Effect coding stands beside standardized latent variables.
    options.group-partial An exception from equalities is not in the model.
    options.group-partial-marker An exception from equalities stays fixed, since a scale rests on it.
    options.idle An option changes nothing in the model.
    options.marker-int-zero Intercepts of markers are to be 0 where there are no markers.
    options.ordered-unknown `ordered` names what is not an observed variable of the model.
    ordered.empty-category A category of an ordered variable does not occur.
    ordered.empty-cells Tables of ordered variables have empty cells.
    ordered.estimator The estimator takes ordered variables for continuous.
    ordered.need-cases Ordered variables need cases.
    ordered.not-positive-definite Correlations of ordered variables are not positive definite.
    ordered.not-whole An ordered variable has values that are not whole numbers.
    ordered.one-category An ordered variable has one category.
    ordered.perfect-correlation Empty cells make the correlation of two variables ±1.
    ordered.too-many-categories An ordered variable has more categories than can be used.
    ordered.undetermined-slopes Exogenous variables leave the slopes of a variable undetermined.
    ordered.unknown-category What stands in a column is none of the categories that an option gives.
    ordered.unsupported A choice is not there for ordered variables.
    pairwise.no-cases Two variables are never observed together, pairwise.
    pairwise.not-positive-definite Pairwise covariances are not positive definite.
    plot.constant The draws of a picture do not vary.
    plot.not-drawn The statistic of a picture is not drawn.
    population.contradiction A value of a population contradicts the rest of it.
    population.no-value A parameter of a population has no value.
    population.not-positive-definite A variance of a population is negative, or its covariances are not positive definite.
    population.option An option of a population has a value that it cannot have.
    population.shape No distribution of the kind has the skewness and kurtosis asked for.
    population.unknown-variable An option of a population names a variable that it does not have.
    population.unsupported A model has what no population can be made of.
    power.effect An effect is none of the model.
    power.no-fits Data of the population leave no fits to count.
    power.not-reached A power is not reached with the numbers of cases, or the values, that there can be.
    power.option An option of a power analysis has a value that is not possible, or does not go with others.
    prepared.incomplete-cases Incomplete cases cannot be refitted by moments.
    prepared.needs-cases The refit needs cases.
    prepared.not-converged The fit that refits begin with did not converge.
    prepared.other-sample The new sample has other variables or groups.
    prepared.sample-weight The weight matrix depends on the sample.
    products.need-cases Products of variables need cases.
    profile.constant Nothing moves the value of a profile.
    profile.no-likelihood A profile needs a likelihood.
    profile.no-moments A profile needs a fit of moments.
    profile.rotated The factors of a fit are rotated.
    profile.singular The information matrix of a profile is singular.
    profile.too-large A model has more free parameters than profile limits can be found for.
    request.cancelled A request was ended before it had a result.
    request.file A file that a request names cannot be read.
    request.invalid An option, its value or a file that it names is wrong by itself.
    request.template The template is not a document that styles can be taken from.
    residuals.no-errors Residuals have no standard errors.
    residuals.not-moments The fit has no residuals of moments.
    residuals.singular-information The information matrix of the residuals' distribution is singular.
    residuals.too-many-moments The model has too many moments for standard errors of residuals.
    robust-indices.not-computed Robust fit indices could not be computed.
    rotation.bounds Bounds limit what a rotation changes.
    rotation.changes-fit Rotated factors do not imply the moments of unrotated ones.
    sample.group-count The sample has another number of groups than the model.
    sample.no-means The model has means, and the sample has none.
    sample.not-positive-definite The sample covariance matrix is not positive definite.
    sample.scale Variances of the sample differ too much in size.
    sampling-weights.needs-raw-data Sampling weights are named, and there are covariances only.
    sampling-weights.standard-errors Standard errors ignore sampling weights.
    sampling-weights.test A test is not supported with sampling weights.
    saturated.not-converged The saturated model of incomplete cases did not converge.
    score.already-free An added parameter is free already.
    score.constraints-not-finite The derivatives of constraints are not finite.
    score.no-constraints The model has no equality constraints.
    score.no-means An intercept is added to a model without means.
    score.no-power An added parameter cannot be freed.
    score.no-such-constraint The model has no constraint of this number.
    score.no-target A variance has no standardized target.
    score.not-free An added parameter is fixed at another value than 0.
    score.not-latent An added loading belongs to a variable that is not latent.
    score.nothing-added A test of added parameters names none.
    score.unknown-variable An added parameter is one of a variable that the model lacks.
    scores.dependent-responses Responses depend on each other beside the factors.
    scores.no-cases Factor scores need cases.
    scores.no-groups New cases do not tell their groups.
    scores.no-latent-variables The model has no latent variables.
    scores.no-ordered Probabilities of categories need ordered variables.
    scores.not-defined Factor scores are not defined by the method.
    scores.unknown-category A new case has a category that the fit does not have.
    se.bootstrap-is-drawn Bootstrap standard errors are asked of a fit alone.
    se.information The standard errors do not derive from the information.
    se.needs-cluster The standard errors need clusters.
    se.needs-ml The standard errors need a likelihood.
    se.two-stage The standard errors belong to a treatment of missing values.
    standardize.product Standardized variables have a product.
    study.invalid A study file says something that has no meaning.
    study.no-path A hypothesis is about a path that the model does not have.
    study.results A file of results is not one of a study.
    study.step A step of a study has no result.
    study.syntax The text of a study file cannot be read.
    study.unknown-name A study file and its data, codebook or models do not fit together.
    syntax.amos-syntax The text is a program of AMOS.
    syntax.confusable-character A character looks like another one.
    syntax.document The text is a piece of a document.
    syntax.empty-model The model is empty.
    syntax.empty-stage A stage has no variables.
    syntax.equation-syntax The text is written in equations of another program.
    syntax.graph The text is a graph of another program.
    syntax.ignored-argument-name The name of an argument is ignored.
    syntax.invalid-condition A condition is not a comparison.
    syntax.invalid-definition The left side of a definition is not one new name.
    syntax.invalid-modifier A modifier holds what it cannot.
    syntax.invalid-name A name is not one of the language.
    syntax.invalid-number A number is too large.
    syntax.invisible-character An invisible character stands in the text.
    syntax.label-is-variable A label has the name of a column.
    syntax.lisrel-syntax The text is written for LISREL.
    syntax.misplaced-front-matter A line of front matter stands in the model.
    syntax.misplaced-interaction An interaction stands where it cannot.
    syntax.misplaced-modifier A modifier stands where it cannot.
    syntax.missing-header-value A header names no block.
    syntax.missing-left-side Nothing stands left of an operator.
    syntax.missing-operand A term or value is missing.
    syntax.missing-operator An operator is missing.
    syntax.missing-right-side Nothing stands right of an operator.
    syntax.mixed-vector A vector mixes numbers and labels.
    syntax.mplus-syntax The text is written in the language of Mplus.
    syntax.no-constraint A text of constraints has none.
    syntax.product-like-range A product looks like a range of variables.
    syntax.python-code The text is Python code around a model.
    syntax.r-code The text is code of R or Python around a model.
    syntax.r-formula A formula has functions or operators of R.
    syntax.range A range stands for a list of variables.
    syntax.repeated-member A variable stands twice in a framework.
    syntax.repeated-modifier A framework says twice how it mediates.
    syntax.repeated-term A term stands twice in a formula.
    syntax.reserved-name A name is a reserved word of R.
    syntax.second-relation A statement has a second operator.
    syntax.semopy-syntax The text is written for semopy.
    syntax.split-operator A blank stands within an operator.
    syntax.stata-syntax The text is written in the language of Stata.
    syntax.too-deep An expression is nested too deep.
    syntax.too-long An expression is too long.
    syntax.too-many-errors The text has more errors than are shown.
    syntax.trailing-plus A plus sign at the end joins nothing.
    syntax.unclosed-parenthesis A parenthesis is never closed.
    syntax.unexpected-character A character is not one of the language.
    syntax.unexpected-string Text in quotes stands where it cannot.
    syntax.unexpected-token A word or sign stands where it cannot.
    syntax.unknown The syntax error has no place.
    syntax.unknown-header A word does not begin a block.
    syntax.unknown-operator A sign is not an operator.
    syntax.unnamed-stage A stage of several variables has no name.
    syntax.unopened-parenthesis A closing parenthesis was never opened.
    syntax.unterminated-front-matter Front matter has no end.
    syntax.unterminated-name A name in backquotes has no end.
    syntax.unterminated-string A quote has no end.
    test.corrected A corrected test does not go with another choice.
    test.eigenvalues A test by eigenvalues does not go with another choice.
    test.not-computed A test could not be computed.
    test.residual-model Browne's test at the model's moments does not go with another choice.
    test.scaled-statistic The option `scaled-test` names a statistic that no test scales.
    test.small-sample A correction for small samples does not go with another choice.
    test.standard-statistic The option `standard-test` does not go with another choice.
    test.twice A test is asked for twice.
    test.unsupported The test does not go with the estimator or the information.
    two-stage.cluster Clusters change nothing in two stages.
    two-stage.fixed-x Exogenous variables are random in two stages.
    two-stage.information The information does not go with two stages.
    two-stage.needs-ml Two stages go with ML and the normal likelihood only.
    two-stage.no-cases Two variables are never observed together, in the first of two stages.
    two-stage.standard-errors Two stages have standard errors of their own.
    two-stage.test Two stages have a test of their own.
    validity.constructs A model has no constructs whose validity could be looked at.
    validity.discriminant A pair of constructs lacks discriminant validity.
    validity.marker A marker variable cannot be one, or says nothing.
    validity.model A model that validity is judged by has no usable solution.
    wald.no-standard-errors A Wald test needs standard errors.
    wald.no-variation A hypothesis is of parameters without a variance.
    wald.redundant Hypotheses depend on each other.

    """#
}
