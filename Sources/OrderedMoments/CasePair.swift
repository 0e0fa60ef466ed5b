internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The correlation of two variables' residuals by two-step maximum likelihood,
/// case by case, and the influence of every case on their covariance.
///
/// One of these serves pair after pair of one thread. Olsson (1979), Olsson,
/// Drasgow & Dorans (1982), Muthén (1984).
final class CasePair {
  /// The correlation, and whether one was found.
  private(set) var correlation = 0.0
  private(set) var isFound = false
  /// The variance of the covariance times the size.
  private(set) var variance = 0.0

  /// The derivatives of the log-likelihood by ρ: I₂₂, and I₂₁ of both.
  private var own = 0.0
  private let first: MatrixBuffer
  private let second: MatrixBuffer
  /// The probabilities of cells.
  let cells: CaseCells

  /// Makes room.
  ///
  /// - Parameters:
  ///   - parameterCount: The most parameters of a variable.
  ///   - rows: The number of rows, of tables of two ordered variables given
  ///     exogenous ones; 0 where there are none.
  init(parameterCount: Int, rows: Int) {
    first = MatrixBuffer(rows: parameterCount)
    second = MatrixBuffer(rows: parameterCount)
    cells = CaseCells(rows: rows)
  }

  /// Estimates the correlation of two variables, and the influences.
  ///
  /// - Parameters:
  ///   - a: A variable.
  ///   - b: Another one.
  ///   - counts: How often each row counts.
  ///   - size: The size of the sample.
  ///   - start: A correlation nearby; NaN for none.
  ///   - influence: The influences, those on both variables' parameters
  ///     included; takes those on the covariance.
  ///   - column: The column of the covariance there.
  func estimate(
    _ a: CaseMargin, _ b: CaseMargin, counts: [Double], size: Double,
    start: Double, into influence: borrowing MatrixBuffer, column: Int
  ) {
    first.fill(0)
    second.fill(0)
    own = 0
    switch (a.isOrdered, b.isOrdered) {
    case (true, true):
      search(from: start, hasSteps: true) {
        cells.derivatives(a, b, counts, $0, isExact: $1)
      }
      guard isFound else { return }
      scorePolychoric(a, b, counts, influence, column)
    case (false, false):
      setPearson(a, b, counts)
      guard isFound else { return }
      scorePearson(a, b, counts, influence, column)
    case (true, false):
      search(from: start, hasSteps: false) { rho, _ in
        PolyserialResponse.derivatives(a, b, counts, rho)
      }
      guard isFound else { return }
      scorePolyserial(a, b, first, second, counts, influence, column)
    case (false, true):
      search(from: start, hasSteps: false) { rho, _ in
        PolyserialResponse.derivatives(b, a, counts, rho)
      }
      guard isFound else { return }
      scorePolyserial(b, a, second, first, counts, influence, column)
    }
    setInfluence(a, b, counts, size, influence, column)
  }

  /// Newton's method in ρ, kept between what the scores' signs allow.
  ///
  /// - Parameters:
  ///   - start: Where it begins; NaN for 0.
  ///   - hasSteps: Whether there are cheaper derivatives near those before.
  ///   - derivatives: The first two derivatives of the log-likelihood at a ρ,
  ///     by exact probabilities or by those of a short step.
  private func search(
    from start: Double, hasSteps: Bool,
    _ derivatives: (Double, Bool) -> (first: Double, second: Double)
  ) {
    var rho = start.isNaN ? 0 : start
    var lower = -1.0
    var upper = 1.0
    var isExact = true
    isFound = false
    for _ in 0..<100 {
      let (score, curvature) = derivatives(rho, isExact)
      let step = curvature < 0 ? -score / curvature : .nan
      if abs(step) <= 1e-8 * (1 - rho * rho) {
        guard isExact else {
          isExact = true
          lower = min(lower, rho - 1e-4)
          upper = max(upper, rho + 1e-4)
          continue
        }
        rho += step
        isFound = abs(rho) <= PolychoricPair.limit
        break
      }
      if score > 0 { lower = rho } else { upper = rho }
      if max(lower, -upper) > PolychoricPair.limit { break }
      let next = rho + step
      let target =
        next > lower && next < upper ? next : 0.5 * (lower + upper)
      isExact =
        !hasSteps || abs(target - rho) > 0.1 * (1 - rho * rho)
        || max(abs(rho), abs(target)) > 0.9
      rho = target
    }
    correlation = rho
  }

  // MARK: - Scores

  private func scorePolychoric(
    _ a: CaseMargin, _ b: CaseMargin, _ counts: [Double],
    _ influence: borrowing MatrixBuffer, _ column: Int
  ) {
    _ = cells.derivatives(a, b, counts, correlation, isExact: true)
    let rho = correlation
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    // ∂P/∂h: the density at a limit times the probability of the other
    // variable's category given it.
    func slope(_ h: Double, _ lower: Double, _ upper: Double) -> Double {
      guard abs(h) < .infinity else { return 0 }
      return NormalDistribution.density(h)
        * NormalDistribution.interval(
          (lower - rho * h) * inverse, (upper - rho * h) * inverse)
    }
    for r in 0..<a.upper.rows {
      influence[r, column] = 0
      guard a.isObserved(r), b.isObserved(r) else { continue }
      let p = cells.probability[r]
      guard p > 0 else { continue }
      let score = cells.first[r] / p
      influence[r, column] = score
      let weighted = counts[r] * score
      if weighted == 0 { continue }
      own += weighted * score
      let (h0, h1) = (a.lower[r], a.upper[r])
      let (k0, k1) = (b.lower[r], b.upper[r])
      a.addScores(
        r, factor: weighted / p, byUpper: slope(h1, k0, k1),
        byLower: -slope(h0, k0, k1), to: first)
      b.addScores(
        r, factor: weighted / p, byUpper: slope(k1, h0, h1),
        byLower: -slope(k0, h0, h1), to: second)
    }
  }

