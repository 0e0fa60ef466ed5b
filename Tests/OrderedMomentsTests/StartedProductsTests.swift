import LinearAlgebra
import OrderedMoments
import TestSupport
import Testing

/// Products that threads begin before they are asked for.
struct StartedProductsTests {
  /// The lines of items that share a factor, by two threads.
  private func lines(items: Int, cases: Int) throws -> InfluenceLines {
    var generator = SeededGenerator(seed: 13)
    let factor = (0..<cases).map { _ in generator.normal() }
    var options = FirstStageOptions()
    options.threads = 2
    let stage = try FirstStageSolver(
      variables: (1...items).map { "u\($0)" },
      columns: (0..<items).map { _ in
        .ordered(
          codes: factor.map {
            UInt8(min(max(0.7 * $0 + generator.normal() + 2, 0), 3))
          }, categoryCount: 4)
      }, options: options
    ).solve()
    return InfluenceLines(stage.influences, team: WorkTeam(threads: 2))
  }

  /// More statistics than cases: what begins are products of cases, by tables of
  /// three items.
  @Test func productsOfUnitsHaveTheSameBits() throws {
    let own = try lines(items: 24, cases: 300)
    #expect(own.isByUnits)
    let statistics = [own.layout.covariances]
    let weights = (0..<own.statisticCount).map { 1 / Double($0 + 3) }
    let expected = MatrixBox(rows: 300, columns: 300)
    own.addUnitProducts(statistics, weights: weights, to: expected)
    own.start(statistics, weights: weights)
    // Other weights than those that were foreseen.
    let others = weights.map { 2 * $0 }
    let other = own.unitProducts(statistics, weights: others)
    let found = own.unitProducts(statistics, weights: weights)
    #expect(Matrix(found.buffer) == Matrix(expected.buffer))
    expectClose(
      other.buffer.elements, expected.buffer.elements.map { 2 * $0 },
      relative: 1e-10, absolute: 1e-12)
    // Once more: what was begun has been handed out.
    let again = own.unitProducts(statistics, weights: weights)
    #expect(again !== found)
    #expect(Matrix(again.buffer) == Matrix(expected.buffer))
  }

  /// More cases than statistics: Γ.
  @Test func meanProductsHaveTheSameBits() throws {
    let own = try lines(items: 5, cases: 400)
    #expect(!own.isByUnits)
    let statistics = [own.layout.covariances]
    let weights = [Double](repeating: 1, count: own.statisticCount)
    own.start(statistics, weights: weights)
    let found = Matrix(own.gamma(over: statistics).matrix.buffer)
    let plain = try lines(items: 5, cases: 400)
    #expect(found == Matrix(plain.gamma(over: statistics).matrix.buffer))
    // What was foreseen is not what is asked for.
    let wider = try lines(items: 5, cases: 400)
    wider.start(statistics, weights: weights)
    #expect(Matrix(wider.gamma.buffer) == Matrix(plain.gamma.buffer))
  }

  /// Nobody waits for what nobody asks for.
  @Test func nothingIsLeftBehind() throws {
    for _ in 0..<20 {
      let own = try lines(items: 24, cases: 270)
      own.start(
        [own.layout.covariances],
        weights: [Double](repeating: 1, count: own.statisticCount))
    }
  }
}
