import LinearAlgebra
import OrderedMoments
import TestSupport
import Testing

/// Polychoric correlations against those of 30 digits, which
/// `Fixtures/polychoric.py` computes, and those of R's polycor and psych
/// (`polycor.R`).
struct PolychoricReferenceTests {
  struct Reference: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var table: [[Int]]
    var rho: Double

    var testDescription: String { name }

    /// The correlation of the cases that the table counts.
    func correlation() throws -> Double {
      var codes: [[UInt8]] = [[], []]
      for (a, row) in table.enumerated() {
        for (b, count) in row.enumerated() {
          codes[0] += [UInt8](repeating: UInt8(a), count: count)
          codes[1] += [UInt8](repeating: UInt8(b), count: count)
        }
      }
      let stage = try FirstStageSolver(
        variables: ["a", "b"],
        columns: [
          .ordered(codes: codes[0], categoryCount: table.count),
          .ordered(codes: codes[1], categoryCount: table[0].count),
        ]
      ).solve()
      return stage.correlation[0, 1]
    }
  }

  private static let all =
    (try? loadFixture([Reference].self, "polychoric.json")) ?? []

  @Test func referencesAreThere() { #expect(Self.all.count >= 9) }

  @Test(arguments: all)
  func correlationsAreThoseOfThirtyDigits(_ reference: Reference) throws {
    expectClose(
      try reference.correlation(), reference.rho, relative: 1e-10,
      absolute: 1e-10)
  }

  /// Those of R's packages.
  private struct Packages: Decodable {
    struct Case: Decodable {
      var name: String
      var polycor: Double
      var psych: Double
    }

    var cases: [Case]
  }

  /// Both packages maximize to about 1e-5.
  @Test func correlationsAreThoseOfPackages() throws {
    let packages = try loadFixture(Packages.self, "polycor.json")
    for (own, other) in zip(Self.all, packages.cases) {
      #expect(own.name == other.name)
      let rho = try own.correlation()
      expectClose(other.polycor, rho, absolute: 3e-5)
      expectClose(other.psych, rho, absolute: 3e-5)
    }
  }
}
