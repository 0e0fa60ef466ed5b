import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// The public functions on data that everybody knows.
struct FittingTests {
  /// Holzinger & Swineford (1939) as lavaan's tutorial prints it.
  @Test func holzingerSwineford() throws {
    let result = try Model(text: HolzingerModel.text).fit(
      to: HolzingerModel.table())
    #expect(result.isConverged && result.degreesOfFreedom == 24)
    expectClose(result.chiSquare ?? .nan, 85.306, absolute: 5e-4)
    expectClose(result.measures["cfi"] ?? .nan, 0.931, absolute: 5e-4)
    expectClose(result.measures["rmsea"] ?? .nan, 0.092, absolute: 5e-4)
    expectClose(result.measures["srmr"] ?? .nan, 0.065, absolute: 5e-4)
    let row = try #require(result.parameter("visual", "=~", "x2"))
    expectClose(row.estimate, 0.554, absolute: 5e-4)
    expectClose(row.standardError ?? .nan, 0.100, absolute: 5e-4)
    expectClose(row.standardizedAll?.estimate ?? .nan, 0.424, absolute: 5e-4)
    #expect(result.observationCount == 301 && result.warnings.isEmpty)
  }

  @Test func wishart() throws {
    var options = FitOptions()
    options.estimation.likelihood = .wishart
    let result = try Model(text: HolzingerModel.text).fit(
      to: HolzingerModel.table(), options: options)
    expectClose(result.chiSquare ?? .nan, 85.022, absolute: 5e-4)
  }

  /// Cases and their moments are one sample, with either divisor.
  @Test(arguments: [MomentDivisor.count, .countMinusOne])
  func casesAndMoments(_ divisor: MomentDivisor) throws {
    let model = try Model(text: HolzingerModel.text)
    let table = try HolzingerModel.table()
    let byCases = try model.fit(to: table)
    let names = (1...9).map { "x\($0)" }
    let group = try #require(
      GroupedData(
        table, selecting: SampleSelection(variables: names, divisor: divisor)
      ).groups.first)
    // Means that are given are modelled unless the options say otherwise.
    var options = FitOptions()
    options.model.meanStructure = false
    let byMoments = try model.fit(to: [group.moments], options: options)
    let withMeans = try model.fit(to: [group.moments])
    #expect(withMeans.parameterCount == byMoments.parameterCount + 9)
    expectClose(
      byMoments.parameters.map(\.estimate),
      byCases.parameters.map(\.estimate), relative: 1e-9, absolute: 1e-9)
    expectClose(
      byMoments.chiSquare ?? .nan, byCases.chiSquare ?? .nan, relative: 1e-9)
  }

  @Test func groupsInAnyOrder() throws {
    let model = try Model(text: HolzingerModel.text)
    let table = try HolzingerModel.table()
    let first = try model.fit(to: table, group: "school")
    let labels = first.table.groupLabels
    #expect(labels.count == 2)
    let second = try model.fit(
      to: table, group: "school", groupLabels: Array(labels.reversed()))
    expectClose(
      second.chiSquare ?? .nan, first.chiSquare ?? .nan, relative: 1e-9)
    for row in first.parameters {
      let other = try #require(
        second.parameter(
          row.lhs, row.op.rawValue, row.rhs, group: 3 - (row.group ?? 1)))
      expectClose(
        other.estimate, row.estimate, relative: 1e-7, absolute: 1e-8)
    }
  }

  @Test func errorsSayWhatIsWrong() throws {
    let table = try HolzingerModel.table()
    let unknown = #expect(throws: LatentError.self) {
      try Model(text: "f =~ x1 + x2 + x33").fit(to: table)
    }
    #expect(unknown.map { "\($0)".contains("x33") } == true)
    #expect(throws: LatentError.self) {
      try Model(text: "f =~ x1 + + x2")
    }
    let many = #expect(throws: LatentError.self) {
      try Model(text: "f =~ x1 + x2").fit(to: table)
    }
    #expect(many?.code == "model.too-many-parameters")
  }
}
