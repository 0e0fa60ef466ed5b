import LinearAlgebra
import Optimization
import TestSupport
import Testing

/// The dual active-set method against a search of all active sets.
struct QuadraticProgramTests {
  private struct Program {
    var h: Matrix
    var g: [Double]
    var rows: [QuadraticProgram.Row]

    /// The best point over every set of rows taken as equalities, if any
    /// point satisfies all rows.
    func bruteForce() -> (value: Double, x: [Double])? {
      let n = g.count
      let equalities = rows.indices.filter { rows[$0].isEquality }
      let others = rows.indices.filter { !rows[$0].isEquality }
      var best: (value: Double, x: [Double])?
      for mask in 0..<(1 << others.count) {
        let active =
          equalities
          + others.enumerated().filter { mask >> $0.offset & 1 == 1 }
          .map(\.element)
        if active.count > n { continue }
        let size = n + active.count
        var kkt = Matrix(rows: size, columns: size)
        var right = g.map { -$0 }
        for j in 0..<n {
          for i in 0..<n { kkt[i, j] = h[i, j] }
        }
        for (k, index) in active.enumerated() {
          for i in 0..<n {
            kkt[n + k, i] = rows[index].normal[i]
            kkt[i, n + k] = rows[index].normal[i]
          }
          right.append(rows[index].bound)
        }
        guard let inverse = kkt.generalInverse() else { continue }
        let x = Array((inverse * right).prefix(n))
        let isFeasible = rows.allSatisfy { row in
          let slack = inner(row.normal, x) - row.bound
          return row.isEquality ? abs(slack) < 1e-7 : slack > -1e-7
        }
        guard isFeasible else { continue }
        let value = 0.5 * inner(x, h * x) + inner(g, x)
        if value < best?.value ?? .infinity { best = (value, x) }
      }
      return best
    }

    func solve() -> QuadraticProgram.Solution? {
      let factor = MatrixBuffer(h)
      precondition(Cholesky.factor(factor).isFactored)
      return QuadraticProgram.solve(factor: factor, gradient: g, rows: rows)
    }
  }

  private static func draw(_ generator: inout SeededGenerator) -> Program {
    let n = Int.random(in: 1...5, using: &generator)
    let count = Int.random(in: 0...7, using: &generator)
    let equalities = Int.random(in: 0...min(2, n - 1, count), using: &generator)
    let rows = (0..<count).map { index in
      QuadraticProgram.Row(
        normal: generator.normals(n), bound: 0.7 * generator.normal(),
        isEquality: index < equalities)
    }
    return Program(
      h: generator.positiveDefinite(order: n), g: generator.normals(n),
      rows: rows.shuffled(using: &generator))
  }

  @Test(arguments: 0..<20)
  func matchesSearchOfAllActiveSets(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var feasible = 0
    for trial in 0..<40 {
      let program = Self.draw(&generator)
      let label =
        "seed \(seed), trial \(trial): \(program.g.count) arguments"
      guard let expected = program.bruteForce() else {
        #expect(program.solve() == nil, "\(label): no point is feasible")
        continue
      }
      feasible += 1
      let solution = try #require(program.solve(), "\(label): feasible")
      expectClose(
        solution.step, expected.x, relative: 1e-7, absolute: 1e-7, label)
      Self.expectOptimal(program, solution, label)
    }
    #expect(feasible > 10)
  }

  /// H d + g = Σ uᵢ nᵢ, slacks and multipliers of the right sign, and their
  /// products zero.
  private static func expectOptimal(
    _ program: Program, _ solution: QuadraticProgram.Solution, _ label: String
  ) {
    var residual = zip(program.h * solution.step, program.g).map { $0 + $1 }
    for (row, multiplier) in zip(program.rows, solution.multipliers) {
      for i in residual.indices { residual[i] -= multiplier * row.normal[i] }
      let slack = inner(row.normal, solution.step) - row.bound
      if row.isEquality {
        expectClose(slack, 0, absolute: 1e-9, "\(label): equality")
      } else {
        #expect(slack > -1e-8, "\(label): inequality holds")
        #expect(multiplier > -1e-9, "\(label): multiplier's sign")
        expectClose(
          slack * min(multiplier, 1), 0, absolute: 1e-8,
          "\(label): complementarity")
      }
    }
    expectClose(
      residual, [Double](repeating: 0, count: residual.count),
      absolute: 1e-8, "\(label): stationarity")
  }

  @Test func rowsThatRepeatOrContradict() throws {
    func solve(_ rows: [QuadraticProgram.Row]) -> QuadraticProgram.Solution? {
      Program(h: .identity(2), g: [-1, -1], rows: rows).solve()
    }
    func row(_ a: Double, _ b: Double, _ bound: Double, _ isEquality: Bool)
      -> QuadraticProgram.Row
    {
      QuadraticProgram.Row(
        normal: [a, b], bound: bound, isEquality: isEquality)
    }
    // The same equality twice, and a multiple of it.
    let twice = try #require(
      solve([row(1, 1, 1, true), row(1, 1, 1, true), row(-2, -2, -2, true)]))
    expectClose(twice.step, [0.5, 0.5], relative: 1e-12)
    #expect(solve([row(1, 1, 1, true), row(1, 1, 2, true)]) == nil)
    #expect(solve([row(1, 0, 1, false), row(-1, 0, 0, false)]) == nil)
    #expect(solve([row(1, 0, 1, false), row(1, 0, 0, true)]) == nil)
    // 0 ≥ 0 holds anywhere, 0 = 1 nowhere.
    #expect(solve([row(0, 0, 0, true)])?.step == [1, 1])
    #expect(solve([row(0, 0, 0, false)])?.step == [1, 1])
    #expect(solve([row(0, 0, 1, true)]) == nil)
    #expect(solve([row(0, 0, 1, false)]) == nil)
    // Two sides of one line meet in a single point.
    let pinched = try #require(
      solve([row(1, 0, 3, false), row(-1, 0, -3, false)]))
    expectClose(pinched.step, [3, 1], relative: 1e-12)
  }

  @Test func nothingToChoose() {
    let none = Program(h: .identity(1), g: [2], rows: []).solve()
    #expect(none?.step == [-2] && none?.multipliers == [])
  }
}

func inner(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
