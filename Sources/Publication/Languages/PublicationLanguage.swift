import FitSettings
import ReportRendering

/// The words of publications in one language: headings, and sentences about
/// findings.
///
/// Findings say what is the case, in typed values; a language says it in its
/// own sentences. Numbers come in as pieces, formed once.
protocol PublicationLanguage: Sendable {
  /// "Table", before its number.
  var tableWord: String { get }
  /// What stands between two sentences.
  var betweenSentences: ReportText { get }
  /// What stands between the parts of a statement: `B = 1, p = 2`.
  var betweenParts: ReportText { get }

  /// Names or statements in a row, `and` before the last one.
  func list(_ items: [ReportText]) -> ReportText
  /// A remark in brackets.
  func brackets(_ text: ReportText) -> ReportText
  /// `95% CI [1, 2]`.
  func interval(_ limits: ReportText, level: Double) -> ReportText
  /// The sentence that refers to tables.
  func reference(_ tables: [ReportTable.Number]) -> ReportText

  /// A heading of a table or a word of a cell.
  func term(_ term: PublicationTerm) -> ReportText
  /// The caption of a table.
  func caption(_ caption: TableCaption) -> ReportText
  /// The heading of a subject.
  func heading(_ subject: PublicationSubject) -> ReportText
  /// A note below a table.
  func note(_ note: PublicationNote) -> ReportText
  /// A step of a ladder of invariance by its name.
  func step(_ name: String, isPartial: Bool) -> ReportText
  /// The name of a moderator's value, such as `mean + SD`.
  func point(_ label: String) -> ReportText

  // MARK: Fit

  /// "The model", at the beginning of a sentence.
  var theModel: ReportText { get }
  /// The measurement model of all constructs, at the beginning of a sentence.
  var measurementModel: ReportText { get }
  /// The configural model, at the beginning of a sentence.
  var configuralModel: ReportText { get }
  /// The fit of a model, with its indices.
  func fit(_ own: FitFinding, statistics: ReportText, model: ReportText)
    -> ReportText
  /// Indices of the table that miss their levels although the fit is good.
  func missed(_ indices: ReportText) -> ReportText
  /// Estimates that no population can have.
  var inadmissible: ReportText { get }
  /// What is not said of the estimates of such a solution.
  var notInterpreted: ReportText { get }
  /// Few cases for the model.
  func smallSample(caseCount: Int, parameterCount: Int) -> ReportText

  // MARK: Measurement

  func loadings(range: ValueRange, group: String, areSignificant: Bool?)
    -> ReportText
  func weakLoadings(_ items: ReportText) -> ReportText
  /// The reliability and variance extracted; the constructs that miss the
  /// levels, empty for none.
  func convergent(
    composite: ValueRange, belowSeventy: ReportText, variance: ValueRange,
    belowFifty: ReportText
  ) -> ReportText
  func fornellLarcker(violations: [ReportText]) -> ReportText
  func ratios(largest: ReportText, pair: ReportText, level: RatioLevel)
    -> ReportText
  func commonMethod(harman: ReportText, isBelowHalf: Bool, method: ReportText?)
    -> ReportText
  func oneFactor(isWorse: Bool, statistics: ReportText) -> ReportText

  // MARK: Comparisons

  func nested(
    restricted: ReportText, general: ReportText, isWorse: Bool,
    statistics: ReportText
  ) -> ReportText
  func equivalent(_ models: ReportText) -> ReportText
  var noModelHolds: ReportText { get }
  func retained(_ model: ReportText, byTest: Bool, criteria: [String])
    -> ReportText
  var bestIsPoor: ReportText { get }
  func invarianceStep(_ step: ReportText, holds: Bool?, statistics: ReportText)
    -> ReportText
  /// What the steps rest on where the configural model does not fit.
  var restsOnPoorFit: ReportText { get }
  func stepNotConverged(_ step: ReportText) -> ReportText
  func released(_ parameters: [String]) -> ReportText

  // MARK: Paths, hypotheses and effects

  /// The coefficients of one outcome's equation.
  func equation(
    of outcome: ReportText, rSquared: ReportText?, significant: [ReportText],
    others: [ReportText]
  ) -> ReportText

