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

  /// Whether squares go through those of units.
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
  /// LVΔ of units.
  private lazy var moved = lines.product(weighted)

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
    guard weight.isDiagonal else {
      let gamma = lines.gamma
      let moved = MatrixBuffer(
        rows: gamma.buffer.rows, columns: slopes.columns)
      weighted.addProduct(
        gamma.buffer, 0..<gamma.buffer.rows, lines: gamma.buffer.rows,
        to: moved, from: 0)
      return weighted.transposedProduct(moved)
    }
    guard isByUnits else { return lines.gram(of: weighted) }
    let t = slopes.columns
    let result = MatrixBuffer(rows: t, columns: t)
    lines.team.addGram(of: moved.buffer, transposed: true, to: result)
    result.symmetrizeFromLower()
    return Matrix(result)
  }()

  // MARK: - What residuals depend on

  private var knownResiduals: (inverse: Matrix, parts: ResponseResiduals)?

  /// What U, with a diagonal V, is not 0 for.
  private func residuals(_ inverse: Matrix, share: Double)
    -> ResponseResiduals
  {
    if let knownResiduals, knownResiduals.inverse == inverse {
      return knownResiduals.parts
    }
    let parts = ResponseResiduals(
      slopes, layout: lines.layout, weights: diagonal, inverse: inverse,
      share: share)
    knownResiduals = (inverse, parts)
    return parts
  }

  /// LVΔ and LVΔE⁻¹ of units, of the parameters that residuals depend on, and
  /// the E⁻¹ that they have.
  private var projected: (inverse: Matrix, moved: MatrixBox, own: MatrixBox)?

  private func projected(_ inverse: Matrix, _ parts: ResponseResiduals)
    -> (moved: MatrixBox, own: MatrixBox)
  {
    if let projected, projected.inverse == inverse {
      return (projected.moved, projected.own)
    }
    let kept = parts.parameters
    var left = moved
    if kept.count < slopes.columns {
      left = MatrixBox(rows: lines.unitCount, columns: kept.count)
      for (number, column) in kept.enumerated() {
        addColumn(
          of: moved.buffer, column: column, factor: 1, to: left.buffer,
          column: number)
      }
    }
    let result = MatrixBox(rows: lines.unitCount, columns: kept.count)
    lines.team.multiply(
      left.buffer,
      MatrixBuffer(inverse.submatrix(rows: kept, columns: kept)),
      into: result.buffer)
    projected = (inverse, left, result)
    return (left, result)
  }

  /// LVLᵀ of units over covariances, its lower triangle, and the sum of the
  /// squares of its elements.
  private lazy var square: (matrix: MatrixBox, sum: Double) = {
    let square = lines.unitProducts(
      lines.layout.covariancesAndOthers.covariances, weights: diagonal)
    return (square, lines.team.squaredNorm(ofLower: square.buffer))
  }()

  /// LVLᵀ over covariances and other statistics, the sum of its squares, and
  /// these statistics.
  private var completed: (others: [Range<Int>], matrix: MatrixBox, sum: Double)?

  private func square(with others: [Range<Int>])
    -> (matrix: MatrixBox, sum: Double)
  {
    if others.isEmpty { return square }
    if let completed, completed.others == others {
      return (completed.matrix, completed.sum)
    }
    let matrix = MatrixBox(rows: lines.unitCount, columns: lines.unitCount)
    matrix.buffer.copy(from: square.matrix.buffer)
    lines.addUnitProducts(others, weights: diagonal, to: matrix)
    let sum = lines.team.squaredNorm(ofLower: matrix.buffer)
    completed = (others, matrix, sum)
    return (matrix, sum)
  }

  /// ΓVΔ of the statistics and parameters that residuals depend on, with Γ of
  /// these.
  private func movedStatistics(_ parts: ResponseResiduals)
    -> (gamma: InfluenceProducts, places: [Range<Int>], moved: MatrixBox)
  {
    let gamma = lines.gamma(over: parts.statistics)
    let places = gamma.places(of: parts.statistics) ?? []
    let own = weighted.part(
      rows: gamma.statistics, columns: parts.parameters)
    let count = gamma.matrix.buffer.rows
    let moved = MatrixBox(rows: count, columns: own.columns)
    own.addProduct(
      gamma.matrix.buffer, 0..<count, lines: count, to: moved.buffer, from: 0)
    return (gamma, places, moved)
  }

  // MARK: - Traces

  func secondTraces(_ inverse: Matrix, share: Double) -> SecondTraces? {
    guard weight.isDiagonal else {
      let second = matrices.second
      return SecondTraces(
        single: second.trace - 2 * share * traceOfProduct(inverse, second.form))
    }
    let parts = residuals(inverse, share: share)
    if isByUnits {
      let (left, right) = projected(inverse, parts)
      let square = square(with: parts.others)
      let sums = lines.team.innerProducts(
        square.matrix.buffer, with: left.buffer, right.buffer)
      return SecondTraces(
        single: square.sum - 2 * share * sums.mixed, product: sums.own,
        left: parts.left)
    }
    let (gamma, places, moved) = movedStatistics(parts)
    let roots = diagonal.map { $0.squareRoot() }
    let scaled = MatrixBuffer(
      rows: parts.statistics.reduce(0) { $0 + $1.count },
      columns: moved.buffer.columns)
    for j in 0..<scaled.columns {
      var row = 0
      for (range, place) in zip(parts.statistics, places) {
        for (at, own) in zip(range, place) {
          scaled[row, j] = roots[at] * moved.buffer[own, j]
          row += 1
        }
      }
    }
    let form = MatrixBuffer(rows: scaled.columns, columns: scaled.columns)
    lines.team.addGram(of: scaled, transposed: true, to: form)
    form.symmetrizeFromLower()
    let own = inverse.submatrix(
      rows: parts.parameters, columns: parts.parameters)
    return SecondTraces(
      single: weightedSquares(gamma, over: parts.statistics)
        - 2 * share * traceOfProduct(own, Matrix(form)),
      left: parts.left)
  }

  /// Σ v_j v_k γ_jk² over some statistics.
  private func weightedSquares(
    _ gamma: InfluenceProducts, over ranges: [Range<Int>]
  ) -> Double {
    let weights = gamma.statistics.flatMap { diagonal[$0] }
    let places = gamma.places(of: ranges) ?? []
    var sum = 0.0
    for columns in places {
      for rows in places {
        sum += LinearAlgebra.weightedSquares(
          of: gamma.matrix.buffer, weights, rows: rows, columns: columns)
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
      isByUnits
        ? square.sum
        : weightedSquares(
          lines.gamma(over: covariances), over: covariances)
    )
  }

  // MARK: - Correlations as if of continuous variables

  func addResidualTrace(
    _ weight: CorrelationWeight, inverse: Matrix, spread: () -> Matrix,
    share: Double, to sum: inout Double
  ) -> Bool {
    guard self.weight.isDiagonal else { return false }
    let parts = residuals(inverse, share: share)
    let kept = parts.parameters
    let covariances = weight.layout.covariances
    let own = slopes.part(rows: [covariances], columns: kept)
    if isByUnits {
      let reach = slopes.part(rows: [0..<slopes.rows], columns: kept)
      sum += lines.correlationForm(
        weight.inverse, weight.factored,
        less: share == 1
          ? reach
          : reach.scaled(by: [Double](repeating: share, count: reach.rows)),
        projected(inverse, parts).own)
      // The only group.
      if share == 1 { return true }
    }
    let times = weight.times(own.dense, team: lines.team)
    let square = own.transposedProduct(MatrixBuffer(times))
    let near = inverse.submatrix(rows: kept, columns: kept)
    let far = spread().submatrix(rows: kept, columns: kept)
    sum += share * traceOfProduct(far, square)
    guard isByUnits else {
      let (gamma, _, moved) = movedStatistics(parts)
      guard let place = gamma.places(of: [covariances])?.first else {
        return false
      }
      sum += weight.trace(gamma.matrix.buffer, from: place.lowerBound)
      let rows = Matrix(moved.buffer).submatrix(
        rows: Array(place), columns: Array(kept.indices))
      sum -= 2 * share * traceOfProduct(near, rows.transposed * times)
      return true
    }
    // What the cases of other groups add.
    let products = products.submatrix(rows: kept, columns: kept)
    sum -=
      share * share * traceOfProduct(near * (products * near), square)
    return true
  }
}

extension MomentLayout {
  /// The places of the covariances without variances, and those of all other
  /// moments.
  var covariancesAndOthers: (covariances: [Range<Int>], others: [Range<Int>]) {
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
