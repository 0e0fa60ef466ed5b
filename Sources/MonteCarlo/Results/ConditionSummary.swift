internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import Probability

/// What the replicates of a condition say: parameters, fit, outcomes.
package struct ConditionSummary: Sendable {
  /// The probabilities of the quantiles of fit indices.
  package static let probabilities = [0.01, 0.05, 0.5, 0.95, 0.99]

  /// The condition's number.
  package let number: Int
  /// The names of what tells it from others.
  package let labels: [(factor: String, level: String)]
  /// The parameters.
  package private(set) var parameters: [ParameterSummary]
  /// How many replicates ended how, in the order of `SimulationStatus`.
  package private(set) var outcomes = [Int](
    repeating: 0, count: SimulationStatus.allCases.count)
  /// The values of the measures, until all are there.
  private var measures: [[Double]]
  /// The figures of the measures, once all values are there.
  private var figures: [(moments: RunningMoments, quantiles: [Double])?]?
  private var rejections = 0
  private var tests = 0
  private let alpha: Double
  private let hasIntervals: Bool

  /// Makes a summary of nothing.
  init(_ condition: SimulationCondition, alpha: Double) {
    number = condition.number
    labels = condition.labels
    self.alpha = alpha
    hasIntervals = condition.bootstrap != nil
    let level = condition.options.confidenceLevel
    parameters = condition.parameters.map {
      ParameterSummary($0.name, truth: $0.truth, level: level, alpha: alpha)
    }
    measures = ReplicateMeasures.names.map { _ in [] }
  }

  /// Takes a replicate.
  mutating func add(_ value: (Int) -> Double) {
    precondition(figures == nil, "conditions come one after the other")
    let raw = value(0)
    let status =
      raw.isFinite ? SimulationStatus(rawValue: Int(raw)) : nil
    outcomes[(status ?? .unusableData).rawValue] += 1
    guard status?.hasEstimates == true else { return }
    for place in measures.indices {
      let own = value(SimulationCondition.firstMeasure + place)
      if own.isFinite { measures[place].append(own) }
    }
    let p = value(SimulationCondition.firstMeasure + 2)
    if p.isFinite {
      tests += 1
      if p < alpha { rejections += 1 }
    }
    let first = SimulationCondition.firstEstimate
    let count = parameters.count
    for place in 0..<count {
      if hasIntervals {
        parameters[place].add(
          value(first + place), value(first + count + place),
          value(first + 2 * count + place), value(first + 3 * count + place))
      } else {
        parameters[place].add(
          value(first + place), value(first + count + place))
      }
    }
  }

  /// Gives up the values of the measures: no more replicates come.
  mutating func close() {
    guard figures == nil else { return }
    figures = measures.indices.map(measure)
    measures = measures.map { _ in [] }
  }

  // MARK: Figures

  /// How many replicates there are.
  package var count: Int { outcomes.reduce(0, +) }

  /// The share of replicates that converged.
  package var convergence: SimulatedFigure? {
    ParameterSummary.share(
      SimulationStatus.allCases.filter(\.hasEstimates).reduce(0) {
        $0 + outcomes[$1.rawValue]
      }, of: count)
  }

  /// The share of replicates with admissible estimates.
  package var admissibility: SimulatedFigure? {
    ParameterSummary.share(
      outcomes[SimulationStatus.converged.rawValue], of: count)
  }

  /// The share of χ² tests that reject.
  package var rejection: SimulatedFigure? {
    ParameterSummary.share(rejections, of: tests)
  }

  /// The mean, the standard deviation and the quantiles of a fit measure; `nil`
  /// where no replicate has it.
  ///
  /// - Parameter place: The place among `ReplicateMeasures.names`.
  /// - Returns: The figures.
  package func measure(_ place: Int) -> (
    moments: RunningMoments, quantiles: [Double]
  )? {
    if let figures { return figures[place] }
    guard !measures[place].isEmpty else { return nil }
    var moments = RunningMoments()
    for value in measures[place] { moments.add(value) }
    let sorted = measures[place].sorted()
    return (
      moments,
      Self.probabilities.map { Percentile.value($0, ofSorted: sorted) }
    )
  }
}
