internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
package import FitSettings
internal import LinearAlgebra
internal import Messages
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

/// The measures and tests of a fit.
package struct FittedMeasures {
  /// The fit measures.
  package var measures = FitMeasures()
  /// The tests, in the order that they were asked for.
  package var tests: [TestResult] = []
  /// The degrees of freedom of χ²; `nil` without a saturated model.
  package var degreesOfFreedom: Int?
}

extension FitAnalysis {
  /// The tests and measures of a converged fit.
  ///
  /// Measures that cannot be computed are named in `warnings`.
  ///
  /// - Returns: The measures in the order that is printed, and the tests.
  package mutating func measures() -> FittedMeasures {
    // Without a saturated model there is no χ², and nothing that rests on it.
    let test = TestStatistic.chiSquare(fitter, estimates).map {
      TestStatistic(
        chiSquare: $0 + (weights?.chiSquare ?? 0),
        degreesOfFreedom: TestStatistic.momentCount(fitter.model)
          - parameterCount + (weights?.restrictionCount ?? 0))
    }
    var tests: [TestResult] = []
    var summary: FitSummary?
    if let test {
      tests = results(of: test)
      if !options.tests.isEmpty, let shown = shownStatistic(test) {
        summary = self.summary(
          of: shown, scaled: tests.first { $0.kind.isScaled })
      }
    }
    var result = FitMeasures()
    let weightCount = weightCount
    let own = weights?.chiSquare ?? 0
    result.append("npar", Double(parameterCount + weightCount))
    result.append(
      "fmin",
      estimates.optimization.value + own / (2 * fitter.sample.totalSize))
    if let summary {
      FitIndices.appendTests(summary, to: &result)
      FitIndices.appendIncremental(summary, to: &result)
    }
    if fitter.options.estimator.hasCaseLikelihood,
      var likelihood = LikelihoodMeasures(fitter, estimates)
    {
      likelihood.model -= own / 2
      likelihood.append(
        parameterCount: parameterCount + weightCount,
        totalSize: fitter.sample.totalSize, to: &result)
      if let scaled = summary?.scaled, let factor = scaled.saturatedFactor {
        let moments = TestStatistic.momentCount(fitter.model)
        result.append(
          "scaling_factor_h1", Self.factor(factor, of: moments, weightCount))
        result.append(
          "scaling_factor_h0",
          scaled.modelFactor.map {
            Self.factor($0, of: fitter.model.parameterCount, weightCount)
          })
      }
    }
    CompositeMeasures(robust)?.append(to: &result)
    if let summary { FitIndices.appendRMSEA(summary, to: &result) }
    ResidualMeasures.append(
      fitter, estimates, takesMplus: options.takesMplusSRMR, to: &result)
    if let summary {
      if !options.hasClassicGFI {
        FitIndices.appendGFI(summary, to: &result)
      }
      FitIndices.appendCriticalN(summary, to: &result)
      GoodnessOfFit.append(
        robust, test: summary.test,
        hasGroupWeights: weights != nil,
        suffix: options.hasClassicGFI ? "" : "_lisrel", to: &result)
      FitIndices.appendOthers(summary, to: &result)
      if !robust.isComposite {
        ResponseMeasures(fitter)?.appendWeighted(
          summary.test.chiSquare, to: &result)
      }
    }
    return FittedMeasures(
      measures: result, tests: tests,
      degreesOfFreedom: test?.degreesOfFreedom)
  }

  /// The scaling factor of some parameters together with the groups' weights,
  /// whose factor is 1.
  private static func factor(
    _ factor: Double, of count: Int, _ weights: Int
  ) -> Double {
    weights == 0
      ? factor
      : (factor * Double(count) + Double(weights)) / Double(count + weights)
  }

  /// The results of the tests that were asked for and can be computed.
  private mutating func results(of test: TestStatistic) -> [TestResult] {
    var results: [TestResult] = []
    for kind in options.tests {
      let result = testing.result(
        kind, of: test, information: testing.variant.kind,
        scaling: options.scaledStatistic)
      if let result, !result.chiSquare.isNaN {
        results.append(result)
        continue
      }
      warnings.append(
        LatentWarning(
          code: .testNotComputed,
          message: "The test \(kind.rawValue) could not be computed: "
            + "\(reason(kind)); it is left out."))
    }
    return results
  }

  /// The statistic that fit measures derive from; `nil` if it cannot be
  /// computed.
  private mutating func shownStatistic(_ test: TestStatistic)
    -> TestStatistic?
  {
    let kind = options.standardStatistic
    if kind == .standard { return test }
    guard let value = testing.residualTest(kind), !value.isNaN else {
      warnings.append(
        LatentWarning(
          code: .testNotComputed,
          message: "The statistic \(kind.rawValue) could not be computed: "
            + "\(reason(kind)); what rests on it is left out."))
      return nil
    }
    return TestStatistic(
      chiSquare: value, degreesOfFreedom: test.degreesOfFreedom)
  }

