internal import Estimation
internal import FitSettings
package import Messages
package import ModelFit
internal import Probability
internal import SampleStatistics

/// Compares fits of several models to one sample.
///
/// Whether a model is nested in another is found numerically: the general
/// model must reproduce the moments that the restricted one implies (Bentler &
/// Satorra, 2010).
///
/// - Parameters:
///   - fits: Two or more converged fits by one estimator.
///   - names: The models' names; empty numbers them.
///   - criteria: The thresholds of a model that holds.
///   - method: The scaling of differences of χ², where the models have scaled
///     tests.
/// - Returns: The comparison.
/// - Throws: `LatentError` if a fit did not converge, or estimators or scaled
///   tests differ.
package func compare(
  _ fits: [Fit], names: [String] = [],
  criteria: ComparisonCriteria = ComparisonCriteria(),
  method: DifferenceMethod = .default
) throws(LatentError) -> ModelComparison {
  let builder = try ComparisonBuilder(
    fits, names: names, criteria: criteria, method: method)
  return builder.comparison
}

/// From fits to a comparison.
struct ComparisonBuilder {
  /// The fits by ascending degrees of freedom.
  let fits: [Fit]
  let criteria: ComparisonCriteria
  let method: DifferenceMethod
  var models: [ComparedModel]
  var pairs: [ModelPair] = []

  init(
    _ fits: [Fit], names: [String], criteria: ComparisonCriteria,
    method: DifferenceMethod
  ) throws(LatentError) {
    let names =
      names.isEmpty ? fits.indices.map { "Model \($0 + 1)" } : names
    try Self.check(fits, names: names, method: method)
    self.criteria = criteria
    self.method = Self.resolved(method, fits[0].differenceTest)
    let order = fits.indices.sorted {
      (fits[$0].modelDegrees, $0) < (fits[$1].modelDegrees, $1)
    }
    self.fits = order.map { fits[$0] }
    models = order.map { position in
      let fit = fits[position]
      return ComparedModel(
        name: names[position], position: position,
        degreesOfFreedom: fit.modelDegrees,
        parameterCount: fit.parameterCount, measures: fit.measures,
        warnings: fit.warnings)
    }
    for restricted in models.indices {
      for general in 0..<restricted {
        pairs.append(pair(general, restricted))
      }
    }
    for index in models.indices {
      models[index].reference = reference(of: index)
    }
  }

  /// The nearest model in which one is nested; of several with the same
  /// degrees of freedom the one that fits best.
  private func reference(of model: Int) -> Int? {
    pairs.filter { $0.restricted == model && $0.relation == .nested }
      .map(\.general).max {
        let (one, two) = (models[$0], models[$1])
        return one.degreesOfFreedom == two.degreesOfFreedom
          ? (fits[$0].chiSquare ?? 0) > (fits[$1].chiSquare ?? 0)
          : one.degreesOfFreedom < two.degreesOfFreedom
      }
  }

  var comparison: ModelComparison {
    ModelComparison(
      estimator: estimator, estimatorName: estimatorName,
      differenceTest: fits[0].differenceTest, method: method,
      observationCounts: fits[0].sample.map(\.observationCount),
      criteria: criteria, models: models, pairs: pairs,
      verdict: ComparisonJudge(builder: self).verdict, notes: notes)
  }

  private static func check(
    _ fits: [Fit], names: [String], method: DifferenceMethod
  ) throws(LatentError) {
    guard fits.count > 1 else {
      throw LatentError(
        code: .comparisonOneModel,
        message: "A comparison needs two models or more.",
        remedy: "Give another one.")
    }
    guard names.count == fits.count, Set(names).count == names.count else {
      throw LatentError(
        code: .comparisonNames,
        message: "There are \(fits.count) models, but "
          + "\(Set(names).count) different names.",
        remedy: "Give each model a name of its own.")
    }
    for (fit, name) in zip(fits, names) {
      guard fit.isConverged else {
        throw LatentError(
          code: .comparisonNotConverged,
          message: "The model \(name) cannot be compared: it did not "
            + "converge. \(fit.convergenceMessage)",
          remedy: "Leave it out, or make it converge first.")
      }
      try ComparisonRules.all.check(
        RequestedComparison(
          RequestedComparison.Model(fits[0], name: names[0]),
          RequestedComparison.Model(fit, name: name), method: method))
    }
  }

  /// The method that `default` stands for.
  private static func resolved(_ method: DifferenceMethod, _ test: TestKind?)
    -> DifferenceMethod
  {
    guard method == .default else { return method }
    guard let test else { return .standard }
    return test.needsSecondTrace || test.isByEigenvalues
      ? .satorra2000 : .satorraBentler2001
  }

