internal import Estimation
package import FitSettings
internal import LinearAlgebra
package import MomentInformation
internal import MomentStructure
internal import Probability
internal import RealModule

extension RobustAnalysis {
  /// A test of the model.
  ///
  /// - Parameters:
  ///   - kind: The kind of test.
  ///   - test: The standard χ² and its degrees of freedom.
  ///   - information: The information of A₀ in the tests of Yuan and Bentler.
  ///   - base: The statistic that scaled tests scale: the standard χ² or a
  ///     residual-based one.
  /// - Returns: The result; `nil` if what it needs cannot be computed.
  package func result(
    _ kind: TestKind, of test: TestStatistic, information: InformationKind,
    scaling base: TestKind = .standard
  ) -> TestResult? {
    var x = test.chiSquare
    let isOther =
      base != .standard
      && (kind.isScaled || kind.family == .familyOfEigenvalues)
    if isOther {
      guard let own = residualTest(base) else { return nil }
      x = own
    }
    let df = Double(test.degreesOfFreedom)
    var result = TestResult(
      kind: kind, chiSquare: x, degreesOfFreedom: df)
    if isOther { result.source = x }
    switch kind {
    case .standard:
      result.pValue = test.pValue(fitter.options.estimator)
      return result
    case .browneResidualADF, .browneResidualNT, .browneResidualADFModel,
      .browneResidualNTModel:
      guard let value = residualTest(kind) else { return nil }
      result.chiSquare = value
    case .satorraBentler, .meanVarAdjusted, .scaledShifted:
      guard df > 0 else { return result }
      guard let trace,
        correct(&result, x: x, df: df, trace: trace, second: { secondTrace })
      else { return nil }
    case .meanVarAdjustedCorrected, .scaledShiftedCorrected:
      guard df > 0 else { return result }
      guard let traces = correctedTraces,
        correct(
          &result, x: x, df: df, trace: traces.first,
          second: { traces.second })
      else { return nil }
    case .swain, .bartlett, .yuan2005, .yuan2015:
      guard df > 0 else { return result }
      guard let factor = smallSampleFactor(kind, degrees: df) else {
        return nil
      }
      result.scalingFactor = 1 / factor
      result.chiSquare = factor * x
    case .eigenvalues(let own):
      guard df > 0 else { return result }
      return eigenvalueResult(own, of: x, degrees: test.degreesOfFreedom)
    case .yuanBentler, .yuanBentlerMplus:
      guard let saturated = saturatedTrace,
        let own = modelTrace(information, of: kind)
      else { return nil }
      let free = Double(
        fitter.model.parameterCount - fitter.space.impliedEqualityCount)
      let moments = Double(TestStatistic.momentCount(fitter.model))
      result.saturatedFactor = saturated / moments
      result.modelFactor = free > 0 ? own / free : nil
      guard df > 0 else { return result }
      // tr(UΓ) is what the difference tends to if the model holds.
      let difference =
        kind == .yuanBentlerMplus ? saturated - own : self.trace
      guard let difference else { return nil }
      scale(&result, x: x, df: df, trace: difference)
    }
    result.pValue = Self.tail(result)
    return result
  }

  /// A scaled test of the model of uncorrelated responses.
  ///
  /// - Parameters:
  ///   - kind: The kind of test.
  ///   - test: Its standard χ² and degrees of freedom.
  /// - Returns: The test; `nil` for other kinds, and where their traces are not
  ///   known.
  package func uncorrelatedResult(_ kind: TestKind, of test: TestStatistic)
    -> TestResult?
  {
    let isKnown =
      switch kind {
      case .satorraBentler, .meanVarAdjusted, .scaledShifted: true
      default: false
      }
    let df = Double(test.degreesOfFreedom)
    var result = TestResult(
      kind: kind, chiSquare: test.chiSquare, degreesOfFreedom: df)
    guard isKnown, let traces = uncorrelatedTraces else { return nil }
    guard df > 0 else { return result }
    guard
      correct(
        &result, x: test.chiSquare, df: df, trace: traces.first,
        second: { traces.second })
    else { return nil }
    result.pValue = Self.tail(result)
    return result
  }

  /// The corrections by t = tr(UΓ) and t₂ = tr((UΓ)²): if the model holds, χ²
  /// has the mean t and the variance 2t₂ in large samples.
  ///
  /// `satorra.bentler` divides by t/df, which gives the mean df.
  /// `mean.var.adjusted` refers χ² t/t₂ to t²/t₂ degrees of freedom, whose
  /// mean and variance it has (Satterthwaite, 1941; Satorra & Bentler, 1994).
  /// `scaled.shifted` is aχ² + df − at with a = √(df/t₂), of mean df and
  /// variance 2df (Asparouhov & Muthén, 2010).
  private func correct(
    _ result: inout TestResult, x: Double, df: Double, trace: Double,
    second: () -> Double?
  ) -> Bool {
    guard result.kind.needsSecondTrace else {
      scale(&result, x: x, df: df, trace: trace)
      return true
    }
    guard let second = second(), second > 0 else { return false }
    result.trace = trace
    if result.kind.adjustsDegrees {
      let degrees = trace * trace / second
      result.degreesOfFreedom = degrees
      result.scalingFactor = trace / degrees
      result.chiSquare = x / (trace / degrees)
    } else {
      let a = (df / second).squareRoot()
      result.scalingFactor = 1 / a
      result.shift = df - a * trace
      result.chiSquare = a * x + df - a * trace
    }
    return true
  }

  private func scale(
    _ result: inout TestResult, x: Double, df: Double, trace: Double
  ) {
    result.trace = trace
    // A negative factor, possible for traces that are differences, scales
    // nothing.
    guard trace > 0 else {
      result.chiSquare = .nan
      return
    }
    result.scalingFactor = trace / df
    result.chiSquare = x / (trace / df)
  }

  private static func tail(_ result: TestResult) -> Double? {
    guard result.degreesOfFreedom > 0, result.chiSquare.isFinite else {
      return nil
    }
    return ChiSquareDistribution(degreesOfFreedom: result.degreesOfFreedom)
      .upperTail(max(0, result.chiSquare))
  }
}
