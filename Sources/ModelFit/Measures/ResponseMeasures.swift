internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import RealModule
internal import SampleStatistics

/// The residuals of first-stage statistics: of thresholds, slopes and
/// correlations of ordered variables, alone or beside moments of continuous
/// ones.
struct ResponseMeasures {
  /// The statistics less those that the model implies, a group's in the order
  /// of its layout.
  private let groups: [Group]
  private let shares: [Double]

  private typealias Group = ResponseResiduals

  /// Takes the residuals at the estimates; `nil` without ordered variables.
  init?(_ fitter: Fitter) {
    var groups: [Group] = []
    for (index, sample) in fitter.sample.enumerated() {
      guard let block = fitter.momentBlock(of: index),
        let group = ResponseResiduals(block, sample)
      else { return nil }
      groups.append(group)
    }
    self.groups = groups
    shares = fitter.sample.shares
  }

  /// Appends root mean squares of residuals, averaged over groups by their
  /// sizes, and the weighted one (WRMR; Yu, 2002).
  ///
  /// SRMR is that of the covariances alone: thresholds fit perfectly as a rule.
  /// Means of continuous variables do not count, and variances count as
  /// residuals of 0, as in lavaan 0.7.
  func append(to measures: inout FitMeasures) {
    measures.append("rmr", mean { Self.root($0.moments(.raw), all: true, $0) })
    measures.append(
      "rmr_nomean", mean { Self.root($0.moments(.raw), all: false, $0) })
    let bentler = mean { Self.root($0.moments(.scaled), all: false, $0) }
    measures.append("srmr", bentler)
    measures.append(
      "srmr_bentler", mean { Self.root($0.moments(.scaled), all: true, $0) })
    measures.append("srmr_bentler_nomean", bentler)
    measures.append(
      "crmr",
      mean {
        Self.root(
          $0.moments(.correlation), all: true, withoutVariances: true, $0)
      })
    measures.append(
      "crmr_nomean",
      mean {
        Self.root(
          $0.moments(.correlation), all: false, withoutVariances: true, $0)
      })
  }

  /// √(χ²/e), e the number of statistics of the groups' mean.
  ///
  /// - Parameters:
  ///   - chiSquare: The standard χ².
  ///   - measures: Receives the measure.
  func appendWeighted(_ chiSquare: Double, to measures: inout FitMeasures) {
    let count = groups.reduce(0) { $0 + $1.layout.count }
    let mean = Double(count) / Double(groups.count)
    measures.append("wrmr", (chiSquare / mean).squareRoot())
  }

  private func mean(_ value: (Group) -> Double) -> Double {
    zip(groups, shares).reduce(0) { $0 + $1.1 * value($1.0) }
  }

  private static func root(
    _ residuals: [(Moment, Double)], all: Bool, withoutVariances: Bool = false,
    _ group: Group
  ) -> Double {
    var sum = 0.0
    var count = 0
    for (moment, value) in residuals {
      switch moment {
      case .covariance(let i, let j) where i == j:
        if !withoutVariances { count += 1 }
        continue
      case .covariance: break
      case .mean: continue
      case .threshold, .slope: if !all { continue }
      }
      sum += value * value
      count += 1
    }
    if !withoutVariances { count += group.layout.orderedCount }
    return count > 0 ? (sum / Double(count)).squareRoot() : 0
  }
}
