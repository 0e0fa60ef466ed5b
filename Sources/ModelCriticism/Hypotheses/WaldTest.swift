internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import Specification

/// A Wald test of equalities between parameters.
public struct WaldTest: Sendable, Hashable, Encodable {
  /// One of the equalities.
  public struct Equality: Sendable, Hashable, Encodable {
    /// The left side as written.
    public var lhs: String
    /// The right side as written.
    public var rhs: String
    /// The left side less the right one at the estimates.
    public var difference: Double
    /// Its standard error.
    public var standardError: Double
    /// The test of this equality alone.
    public var test: HypothesisTest
  }

  /// The test of all equalities at once.
  public var test: HypothesisTest
  /// The equalities in their order.
  public var equalities: [Equality]
  /// The test by the information alone, where the fit has robust standard
  /// errors or a scaled test.
  public var standard: HypothesisTest?
  /// The versions that hold for cases of any distribution, in the same fits.
  public var robust: RobustHypothesisTests?
}

extension Fit {
  /// The Wald test of equalities (Wald, 1943).
  ///
  /// With h the differences between the sides at the estimates, H their exact
  /// derivatives and V the covariances of the parameters, the statistic is
  /// hᵀ (H V Hᵀ)⁻¹ h. It rests on the fit's own standard errors, of
  /// any kind.
  ///
  /// - Parameters:
  ///   - text: Equalities between labels, defined parameters and numbers, such
  ///     as `a == b; c == 0`.
  ///   - name: The name that diagnostics show.
  /// - Returns: The test.
  /// - Throws: An error of kind `syntax` for what cannot be read, `fit` if the
  ///   fit did not converge or has no standard errors, or if an equality
  ///   holds by construction or follows from others.
  public func waldTest(_ text: String, name: String = "<hypotheses>")
    throws(LatentError) -> WaldTest
  {
    try requireConverged("Wald tests", takesOrdered: true)
    let hypotheses: [ParameterHypothesis]
    do {
      hypotheses = try table.hypotheses(text, name: name)
    } catch {
      throw LatentError(error)
    }
    guard let covariance = parameterCovariance else {
      throw LatentError(
        code: .waldNoStandardErrors,
        message: "A Wald test needs standard errors, which the fit does not "
          + "have.",
        remedy: "Fit with standard errors.")
    }
    let weights = Set(table.groupWeightRows)
    if let hypothesis = hypotheses.first(where: {
      $0.expression.rows.contains(where: weights.contains)
    }) {
      throw LatentError(
        code: .groupWeightsUnsupported,
        message:
          "`\(hypothesis.lhs) == \(hypothesis.rhs)` is about the size of "
          + "a group (`group % w`), of which there is no Wald test.",
        remedy: "Write it into the model, and compare the fits; or define the "
          + "difference with `:=`, whose z tests it.")
    }
    let values = estimates.rowValues
    var jacobian = Matrix(rows: hypotheses.count, columns: covariance.rows)
    for (i, hypothesis) in hypotheses.enumerated() {
      for (row, derivative) in hypothesis.expression.gradient(values) {
        if let parameter = table.rows[row].parameter {
          jacobian[i, parameter] += derivative
        }
      }
    }
    let differences = hypotheses.map { $0.expression.value(values) }
    let spread = jacobian * (covariance * jacobian.transposed)
    for (i, hypothesis) in hypotheses.enumerated() {
      var size = 0.0
      for j in 0..<covariance.rows {
        let part = jacobian[i, j] * jacobian[i, j] * covariance[j, j]
        size = max(size, part)
      }
      guard size > 0, spread[i, i] > 1e-12 * size else {
        throw LatentError(
          code: .waldNoVariation,
          message: "`\(hypothesis.lhs) == \(hypothesis.rhs)` cannot be "
            + "tested: its two sides do not vary independently in this model.",
          remedy: "Test equalities between estimated parameters that the model "
            + "does not hold equal.")
      }
    }
    let scale = spread.diagonal.map { 1 / $0.squareRoot() }
    var scaled = spread
    for j in scale.indices {
      for i in scale.indices { scaled[i, j] *= scale[i] * scale[j] }
    }
    guard let eigen = SymmetricEigen(scaled),
      let smallest = eigen.values.first, smallest > 1e-10,
      let inverse = scaled.choleskyInverse()?.inverse
    else {
      throw LatentError(
        code: .waldRedundant,
        message: "The equalities cannot be tested together: some follow from "
          + "others.",
        remedy: "Leave out what the others imply.")
    }
    let ratios = zip(differences, scale).map { $0 * $1 }
    let statistic = zip(ratios, inverse * ratios).reduce(0) {
      $0 + $1.0 * $1.1
    }
    let versions = try robustVersions(of: differences, jacobian)
    return WaldTest(
      test: HypothesisTest(
        statistic: statistic, degreesOfFreedom: hypotheses.count),
      equalities: hypotheses.enumerated().map { i, hypothesis in
        WaldTest.Equality(
          lhs: hypothesis.lhs, rhs: hypothesis.rhs,
          difference: differences[i], standardError: 1 / scale[i],
          test: HypothesisTest(
            statistic: ratios[i] * ratios[i], degreesOfFreedom: 1))
      }, standard: versions.standard, robust: versions.robust)
  }

  /// The versions of a Wald test whose covariances come from the information
  /// alone, and from it with the sandwich around it (Satorra, 2000).
  private func robustVersions(of differences: [Double], _ jacobian: Matrix)
    throws(LatentError)
    -> (standard: HypothesisTest?, robust: RobustHypothesisTests?)
  {
    guard let meat = options.meat else { return (nil, nil) }
    let analysis = try robustAnalysis()
    guard let inverse = analysis.inverseMatrix(options.outerInformation),
      let inside = meat == .scores
        ? analysis.scoreProducts : analysis.weightedProducts
    else { return (nil, nil) }
    func spread(_ covariance: Matrix) -> Matrix {
      jacobian * (covariance * jacobian.transposed)
    }
    let divisor = ParameterCovariance.divisor(analysis.fitter)
    let usual = spread((1 / divisor) * inverse)
    guard
      let robust = RobustHypothesisTests(
        differences, usual: usual,
        robust: spread(analysis.sandwich(inverse, inside)))
    else { return (nil, nil) }
    return (
      HypothesisTest(
        statistic: robust.scaled.statistic * robust.scalingFactor,
        degreesOfFreedom: differences.count), robust
    )
  }
}
