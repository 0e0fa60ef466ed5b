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

  private struct Group {
    var block: BlockWorkspace
    var statistics: ResponseStatistics
    var exogenousVariances: [Double]

    /// The residuals, each over what makes it one of standardized variables.
    ///
    /// - Parameter isCorrelation: Whether covariances are compared as
    ///   correlations, each side by its own variances.
    /// - Returns: The moments with their residuals.
    func residuals(_ isCorrelation: Bool) -> [(Moment, Double)] {
      guard let responses = block.responses else { return [] }
      let layout = statistics.layout
      let own = statistics.values
      func deviation(_ i: Int, _ value: (Int) -> Double) -> Double {
        layout.isOrdered(i)
          ? 1
          : value(layout.index(of: .covariance(i, i))).squareRoot()
      }
      let sample = (0..<layout.variableCount).map { i in
        deviation(i) { own[$0] }
      }
      let model = (0..<layout.variableCount).map { i in
        deviation(i) { responses.values[$0] }
      }
      return layout.moments.enumerated().map { k, moment in
        let difference = own[k] - responses.values[k]
        switch moment {
        case .threshold: return (moment, difference)
        case .mean(let i): return (moment, difference / sample[i])
        case .slope(let i, let x):
          return (
            moment, difference * exogenousVariances[x].squareRoot() / sample[i]
          )
        case .covariance(let i, let j):
          let value =
            isCorrelation
            ? own[k] / (sample[i] * sample[j])
              - responses.values[k] / (model[i] * model[j])
            : difference / (sample[i] * sample[j])
          return (moment, value)
        }
      }
    }

    /// The residuals as they are.
    var raw: [(Moment, Double)] {
      guard let responses = block.responses else { return [] }
      return statistics.layout.moments.enumerated().map { k, moment in
        (moment, statistics.values[k] - responses.values[k])
      }
    }
  }

  /// Takes the residuals at the estimates; `nil` without ordered variables.
  init?(_ fitter: Fitter) {
    var groups: [Group] = []
    for (index, sample) in fitter.sample.enumerated() {
      guard let block = fitter.objective.terms[index].momentTerm?.block,
        let responses = block.responses, let statistics = sample.responses
      else { return nil }
      groups.append(
        Group(
          block: block, statistics: statistics,
          exogenousVariances: responses.structure.exogenous.map {
            sample.covariance[$0, $0]
          }))
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
    measures.append("rmr", mean { Self.root($0.raw, all: true, $0) })
    measures.append("rmr_nomean", mean { Self.root($0.raw, all: false, $0) })
    let bentler = mean { Self.root($0.residuals(false), all: false, $0) }
    measures.append("srmr", bentler)
    measures.append(
      "srmr_bentler", mean { Self.root($0.residuals(false), all: true, $0) })
    measures.append("srmr_bentler_nomean", bentler)
    measures.append(
      "crmr",
      mean {
        Self.root($0.residuals(true), all: true, withoutVariances: true, $0)
      })
    measures.append(
      "crmr_nomean",
      mean {
        Self.root($0.residuals(true), all: false, withoutVariances: true, $0)
      })
  }

  /// √(χ²/e), e the number of statistics of the groups' mean.
  ///
  /// - Parameters:
  ///   - chiSquare: The standard χ².
  ///   - measures: Receives the measure.
  func appendWeighted(_ chiSquare: Double, to measures: inout FitMeasures) {
    let count = groups.reduce(0) { $0 + $1.statistics.values.count }
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
    if !withoutVariances { count += group.statistics.layout.orderedCount }
    return count > 0 ? (sum / Double(count)).squareRoot() : 0
  }
}
