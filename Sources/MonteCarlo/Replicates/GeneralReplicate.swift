internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import Populations
internal import Specification

/// Replicates that are fitted as `latent fit` fits a table of cases.
final class GeneralReplicate: ReplicateFitting {
  private let condition: SimulationCondition
  private var drawer: CaseDrawer
  private let options: FitOptions

  init(_ condition: SimulationCondition) {
    self.condition = condition
    drawer = CaseDrawer(condition.generator, counts: condition.counts)
    var own = condition.options
    // The workers have all cores.
    own.estimation.threads = 1
    if condition.bootstrap != nil { own.keepsCases = true }
    options = own
  }

  func fit(replicate: Int, into rows: SharedRows, row: Int) {
    _ = fitted(replicate: replicate, into: rows, row: row)
  }

  /// Makes a replicate one without estimates.
  func clear(_ rows: SharedRows, _ row: Int, _ status: SimulationStatus) {
    for column in 0..<condition.width { rows[row, column] = .nan }
    rows[row, 0] = Double(status.rawValue)
  }

  /// Draws and fits a replicate, and writes its numbers.
  ///
  /// - Returns: The fit; `nil` where there is none that converged.
  func fitted(replicate: Int, into rows: SharedRows, row: Int) -> Fit? {
    drawer.draw(replicate: replicate, condition.streams)
    let isGrouped = condition.counts.count > 1
    let fit: Fit
    do throws(LatentError) {
      fit = try condition.model.fit(
        to: drawer.table(group: SimulationCondition.group),
        group: isGrouped ? SimulationCondition.group : nil,
        groupLabels: isGrouped
          ? condition.generator.groups.map(\.label) : nil,
        options: options)
    } catch {
      rows[row, 0] = Double(SimulationStatus.unusableData.rawValue)
      return nil
    }
    guard fit.isConverged else {
      rows[row, 0] = Double(SimulationStatus.notConverged.rawValue)
      return nil
    }
    let isImproper = fit.warnings.contains {
      $0.code.rawValue.hasPrefix("admissibility.")
    }
    let status =
      isImproper
      ? SimulationStatus(inadmissible: fit.table) {
        fit.parameters[$0].estimate
      } : .converged
    rows[row, 0] = Double(status.rawValue)
    for (place, name) in ReplicateMeasures.names.enumerated() {
      rows[row, SimulationCondition.firstMeasure + place] =
        Self.measure(name, of: fit) ?? .nan
    }
    let first = SimulationCondition.firstEstimate
    let count = condition.parameters.count
    let places = Dictionary(
      fit.table.rows.enumerated().map { ($1.key, $0) },
      uniquingKeysWith: { first, _ in first })
    for (place, parameter) in condition.parameters.enumerated() {
      guard let own = places[parameter.key] else { continue }
      rows[row, first + place] = fit.parameters[own].estimate
      rows[row, first + count + place] =
        fit.parameters[own].standardError ?? .nan
    }
    return fit
  }

  /// A measure in its robust version, its scaled one, or as it is.
  private static func measure(_ name: String, of fit: Fit) -> Double? {
    if ["cfi", "tli", "rmsea"].contains(name),
      let robust = fit.measures["\(name)_robust"]
    {
      return robust
    }
    return fit.measures["\(name)_scaled"] ?? fit.measures[name]
  }
}
