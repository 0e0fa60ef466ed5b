internal import Estimation
internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import ModelFit
internal import ModelSyntax
internal import Populations
internal import SampleStatistics
internal import Specification

/// One cell of a study's grid, checked and ready to draw.
package struct SimulationCondition: Sendable {
  /// A parameter whose estimates are summed up.
  package struct Parameter: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The parameter.
    var key: ParameterKey
    /// The index of its row in the table of the fit to the population.
    var row: Int
    /// The true value; `nil` where the population has none.
    package var truth: Double?
  }

  /// The condition's number, from 1.
  package var number: Int
  /// The names of what tells it from others: factor and level.
  package var labels: [(factor: String, level: String)]
  /// The parameters.
  package var parameters: [Parameter]
  /// χ² degrees of freedom; `nil` where there is no test.
  let degrees: Int?
  let generator: DataGenerator
  let counts: [Int]
  let streams: SimulationStreams
  let model: Model
  let options: FitOptions
  /// The fit to the population's moments; `nil` with ordered variables.
  let fit: Fit?
  /// The name of the column of groups.
  static let group = "group"
  /// The bootstrap of every replicate; `nil` for none.
  package var bootstrap: ReplicateBootstrap?

  /// The number of numbers that a replicate leaves.
  package var width: Int {
    Self.firstEstimate + (bootstrap == nil ? 2 : 4) * parameters.count
  }

  /// The places of a replicate's numbers: its status, measures, estimates and
  /// standard errors.
  static let firstMeasure = 1
  static let firstEstimate = 1 + ReplicateMeasures.names.count

  /// The place of a measure by its name.
  package static func measurePlace(_ name: String) -> Int {
    firstMeasure + (ReplicateMeasures.names.firstIndex(of: name) ?? 0)
  }
  /// The place of a parameter's estimate.
  package func estimatePlace(_ place: Int) -> Int {
    Self.firstEstimate + place
  }
  /// The place of a parameter's standard error.
  package func errorPlace(_ place: Int) -> Int {
    Self.firstEstimate + parameters.count + place
  }
  /// The place of the lower limit of a parameter's bootstrap interval.
  package func lowerPlace(_ place: Int) -> Int {
    Self.firstEstimate + 2 * parameters.count + place
  }
  /// The place of the upper limit of a parameter's bootstrap interval.
  package func upperPlace(_ place: Int) -> Int {
    Self.firstEstimate + 3 * parameters.count + place
  }

  /// Whether replicates are fitted from moments, in buffers.
  var isQuick: Bool {
    guard let fit, bootstrap == nil, !generator.hasMissing,
      generator.ordered.isEmpty
    else {
      return false
    }
    let own = fit.options
    return options.estimation.estimator == .ml
      && options.standardErrors == .standard && options.tests == [.standard]
      && options.missing == .listwise && options.cluster == nil
      && options.samplingWeights == nil && options.auxiliary.isEmpty
      && options.information != .firstOrder
      && options.h1Information == .structured
      && options.observedInformation == nil && !own.hasFreeGroupWeights
      && !own.takesMplusSRMR && options.estimation.randomStarts == 0
      && !fit.table.conditionsOnExogenous && !fit.table.isRotated
      && !fit.table.isCorrelationStructure
  }
}