  func summary(_ own: HypothesisSummary) -> ReportText
  func hypothesis(
    _ own: HypothesisFinding, ends: (ReportText, ReportText),
    through: [ReportText], statistics: ReportText, isPart: Bool
  ) -> ReportText
  func bootstrap(_ facts: BootstrapFacts) -> ReportText
  func manyUnusable(_ facts: BootstrapFacts) -> ReportText
  /// The rule by which effects are judged without a bootstrap.
  func monteCarlo(level: Double) -> ReportText
  func effect(
    _ kind: PublicationTerm, ends: (ReportText, ReportText),
    isSignificant: Bool?, statistics: ReportText
  ) -> ReportText
  func indirect(
    ends: (ReportText, ReportText), through: [ReportText],
    isSignificant: Bool?, isNearZero: Bool, statistics: ReportText
  ) -> ReportText
  func mediation(_ type: MediationType, direct: ReportText) -> ReportText
  var noDirectPath: ReportText { get }
  func contrast(
    _ first: ReportText, _ second: ReportText, isSignificant: Bool?,
    statistics: ReportText
  ) -> ReportText
  func index(
    ends: (ReportText, ReportText), through: [ReportText],
    moderator: ReportText, isSignificant: Bool?, isNearZero: Bool,
    statistics: ReportText
  ) -> ReportText
  func noIndex(path: ReportText, moderator: ReportText) -> ReportText
  func conditional(
    at values: ReportText, isSignificant: Bool?, statistics: ReportText
  ) -> ReportText
  func conditionals(
    ends: (ReportText, ReportText), through: [ReportText],
    _ parts: [ReportText]
  ) -> ReportText
  /// Conditional effects that are too many to be named one by one.
  func manyConditionals(
    ends: (ReportText, ReportText), through: [ReportText], count: Int,
    significant: Int, range: ValueRange
  ) -> ReportText
  var noCausalClaim: ReportText { get }
  func inGroup(_ label: String) -> ReportText

  // MARK: Data, items, factors, groups

  func sample(count: Int, complete: Int) -> ReportText
  func metric(_ variable: ReportText, statistics: ReportText) -> ReportText
  func largest(
    _ variable: ReportText, category: String, count: Int, share: ReportText
  ) -> ReportText
  func alphas(
    range: ValueRange, ends: (ReportText, ReportText), count: Int,
    below: ReportText
  ) -> ReportText
  /// The correlations of scales; how many of them are significant.
  func scaleCorrelations(range: ValueRange, significant: Int, count: Int)
    -> ReportText
  func itemTotals(range: ValueRange, below: ReportText) -> ReportText
  func alphaIfDeleted(_ better: ReportText) -> ReportText
  func distributions(
    skewness: ReportText, kurtosis: ReportText, areModest: Bool
  ) -> ReportText
  func multivariateNormality(
    isRejected: Bool, skewness: ReportText, kurtosis: ReportText
  ) -> ReportText
  func adequacy(
    kmo: ReportText, level: AdequacyLevel, bartlett: ReportText,
    isRejected: Bool
  ) -> ReportText
  func extracted(count: Int, areComponents: Bool, share: ReportText)
    -> ReportText
  func factorPattern(crossing: ReportText, weak: ReportText) -> ReportText
  func groups(
    _ variable: ReportText, by: ReportText, isSignificant: Bool,
    statistics: ReportText
  ) -> ReportText
  func pairs(_ differing: [(higher: String, lower: String)]) -> ReportText
}

/// The level that the largest heterotrait-monotrait ratio stays below.
enum RatioLevel: Sendable, Hashable {
  /// .85.
  case strict
  /// .90.
  case liberal
  /// Neither.
  case none
}

/// The subjects of a publication.
enum PublicationSubject: Sendable, Hashable {
  case sample, items, factors, measurement, validity, fit, comparison
  case hypotheses, effects, invariance, groups, paths
}

/// The captions of tables.
enum TableCaption: Sendable, Hashable {
  case sample
  case items
  case scaleCorrelations
  case adequacy
  case factorLoadings(group: String)
  case loadings(group: String)
  case fornellLarcker
  case ratios
  case fit
  case comparison
  case measurementModels
  case hypotheses
  case paths
  case effects
  case conditionalEffects
  case moderationIndices
  case invariance
  case groupMeans(by: ReportText)
}

