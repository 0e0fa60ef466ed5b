package import LinearAlgebra

/// min ½ dᵀHd + gᵀd subject to nᵢᵀd = bᵢ or nᵢᵀd ≥ bᵢ, by the dual active-set
/// method of Goldfarb & Idnani (1983, Mathematical Programming 27, 1–33).
package struct QuadraticProgram: Sendable {
  /// A row of the constraints.
  package struct Row: Sendable, Hashable {
    /// The coefficients.
    package var normal: [Double]
    /// The right-hand side.
    package var bound: Double
    /// Whether the row is an equality.
    package var isEquality: Bool

    package init(normal: [Double], bound: Double, isEquality: Bool) {
      self.normal = normal
      self.bound = bound
      self.isEquality = isEquality
    }
  }

  /// The minimizer and the rows' multipliers.
  package struct Solution: Sendable, Hashable {
    /// The minimizer d.
    package var step: [Double]
    /// One multiplier for each row: H d + g = Σ uᵢ nᵢ, uᵢ ≥ 0 for inequalities.
    package var multipliers: [Double]
  }

  /// Solves the program.
  ///
  /// - Parameters:
  ///   - factor: The Cholesky factor of H.
  ///   - gradient: g.
  ///   - rows: The constraints.
  /// - Returns: `nil` if the constraints contradict each other.
  package static func solve(
    factor: borrowing MatrixBuffer, gradient: [Double], rows: [Row]
  ) -> Solution? {
    var state = State(factor: factor, gradient: gradient, rows: rows)
    for (index, row) in rows.enumerated() where row.isEquality {
      let violation = state.slack(of: index)
      let sign: Double = violation > 0 ? -1 : 1
      if abs(violation) <= state.tolerance(of: index),
        state.isDependent(index)
      {
        continue
      }
      guard state.activate(index, sign: sign, factor: factor) else {
        return nil
      }
    }
    // Each pass activates the most violated row; the dual value rises
    // strictly, so no active set comes back.
    for _ in 0..<(50 * (rows.count + 1)) {
      var worst: Int?
      var worstSlack = 0.0
      for (index, row) in rows.enumerated()
      where !row.isEquality && !state.isActive(index) {
        let slack = state.slack(of: index)
        if slack < -state.tolerance(of: index), slack < worstSlack {
          worst = index
          worstSlack = slack
        }
      }
      guard let worst else { return state.solution }
      guard state.activate(worst, sign: 1, factor: factor) else { return nil }
    }
    return nil
  }
}

private struct State {
  let rows: [QuadraticProgram.Row]
  var x: [Double]
  var active: [Int] = []
  var signs: [Double] = []
  var multipliers: [Double] = []
  /// H⁻¹n of the active rows, signs applied.
  var directions: [[Double]] = []

  init(
    factor: borrowing MatrixBuffer, gradient: [Double],
    rows: [QuadraticProgram.Row]
  ) {
    self.rows = rows
    x = State.solve(factor, gradient.map { -$0 })
  }

  static func solve(_ factor: borrowing MatrixBuffer, _ b: [Double])
    -> [Double]
  {
    let buffer = MatrixBuffer(rows: b.count)
    buffer.copy(from: b)
    Cholesky.solve(factor: factor, inPlace: buffer)
    return buffer.elements
  }

  var solution: QuadraticProgram.Solution {
    var all = [Double](repeating: 0, count: rows.count)
    for (position, index) in active.enumerated() {
      all[index] = signs[position] * multipliers[position]
    }
    return QuadraticProgram.Solution(step: x, multipliers: all)
  }

  func isActive(_ index: Int) -> Bool { active.contains(index) }

  func slack(of index: Int) -> Double {
    inner(rows[index].normal, x) - rows[index].bound
  }

  func tolerance(of index: Int) -> Double {
    1e-14 * (1 + abs(rows[index].bound))
  }

  func isDependent(_ index: Int) -> Bool {
    rows[index].normal.allSatisfy { $0 == 0 }
  }

  /// Brings row `index` to its bound, dropping rows that block.
  mutating func activate(
    _ index: Int, sign: Double, factor: borrowing MatrixBuffer
  ) -> Bool {
    let normal = rows[index].normal.map { sign * $0 }
    let bound = sign * rows[index].bound
    let ascent = State.solve(factor, normal)
    let scale = inner(normal, ascent)
    var multiplier = 0.0
    for _ in 0...(2 * rows.count + 2) {
      let r = activeResponse(to: normal)
      var direction = ascent
      for (position, weight) in r.enumerated() {
        for i in direction.indices {
          direction[i] -= weight * directions[position][i]
        }
      }
      let curvature = inner(direction, normal)
      let isFree = curvature > 1e-12 * scale && active.count < x.count
      let slack = inner(normal, x) - bound
      let full = isFree ? -slack / curvature : .infinity
      var blocking: Int?
      var partial = Double.infinity
      for position in active.indices
      where !rows[active[position]].isEquality && r[position] > 1e-14 {
        let length = multipliers[position] / r[position]
        if length < partial {
          partial = length
          blocking = position
        }
      }
      let length = min(full, partial)
      guard length.isFinite else {
        // A dependent row that already holds contradicts nothing.
        return abs(slack) <= 1e-8 * (1 + abs(bound))
      }
      if isFree {
        for i in x.indices { x[i] += length * direction[i] }
      }
      for position in active.indices {
        multipliers[position] -= length * r[position]
      }
      multiplier += length
      if full <= partial {
        active.append(index)
        signs.append(sign)
        multipliers.append(multiplier)
        directions.append(ascent)
        return true
      }
      if let blocking {
        active.remove(at: blocking)
        signs.remove(at: blocking)
        multipliers.remove(at: blocking)
        directions.remove(at: blocking)
      }
    }
    return false
  }

  /// r = (NᵀH⁻¹N)⁻¹ NᵀH⁻¹n over the active rows.
  private func activeResponse(to normal: [Double]) -> [Double] {
    let q = active.count
    if q == 0 { return [] }
    let gram = MatrixBuffer(rows: q, columns: q)
    let right = MatrixBuffer(rows: q)
    for j in 0..<q {
      let other = rows[active[j]].normal
      for i in 0..<q {
        gram[i, j] = signs[j] * inner(other, directions[i])
      }
      right[j] = inner(normal, directions[j])
    }
    let inverse = MatrixBuffer(rows: q, columns: q)
    let pivots = PivotBuffer(count: q)
    guard
      GeneralSolve.inverse(destroying: gram, into: inverse, pivots: pivots)
    else { return [Double](repeating: 0, count: q) }
    return Matrix(inverse) * right.elements
  }
}

private func inner(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}
