internal import LinearAlgebra
internal import ModelSyntax
internal import RealModule
internal import Specification

/// Bounds of one block's parameters that follow from the variances of the
/// sample (De Jonckere & Rosseel, 2022).
///
/// No residual variance of an observed variable exceeds its variance s, and
/// that of a marker, the one indicator whose loading is fixed at 1, leaves a
/// reliability of 0.1 at least: it lies in [0, 0.9 s], and the variance of the
/// marker's factor in [0.1 s, s]. Without a marker the factor has at most the
/// largest variance of the sample. A loading is at most √(s/φ) for the least
/// variance φ of the factor, a covariance √(uv) for the largest variances u
/// and v of both variables. `wide` moves the limits apart by a share of
/// their distance; `standard` does so for the upper ones of residual variances
/// alone, and draws those of covariances a little together.
struct AutomaticBounds {
  /// The shares of their distance by which the lower and the upper limit move.
  private struct Widening {
    var observed: (below: Double, above: Double)
    var latent: (below: Double, above: Double)
    var loadings: Double
    var covariances: Double
  }

  /// The least reliability of a marker.
  private static let markerReliability = 0.1
  /// The least residual variance of a factor that others predict.
  private static let leastResidual = 0.005

  private let widening: Widening
  private let roles: VariableRoles
  private var observed: [String: ClosedRange<Double>] = [:]
  private var latent: [String: ClosedRange<Double>] = [:]
  private var leastVariance: [String: Double] = [:]
  private var sampleVariance: [String: Double] = [:]

  /// Prepares the bounds of a block; `nil` for kinds that need no sample.
  ///
  /// - Parameters:
  ///   - kind: The kind of bounds.
  ///   - table: The model's table.
  ///   - block: The block, from 0.
  ///   - variances: The sample's variances in the order of the moments.
  init?(
    _ kind: BoundsKind, _ table: ParameterTable, block: Int,
    variances: [Double]
  ) {
    switch kind {
    case .none, .positiveVariances, .positiveObservedVariances,
      .positiveLatentVariances:
      return nil
    case .standard:
      widening = Widening(
        // Room for a residual variance that is the whole variance (lavaan
        // since 0.6-20).
        observed: (0, 0.005), latent: (0, 0), loadings: 0, covariances: -0.001)
    case .wide:
      widening = Widening(
        observed: (0.05, 0.2), latent: (0, 0.3), loadings: 0.1, covariances: 0)
    case .wideZeroVariances:
      widening = Widening(
        observed: (0, 0.2), latent: (0, 0.3), loadings: 0.1, covariances: 0)
    }
    roles = table.roles[block]
    let rows = table.rows.filter { $0.blockIndex == block }
    sampleVariance = Dictionary(
      uniqueKeysWithValues: zip(roles.observed, variances))
    let largest = variances.max() ?? 0
    var markers: Set<String> = []
    for name in roles.latent where !roles.composites.contains(name) {
      // A variance of 1 by `std.lv`, not by the text.
      let isStandardized = rows.contains {
        $0.op == .covariance && $0.lhs == name && $0.rhs == name
          && !$0.isFree && $0.origin == .automatic && $0.fixedValue == 1
      }
      if isStandardized {
        latent[name] = 1...1
        leastVariance[name] = 1
        continue
      }
      let fixed = rows.filter {
        $0.op == .measurement && $0.lhs == name && !$0.isFree
          && $0.fixedValue == 1 && sampleVariance[$0.rhs] != nil
      }
      let marker = fixed.count == 1 ? fixed[0].rhs : nil
      if let marker { markers.insert(marker) }
      let upper = marker.flatMap { sampleVariance[$0] } ?? largest
      let least = marker == nil ? 0 : Self.markerReliability * upper
      leastVariance[name] = least
      let lower =
        roles.latentEndogenous.contains(name) ? Self.leastResidual : least
      latent[name] = Self.moved(
        lower, max(lower, upper), widening.latent.below, widening.latent.above)
    }
    for (name, variance) in sampleVariance {
      let share = markers.contains(name) ? 1 - Self.markerReliability : 1
      observed[name] = Self.moved(
        0, share * variance, widening.observed.below, widening.observed.above)
    }
  }

  private static func moved(
    _ lower: Double, _ upper: Double, _ below: Double, _ above: Double
  ) -> ClosedRange<Double> {
    let range = upper - lower
    return lower - below * range...upper + above * range
  }

  /// The bounds of a row's parameter; `nil` for none.
  func bounds(of row: ParameterRow) -> ClosedRange<Double>? {
    if roles.isOfParts(row) { return nil }
    switch row.op {
    case .covariance where row.lhs == row.rhs:
      return variance(row.lhs)
    case .covariance:
      guard let one = variance(row.lhs)?.upperBound,
        let two = variance(row.rhs)?.upperBound
      else { return nil }
      return symmetric((one * two).squareRoot(), widening.covariances)
    case .measurement:
      guard let own = sampleVariance[row.rhs],
        let least = leastVariance[row.lhs], least > 0
      else { return nil }
      return symmetric((own / least).squareRoot(), widening.loadings)
    default: return nil
    }
  }

  private func variance(_ name: String) -> ClosedRange<Double>? {
    latent[name] ?? observed[name]
  }

  private func symmetric(_ limit: Double, _ share: Double)
    -> ClosedRange<Double>
  {
    Self.moved(-limit, limit, share, share)
  }
}
