// Made by Tests/RequestTests/ErrorCodeTests.swift from the comments of the
// constants, as Documentation/ErrorCodes.md is: LATENT_WRITE_DOCUMENTS=1.

/// The codes of errors and warnings with their meanings.
enum CodeMeanings {
  /// The codes in their order.
  static let all: [(code: String, meaning: String)] =
    (linesToJ + linesFromK).split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return (String(parts[0]), String(parts[1]))
    }

  /// A line for each code below `k`: the code, a blank, the meaning.
  private static let linesToJ = #"""
    admissibility.latent-covariance The covariance matrix of latent variables is not positive definite.
    admissibility.negative-variance A variance is estimated below zero.
    admissibility.residual-correlation A residual correlation lies outside of -1 to 1.
    admissibility.residual-covariance The residual covariance matrix is not positive definite.
    admissibility.thresholds Thresholds of an ordered variable do not increase.
    admissibility.zero-variance A variance is estimated at zero.
    auxiliary.fixed-x Auxiliary variables stand beside exogenous variables whose moments are fixed.
    auxiliary.in-model An auxiliary variable is in the model.
    auxiliary.needs-fiml Auxiliary variables stand beside another treatment of missing values than `fiml`.
    auxiliary.twice An auxiliary variable is named twice.
    baseline.not-converged The baseline model did not converge.
    bootstrap.conditional-wls A bootstrap of WLS given exogenous variables needs weights of its own.
    bootstrap.correction-beyond-draws A corrected interval ends beyond the draws.
    bootstrap.dependent-cases Independent cases are made where clusters or sampling weights stand.
    bootstrap.different-parts Parts of a bootstrap differ in what they draw.
    bootstrap.jackknife Fits of the jackknife failed.
    bootstrap.many-unusable Many replicates cannot be used.
    bootstrap.missing-replicates Replicates are missing between parts.
    bootstrap.needs-jackknife A BCa interval has no jackknife.
    bootstrap.needs-raw-data A bootstrap draws cases, and there are covariances only.
    bootstrap.needs-standard-errors Draws lack the standard errors of studentized intervals.
    bootstrap.no-transformation Incomplete cases cannot be transformed so that the model holds.
    bootstrap.not-converged The fit to bootstrap did not converge.
    bootstrap.not-positive-definite Moments to draw from are not positive definite.
    bootstrap.nothing-to-merge A merge of draws is given none.
    bootstrap.one-case A group has one case to draw from.
    bootstrap.one-sided All draws lie on one side of the estimate.
    bootstrap.ordered The kind of bootstrap makes continuous values, and variables are ordered.
    bootstrap.pairwise Cases with the model's pairwise moments cannot be made.
    bootstrap.products Products are centred in the data before replicates are drawn.
    bootstrap.repeated-replicate A replicate stands in two parts.
    bootstrap.replicate-numbers The range of replicates is empty or begins below 1.
    bootstrap.standard-errors Standard errors of every replicate look at the cases.
    bootstrap.tests Fit measures of every replicate stand beside scaled tests.
    bootstrap.too-few-draws The usable draws are too few for an interval.
    bootstrap.too-many-values The draws would fill the memory.
    bootstrap.unstable-ratio The denominator of a ratio is near zero in some draws.
    bootstrap.weighted-wls A bootstrap of WLS with sampling weights needs weights of its own.
    bounds.active An estimate lies at its bound.
    bounds.effect-coding Bounds from the sample stand beside effect coding.
    center.unused A centred variable is in no product.
    cluster.few Robust standard errors rest on few clusters.
    cluster.means-needed Clustered cases bring means into the model.
    cluster.needs-ml Clusters stand beside an estimator without a normal likelihood.
    cluster.needs-raw-data Clusters are named, and there are covariances only.
    cluster.standard-errors Standard errors ignore clusters.
    cluster.test A test is not supported with clusters.
    codebook.data A codebook and the data do not fit together.
    codebook.invalid A codebook says something that has no meaning.
    codebook.no-items Data hold nothing that a codebook could be drafted of.
    codebook.outside-scale Answers lie outside of the scale that a codebook gives.
    codebook.syntax The text of a codebook cannot be read.
    comparison.baseline Models have different baseline models.
    comparison.criteria Information criteria refer to different moments.
    comparison.different-estimators Models were fitted by different estimators.
    comparison.different-missing Models treat missing values differently.
    comparison.different-samples Models were fitted to different cases or groups.
    comparison.different-tests Models have different scaled tests.
    comparison.different-variables Models explain different variables.
    comparison.equivalent Models imply the same moments.
    comparison.inadmissible A model of the comparison has an inadmissible solution.
    comparison.method The method of difference tests does not go with the models' tests.
    comparison.names Models share a name, or lack one.
    comparison.negative-factor The scaling factor of a difference is negative.
    comparison.nested Models are nested.
    comparison.no-chi-square A model of the comparison was fitted without a test.
    comparison.no-scaled-test The scaled difference could not be computed.
    comparison.no-test The difference of these statistics has no χ² distribution.
    comparison.not-converged A model of the comparison did not converge.
    comparison.not-nested Neither model restricts the other.
    comparison.one-model A comparison has only one model.
    comparison.same-df Models have the same degrees of freedom and imply different moments.
    comparison.test A test is one of a single model and has no difference.
    comparison.undetermined Whether models are nested could not be found.
    comparison.worse The restricted model fits better.
    conditional.means-needed Conditioning on exogenous variables brings means into the model.
    conditional.residuals Standard errors of residuals are not supported given exogenous variables.
    conditional.unsupported A choice is not supported given exogenous variables.
    constraints.active An inequality constraint holds with equality.
    constraints.contradictory Constraints contradict each other.
    correlation.unsupported A choice is not supported with models of correlations.
    criticism.not-converged A question is asked about a fit that did not converge.
    criticism.not-moments The likelihood is not one of moments.
    criticism.singular-information The information matrix of an extended model is singular.
    criticism.too-large A model has too many parameters for modification indices.
    curve.constant-moderator The moderator of a curve does not vary.
    curve.not-moderated The variable of a curve moderates no path of the effect.
    curve.other-draws The draws are of another fit.
    curve.product-origins Products are centred anew in every replicate.
    curve.studentized Bands of curves have no studentized kind.
    data.all-missing A variable has no value at all.
    data.asymmetric-matrix A moment matrix is not symmetric.
    data.cell-errors Cells of a workbook hold errors.
    data.cell-too-long A cell is longer than is read.
    data.collinear-variables A variable is a linear combination of others.
    data.constant-columns Variables have one value in all cases.
    data.constant-variable A variable does not vary.
    data.correlation-matrix A correlation matrix is analysed as one of covariances.
    data.dates Days and months were read as decimal numbers.
    data.decimal-commas Numbers with decimal commas were read.
    data.diagonal-below-one The diagonal of a matrix looks like reliabilities.
    data.doubtful-points Points that may separate thousands were read as decimal points.
    data.duplicate-column Two columns have the same name.
    data.empty-cases Cases have no value at all and are left out.
    data.empty-file The file holds nothing.
    data.empty-lines Lines of a table are empty.
    data.equal-columns Variables repeat others.
    data.equal-rows Cases repeat others.
    data.exogenous-missing Cases without values of exogenous variables are left out.
    data.few-cases The number of cases does not exceed that of the variables, whose covariance matrix has no inverse.
    data.file-encoding A data file of another program has an encoding that must be named.
    data.file-encoding-doubtful The encoding that a data file names is doubtful.
    data.file-encoding-taken The encoding of a data file is taken for another than it names.
    data.file-not-found The file does not exist.
    data.file-reader-stopped The program that reads data files of other programs stopped early.
    data.file-too-large A data file of another program holds more than is read.
    data.file-unreadable A data file of another program is damaged, or not what its name says.
    data.formula-without-value A cell of a workbook holds a formula without its value.
    data.full-width-delimiters Delimiters of full width were read as plain ones.
    data.further-sheets A workbook has further sheets.
    data.group-missing Cases without a group are left out.
    data.guessed-encoding The encoding of a table was guessed.
    data.idle-missing-code A code of missing values is not in the data.
    data.impossible-correlation A correlation lies outside of -1 to 1.
    data.infinite-value A value is infinite.
    data.invalid-moment A cell of a moment matrix is not a finite number.
    data.invalid-weight A sampling weight is missing, negative or infinite, or all are zero.
    data.invisible-characters Invisible characters were left out of names.
    data.leading-zeros Texts of a workbook were read as numbers without the zeros before them.
    data.malformed-matrix A moment matrix has the wrong shape.
    data.malformed-quote A quote is not closed, or text follows a closing quote.
    data.merged-cells Cells of a workbook are merged.
    data.minus-signs Signs of other forms were read as minus signs.
    data.missing-cluster A case has no cluster.
    data.no-complete-row Every row has a missing value.
    data.no-file-reader Nothing is there that reads a data file of another program.
    data.no-rows The file has a header and no rows, or a table has no rows.
    data.no-sheet A workbook has no such sheet.
    data.not-positive-definite A covariance matrix is not positive definite.
    data.not-text The file is a workbook or a binary file, not text.
    data.numeric-names Numbers stand where names are expected.
    data.observation-count The number of observations is missing or impossible.
    data.one-cluster All cases are in one cluster.
    data.other-digits Digits of other scripts were read as plain ones.
    data.outlying-value A value lies far from the others.
    data.pair-never-observed Two variables are never observed together.
    data.passed-lines Lines of a table are passed over.
    data.printed-table A matrix was read as articles print it.
    data.repeated-rows Every row of a table occurs several times.
    data.similar-groups Labels of groups differ by case or blanks only.
    data.small-group A group has fewer than two complete rows.
    data.straight-lines Cases give one answer to all items.
    data.summary-row A row sums up those above it.
    data.text-in-numbers Text stands where numbers are needed.
    data.thousands-separators Separators of thousands were left out of numbers.
    data.too-few-cases The number of cases does not exceed that of the variables.
    data.too-many-columns A table has more columns than are read.
    data.too-many-groups The grouping variable has more values than groups can be.
    data.too-many-variables Correlations of more variables than memory and time allow are asked for.
    data.undeclared-missing-code A value looks like a code of missing values.
    data.undecodable-text The bytes are not text in the encoding.
    data.unequal-columns Columns have different lengths.
    data.unequal-variances Variances differ by a large factor.
    data.unknown-column The data have no such column.
    data.unknown-group The group labels asked for are not in the data, or repeat.
    data.unlabelled-values Values have no labels where others have.
    data.unreadable-file The file exists and cannot be read.
    data.wrong-cell-count A row has too many or too few cells.
    definition.undefined A defined parameter has no finite value.
    definitions.no-errors The fit has no standard errors for defined parameters.
    definitions.none The model has no defined parameters.
    diagnostics.no-cases Diagnostics of cases need the cases.
    diagnostics.no-likelihood Diagnostics of cases need a likelihood.
    draws.malformed A line of a file of draws is damaged.
    draws.missing-lines A file of draws lacks lines.
    draws.more-replicates A file holds other replicates than those that would replace it.
    draws.not-draws The file holds no draws.
    draws.not-kept Draws cannot be kept in their file.
    draws.other-columns The draws are of other statistics.
    draws.other-data The draws are of other data.
    draws.other-estimates The draws are of other estimates.
    draws.other-format The file of draws is of another format.
    draws.other-kind The draws are of another kind of bootstrap.
    draws.other-model The draws are of another model.
    draws.other-seed The draws are of another seed.
    draws.other-version The draws are of another version.
    draws.repeated-replicate A replicate stands twice in a file of draws.
    draws.unfinished A file of draws was not written to its end.
    efa.heywood A unique variance is at its lower limit or negative.
    efa.no-weights The weights of correlations are not known.
    efa.not-converged The search for unique variances has not converged.
    efa.not-numbers Correlations are not numbers.
    efa.one-factor One factor is asked for, and a rotation.
    efa.rotation A rotation cannot be made.
    efa.rotation-not-converged A rotation has not converged.
    efa.singular A correlation matrix has no inverse.
    efa.too-many-factors More factors are asked for than the variables determine.
    effects.level The confidence level does not lie between 0 and 1.
    effects.no-path No path leads from one variable to the other.
    effects.nonrecursive Effects run through a feedback loop.
    effects.not-converged The fit whose effects are asked for did not converge.
    effects.not-drawn An effect is not among those drawn.
    effects.not-structural The variable has no part in regressions.
    effects.products A product of variables is an outcome or a source of effects.
    effects.same-variable An effect leads from a variable to itself.
    effects.too-few-draws The Monte Carlo draws are too few for the level.
    effects.too-many An analysis asks for more effects than the limit allows.
    effects.too-many-paths More paths join two variables than are followed.
    effects.undefined-draws An effect is undefined in some draws.
    effects.unknown-variable The variable is not in the model.
    effects.unstable The feedback loop does not settle.
    equivalence.needs-ml An equivalence test needs the χ² of ML.
    equivalence.no-degrees An equivalence test needs degrees of freedom.
    estimator.needs-raw-data The estimator needs cases, and there are covariances only.
    estimator.ordered The estimator is one of continuous variables, and there are ordered ones.
    estimator.pairwise The pairwise likelihood is one of ordered variables alone.
    estimator.sample-too-small The sample is too small for the estimator's weight matrix.
    estimator.singular-weight The estimator's weight matrix is singular.
    expression.argument-count A function has the wrong number of arguments.
    expression.not-finite An expression is not finite at its starting values.
    expression.too-long An expression is too long.
    expression.unknown-function A function is not one of the language.
    fit.no-moments The fit is not one of moments.
    fit.not-converged The fit did not converge, and there is no result without it.
    fit.ordered The requested analysis is made for continuous variables only.
    front-matter.option An option in front matter cannot be read.
    front-matter.syntax Front matter is not YAML that Latent reads.
    group-weights.unsupported Free group weights do not go with another choice.
    groups.label-count The group labels differ in number from the groups.
    groups.none There are no groups that can be compared.
    groups.outcome A variable cannot be compared.
    groups.sparse Few cases are expected in the cells of a table.
    groups.too-small A group has too few cases for a variance.
    hypothesis.no-equality A hypothesis is not an equality.
    hypothesis.none A test has no hypothesis.
    information.expected-used The expected information takes the place of a singular one.
    information.h1-needs-ml The option `h1-information` stands beside another estimator than ML.
    information.needs-raw-data The information or the test needs cases, and there are covariances only.
    information.no-saturated The saturated model has no information matrix.
    information.observed-unused The option `observed-information` stands beside another information.
    information.singular The information matrix is singular.
    information.unsupported The estimator has no such information.
    invariance.already-equal The model already holds parameters equal.
    invariance.empty-step A step adds nothing.
    invariance.no-steps The ladder has no steps.
    invariance.no-verdict A criterion of the ladder cannot be computed for a step.
    invariance.not-converged A step of the ladder did not converge.
    invariance.nothing-to-release No equality of a step can be released.
    invariance.one-group The data have only one group.
    invariance.step-twice A set of parameters stands in two steps.
    items.model The model of a scale's items has no usable solution.
    items.reversed An item goes against the others of its scale.
    items.scale A scale cannot be analysed as it is.
    items.scores Scores or parcels cannot be made.
    items.too-few A scale has too few items, or complete cases, for a figure.
    items.too-many More scales or items are asked for than one analysis takes.

    """#
}
