package import LinearAlgebra
package import MomentStructure
internal import RealModule
package import SampleStatistics

/// The residuals of a group's first-stage statistics: of thresholds, slopes and
/// correlations of ordered variables, alone or beside moments of continuous
/// ones.
package struct ResponseResiduals {
  /// The scale of residuals.
  package enum Scale: Sendable {
    /// As they are.
    case raw
    /// In the sample's standard deviations (Bentler, 1995); those of responses
    /// are 1.
    case scaled
    /// As differences of correlations, each side by its own variances (Bollen,
    /// 1989), of thresholds, means and slopes as scaled ones.
    case correlation
  }

  /// The places of the statistics.
  package let layout: MomentLayout
  /// The standard deviations of the layout's variables in the sample, 1 of
  /// ordered ones.
  package let deviations: [Double]
  /// The standard deviations of the exogenous variables.
  package let exogenousDeviations: [Double]
  /// The sample's covariances of the layout's variables, 1 for the variances
  /// of ordered ones.
  package let covariance: Matrix
  private let statistics: [Double]
  private let implied: [Double]
  private let impliedDeviations: [Double]

  /// Takes the residuals of a group; `nil` without ordered variables.
  ///
  /// - Parameters:
  ///   - block: The block, at the estimates.
  ///   - sample: The group's sample.
  package init?(_ block: BlockWorkspace, _ sample: Sample) {
    guard let responses = block.responses, let own = sample.responses else {
      return nil
    }
    let layout = own.layout
    func deviation(_ i: Int, _ value: (Int) -> Double) -> Double {
      layout.isOrdered(i)
        ? 1 : value(layout.index(of: .covariance(i, i))).squareRoot()
    }
    self.layout = layout
    statistics = own.values
    implied = responses.values.elements
    covariance = own.covariance
    deviations = (0..<layout.variableCount).map { i in
      deviation(i) { own.values[$0] }
    }
    let values = responses.values.elements
    impliedDeviations = (0..<layout.variableCount).map { i in
      deviation(i) { values[$0] }
    }
    exogenousDeviations = responses.structure.exogenous.map {
      sample.covariance[$0, $0].squareRoot()
    }
  }

  /// The statistics less those that the model implies, on a scale, in the
  /// layout's order.
  package func values(_ scale: Scale) -> [Double] {
    moments(scale).map(\.1)
  }

  /// The moments with their residuals.
  func moments(_ scale: Scale) -> [(Moment, Double)] {
    layout.moments.enumerated().map { k, moment in
      let difference = statistics[k] - implied[k]
      if scale == .raw { return (moment, difference) }
      switch moment {
      case .threshold: return (moment, difference)
      case .mean(let i): return (moment, difference / deviations[i])
      case .slope(let i, let x):
        return (moment, difference * exogenousDeviations[x] / deviations[i])
      case .covariance(let i, let j):
        return (
          moment,
          scale == .correlation
            ? statistics[k] / (deviations[i] * deviations[j]) - implied[k]
              / (impliedDeviations[i] * impliedDeviations[j])
            : difference / (deviations[i] * deviations[j])
        )
      }
    }
  }
}
