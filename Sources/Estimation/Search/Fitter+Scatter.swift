internal import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import Probability
internal import SampleStatistics

/// Searches from many scattered starting values, where all others have failed.
///
/// Small samples and outliers can leave a discrepancy with several minima,
/// among valleys that fall towards infinity: from one start after the other the
/// search ends in these.
extension Fitter {
  /// Searches from scattered starting values.
  ///
  /// - Parameters:
  ///   - failed: The result of a search that failed.
  ///   - attempts: Receives what is tried.
  /// - Returns: The best result that converged, else the one that failed.
  func fitScattered(after failed: Estimates, attempts: inout [String])
    -> Estimates
  {
    let starts = scatteredStarts
    guard !starts.isEmpty, maySearch else { return failed }
    var best: Estimates?
    var values: [Double] = []
    var count = 0
    for start in starts where maySearch {
      count += 1
      let next =
        constrained == nil ? fitWithDamping(from: start) : fit(from: start)
      guard next.isConverged else { continue }
      values.append(next.optimization.value)
      if best.map({ isPreferred(next, to: $0) }) ?? true { best = next }
    }
    attempts.append(
      "Starting values led to no convergence; of \(count) searches from "
        + "scattered ones "
        + Self.outcome(
          of: values, isProper: best.map { hasProperVariances($0.theta) }))
    return best ?? failed
  }

  /// Starting values scattered around small and around usual latent variances,
  /// in the variables' own units; the same for the same sample.
  var scatteredStarts: [[Double]] {
    let moments = startingMoments
    let centers = [0.3, nil].map {
      StartingValues.scaled(model, moments: moments, share: $0)
    }
    return (0..<scatteredCount).map { index in
      var stream = RandomStream(
        seed: options.seed, stream: Self.firstScatteredStream + UInt64(index))
      // Products of parameters that are 0 have no slope to be held by.
      return scattered(
        centers[index % centers.count],
        leastScatter: constrained == nil ? 0 : 0.2, &stream)
    }
  }

  /// The number of starts that the size of the model and of the data allows.
  private var scatteredCount: Int {
    let count = Double(newton.point.count)
    var cost = 1.0
    if count > Self.scatteredOrder {
      cost = pow3(count / Self.scatteredOrder)
    }
    // Likelihoods of incomplete cases take time by their number.
    let cases = sample.reduce(0) { $0 + ($1.likelihoodCases?.count ?? 0) }
    if cases > Self.scatteredCases {
      cost *= Double(cases) / Double(Self.scatteredCases)
    }
    let most = constrained == nil ? Self.mostScattered : Self.mostScattered / 3
    return Int(Double(most) / cost)
  }

  private func pow3(_ x: Double) -> Double { x * x * x }

  /// Whether a result is preferred to another: variances that are not negative
  /// come before a lower value.
  func isPreferred(_ next: Estimates, to other: Estimates) -> Bool {
    let isProper = hasProperVariances(next.theta)
    return isProper == hasProperVariances(other.theta)
      ? next.optimization.value < other.optimization.value : isProper
  }

  /// Whether no variance among the parameters is negative.
  func hasProperVariances(_ theta: [Double]) -> Bool {
    !zip(theta, isVariance).contains { $0 < 0 && $1 }
  }

  /// Whether each parameter is a variance.
  var isVariance: [Bool] {
    var result = [Bool](repeating: false, count: model.parameterCount)
    for block in model.blocks {
      for parameter in block.parameters {
        let cell = parameter.cell
        result[parameter.parameter] =
          cell.matrix.isSymmetric && cell.row == cell.column
      }
    }
    return result
  }

  private static func outcome(of values: [Double], isProper: Bool?) -> String {
    guard let isProper else { return "none converged." }
    let converged = "\(values.count) converged, "
    switch distinctCount(values) {
    case 1: return converged + "to one optimum."
    case let optima:
      return converged + "to \(optima) optima, of which the lowest "
        + (isProper ? "without negative variances " : "") + "is kept."
    }
  }

  private static let mostScattered = 30
  /// The number of parameters above which there are fewer starts.
  private static let scatteredOrder = 60.0
  /// The number of incomplete cases above which there are fewer starts.
  private static let scatteredCases = 300
  /// Streams of their own, beside those of random starts.
  private static let firstScatteredStream: UInt64 = 1 << 32
}
