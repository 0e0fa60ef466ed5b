internal import LinearAlgebra
internal import OrderedMoments

/// V and Γ of one group's first-stage statistics.
///
/// A diagonal V is never multiplied out, nor Γ formed where there are fewer
/// units than statistics: with v its elements and L the lines of units'
/// influences, Γ = LᵀL, tr(VΓ) = Σ v_j γ_jj, and tr((VΓ)²) = Σ v_j v_k γ_jk² is
/// the sum of squares of LVLᵀ too.
final class ResponseSpread: MomentSpread {
  /// V.
  private let weight: ResidualWeight
  /// Δ, moments × free.
  private let slopes: SparseMatrix
  private let influences: FirstStageInfluences
  private let lines: InfluenceLines

  /// Takes a group's statistics.
  ///
  /// - Parameters:
  ///   - weight: V.
  ///   - slopes: Δ, moments × free.
  ///   - influences: The influences of its cases.
  ///   - lines: The lines of the influences.
  init(
    weight: ResidualWeight, slopes: SparseMatrix,
    influences: FirstStageInfluences, lines: InfluenceLines
  ) {
    self.weight = weight
    self.slopes = slopes
    self.influences = influences
    self.lines = lines
  }

  var momentCount: Int { slopes.rows }

  /// Whether products go through those of units.
  private var isByUnits: Bool { lines.isByUnits && weight.isDiagonal }

  /// V as a matrix.
  private lazy var formed = weight.formed
  /// The elements of a diagonal V.
  private lazy var diagonal = weight.elements.elements
  /// Γ as a matrix.
  private lazy var gamma = Matrix(lines.gamma.buffer)
  /// VΔ.
  private lazy var weighted =
    weight.isDiagonal
    ? slopes.scaled(by: diagonal) : SparseMatrix(formed * jacobian)
  /// Δ as a matrix.
  private lazy var jacobian = slopes.dense

  /// LVΔ of units, or ΓVΔ of statistics.
  private lazy var moved: MatrixBox = {
    if isByUnits { return lines.product(weighted) }
    let gamma = lines.gamma
    let result = MatrixBox(
      rows: gamma.buffer.rows, columns: slopes.columns)
    weighted.addProduct(
      gamma.buffer, 0..<gamma.buffer.rows, lines: gamma.buffer.rows,
      to: result.buffer, from: 0)
    return result
  }()

  var dense: DenseMomentCovariance? { matrices }

  /// V, Γ and Δ as matrices.
  private var matrices: DenseMomentCovariance {
    DenseMomentCovariance(weight: formed, gamma: gamma, jacobian: jacobian)
  }

  func addTrace(to sum: inout Double) -> Bool {
    guard weight.isDiagonal else {
      sum += traceOfProduct(formed, gamma)
      return true
    }
    sum += zip(diagonal, influences.variances).reduce(0) { $0 + $1.0 * $1.1 }
    return true
  }

  func addProducts(
    to meat: borrowing MatrixBuffer, share: Double, totalSize: Double
  ) -> Bool {
    addScaled(MatrixBuffer(products), by: share, to: meat)
    return true
  }

  /// ΔᵀVΓVΔ.
  private lazy var products: Matrix = {
    guard isByUnits else { return weighted.transposedProduct(moved.buffer) }
    let t = slopes.columns
    let result = MatrixBuffer(rows: t, columns: t)
    lines.team.addGram(of: moved.buffer, transposed: true, to: result)
    result.symmetrizeFromLower()
    return Matrix(result)
  }()

  /// LVΔE⁻¹ of units, and the E⁻¹ that it has.
  private var projected: (inverse: Matrix, moved: MatrixBox)?

  private func projected(_ inverse: Matrix) -> MatrixBox {
    if let projected, projected.inverse == inverse { return projected.moved }
    let factor = MatrixBuffer(inverse)
    let result = MatrixBox(
      rows: moved.buffer.rows, columns: slopes.columns)
    lines.team.multiply(moved.buffer, factor, into: result.buffer)
    projected = (inverse, result)
    return result
  }

  /// LVLᵀ of units, its lower triangle, with the sums of squares of this and of
  /// what uncorrelated responses have of it.
  private lazy var square:
    (matrix: MatrixBox, all: Double, uncorrelated: Double) = {
      let square = MatrixBox(
        rows: lines.unitCount, columns: lines.unitCount)
      let parts = lines.layout.covariancesAndOthers
      lines.addUnitProducts(parts.covariances, weights: diagonal, to: square)
      let own = squaredNorm(ofLower: square.buffer)
      lines.addUnitProducts(parts.others, weights: diagonal, to: square)
      return (square, squaredNorm(ofLower: square.buffer), own)
    }()