  private func scorePolyserial(
    _ ordered: CaseMargin, _ other: CaseMargin,
    _ orderedSums: borrowing MatrixBuffer, _ otherSums: borrowing MatrixBuffer,
    _ counts: [Double], _ influence: borrowing MatrixBuffer, _ column: Int
  ) {
    let rho = correlation
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    for r in 0..<ordered.upper.rows {
      influence[r, column] = 0
      let z = other.upper[r]
      guard ordered.isObserved(r), !z.isNaN else { continue }
      let response = PolyserialResponse(
        lower: ordered.lower[r], upper: ordered.upper[r], z, rho, inverse)
      guard response.probability > 0 else { continue }
      let score = response.first / response.probability
      influence[r, column] = score
      let weighted = counts[r] * score
      own += weighted * score
      let factor = inverse / response.probability
      let byUpper =
        factor
        * NormalDistribution.density((ordered.upper[r] - rho * z) * inverse)
      let byLower =
        -factor
        * NormalDistribution.density((ordered.lower[r] - rho * z) * inverse)
      ordered.addScores(
        r, factor: weighted, byUpper: byUpper, byLower: byLower,
        to: orderedSums)
      other.addScores(
        r, factor: weighted, byResidual: -z - rho * (byUpper + byLower),
        to: otherSums)
    }
  }

  /// The ρ where the score n ρ(1 − ρ²) + (1 + ρ²) Σxy − ρ(Σx² + Σy²) is 0; the
  /// correlation Σxy/n where both sums of squares are n.
  private func setPearson(
    _ a: CaseMargin, _ b: CaseMargin, _ counts: [Double]
  ) {
    var (n, xx, xy, yy) = (0.0, 0.0, 0.0, 0.0)
    for r in 0..<a.upper.rows {
      let (x, y) = (a.upper[r], b.upper[r])
      if (x + y).isNaN { continue }
      n += counts[r]
      xx += counts[r] * x * x
      xy += counts[r] * x * y
      yy += counts[r] * y * y
    }
    var rho = xy / n
    for _ in 0..<50 {
      let score =
        n * rho * (1 - rho * rho) + (1 + rho * rho) * xy - rho * (xx + yy)
      let slope = n * (1 - 3 * rho * rho) + 2 * rho * xy - (xx + yy)
      let step = -score / slope
      guard step.isFinite else { break }
      rho = min(max(rho + step, -1), 1)
      if abs(step) <= 1e-15 { break }
    }
    correlation = rho
    isFound = (1 - rho) * (1 + rho) > 1e-10
  }

  private func scorePearson(
    _ a: CaseMargin, _ b: CaseMargin, _ counts: [Double],
    _ influence: borrowing MatrixBuffer, _ column: Int
  ) {
    let rho = correlation
    let q = (1 - rho) * (1 + rho)
    for r in 0..<a.upper.rows {
      let (x, y) = (a.upper[r], b.upper[r])
      influence[r, column] = 0
      if (x + y).isNaN { continue }
      let score =
        (rho * q + (1 + rho * rho) * x * y - rho * (x * x + y * y)) / (q * q)
      influence[r, column] = score
      let weighted = counts[r] * score
      own += weighted * score
      a.addScores(
        r, factor: weighted, byResidual: -(x - rho * y) / q, to: first)
      b.addScores(
        r, factor: weighted, byResidual: -(y - rho * x) / q, to: second)
    }
  }

  // MARK: - Influence

  /// Turns scores into the influences [N S − Σ I₂₁ IF]/I₂₂ on ρ, and these into
  /// those on the covariance ρ σ σ.
  private func setInfluence(
    _ a: CaseMargin, _ b: CaseMargin, _ counts: [Double], _ size: Double,
    _ influence: borrowing MatrixBuffer, _ column: Int
  ) {
    let scale = a.deviation * b.deviation
    let factor = scale / own
    for k in 0..<a.parameterCount { first[k] *= -factor }
    for k in 0..<b.parameterCount { second[k] *= -factor }
    let covariance = correlation * scale
    if !a.isOrdered {
      first[a.parameterCount - 1] += covariance / (2 * a.variance)
    }
    if !b.isOrdered {
      second[b.parameterCount - 1] += covariance / (2 * b.variance)
    }
    var total = 0.0
    for r in 0..<a.upper.rows {
      var value = factor * size * influence[r, column]
      for k in 0..<a.parameterCount {
        value += first[k] * influence[r, a.columns[k]]
      }
      for k in 0..<b.parameterCount {
        value += second[k] * influence[r, b.columns[k]]
      }
      influence[r, column] = value
      total += counts[r] * value * value
    }
    variance = total / size
  }
}
