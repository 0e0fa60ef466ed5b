internal import Estimation
internal import Optimization

extension FitAnalysis {
  static func measures(
    _ fitter: Fitter, _ estimates: Estimates, parameterCount: Int,
    warnings: inout [FitWarning]
  ) -> FitMeasures {
    var result = FitMeasures()
    let options = fitter.options
    let total = fitter.sample.totalCount
    let groups = fitter.sample.groups.count
    let test = TestStatistic(
      chiSquare: TestStatistic.chiSquare(fitter, estimates),
      degreesOfFreedom: TestStatistic.momentCount(fitter.model)
        - parameterCount)
    let baseline = BaselineModel(of: fitter)
    if baseline == nil {
      warnings.append(
        FitWarning(
          code: "baseline.not-converged",
          message: "The baseline model did not converge; indices that compare "
            + "with it are left out."))
    }
    let summary = FitSummary(
      estimator: options.estimator, test: test, baseline: baseline,
      parameterCount: parameterCount, totalCount: total,
      effectiveCount: Double(
        options.usesUnbiasedMoments ? total - groups : total),
      groupCount: groups)
    result.append("npar", Double(parameterCount))
    result.append("fmin", estimates.optimization.value)
    FitIndices.appendTests(summary, to: &result)
    FitIndices.appendIncremental(summary, to: &result)
    if options.estimator == .ml,
      let likelihood = LikelihoodMeasures(fitter, estimates)
    {
      likelihood.append(
        parameterCount: parameterCount, totalCount: total, to: &result)
    }
    FitIndices.appendRMSEA(summary, to: &result)
    ResidualMeasures.append(fitter, estimates, to: &result)
    FitIndices.appendCriticalN(summary, to: &result)
    GoodnessOfFit.append(fitter, estimates, test: test, to: &result)
    FitIndices.appendOthers(summary, to: &result)
    return result
  }
}