/// Headings of columns and words of cells.
enum PublicationTerm: Sendable, Hashable {
  case variable, category, frequency, share
  case construct, constructAlone
  case item, skewness, kurtosis, itemTotal, alphaIfDeleted
  case statistic, value, criterion, verdict, index
  case kmo, bartlett
  case communality, sumOfSquares, shareOfVariance, cumulativeShare
  case factor(Int)
  case component(Int)
  case absolute, incremental, parsimony
  case met, acceptable, notMet
  case model, step, difference
  case hypothesis, path, supported, notSupported, opposite, untested
  case effect, total, direct, totalIndirect, shareOfTotal
  case indirect(ReportText)
  case contrast(ReportText, ReportText)
  case lower, upper
  case interval(level: Double)
  case moderatorValue, indexOfModeration
  case holds, fails
  case group, pair, letters
  case factors(Int)
  case oneFactor, allConstructs, secondOrder, bifactor, methodFactor
  case configural, metric, scalar, strict, latentMeans
}

/// Notes below tables.
enum PublicationNote: Sendable {
  /// The number of cases, by groups where there are several.
  case cases([(label: String, count: Int)])
  /// The estimator, and the test behind χ² where it is not the standard one.
  case estimator(String, test: TestKind?)
  /// Replicates drawn and used, seed, kind of intervals.
  case bootstrap(BootstrapFacts)
  /// Monte Carlo draws and their seed.
  case monteCarlo(count: Int, seed: UInt64)
  /// The software and its version.
  case software(String)
  /// Two-sided p values of standard errors by the delta method.
  case deltaMethod
  case stars
  case reliability
  case scaleCorrelations
  case standardizedAndFixed
  case convergent
  case diagonal
  case ratios
  case thresholds
  case thesisThresholds
  case goodness
  case differences
  case compared(with: ReportText)
  case hypothesesTwoSided(level: Double)
  case bootErrors
  case invariance(criterion: InvarianceRule)
  case letters(level: Double, isTukey: Bool)
  case groupTests(isT: Bool)
  case rotation(String, rotation: String?, isOblique: Bool)
  case shownLoadings(Double)
  case ratioIntervals(draws: Int, level: Double)
  case crossLoading
  case belowBeforeRounding
}

/// The rule by which a step of invariance holds.
enum InvarianceRule: Sendable, Hashable {
  case cfi, chen
  case chiSquare(level: Double)
}

/// The draws of a bootstrap, as notes and sentences state them.
struct BootstrapFacts: Sendable, Hashable {
  /// Replicates drawn.
  var count: Int
  /// Replicates that figures rest on.
  var usable: Int
  /// The seed.
  var seed: UInt64
  /// The kind of intervals.
  var interval: IntervalName
  /// Their level.
  var level: Double

  /// Whether so many replicates are unusable that intervals are in doubt: more
  /// than one in twenty.
  var isDoubtful: Bool { Double(count - usable) > 0.05 * Double(count) }

  /// The kinds of intervals.
  enum IntervalName: Sendable, Hashable {
    case percentile, biasCorrected, accelerated, normal, basic, studentized
  }
}

extension ReportLanguage {
  /// The words of publications in the language.
  var publication: any PublicationLanguage {
    switch self {
    case .english: EnglishPublication()
    case .chinese: ChinesePublication()
    }
  }
}

extension PublicationLanguage {
  /// Sentences, one behind the other.
  func paragraph(_ sentences: [ReportText]) -> ReportText {
    sentences.filter { !$0.isEmpty }.joined(separator: betweenSentences)
  }

  /// The fit of the model that the text is about.
  func fit(_ own: FitFinding, statistics: ReportText) -> ReportText {
    fit(own, statistics: statistics, model: theModel)
  }

  /// A step that holds or fails as a whole.
  func step(_ name: String) -> ReportText { step(name, isPartial: false) }

  /// The parts of a statement.
  func statement(_ parts: [ReportText]) -> ReportText {
    parts.filter { !$0.isEmpty }.joined(separator: betweenParts)
  }
}
