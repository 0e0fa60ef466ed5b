internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import OrderedMoments
internal import Probability
internal import SampleStatistics

/// One group's cases with ordered variables, whose first stage every replicate
/// does anew.
struct ResponseSource: Sendable {
  /// The cases.
  let cases: SampleCases
  /// The group's sample: statistics, and moments of exogenous variables.
  let sample: Sample
  /// The responses behind the variables.
  let structure: ResponseStructure
  /// The fit's choices.
  let options: FitOptions

  /// The solver of one worker.
  func makeSolver() -> FirstStageSolver? {
    let layout = structure.layout
    let columns = structure.places.enumerated().map { i, place in
      let numbers = (0..<cases.count).map { cases[$0, place] }
      return layout.isOrdered(i)
        ? Self.codes(numbers) : FirstStageColumn.continuous(numbers)
    }
    var choices = FirstStageOptions()
    choices.emptyCells = options.emptyCells
    return try? FirstStageSolver(
      variables: structure.places.map { sample.variables[$0] },
      columns: columns,
      exogenous: structure.exogenous.map {
        sample.variables[$0]
      },
      exogenousColumns: structure.exogenous.map { place in
        (0..<cases.count).map { cases[$0, place] }
      }, options: choices)
  }

  /// The places of values among the categories: every group has all of them.
  private static func codes(_ numbers: [Double]) -> FirstStageColumn {
    let categories = Set(numbers.filter { !$0.isNaN }).sorted()
    let places = Dictionary(
      uniqueKeysWithValues: categories.enumerated().map { ($1, UInt8($0)) })
    return .ordered(
      codes: numbers.map { places[$0] ?? FirstStageColumn.missingCode },
      categoryCount: categories.count)
  }
}

/// Draws cases with ordered variables and does their first stage; does not
/// allocate after it is made where tables tell everything.
final class ResponseDrawing: GroupDrawing {
  let means: MatrixBox
  private(set) var heldThresholds: [Bool]
  private let source: ResponseSource
  private let solver: FirstStageSolver?
  private var chances: CaseCounts
  private var counts: [Double]
  private let variesInSize: Bool
  /// The correlations of the sample, in the order of pairs.
  private let start: MatrixBuffer
  private let original: (statistics: MatrixBox, variances: MatrixBox)
  private let statistics: MatrixBuffer
  private let variances: MatrixBuffer
  private let covariance: MatrixBuffer

  init(_ source: ResponseSource) {
    self.source = source
    let cases = source.cases
    let layout = source.structure.layout
    let sample = source.sample
    solver = source.makeSolver()
    chances = CaseCounts(cases)
    counts = [Double](repeating: 0, count: cases.count)
    variesInSize = cases.clusters != nil || cases.weights != nil
    heldThresholds = [Bool](repeating: false, count: layout.thresholdCount)
    let values = sample.responses?.values ?? []
    let own = sample.influences?.independentVariances ?? []
    original = (
      MatrixBox(rows: values.count, columns: 1),
      MatrixBox(rows: own.count, columns: 1)
    )
    original.statistics.buffer.copy(from: values)
    original.variances.buffer.copy(from: own)
    statistics = MatrixBuffer(rows: values.count)
    variances = MatrixBuffer(rows: own.count)
    let p = layout.variableCount
    start = MatrixBuffer(rows: p * (p - 1) / 2)
    let correlations = sample.responses?.covariance ?? Matrix.identity(p)
    var number = 0
    for i in 0..<p {
      for j in i + 1..<max(p, i + 1) {
        start[number] =
          correlations[i, j]
          / (correlations[i, i] * correlations[j, j]).squareRoot()
        number += 1
      }
    }
    covariance = MatrixBuffer(sample.covariance)
    means = MatrixBox(rows: sample.variables.count, columns: 1)
    means.buffer.copy(from: sample.center)
  }

  var drawnSize: (cases: Double, weights: Double)? {
    variesInSize ? (chances.caseCount, chances.size) : nil
  }

  func draw(
    _ stream: inout RandomStream, omitting omitted: Int?,
    into fitter: Fitter, group: Int
  ) -> Bool {
    chances.draw(&stream, into: &counts, omitting: omitted)
    guard let solver else { return false }
    setExogenousMoments()
    guard
      fitter.setMoments(
        group: group, covariance: covariance, mean: means.buffer)
    else { return false }
    if source.options.estimation.estimator.weighsByWholeCovariance {
      return weigh(solver, fitter, group)
    }
    statistics.copy(from: original.statistics.buffer)
    variances.copy(from: original.variances.buffer)
    guard
      solver.refit(
        counts, start: start, statistics: statistics, variances: variances,
        isHeld: &heldThresholds)
    else { return false }
    fitter.setStatistics(group: group, statistics, variances: variances)
    fitter.setTables(
      group: group, solver.tables, counts: solver.rowCounts, size: solver.size)
    return true
  }

  /// Takes the statistics with the inverse of all their covariances; allocates.
  private func weigh(
    _ solver: FirstStageSolver, _ fitter: Fitter, _ group: Int
  ) -> Bool {
    guard let stage = try? solver.solve(weights: counts, areFrequencies: true),
      let weight = stage.asymptoticCovariance().choleskyInverse()?.inverse
    else { return false }
    statistics.copy(from: stage.vector)
    fitter.setWeight(group: group, weight)
    fitter.setStatistics(group: group, statistics, variances: variances)
    return true
  }

  /// Computes the means and covariances of exogenous variables; those of the
  /// others stay, as starting values.
  private func setExogenousMoments() {
    let exogenous = source.structure.exogenous
    if exogenous.isEmpty { return }
    let divisor =
      source.cases.weights != nil
      ? chances.size
      : source.options.momentDivisor.value(forSize: chances.size)
    let cases = source.cases
    for x in exogenous {
      var sum = 0.0
      for number in counts.indices { sum += counts[number] * cases[number, x] }
      means.buffer[x] = sum / chances.size
    }
    for x in exogenous {
      for z in exogenous where z <= x {
        var sum = 0.0
        for number in counts.indices {
          sum +=
            counts[number] * (cases[number, x] - means.buffer[x])
            * (cases[number, z] - means.buffer[z])
        }
        covariance[x, z] = sum / divisor
        covariance[z, x] = covariance[x, z]
      }
    }
  }
}
