import AsymptoticInference
import Estimation
import FitSettings
import LinearAlgebra
import ModelFit
import ModelSyntax
import MomentInformation
import MomentStructure
import Optimization
import Probability
import RealModule
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Information matrices against the log-likelihood of single cases, computed
/// by the oracle.
struct InformationTests {
  private static let cases = [Fits.cases[0], Fits.cases[1], Fits.cases[5]]

  /// A fitter at slightly wrong estimates, so that scores do not vanish.
  private func fitter(_ item: InferenceCase) throws -> (Fitter, Fit) {
    let fit = try Fits.fit(item)
    var options = fit.options
    options.information = .firstOrder
    let fitter = try Fitter(
      fit.model, sample: fit.sample, options: options)
    let theta = fitter.space.substitution.expand(
      fitter.space.substitution.reduce(fit.theta).map { 1.02 * $0 })
    fitter.objective.theta.copy(from: theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    return (fitter, fit)
  }

  /// log f(x) of cases of a group, up to the constant.
  private func logDensities(
    _ fit: Fit, group: Int, theta: [Double], cases: [[Double]]
  ) -> [Double] {
    let model = fit.reticular(group: group + 1, theta: theta)
    guard let inverse = model.covariance.generalInverse(),
      let eigen = SymmetricEigen(model.covariance)
    else { return cases.map { _ in .nan } }
    let logDeterminant = eigen.values.reduce(0) { $0 + Double.log($1) }
    let center =
      fit.table.hasMeanStructure
      ? model.mean : fit.sample[group].mean ?? []
    return cases.map { row in
      let d = zip(row, center).map { $0 - $1 }
      let distance = zip(d, inverse * d).reduce(0) { $0 + $1.0 * $1.1 }
      return -0.5 * (logDeterminant + distance)
    }
  }

  @Test(arguments: cases)
  func firstOrderIsTheProductOfScores(_ item: InferenceCase) throws {
    let (fitter, fit) = try fitter(item)
    let theta = fitter.objective.theta.elements
    let own = Information.matrix(.firstOrder, of: fitter)
    var expected = Matrix(rows: theta.count, columns: theta.count)
    for (group, sample) in fit.sample.enumerated() {
      let matrix = try caseMatrix(of: sample)
      let scores = richardsonJacobian(
        of: { point in
          logDensities(
            fit, group: group, theta: point,
            cases: (0..<matrix.rows).map { matrix.row($0) })
        }, at: theta, levels: 4)
      let s = Matrix(rowArrays: scores)
      expected = expected + s.transposed * s
    }
    expected = (1 / Double(fit.observationCount)) * expected
    expectClose(
      own.elements, expected.elements, relative: 1e-6,
      absolute: 1e-8 * largestElement(expected))
  }

  /// The observed information is minus the mean Hessian of the cases'
  /// log-densities.
  @Test(arguments: cases)
  func observedIsTheHessianOfTheLogLikelihood(_ item: InferenceCase) throws {
    let (fitter, fit) = try fitter(item)
    let theta = fitter.objective.theta.elements
    let own = Information.matrix(.observed, of: fitter)
    // Sums over cases are quadratic forms in moments, so two columns of the
    // Hessian per model suffice as a check.
    let samples = try fit.sample.map { sample in
      let matrix = try caseMatrix(of: sample)
      return (0..<matrix.rows).map { matrix.row($0) }
    }
    func value(_ point: [Double]) -> Double {
      samples.indices.reduce(0) { sum, group in
        logDensities(fit, group: group, theta: point, cases: samples[group])
          .reduce(sum, +)
      } / Double(fit.observationCount)
    }
    let size = largestElement(own)
    for (a, b) in [(0, 1), (2, theta.count - 1), (3, 3), (1, 7)] {
      // The mixed difference of the second order, extrapolated once.
      func difference(_ h: Double) -> Double {
        func at(_ u: Double, _ v: Double) -> Double {
          var point = theta
          point[a] += u * h
          point[b] += v * h
          return value(point)
        }
        return (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h)
      }
      let fine = difference(2e-3)
      let hessian = fine + (fine - difference(4e-3)) / 3
      expectClose(
        own[a, b], -hessian, relative: 1e-4, absolute: 1e-5 * size,
        "\(a), \(b)")
    }
  }

  /// With Δ by rows of moments, K(KᵀIK)⁻¹Kᵀ/N satisfies its equations.
  @Test(arguments: Fits.cases, InformationKind.allCases)
  func covarianceInvertsTheInformation(
    _ item: InferenceCase, _ kind: InformationKind
  ) throws {
    var item = item
    item.options.information = kind
    let fit = try Fits.fit(item)
    let fitter = try Fitter(
      fit.model, sample: fit.sample, options: fit.options)
    fitter.objective.theta.copy(from: fit.theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    let information = Information.matrix(kind, of: fitter)
    let v = try #require(fit.parameterCovariance)
    let n = Double(fit.observationCount)
    // V N I V = V on the directions that the constraints leave.
    expectClose(
      (n * (v * (information * v))).elements, v.elements, relative: 1e-7,
      absolute: 1e-9 * largestElement(v))
    for constraint in fit.table.constraints {
      var gradient = [Double](repeating: 0, count: v.rows)
      let values = fit.parameters.map(\.estimate)
      for (row, derivative) in constraint.expression.gradient(values) {
        if let parameter = fit.table.rows[row].parameter {
          gradient[parameter] += derivative
        }
      }
      expectClose(
        v * gradient, [Double](repeating: 0, count: v.rows),
        absolute: 1e-12, "constrained directions do not vary")
    }
    for row in fit.parameters {
      guard let parameter = row.parameter else { continue }
      let error = try #require(row.standardError)
      expectClose(error, v[parameter, parameter].squareRoot())
      expectClose(try #require(row.z), row.estimate / error)
      let upper = NormalDistribution.upperTail(abs(row.estimate / error))
      expectClose(try #require(row.pValue), 2 * upper)
      let quantile = NormalDistribution.upperQuantile(0.025)
      expectClose(
        try #require(row.lower), row.estimate - quantile * error,
        absolute: 1e-14)
      expectClose(
        try #require(row.upper), row.estimate + quantile * error,
        absolute: 1e-14)
    }
  }

  private func caseMatrix(of sample: Sample) throws -> Matrix {
    try #require(sample.cases).table
  }
}