  /// The tests that the indices derive from: the model's and the baseline's.
  private mutating func summary(of test: TestStatistic, scaled: TestResult?)
    -> FitSummary
  {
    let baseline = BaselineModel(
      of: testing, scaledBy: scaled?.kind, information: testing.variant.kind,
      scaling: options.scaledStatistic, standard: options.standardStatistic)
    if baseline == nil {
      warnings.append(
        LatentWarning(
          code: .baselineNotConverged,
          message: "The baseline model did not converge; indices that "
            + "compare with it are left out."))
    }
    var completed =
      robust.isIncomplete
      ? CompleteDataMisfit(robust, isRobust: scaled != nil) : nil
    if let scaled, !scaled.kind.adjustsDegrees,
      ResponseMisfit.isDefined(fitter)
    {
      completed = CompleteDataMisfit(responses: testing)
      if completed == nil || baseline?.completed == nil {
        completed = nil
        warnings.append(
          LatentWarning(
            code: .robustIndicesNotComputed,
            message: "The robust indices are left out: the correlations of the "
              + "responses behind the ordered variables\(indefiniteGroups) are "
              + "not positive definite, or those that the model implies."))
      }
    }
    if robust.isIncomplete, completed == nil {
      warnings.append(
        LatentWarning(
          code: .robustIndicesNotComputed,
          message: "The robust indices of incomplete cases are left out: "
            + (SaturatedForms.isTooLarge(fitter)
              ? "they are available for at most "
                + "\(SaturatedForms.momentLimit) means and covariances."
              : "the information matrix of the moments is singular.")))
    }
    let total = fitter.sample.totalSize
    let groups = fitter.sample.count
    return FitSummary(
      hasDistribution: options.standardStatistic != .standard
        || fitter.options.estimator.hasChiSquare,
      test: test, scaled: scaled,
      baseline: baseline, completed: completed,
      parameterCount: parameterCount + weightCount,
      effectiveCount: fitter.options.usesUnbiasedMoments
        ? total - Double(groups) : total,
      likelihoodCount: fitter.model.table.hasOrdered
        || !fitter.options.usesUnbiasedMoments ? total : total - Double(groups),
      groupCount: groups, residual: residual,
      hasOrdered: fitter.model.table.hasOrdered,
      isComposite: robust.isComposite, variableCount: variableCount)
  }

  /// The groups whose correlations of responses are not positive definite.
  private var indefiniteGroups: String {
    let labels = fitter.sample.filter {
      $0.responses?.covariance.choleskyLogDeterminant() == nil
    }.map(\.label)
    return fitter.sample.count > 1 && !labels.isEmpty
      ? " in \(listing(labels))" : ""
  }

  /// The statistic of reweighted least squares of moments that are a sample's,
  /// or a first stage's.
  private var residual: Double? {
    let hasMoments = fitter.sample.allSatisfy {
      $0.source == .complete || $0.source == .firstStage
    }
    return hasMoments ? robust.residualTest(.browneResidualNTModel) : nil
  }

  /// The mean number of variables of the cases: without auxiliary variables,
  /// and without exogenous ones that the model conditions on.
  private var variableCount: Double {
    let table = fitter.model.table
    var sum = 0.0
    for (index, share) in fitter.sample.shares.enumerated() {
      let block = fitter.model.groups[index].block
      let others =
        table.auxiliary.count
        + (table.conditionsOnExogenous ? block.fixedExogenous.count : 0)
      sum += share * Double(block.observedCount - others)
    }
    return sum
  }

  private func reason(_ kind: TestKind) -> String {
    if robust.isIncomplete, SaturatedForms.isTooLarge(fitter) {
      return "for incomplete cases it is available for at most "
        + "\(SaturatedForms.momentLimit) means and covariances"
    }
    if robust.moments.isTooLargeToForm, robust.moments.areFormed(for: kind) {
      return "with the observed information, clusters or sampling weights it "
        + "is available for at most \(DenseMomentCovariance.momentLimit) means and "
        + "covariances of a group"
    }
    let isFree = kind == .browneResidualADF || kind == .browneResidualADFModel
    if isFree,
      fitter.model.blocks.contains(where: {
        $0.momentCount > RobustAnalysis.freeMomentLimit
      })
    {
      return
        "it is available for at most \(RobustAnalysis.freeMomentLimit) means and "
        + "covariances of a group"
    }
    return switch kind {
    case .eigenvalues(let test) where test.isUnbiased:
      "the unbiased covariances of the moments need four cases or more, and "
        + "exogenous variables that are random (`fixed-x: false`)"
    case .meanVarAdjustedCorrected, .scaledShiftedCorrected:
      "it needs one group of more than three cases, and an information matrix "
        + "that is not singular"
    case .swain, .bartlett, .yuan2005, .yuan2015:
      "it is made for one group whose means are not restricted, with more cases "
        + "than its correction takes away"
    case .browneResidualADF, .browneResidualADFModel:
      "it needs more cases than moments, none of them a function of others"
    case .meanVarAdjusted where robust.isComposite:
      "the second derivatives of the pairwise likelihood have no inverse, or "
        + "its ratio would have a negative variance"
    case .yuanBentler, .yuanBentlerMplus:
      "its information matrix is singular, or its scaling factor negative"
    default: "the information matrix is singular"
    }
  }
}
