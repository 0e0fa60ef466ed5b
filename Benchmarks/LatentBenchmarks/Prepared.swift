import AsymptoticInference
import Estimation
import Latent
import LinearAlgebra
import MomentStructure
import Optimization
import Specification

/// A case compiled once, with its moments.
struct Prepared {
  let model: CompiledModel
  let sample: EstimationSample
  let options: EstimationOptions

  init(_ test: BenchmarkCase) throws {
    var modelOptions = ModelOptions()
    modelOptions.kind = test.kind
    let table = try Model(text: test.text).parameterTable(
      options: modelOptions)
    model = try CompiledModel(table)
    options = EstimationOptions()
    let names = table.roles[0].observed
    let data = try GroupedData(
      test.data, selecting: SampleSelection(variables: names))
    let moments = data.groups[0].moments
    sample = EstimationSample(groups: [
      GroupMoments(
        observationCount: moments.observationCount,
        covariance: Matrix(
          rows: names.count, columns: names.count,
          elements: moments.covariance),
        mean: moments.mean ?? [])
    ])
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
      TestStatistic.chiSquare(fitter, estimates),
      covariance[0, 0].squareRoot(), estimates.optimization.iterations
    )
  }

  /// Heap allocations of refits with moments that differ a little.
  func refitAllocations(count: Int, counter: () -> Int) throws -> Int {
    let fitter = try Fitter(model, options: options, sample: sample)
    _ = fitter.fit()
    let moments = sample.groups[0]
    let covariance = MatrixBuffer(moments.covariance)
    let mean = MatrixBuffer(rows: moments.mean.count)
    mean.copy(from: moments.mean)
    for i in 0..<covariance.rows { covariance[i, i] *= 1.01 }
    _ = fitter.setMoments(group: 0, covariance: covariance, mean: mean)
    _ = fitter.refit()
    let before = counter()
    for _ in 0..<count {
      for i in 0..<covariance.rows { covariance[i, i] *= 1.001 }
      _ = fitter.setMoments(group: 0, covariance: covariance, mean: mean)
      let result = fitter.refit()
      precondition(result.status == .converged, "a refit that converges")
    }
    return counter() - before
  }
}
