internal import Estimation
internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import Populations
internal import Specification

/// The fit of a condition's model to its population: what replicates set out
/// from, and the true values of the parameters.
///
/// Of a model that holds in the population its estimates are the population's
/// own values, in whatever way the model scales its latent variables; of another
/// one they are the values that estimates tend to.
struct ConditionFit {
  struct Made {
    var fit: Fit?
    var parameters: [SimulationCondition.Parameter]
    var degrees: Int?
  }

  private let model: Model
  private let options: FitOptions
  private let population: PopulationModel
  private let generator: DataGenerator
  private let counts: [Int]
  private let streams: SimulationStreams

  init(
    _ model: Model, _ options: FitOptions, _ population: PopulationModel,
    _ generator: DataGenerator, _ counts: [Int], _ streams: SimulationStreams
  ) {
    self.model = model
    self.options = options
    self.population = population
    self.generator = generator
    self.counts = counts
    self.streams = streams
  }

  func made() throws(LatentError) -> Made {
    let pilot =
      generator.ordered.isEmpty
      ? try PopulationFit.fit(
        model, options: options, to: generator.groups, counts: counts)
      : try fitToPilot()
    guard pilot.isConverged else {
      throw LatentError(
        code: .monteCarloNotFitted,
        message: "The model cannot be fitted to the population's moments: "
          + pilot.convergenceMessage,
        remedy: "Look at the model: nothing is drawn before that.")
    }
    let isOfMoments = generator.ordered.isEmpty
    let values = Dictionary(
      zip(population.table.rows, population.values)
        .filter { $0.0.block != nil && !$0.1.isNaN }
        .map { ($0.0.key, $0.1) }, uniquingKeysWith: { first, _ in first })
    let parameters = pilot.table.rows.indices.filter {
      pilot.table.rows[$0].isFree || pilot.table.rows[$0].op == .definition
    }.map { row in
      SimulationCondition.Parameter(
        name: pilot.table.columnName(of: pilot.table.rows[row]),
        key: pilot.table.rows[row].key, row: row,
        truth: isOfMoments
          ? Self.cleaned(pilot.parameters[row].estimate)
          : values[pilot.table.rows[row].key]
            ?? threshold(pilot.table.rows[row]))
    }
    return Made(
      fit: isOfMoments ? pilot : nil, parameters: parameters,
      degrees: pilot.degreesOfFreedom)
  }

  /// The threshold of a category that shares cut, in the unit of the response;
  /// `nil` of several groups, whose scales differ.
  private func threshold(_ row: ParameterRow) -> Double? {
    guard row.op == .threshold, generator.groups.count == 1,
      options.model.parameterization == .delta,
      let number = Int(row.rhs.dropFirst()),
      let place = generator.groups[0].variables.firstIndex(of: row.lhs),
      generator.groups[0].thresholds[place].indices.contains(number - 1)
    else { return nil }
    let group = generator.groups[0]
    return (group.thresholds[place][number - 1] - group.mean[place])
      / group.covariance[place, place].squareRoot()
  }

  /// A value, without what the search leaves of 0.
  private static func cleaned(_ value: Double) -> Double {
    abs(value) < 1e-9 ? 0 : value
  }

  /// The fit to a large sample of ordered variables, which tells the parameters.
  private func fitToPilot() throws(LatentError) -> Fit {
    var drawer = CaseDrawer(generator, counts: counts.map { max($0, 2000) })
    drawer.draw(replicate: 0, streams)
    return try model.fit(
      to: drawer.table(group: SimulationCondition.group),
      group: counts.count > 1 ? SimulationCondition.group : nil,
      groupLabels: counts.count > 1 ? generator.groups.map(\.label) : nil,
      options: options)
  }
}
