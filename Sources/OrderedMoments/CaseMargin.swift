internal import LinearAlgebra
internal import Probability

/// One variable given the exogenous ones, case by case: the limits of a case's
/// category, or a standardized residual, and the influence of the case on the
/// parameters.
///
/// The parameters of an ordered variable are its thresholds and its slopes,
/// those of a continuous one its intercept, its slopes and its residual
/// variance. All information is a sum of outer products of scores.
final class CaseMargin {
  /// The variable.
  let variable: Int
  /// The number of categories; 0 of a continuous variable.
  let categories: Int
  /// The columns of the parameters among the influences of all statistics.
  let columns: [Int]
  /// The codes of all ordered variables, and the place of the first of this
  /// one.
  private let codes: [UInt8]
  private let offset: Int
  /// The exogenous variables, rows × variables.
  let exogenous: MatrixBox

  /// The upper limit of a case's latent response above what is predicted, or
  /// the standardized residual of a continuous variable.
  let upper: MatrixBuffer
  /// The lower limit.
  let lower: MatrixBuffer
  /// The probability of the case's category.
  let probability: MatrixBuffer

  /// The thresholds, or the intercept.
  var levels: [Double]
  /// The slopes.
  var slopes: [Double]
  /// The residual variance; that of a latent response is 1.
  var variance = 1.0

  /// Makes room.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - rows: The cases.
  ///   - columns: The columns of the parameters.
  init(_ variable: Int, _ rows: FirstStageRows, columns: [Int]) {
    self.variable = variable
    categories = rows.categories[variable]
    self.columns = columns
    codes = rows.codes
    offset = rows.columns[variable] * rows.count
    exogenous = rows.exogenous
    upper = MatrixBuffer(rows: rows.count)
    lower = MatrixBuffer(rows: categories > 0 ? rows.count : 0)
    probability = MatrixBuffer(rows: categories > 0 ? rows.count : 0)
    levels = [Double](repeating: 0, count: max(categories - 1, 1))
    slopes = [Double](repeating: 0, count: rows.exogenous.buffer.columns)
  }

  /// Whether the variable is ordered.
  var isOrdered: Bool { categories > 0 }
  /// The number of exogenous variables.
  var exogenousCount: Int { exogenous.buffer.columns }
  /// The standard deviation of the residual.
  var deviation: Double { variance.squareRoot() }
  /// The number of parameters.
  var parameterCount: Int { columns.count }

  /// The category of a case; -1 where it is missing.
  @inline(__always)
  func category(_ row: Int) -> Int {
    let code = codes[offset + row]
    return code == FirstStageColumn.missingCode ? -1 : Int(code)
  }

  /// Whether a case has a value.
  @inline(__always)
  func isObserved(_ row: Int) -> Bool {
    isOrdered ? category(row) >= 0 : !upper[row].isNaN
  }

  /// What the exogenous variables predict of a case.
  func prediction(_ row: Int) -> Double {
    var sum = 0.0
    for (x, slope) in slopes.enumerated() {
      sum += slope * exogenous.buffer[row, x]
    }
    return sum
  }

  /// Computes the limits of cases by thresholds and slopes.
  func setLimits() {
    for r in 0..<upper.rows {
      let a = category(r)
      if a < 0 {
        upper[r] = .infinity
        lower[r] = -.infinity
        probability[r] = 1
        continue
      }
      let center = prediction(r)
      upper[r] = a < categories - 1 ? levels[a] - center : .infinity
      lower[r] = a > 0 ? levels[a - 1] - center : -.infinity
      probability[r] = NormalDistribution.interval(lower[r], upper[r])
    }
  }

  /// Adds a factor times a case's scores on the parameters, by the derivatives
  /// of its log-likelihood by the upper and lower limit.
  @inline(__always)
  func addScores(
    _ row: Int, factor: Double, byUpper: Double, byLower: Double,
    to sums: borrowing MatrixBuffer
  ) {
    let a = category(row)
    if a < categories - 1 { sums[a] += factor * byUpper }
    if a > 0 { sums[a - 1] += factor * byLower }
    let total = factor * (byUpper + byLower)
    for x in 0..<exogenousCount {
      sums[categories - 1 + x] -= total * exogenous.buffer[row, x]
    }
  }

  /// Adds a factor times a case's scores on the parameters, by the derivative
  /// of its log-likelihood, 1/σ apart, by the standardized residual.
  @inline(__always)
  func addScores(
    _ row: Int, factor: Double, byResidual: Double,
    to sums: borrowing MatrixBuffer
  ) {
    let own = -factor * byResidual / deviation
    sums[0] += own
    for x in 0..<exogenousCount {
      sums[1 + x] += own * exogenous.buffer[row, x]
    }
    sums[1 + exogenousCount] -=
      factor * (1 + upper[row] * byResidual) / (2 * variance)
  }

  /// Computes the influence of every case on the parameters.
  ///
  /// - Parameters:
  ///   - counts: How often each row counts.
  ///   - size: The size of the sample.
  ///   - influence: Takes the influences.
  /// - Returns: Whether the information is positive definite.
  func setInfluence(
    counts: [Double], size: Double, into influence: borrowing MatrixBuffer
  ) -> Bool {
    let m = parameterCount
    let scores = MatrixBuffer(rows: m)
    let information = MatrixBuffer(rows: m, columns: m)
    for r in 0..<upper.rows {
      scores.fill(0)
      if isObserved(r) { setScores(r, scores) }
      for k in 0..<m {
        influence[r, columns[k]] = scores[k]
        for l in 0..<m {
          information[k, l] += counts[r] * scores[k] * scores[l]
        }
      }
    }
    guard let inverse = Self.inverse(Matrix(information)) else { return false }
    for r in 0..<upper.rows {
      for k in 0..<m { scores[k] = influence[r, columns[k]] }
      for k in 0..<m {
        var sum = 0.0
        for l in 0..<m { sum += inverse[k, l] * scores[l] }
        influence[r, columns[k]] = size * sum
      }
    }
    return true
  }

  private func setScores(_ row: Int, _ scores: borrowing MatrixBuffer) {
    guard isOrdered else {
      addScores(row, factor: 1, byResidual: -upper[row], to: scores)
      return
    }
    let inverse = 1 / probability[row]
    addScores(
      row, factor: 1,
      byUpper: NormalDistribution.density(upper[row]) * inverse,
      byLower: -NormalDistribution.density(lower[row]) * inverse, to: scores)
  }

  /// The inverse of an information matrix; `nil` where it is singular up to
  /// rounding.
  static func inverse(_ information: Matrix) -> Matrix? {
    guard let inverse = information.choleskyInverse()?.inverse else {
      return nil
    }
    for k in 0..<information.rows
    where !(inverse[k, k] * information[k, k] < 1e11) { return nil }
    return inverse
  }
}
