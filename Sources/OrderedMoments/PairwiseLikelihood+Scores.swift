package import LinearAlgebra

/// Scores of cases, and the moments without restrictions.
extension PairwiseLikelihood {
  /// Does something with the scores of every block of units.
  ///
  /// A unit is what varies by itself, a cluster or a row of independent cases;
  /// the sum of the lines'
  /// outer products is that of the scores' over N.
  ///
  /// - Parameter use: Takes the units and their lines, units × moments; those
  ///   behind the last unit are 0.
  package func forScores(_ use: (Range<Int>, borrowing MatrixBuffer) -> Void) {
    let scores = cellScores()
    influences.forUnits(
      filling: { range, block in
        self.writeScores(range, scores.buffer, into: block)
      }, use)
  }

  /// The number of units.
  package var unitCount: Int { influences.unitCount }

  private func writeScores(
    _ range: Range<Int>, _ scores: borrowing MatrixBuffer,
    into block: borrowing MatrixBuffer
  ) {
    block.fill(0)
    let rows = influences.rows
    for (number, pair) in pairs.enumerated() {
      guard let offset = pair.table else {
        addCaseScores(number, range, to: block)
        continue
      }
      let (i, j) = (pair.first, pair.second)
      let (height, width) = (categories[i], categories[j])
      let first = rows.columns[i] * rows.count
      let second = rows.columns[j] * rows.count
      let (row, column) = (margins.starts[i], margins.starts[j])
      for (line, r) in range.enumerated() {
        let a = min(Int(rows.codes[first + r]), height)
        let b = min(Int(rows.codes[second + r]), width)
        if a == height || b == width {
          writeSingle(line, i, j, a, b, into: block)
          continue
        }
        let cell = 5 * (offset + a + b * (height + 1))
        if a > 0 { block[line, row + a - 1] += scores[cell] }
        if a < height - 1 { block[line, row + a] += scores[cell + 1] }
        if b > 0 { block[line, column + b - 1] += scores[cell + 2] }
        if b < width - 1 { block[line, column + b] += scores[cell + 3] }
        block[line, pair.statistic] += scores[cell + 4]
      }
    }
  }

  /// Adds the score of the one value of an incomplete pair, where it counts.
  private func writeSingle(
    _ line: Int, _ i: Int, _ j: Int, _ a: Int, _ b: Int,
    into block: borrowing MatrixBuffer
  ) {
    guard let singles else { return }
    func add(_ variable: Int, _ category: Int) {
      guard category < categories[variable] else { return }
      let score = singles.score(margins, variable, category)
      let at = margins.starts[variable] + category
      if category > 0 { block[line, at - 1] += score.below }
      if category < categories[variable] - 1 {
        block[line, at] += score.above
      }
    }
    add(i, a)
    add(j, b)
  }

  /// Maximizes the likelihood over thresholds and correlations without
  /// restrictions, by Newton's method; the moments last evaluated stay.
  ///
  /// - Parameter start: Thresholds and correlations nearby.
  /// - Returns: The value at the maximum; `nil` if there is none.
  package func saturatedValue(from start: [Double]) -> Double? {
    let here = MatrixBuffer(rows: start.count)
    here.copy(from: values)
    let value = maximize(from: start)
    _ = evaluate(here)
    return value
  }

  private func maximize(from start: [Double]) -> Double? {
    let point = MatrixBuffer(rows: start.count)
    point.copy(from: start)
    guard var value = evaluate(point) else { return nil }
    for _ in 0..<100 {
      let slope = Matrix(gradient)
      guard
        let inverse = PairwiseInverse(curvature(isExact: true))
          ?? PairwiseInverse(curvature(isExact: false))
      else { return nil }
      let step = inverse.times(slope)
      let decrement = zip(step.elements, slope.elements).reduce(0) {
        $0 + $1.0 * $1.1
      }
      let before = point.elements
      var length = 1.0
      while true {
        for k in before.indices {
          point[k] = before[k] - length * step.elements[k]
        }
        if let next = evaluate(point),
          next <= value + 1e-14 * (1 + abs(value))
        {
          value = next
          break
        }
        length /= 2
        // Where rounding decides, there is nothing to gain.
        guard decrement > 1e-14 else { return value }
        guard length > 1e-10 else { return nil }
      }
      if decrement < 1e-16 { return value }
    }
    return nil
  }
}
