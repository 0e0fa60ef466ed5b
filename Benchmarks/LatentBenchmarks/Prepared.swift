import AsymptoticInference
import Estimation
import FitSettings
import Latent
import LinearAlgebra
import MomentStructure
import Optimization
import SampleStatistics
import Specification

/// A case compiled once, with its moments.
struct Prepared {
  let model: CompiledModel
  let sample: [Sample]
  let options: EstimationOptions

  init(_ test: BenchmarkCase) throws {
    var modelOptions = ModelOptions()
    modelOptions.kind = test.kind
    let table = try Model(text: test.text).parameterTable(
      options: modelOptions)
    model = try CompiledModel(table)
    options = EstimationOptions()
    sample = try ModelSamples(
      of: table, from: test.data, options: FitOptions()
    ).samples
  }

  /// From moments to estimates, standard errors and χ².
  func fit() throws -> (chiSquare: Double, firstError: Double, steps: Int) {
    let fitter = try Fitter(model, options: options, sample: sample)
    let estimates = fitter.fit()
    guard estimates.isConverged else { return (.nan, .nan, 0) }
    let outcome = ParameterCovariance.invert(
      Information.matrix(.expected, of: fitter), fitter: fitter,
      estimates: estimates)
    guard case .covariance(let covariance) = outcome else {
      return (.nan, .nan, 0)
    }
    return (
      TestStatistic.chiSquare(fitter, estimates) ?? .nan,
      covariance[0, 0].squareRoot(), estimates.optimization.iterations
    )
  }

  /// Heap allocations of refits with moments that differ a little, as the
  /// replicates of a bootstrap are fitted.
  func refitAllocations(count: Int, counter: () -> Int) throws -> Int {
    let fitter = try Fitter(model, options: options, sample: sample)
    fitter.keepWarmStart(fitter.fit().theta)
    let moments = sample[0]
    let covariance = MatrixBuffer(moments.covariance)
    let mean = MatrixBuffer(rows: moments.center.count)
    mean.copy(from: moments.center)
    for i in 0..<covariance.rows { covariance[i, i] *= 1.01 }
    _ = fitter.setMoments(group: 0, covariance: covariance, mean: mean)
    _ = fitter.refitWarm()
    let before = counter()
    for _ in 0..<count {
      for i in 0..<covariance.rows { covariance[i, i] *= 1.001 }
      _ = fitter.setMoments(group: 0, covariance: covariance, mean: mean)
      let result = fitter.refitWarm()
      precondition(result.status == .converged, "a refit that converges")
    }
    return counter() - before
  }
}