  private func pair(_ general: Int, _ restricted: Int) -> ModelPair {
    var pair = ModelPair(
      general: general, restricted: restricted, relation: .undetermined)
    let check = NestingCheck(
      general: fits[general], restricted: fits[restricted])
    if let difference = check.sampleDifference {
      pair.relation = difference
      return pair
    }
    let outcome = check.discrepancy()
    pair.discrepancy = outcome?.value
    let isSame =
      models[general].degreesOfFreedom == models[restricted].degreesOfFreedom
    switch outcome {
    case .some(let outcome) where outcome.isZero:
      pair.relation = isSame ? .equivalent : .nested
    case .some: pair.relation = isSame ? .sameDegreesOfFreedom : .notNested
    case nil: break
    }
    if pair.relation == .nested {
      switch test(fits[general], fits[restricted], theta: outcome?.theta) {
      case .success(let test): pair.test = test
      case .failure(let failure): pair.failure = failure
      }
      pair.cfiChange = cfiChange(fits[general], fits[restricted])
    }
    return pair
  }

  /// The test of a restriction; none for the standard statistics of ULS and
  /// DWLS, which have no χ² distribution, and none where the restricted model fits better,
  /// which a minimum cannot.
  private func test(_ general: Fit, _ restricted: Fit, theta: [Double]?)
    -> Result<ChiSquareDifference, DifferenceFailure>
  {
    let hasTest = general.options.estimation.estimator.hasChiSquare
    guard hasTest || method != .standard, let above = restricted.chiSquare,
      let below = general.chiSquare
    else { return .failure(.unavailable) }
    let df = restricted.modelDegrees - general.modelDegrees
    let difference = above - below
    guard difference > -1e-5 * max(1, below) else { return .failure(.worse) }
    var chiSquare = max(0, difference)
    var factor: Double?
    var tail: Double?
    if method != .standard {
      let scaled = ScaledDifference(
        general: general, restricted: restricted, theta: theta)
      switch scaled.statistic(chiSquare, method) {
      case .statistic(let value, let divisor):
        (chiSquare, factor) = (max(0, value), divisor)
      case .tail(let value, let pValue): (chiSquare, tail) = (value, pValue)
      case .negativeFactor: return .failure(.negativeFactor)
      case .unavailable: return .failure(.unavailable)
      }
    }
    let groups = Double(general.sample.count)
    // By N for every estimator, as lavaan does here.
    let count = Double(general.observationCount)
    // What the difference exceeds its expectation by; what that is of a shifted
    // one, or of incomplete cases, the factor does not tell.
    let hasExpectation =
      method == .standard
      || ![.satorra2000, .satorra2000Exact].contains(method)
        && general.options.missing == .listwise
    let excess =
      max(0, difference - (factor ?? 1) * Double(df)) / (count * Double(df))
    return .success(
      ChiSquareDifference(
        method: method, scalingFactor: factor, chiSquare: chiSquare,
        degreesOfFreedom: df,
        pValue: tail
          ?? ChiSquareDistribution(degreesOfFreedom: Double(df))
          .upperTail(chiSquare),
        rmsea: hasExpectation ? (groups * excess).squareRoot() : nil))
  }

  /// The change in CFI, if both refer to the same baseline: fixed exogenous
  /// variables change it.
  private func cfiChange(_ general: Fit, _ restricted: Fit) -> Double? {
    guard isClose("baseline_chisq", general, restricted),
      isClose("baseline_df", general, restricted)
    else { return nil }
    return restricted.measures.change(of: "cfi", from: general.measures)
  }

  /// Whether AIC and BIC of all models refer to the same moments: means and
  /// fixed exogenous variables change what counts.
  var criteriaCompare: Bool {
    fits.allSatisfy { fit in
      fit.parameterCount + fit.modelDegrees
        == fits[0].parameterCount + fits[0].modelDegrees
        && isClose("unrestricted_logl", fit, fits[0])
    }
  }

  private func isClose(_ name: String, _ one: Fit, _ two: Fit) -> Bool {
    guard let a = one.measures[name], let b = two.measures[name] else {
      return false
    }
    return abs(a - b) <= 1e-6 * max(1, abs(a))
  }
}

extension Fit {
  /// The test by which differences from it are tested: the scaled one that the
  /// fit measures derive from, else one by eigenvalues.
  var differenceTest: TestKind? { tests.map(\.kind).differenceTest }
}

extension [TestKind] {
  /// The test by which differences are tested: the first scaled one, else the
  /// first by eigenvalues; `nil` if they are standard.
  var differenceTest: TestKind? {
    first(where: \.isScaled) ?? first(where: \.isByEigenvalues)
  }
}

extension TestKind {
  /// Whether it corrects χ² in a way that no difference of models has.
  var isOfOneModel: Bool {
    switch self {
    case .swain, .bartlett, .yuan2005, .yuan2015: true
    default: false
    }
  }

  /// Whether its p value is by eigenvalues.
  package var isByEigenvalues: Bool { family == .familyOfEigenvalues }
}

extension FitMeasures {
  /// The change in a measure from another fit's, in the best version that both
  /// have.
  package func change(of name: String, from other: FitMeasures) -> Double? {
    for version in ["\(name)_robust", "\(name)_scaled", name] {
      if let new = self[version], let old = other[version] { return new - old }
    }
    return nil
  }

  /// A measure in its robust version, else in its scaled one, else as it is.
  package func best(_ name: String) -> Double? {
    self["\(name)_robust"] ?? self["\(name)_scaled"] ?? self[name]
  }
}
