import ReportRendering

/// Sentences about models: fit, measurement, comparisons.
extension EnglishPublication {
  var theModel: ReportText { "The model" }
  var measurementModel: ReportText { "The measurement model of all constructs" }
  var configuralModel: ReportText { "The configural model" }

  func fit(_ own: FitFinding, statistics: ReportText, model: ReportText)
    -> ReportText
  {
    switch own.level {
    case .notConverged:
      model
        + """
         did not converge; there are no estimates that could be reported.
        """
    case .notEstimated:
      model
        + """
         was not estimated: the parameters stand at their starting values.
        """
    case .saturated:
      model
        + """
         has no degrees of freedom: it reproduces the observed moments \
        whatever they are, so its fit cannot be tested.
        """
    case .untested:
      model + " was fitted by an estimator that gives no test of fit."
    case .good:
      model + " fitted the data well, " + statistics + "." + rejection(own)
    case .acceptable:
      model + " fitted the data acceptably, " + statistics + "."
        + rejection(own)
    case .poor:
      model + " did not fit the data by the usual criteria, " + statistics
        + ": " + list(own.failing.map { .symbol($0) })
        + " did not reach an acceptable level."
    }
  }

  private func rejection(_ own: FitFinding) -> ReportText {
    own.isRejected
      ? " The test of exact fit was significant; the indices of approximate fit reached the usual criteria."
      : ""
  }

  func missed(_ indices: ReportText) -> ReportText {
    "Of the indices in the table, " + indices
      + " did not reach the usual criteria."
  }

  var inadmissible: ReportText {
    """
    The solution is not admissible: it contains estimates that no population \
    can have, such as a negative variance or a correlation beyond 1. The \
    estimates should not be interpreted.
    """
  }

  var notInterpreted: ReportText {
    """
    As the solution is not admissible, the estimates are given without an \
    interpretation.
    """
  }

  func smallSample(caseCount: Int, parameterCount: Int) -> ReportText {
    """
    The sample is small for the model (\(symbol: .sampleSize) = \
    \(count: caseCount), \(count: parameterCount) free parameters), so that \
    estimates and tests are uncertain.
    """
  }

  // MARK: Measurement

  func loadings(range: ValueRange, group: String, areSignificant: Bool?)
    -> ReportText
  {
    let start: ReportText =
      group.isEmpty
      ? "The standardized loadings " : "In \(group), the standardized loadings "
    let all: ReportText =
      range.isOne
      ? "were " + range.low
      : "ranged from " + range.low + " to " + range.high
    let end: ReportText =
      switch areSignificant {
      case true?: "; all that were tested were significant."
      case false?: "; not all of them were significant."
      case nil: "."
      }
    return start + all + end
  }

  func weakLoadings(_ items: ReportText) -> ReportText {
    "Below .50 were those of " + items + "."
  }

  func convergent(
    composite: ValueRange, belowSeventy: ReportText, variance: ValueRange,
    belowFifty: ReportText
  ) -> ReportText {
    "Composite reliability " + span(composite)
      + (belowSeventy.isEmpty
        ? ", at or above the usual criterion of .70"
        : ", below the usual criterion of .70 for " + belowSeventy)
      + "; the average variance extracted " + span(variance)
      + (belowFifty.isEmpty
        ? ", at or above .50, which supports convergent validity."
        : ", below .50 for " + belowFifty
          + ", whose convergent validity is in doubt.")
  }

  private func span(_ range: ValueRange) -> ReportText {
    range.isOne
      ? "was " + range.low
      : "ranged from " + range.low + " to " + range.high
  }

  func fornellLarcker(violations: [ReportText]) -> ReportText {
    violations.isEmpty
      ? """
      The square root of each construct's average variance extracted exceeded \
      its correlations with the other constructs, which meets the criterion of \
      Fornell and Larcker (1981).
      """
      : """
      The criterion of Fornell and Larcker (1981) was not met: the correlation \
      reached the square root of the average variance extracted for \
      \(violations.joined(separator: "; ")).
      """
  }

  func ratios(largest: ReportText, pair: ReportText, level: RatioLevel)
    -> ReportText
  {
    let start =
      "The largest heterotrait-monotrait ratio was " + largest + " (" + pair
      + "), "
    switch level {
    case .strict: return start + "below the criterion of .85."
    case .liberal:
      return start
        + "above the strict criterion of .85, below the liberal one of .90."
    case .none:
      return start
        + "which does not meet the criteria of .85 or .90: the two constructs are hardly distinct."
    }
  }

  func commonMethod(harman: ReportText, isBelowHalf: Bool, method: ReportText?)
    -> ReportText
  {
    let first: ReportText =
      "The first unrotated component accounted for " + harman
      + " of the items' variance (Harman's test), "
      + (isBelowHalf
        ? "less than half; this makes a dominant method factor unlikely but does not rule common method variance out."
        : "half or more, which points to common method variance.")
    guard let method else { return first }
    return first
      + " A method factor of all items, uncorrelated with the constructs, accounted for "
      + method + " on average."
  }

  func oneFactor(isWorse: Bool, statistics: ReportText) -> ReportText {
    isWorse
      ? "A single factor of all items fitted significantly worse, " + statistics
        + "."
      : "A single factor of all items did not fit significantly worse, "
        + statistics + ", so that the constructs are hardly distinct."
  }

  // MARK: Comparisons

  func nested(
    restricted: ReportText, general: ReportText, isWorse: Bool,
    statistics: ReportText
  ) -> ReportText {
    "The model " + restricted
      + (isWorse
        ? " fitted significantly worse than "
        : " did not fit significantly worse than ")
      + general + ", " + statistics + "."
  }

  func equivalent(_ models: ReportText) -> ReportText {
    "The models " + models
      + " are equivalent: they fit any data equally well, and only theory can choose between them."
  }

  var noModelHolds: ReportText {
    "The criteria do not single out one of the models."
  }

  func retained(_ model: ReportText, byTest: Bool, criteria: [String])
    -> ReportText
  {
    let names = criteria.map { ReportText.verbatim($0) }
    let reasons: ReportText =
      switch (byTest, criteria.isEmpty) {
      case (true, false):
        "by the χ² difference tests, with the smallest " + list(names)
      case (true, true): "by the χ² difference tests"
      case (false, false): "by the smallest " + list(names)
      case (false, true): ""
      }
    return "The model " + model + " was retained"
      + (reasons.isEmpty ? "." : " " + reasons + ".")
  }

  var bestIsPoor: ReportText {
    """
    Its own fit is not acceptable by the usual criteria: it is the best of \
    these models, not a good one.
    """
  }

  func invarianceStep(_ step: ReportText, holds: Bool?, statistics: ReportText)
    -> ReportText
  {
    let numbers = statistics.isEmpty ? statistics : ", " + statistics
    switch holds {
    case true?: return step + " invariance held" + numbers + "."
    case false?: return step + " invariance did not hold" + numbers + "."
    case nil:
      return "Nothing can be said of " + step + " invariance" + numbers + "."
    }
  }

  var restsOnPoorFit: ReportText {
    """
    As the configural model itself does not fit, what holds beyond it should \
    be read with caution.
    """
  }

  func stepNotConverged(_ step: ReportText) -> ReportText {
    "The model of the step " + step
      + " did not converge, and the ladder ends there."
  }

  func released(_ parameters: [String]) -> ReportText {
    "Released to differ between groups: "
      + list(parameters.map { .verbatim($0) }) + "."
  }
}
