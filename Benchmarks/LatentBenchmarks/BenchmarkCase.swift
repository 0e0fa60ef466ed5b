import Estimation
import FitSettings
import Latent
import LinearAlgebra
import Probability

/// A model with its data, as both Latent and lavaan fit it.
struct BenchmarkCase {
  var name: String
  let text: String
  let kind: ModelKind
  let data: DataTable
  /// The number of repetitions of a timing.
  var repetitions: Int
  /// The treatment of missing values.
  var missing = MissingTreatment.listwise
  /// The estimator's name, where it needs more of the data than moments: then
  /// fits from the table on are timed.
  var preset: EstimatorPreset?

  /// The case by another estimator.
  func by(_ preset: EstimatorPreset, repetitions: Int) -> BenchmarkCase {
    var copy = self
    copy.name += "-\(preset.rawValue.lowercased())"
    copy.preset = preset
    copy.repetitions = repetitions
    return copy
  }

  /// The four cases that the speed goals name, and the largest of their kind
  /// for which lavaan 0.6-14 finds standard errors in 24 GiB; then incomplete
  /// cases: one in ten values missing, a case of the size that must fit in
  /// 2 GB, and one of 8,000 moments with a robust test.
  static func all(root: String) throws -> [BenchmarkCase] {
    let reader = CSVReader()
    return [
      BenchmarkCase(
        name: "holzinger-swineford",
        text: """
          visual =~ x1 + x2 + x3
          textual =~ x4 + x5 + x6
          speed =~ x7 + x8 + x9
          """,
        kind: .cfa,
        data: try reader.read(
          contentsOf: "\(root)/Models/holzinger-swineford/data.csv"),
        repetitions: 2000),
      BenchmarkCase(
        name: "political-democracy",
        text: """
          ind60 =~ x1 + x2 + x3
          dem60 =~ y1 + y2 + y3 + y4
          dem65 =~ y5 + y6 + y7 + y8
          dem60 ~ ind60
          dem65 ~ ind60 + dem60
          y1 ~~ y5
          y2 ~~ y4 + y6
          y3 ~~ y7
          y4 ~~ y8
          y6 ~~ y8
          """,
        kind: .sem,
        data: try reader.read(
          contentsOf: "\(root)/Models/political-democracy/data.csv"),
        repetitions: 1000),
      try simulated(factors: 20, indicators: 5, cases: 1000, repetitions: 20),
      try simulated(factors: 35, indicators: 5, cases: 1500, repetitions: 10),
      try simulated(factors: 60, indicators: 5, cases: 1500, repetitions: 3),
      try simulated(factors: 20, indicators: 5, cases: 1000, repetitions: 20)
        .by(.mlr, repetitions: 10),
      try simulated(factors: 20, indicators: 5, cases: 1000, repetitions: 20)
        .by(.mlm, repetitions: 10),
      try simulated(factors: 20, indicators: 5, cases: 1000, repetitions: 20)
        .by(.mlmv, repetitions: 3),
      try simulated(
        factors: 4, indicators: 5, cases: 2000, repetitions: 20, missing: 0.1),
      try simulated(
        factors: 4, indicators: 5, cases: 2000, repetitions: 20, missing: 0.1
      )
      .by(.mlr, repetitions: 20),
      try simulated(
        factors: 20, indicators: 10, cases: 5000, repetitions: 1,
        missing: 0.05),
      try simulated(
        factors: 25, indicators: 5, cases: 1000, repetitions: 1, missing: 0.05
      )
      .by(.mlr, repetitions: 1),
    ]
  }

  /// A confirmatory factor model with correlated factors and its data.
  private static func simulated(
    factors: Int, indicators: Int, cases: Int, repetitions: Int,
    missing: Double = 0
  ) throws -> BenchmarkCase {
    var stream = RandomStream(seed: 20_120_501, stream: UInt64(factors))
    var columns = [[Double]](
      repeating: [], count: factors * indicators)
    let loadings = columns.indices.map { _ in 0.5 + 0.4 * stream.uniform() }
    for _ in 0..<cases {
      // A general factor makes every pair of factors correlate by .3.
      let general = stream.normal()
      for factor in 0..<factors {
        let score =
          0.3.squareRoot() * general + 0.7.squareRoot() * stream.normal()
        for item in 0..<indicators {
          let column = factor * indicators + item
          let loading = loadings[column]
          columns[column].append(
            loading * score
              + (1 - loading * loading).squareRoot() * stream.normal())
        }
      }
    }
    if missing > 0 {
      for row in 0..<cases {
        for column in columns.indices where stream.uniform() < missing {
          columns[column][row] = .nan
        }
      }
    }
    let names = columns.indices.map { "v\($0 + 1)" }
    let lines = (0..<factors).map { factor in
      let items = (0..<indicators).map { "v\(factor * indicators + $0 + 1)" }
      return "f\(factor + 1) =~ \(items.joined(separator: " + "))"
    }
    return BenchmarkCase(
      name: "\(missing > 0 ? "fiml" : "cfa")-\(factors)x\(indicators)",
      text: lines.joined(separator: "\n"), kind: .cfa,
      data: try DataTable(
        columns: zip(names, columns).map {
          DataColumn(name: $0, numbers: $1)
        }),
      repetitions: repetitions,
      missing: missing > 0 ? .fullInformation : .listwise)
  }
}
