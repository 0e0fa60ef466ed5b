internal import LinearAlgebra
internal import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The residuals of one group with ordered variables, in vectors over its
/// statistics.
struct GroupResponses {
  /// The residuals.
  let residuals: ResponseResiduals
  private let structure: ResponseStructure
  private let names: [String]

  /// Takes a group's; `nil` without ordered variables.
  init?(_ block: BlockWorkspace, _ sample: Sample) {
    guard let structure = block.structure.responses,
      let residuals = ResponseResiduals(block, sample)
    else { return nil }
    self.structure = structure
    self.residuals = residuals
    names = block.structure.observed
  }

  /// The places of the statistics.
  var layout: MomentLayout { residuals.layout }

  /// The variables whose moments these are.
  var variables: [String] { structure.places.map { names[$0] } }

  /// The residuals on a scale.
  func values(_ kind: ResidualKind) -> [Double] {
    switch kind {
    case .scaled: residuals.values(.scaled)
    case .correlation: residuals.values(.correlation)
    case .raw, .normalized, .standardized: residuals.values(.raw)
    }
  }

  /// A residual over its standard error; 0 for rounding of 0, NaN for others
  /// that have none.
  static func ratio(_ residual: Double, _ error: Double, _ size: Double)
    -> Double
  {
    if abs(residual) <= 1e-8 * size { return 0 }
    return error > 0 ? residual / error : .nan
  }

  /// The size of a statistic, in whose terms a residual is 0.
  private func size(_ moment: Moment, _ kind: ResidualKind) -> Double {
    guard kind != .scaled, kind != .correlation else { return 1 }
    let deviations = residuals.deviations
    switch moment {
    case .threshold: return 1
    case .mean(let i): return deviations[i]
    case .slope(let i, let x):
      return deviations[i] / max(residuals.exogenousDeviations[x], 1e-300)
    case .covariance(let i, let j): return deviations[i] * deviations[j]
    }
  }

  /// Residuals over standard errors, over the statistics.
  func ratios(_ kind: ResidualKind, _ values: [Double], _ errors: [Double])
    -> [Double]
  {
    layout.moments.enumerated().map { k, moment in
      Self.ratio(values[k], errors[k], size(moment, kind))
    }
  }

  /// The residuals of every statistic.
  ///
  /// - Parameters:
  ///   - kind: The scale.
  ///   - errors: What they are divided by; `nil` for nothing.
  /// - Returns: The residuals.
  func residuals(_ kind: ResidualKind, errors: [Double]?) -> GroupResiduals {
    var values = self.values(kind)
    if let errors { values = ratios(kind, values, errors) }
    return GroupResiduals(
      variables: variables, covariance: layout.covariance(in: values),
      mean: means(values), responses: others(values))
  }

  /// The means in a vector over the statistics, 0 of ordered variables; none
  /// without continuous ones.
  func means(_ values: [Double]) -> [Double] {
    if layout.means.isEmpty { return [] }
    return (0..<layout.variableCount).map {
      layout.contains(.mean($0)) ? values[layout.index(of: .mean($0))] : 0
    }
  }

  /// The thresholds and slopes in a vector over the statistics.
  func others(
    _ values: [Double], errors: [Double]? = nil, ratios: [Double]? = nil
  ) -> [ResponseResidual] {
    layout.moments.enumerated().compactMap { k, moment in
      let key: ParameterKey
      switch moment {
      case .threshold(let number):
        let i = structure.variable(ofThreshold: number)
        let place = structure.places.firstIndex(of: i) ?? 0
        let own = number - layout.thresholds(of: place).lowerBound
        key = ParameterKey(names[i], .threshold, "t\(own + 1)")
      case .slope(let i, let x):
        key = ParameterKey(
          names[structure.places[i]], .regression,
          names[structure.exogenous[x]])
      case .mean, .covariance: return nil
      }
      return ResponseResidual(
        parameter: key, value: values[k], standardError: errors?[k],
        z: ratios?[k])
    }
  }

  /// The number of residuals of covariances that count in a root mean square:
  /// the variances of ordered variables are none, and count as 0.
  func covarianceCount(_ kind: ResidualKind) -> Int {
    let p = layout.variableCount
    return Vech.count(order: p) - (kind == .correlation ? p : 0)
  }
}

extension Fit {
  /// The residuals of groups with ordered variables; `nil` without these.
  var responseResiduals: [GroupResponses]? {
    guard table.hasOrdered else { return nil }
    let blocks = blocksAtEstimates()
    var result: [GroupResponses] = []
    for (index, group) in model.groups.enumerated() {
      guard let own = GroupResponses(blocks[group.place], sample[index]) else {
        return nil
      }
      result.append(own)
    }
    return result
  }
}
