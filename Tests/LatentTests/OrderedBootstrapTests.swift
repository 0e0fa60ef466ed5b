import FitSettings
import Foundation
import Latent
import ModelFit
import Probability
import Resampling
import Specification
import TableReading
import TestSupport
import Testing

/// Replicates of ordered variables against fits of tables that hold the drawn
/// cases.
struct OrderedBootstrapTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text = "f =~ f1 + f2 + f3 + f4\nh =~ t1 + t2 + t3 + t4"
    var preset = EstimatorPreset.wlsmv
    var parameterization = ResponseParameterization.delta
    var isWeighted = false
  }

  private static let mixed = "f =~ s1 + f2 + c1\nh =~ t1 + t2 + c2\nh ~ f"
  private static let ordered = Set(
    ["f1", "f2", "f3", "f4", "t1", "t2", "t3", "t4", "s1"])

  private static let kinds = [
    Kind(testDescription: "delta"),
    Kind(testDescription: "theta", parameterization: .theta),
    Kind(testDescription: "ULSMV", preset: .ulsmv),
    Kind(testDescription: "WLS", text: "f =~ f1 + f2 + f3 + f4", preset: .wls),
    Kind(testDescription: "weights", preset: .ulsmv, isWeighted: true),
    Kind(testDescription: "continuous variables", text: mixed),
    Kind(testDescription: "covariates", text: mixed + "\nf ~ x1 + x2"),
  ]

  private func options(_ kind: Kind) -> FitOptions {
    var options = FitOptions(kind.preset)
    options.model.ordered = Self.ordered.filter { kind.text.contains($0) }
      .sorted()
    options.model.parameterization = kind.parameterization
    options.keepsCases = true
    if kind.isWeighted { options.samplingWeights = "w" }
    return options
  }

  private func table(_ data: DataTable, rows: [Int]) throws -> DataTable {
    try DataTable(
      columns: data.columns.map(\.name).filter { $0 != "g" }.map { name in
        let values = try data.numbers(named: name)
        return (name: name, numbers: rows.map { values[$0] })
      })
  }

  @Test(arguments: kinds)
  func replicatesAreFits(_ kind: Kind) async throws {
    let data = try HolzingerModel.table("ordered.csv")
    let count = 400
    let options = options(kind)
    let model = try Model(text: kind.text)
    let fit = try model.fit(
      to: table(data, rows: Array(0..<count)), options: options)
    var draws = BootstrapOptions()
    draws.replicates = 1...2
    let replicates = try await fit.bootstrap(draws)
    for number in 1...2 {
      var stream = RandomStream(seed: 1, stream: UInt64(number))
      let rows = (0..<count).map { _ in stream.integer(below: count) }
      let other = try model.fit(to: table(data, rows: rows), options: options)
      for (index, row) in fit.parameters.enumerated() where row.isFree {
        let column = try #require(replicates.column(.estimate(row: index)))
        expectClose(
          replicates.value(number - 1, column),
          other.parameters[index].estimate,
          relative: 1e-6, absolute: 1e-7, "\(row.key) \(number)")
      }
    }
  }

  /// Threads and parts change no bit.
  @Test func replicatesDoNotDependOnThreads() async throws {
    let data = try HolzingerModel.table("ordered.csv")
    let kind = Kind(testDescription: "delta")
    let fit = try Model(text: kind.text).fit(
      to: table(data, rows: Array(0..<300)), options: options(kind))
    var draws = BootstrapOptions()
    draws.replicates = 1...8
    draws.threads = 1
    let alone = try await fit.bootstrap(draws)
    draws.threads = 4
    draws.replicates = 5...8
    let shared = try await fit.bootstrap(draws)
    for column in alone.columns.indices {
      for number in 0..<4 {
        #expect(
          alone.value(number + 4, column).bitPattern
            == shared.value(number, column).bitPattern)
      }
    }
  }

  /// A replicate without a last category has no threshold below it, and all
  /// else.
  @Test func rareCategoriesLeaveTheirThresholdsOut() async throws {
    let data = try HolzingerModel.table("ordered.csv")
    let all = try table(data, rows: Array(0..<200))
    var values = try all.numbers(named: "f1")
    for k in values.indices where values[k] == 5 { values[k] = 4 }
    values[0] = 5
    let changed = try DataTable(
      columns: all.columns.map(\.name).map { name in
        (
          name: name,
          numbers: name == "f1" ? values : try all.numbers(named: name)
        )
      })
    let kind = Kind(
      testDescription: "rare", text: "f =~ f1 + f2 + f3 + f4")
    let fit = try Model(text: kind.text).fit(
      to: changed, options: options(kind))
    var draws = BootstrapOptions()
    draws.replicates = 1...20
    let replicates = try await fit.bootstrap(draws)
    let rare = try #require(
      fit.parameters.firstIndex { $0.row.lhs == "f1" && $0.row.rhs == "t4" })
    let other = try #require(
      fit.parameters.firstIndex { $0.row.lhs == "f" && $0.row.rhs == "f2" })
    let column = try #require(replicates.column(.estimate(row: rare)))
    let loading = try #require(replicates.column(.estimate(row: other)))
    let missing = (0..<20).count { replicates.value($0, column).isNaN }
    // A case is left out of e⁻¹ of the replicates.
    #expect(missing > 2 && missing < 15)
    #expect((0..<20).allSatisfy { replicates.value($0, loading).isFinite })
  }
}