  func secondTraces(_ inverse: Matrix, share: Double) -> SecondTraces? {
    guard weight.isDiagonal else {
      let second = matrices.second
      return SecondTraces(
        single: second.trace - 2 * share * traceOfProduct(inverse, second.form))
    }
    if isByUnits {
      let other = projected(inverse)
      let sums = lines.team.innerProducts(
        square.matrix.buffer, with: moved.buffer, other.buffer)
      return SecondTraces(
        single: square.all - 2 * share * sums.mixed, product: sums.own)
    }
    let scaled = MatrixBuffer(
      rows: moved.buffer.rows, columns: moved.buffer.columns)
    let roots = diagonal.map { $0.squareRoot() }
    for j in 0..<scaled.columns {
      for i in 0..<scaled.rows { scaled[i, j] = roots[i] * moved.buffer[i, j] }
    }
    let form = MatrixBuffer(rows: scaled.columns, columns: scaled.columns)
    lines.team.addGram(of: scaled, transposed: true, to: form)
    form.symmetrizeFromLower()
    return SecondTraces(
      single: weightedSquares(over: [0..<lines.statisticCount])
        - 2 * share * traceOfProduct(inverse, Matrix(form)))
  }

  /// Σ v_j v_k γ_jk² over some statistics.
  private func weightedSquares(over ranges: [Range<Int>]) -> Double {
    let gamma = lines.gamma
    var sum = 0.0
    for columns in ranges {
      for rows in ranges {
        sum += LinearAlgebra.weightedSquares(
          of: gamma.buffer, diagonal, rows: rows, columns: columns)
      }
    }
    return sum
  }

  /// V being a diagonal, the other statistics of uncorrelated responses are
  /// estimated as they are in the sample: U is V of the covariances alone.
  var uncorrelatedTraces: (first: Double, second: Double)? {
    guard weight.isDiagonal else { return nil }
    let variances = influences.variances
    let covariances = lines.layout.covariancesAndOthers.covariances
    let first = covariances.joined().reduce(0) {
      $0 + diagonal[$1] * variances[$1]
    }
    return (
      first,
      isByUnits ? square.uncorrelated : weightedSquares(over: covariances)
    )
  }

  // MARK: - Correlations as if of continuous variables

  func addResidualTrace(
    _ weight: CorrelationWeight, inverse: Matrix, spread: Matrix,
    share: Double, to sum: inout Double
  ) -> Bool {
    if isByUnits {
      sum += lines.correlationForm(
        weight.inverse,
        less: share == 1
          ? slopes
          : slopes.scaled(by: [Double](repeating: share, count: slopes.rows)),
        projected(inverse))
      // The only group.
      if share == 1 { return true }
    }
    let moved = weight.times(jacobian, team: lines.team)
    let square = slopes.transposedProduct(MatrixBuffer(moved))
    guard isByUnits else {
      sum += weight.trace(lines.gamma.buffer)
      sum -= 2 * share * traceOfProduct(inverse, mixed(moved))
      sum += share * traceOfProduct(spread, square)
      return true
    }
    // What the cases of other groups add.
    let own = inverse * (products * inverse)
    sum += share * traceOfProduct(spread, square)
    sum -= share * share * traceOfProduct(own, square)
    return true
  }

  /// ΔᵀVΓX, by statistics.
  private func mixed(_ x: Matrix) -> Matrix {
    let result = MatrixBuffer(rows: slopes.columns, columns: x.columns)
    lines.team.multiply(
      moved.buffer, MatrixBuffer(x), into: result, transposeA: true)
    return Matrix(result)
  }
}

extension MomentLayout {
  /// The places of the covariances without variances, and those of all other
  /// moments.
  fileprivate var covariancesAndOthers:
    (covariances: [Range<Int>], others: [Range<Int>])
  {
    let variances = (0..<variableCount).filter { !isOrdered($0) }.map {
      index(of: .covariance($0, $0))
    }
    var kept: [Range<Int>] = []
    var next = covariances.lowerBound
    for place in variances + [covariances.upperBound] {
      if next < place { kept.append(next..<place) }
      next = place + 1
    }
    let others = [0..<covariances.lowerBound] + variances.map { $0..<$0 + 1 }
    return (kept, others.filter { !$0.isEmpty })
  }
}
