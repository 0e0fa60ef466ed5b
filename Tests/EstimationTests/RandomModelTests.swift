import Estimation
import Foundation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import Optimization
public import Probability
import SampleStatistics
import Specification
public import TestSupport
import Testing

extension RandomStream: RandomSource {}

/// A random model with its sample.
struct RandomCase {
  let model: RandomModel
  let sample: [Sample]
  let compiled: CompiledModel

  init(number: Int) throws {
    var stream = RandomStream(seed: 20_261_123, stream: UInt64(number))
    let drawn = RandomModel(drawing: &stream)
    model = drawn
    compiled = try ModelCase(
      testDescription: "random \(number)", text: drawn.text,
      groupLabels: drawn.sampleSizes.count > 1
        ? drawn.sampleSizes.indices.map { "g\($0)" } : [""]
    ).compile()
    sample = zip(drawn.sampleSizes, compiled.blocks).map { size, block in
      let (covariance, mean) = drawn.drawSample(size: size, &stream)
      let order = block.observed.compactMap {
        drawn.observed.firstIndex(of: $0)
      }
      precondition(order.count == drawn.observed.count)
      let scale = Double(size - 1) / Double(size)
      return Sample(
        count: size,
        covariance: scale * covariance.submatrix(rows: order, columns: order),
        mean: order.map { mean[$0] })
    }
  }
}

/// Seeded random models with sane populations: nearly all must converge.
struct RandomModelTests {
  private static var count: Int {
    let isExtended =
      ProcessInfo.processInfo.environment["LATENT_EXTENDED"] == "1"
    return isExtended ? 1000 : 200
  }

  @Test func nearlyAllConverge() throws {
    var failures: [String] = []
    var retried = 0
    var iterations = 0
    for number in 0..<Self.count {
      let item = try RandomCase(number: number)
      let fitter = try makeFitter(item.compiled, item.sample)
      expectFeasibleStarts(item, fitter)
      let estimates = fitter.fit()
      let result = estimates.optimization
      if estimates.isConverged {
        #expect(result.scaledGradient < 1e-8, "model \(number)")
        iterations += result.iterations
        retried += estimates.attempts.isEmpty ? 0 : 1
      } else {
        #expect(result.status != .infeasibleStart, "model \(number)")
        failures.append(
          "\(number) \(item.model.form.rawValue), "
            + "\(item.compiled.parameterCount) parameters, "
            + "n \(item.model.sampleSizes): \(result.status) after "
            + "\(result.iterations), value \(result.value), gradient "
            + "\(result.scaledGradient)")
      }
    }
    let converged = Self.count - failures.count
    print(
      "random models: \(converged) of \(Self.count) converged, "
        + "\(retried) by plain starting values, "
        + "\(Double(iterations) / Double(max(converged, 1))) iterations each")
    for failure in failures { print("  model \(failure)") }
    #expect(
      Double(failures.count) <= 0.01 * Double(Self.count),
      "\(failures.joined(separator: "\n"))")
  }

  /// Both kinds of starting values lie in the feasible set.
  private func expectFeasibleStarts(_ item: RandomCase, _ fitter: Fitter) {
    let moments = fitter.startingMoments
    for start in [
      StartingValues.fromSample(item.compiled, moments: moments),
      StartingValues.plain(item.compiled, moments: moments),
    ] {
      fitter.objective.theta.copy(from: start)
      let value = fitter.objective.evaluateAtTheta()
      #expect(value != nil, "\(item.model.text)")
    }
  }
}
