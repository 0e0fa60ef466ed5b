import Latent
import Messages
import TestSupport
import Testing

/// Incomplete cases with sampling weights; the numbers of lavaan stand in
/// Validation (`fiml-weights*`).
struct IncompleteWeightTests {
  private static let names = (1...9).map { "x\($0)" }

  private func options(_ preset: EstimatorPreset = .mlr) -> FitOptions {
    var options = FitOptions(preset)
    options.model.kind = .cfa
    options.missing = .fullInformation
    options.samplingWeights = "weight"
    return options
  }

  /// Classrooms with incomplete cases, weights replaced, rows chosen.
  private func table(
    complete: Bool = false, rows: [Int]? = nil,
    weights: (Int, Double) -> Double = { $1 }
  ) throws -> DataTable {
    let data = try HolzingerModel.table(
      complete
        ? "holzinger-classrooms.csv" : "holzinger-classrooms-missing.csv")
    var columns = try (Self.names + ["weight"]).map {
      (name: $0, numbers: try data.numbers(named: $0))
    }
    columns[9].numbers = columns[9].numbers.enumerated().map(weights)
    let chosen = rows ?? Array(0..<data.rowCount)
    return try DataTable(
      columns: columns.map { column in
        (name: column.name, numbers: chosen.map { column.numbers[$0] })
      })
  }

  private func fit(_ data: DataTable, _ options: FitOptions) throws -> Fit {
    try Model(text: HolzingerModel.text).fit(to: data, options: options)
  }

  private func expectSame(_ first: Fit, _ second: Fit, errors: Bool = true) {
    #expect(first.isConverged && second.isConverged)
    for (own, other) in pairs(first.parameters, second.parameters) {
      expectClose(
        own.estimate, other.estimate, relative: 1e-7, absolute: 1e-8)
      if errors {
        expectClose(
          own.standardError ?? 0, other.standardError ?? 0, relative: 1e-6,
          absolute: 1e-8)
      }
    }
    for name in ["logl", "unrestricted_logl", "chisq", "cfi", "srmr"] {
      expectClose(
        first.measures[name] ?? .nan, second.measures[name] ?? .nan,
        relative: 1e-7, name)
    }
  }

  /// A case of weight 2 is two cases, except in counts of cases.
  @Test func wholeWeightsCountCases() throws {
    var rows: [Int] = []
    for row in 0..<301 { rows += [Int](repeating: row, count: row % 3) }
    var own = options()
    own.weightNormalization = .none
    var repeated = options()
    repeated.samplingWeights = nil
    let weighted = try fit(table { row, _ in Double(row % 3) }, own)
    let plain = try fit(table(rows: rows), repeated)
    expectSame(weighted, plain, errors: false)
    #expect(weighted.measures["ntotal"] == Double(rows.count))
  }

  /// Cases of weight 0 are as good as left out.
  @Test func weightsOfZero() throws {
    var own = options()
    own.weightNormalization = .none
    let kept = (0..<301).filter { $0 % 4 > 0 }
    let weighted = try fit(
      table { row, weight in row % 4 == 0 ? 0 : weight }, own)
    let chosen = try fit(table(rows: kept), own)
    expectSame(weighted, chosen)
    expectClose(
      weighted.tests.last?.scalingFactor ?? .nan,
      chosen.tests.last?.scalingFactor ?? .nan, relative: 1e-7)
  }

  /// Without a missing value full information is what moments give.
  @Test func completeCases() throws {
    var listwise = options()
    listwise.missing = .listwise
    listwise.model.meanStructure = true
    let data = try table(complete: true)
    let first = try fit(data, options())
    let second = try fit(data, listwise)
    expectSame(first, second)
    expectClose(
      first.tests.last?.scalingFactor ?? .nan,
      second.tests.last?.scalingFactor ?? .nan, relative: 1e-7)
    for name in ["gfi_lisrel", "rmsea_scaled", "cfi_scaled"] {
      expectClose(
        first.measures[name] ?? .nan, second.measures[name] ?? .nan,
        relative: 1e-6, name)
    }
  }

  /// Equal weights change nothing, also of modification indices.
  @Test func equalWeights() throws {
    var without = options()
    without.samplingWeights = nil
    let weighted = try fit(table { _, _ in 3 }, options())
    let plain = try fit(table(), without)
    expectSame(weighted, plain)
    let own = try weighted.modificationIndices()
    let other = try plain.modificationIndices()
    expectClose(
      own.map(\.statistic), other.map(\.statistic), relative: 1e-6,
      absolute: 1e-6)
  }

  @Test func parametricBootstrapIsRefused() async throws {
    let fit = try fit(table(), options())
    var draws = BootstrapOptions()
    draws.kind = .parametric
    await #expect {
      try await fit.bootstrap(draws)
    } throws: {
      ($0 as? LatentError)?.code == "bootstrap.dependent-cases"
    }
    #expect(try fit.factorScores().cases.count == 301)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var words: String
    var complete = false
    var weight: @Sendable (Int, Double) -> Double
  }

  private static let refusals = [false, true].flatMap { complete in
    [
      Refusal(
        testDescription: "all zero", words: "weight are zero",
        complete: complete
      ) { _, _ in 0 },
      Refusal(
        testDescription: "one case", words: "Only one of ",
        complete: complete
      ) { row, _ in row == 5 ? 1 : 0 },
      Refusal(
        testDescription: "as many as variables", words: "Only 9 of ",
        complete: complete
      ) { row, _ in row < 9 ? 1 : 0 },
    ]
  }

  /// Weights that leave no covariances are named as the cause.
  @Test(arguments: refusals)
  func weightsWithoutCovariances(_ item: Refusal) throws {
    var own = options()
    if item.complete { own.missing = .listwise }
    let data = try table(complete: item.complete, weights: item.weight)
    #expect {
      try fit(data, own)
    } throws: {
      let error = $0 as? LatentError
      return error?.code == .invalidWeight
        && error?.message.contains(item.words) == true
    }
  }

  /// The error of a fit in which only the first 100 cases have a weight above
  /// 0, with their values changed.
  private func error(
    complete: Bool,
    _ change: (inout [(name: String, numbers: [Double])], Int)
      -> Void
  ) throws -> LatentError? {
    var own = options()
    if complete { own.missing = .listwise }
    let data = try table(complete: complete)
    var columns = try data.columnNames.map {
      (name: $0, numbers: try data.numbers(named: $0))
    }
    for row in columns[0].numbers.indices {
      columns[9].numbers[row] = row < 100 ? 1 : 0
      if row < 100 { change(&columns, row) }
    }
    return #expect(throws: LatentError.self) {
      try fit(DataTable(columns: columns), own)
    }
  }

  /// Variables that vary, but not among the cases that count.
  @Test(arguments: [false, true])
  func weightsThatLeaveAConstant(complete: Bool) throws {
    let error = try error(complete: complete) { $0[4].numbers[$1] = 2 }
    #expect(error?.code == .constantVariable)
    #expect(
      error?.message
        == "The variable x5 does not vary among the cases with a sampling "
        + "weight above 0.")
  }

  /// A variable that is a sum of others among the cases that count.
  @Test(arguments: [false, true])
  func weightsThatLeaveASum(complete: Bool) throws {
    let error = try error(complete: complete) {
      $0[8].numbers[$1] = $0[0].numbers[$1] + $0[3].numbers[$1]
    }
    #expect(error?.code == .collinearVariables)
    #expect(
      error?.message.hasPrefix(
        "x9 is a linear combination of x1 and x4 among the cases with a "
          + "sampling weight above 0") == true)
    #expect(error?.remedy.contains("sampling weights") == true)
  }
}
