internal import Estimation
internal import LinearAlgebra
internal import OrderedMoments

/// V and Γ of one group's first-stage statistics.
///
/// A diagonal V is never multiplied out, nor Γ formed where there are fewer
/// units than statistics: with v its elements and L the lines of units'
/// influences, Γ = LᵀL, tr(VΓ) = Σ v_j γ_jj, and tr((VΓ)²) = Σ v_j v_k γ_jk² is
/// the sum of squares of LVLᵀ too.
final class ResponseSpreadGroup {
  /// V.
  let weight: ResidualWeight
  /// The group's share of the cases.
  let share: Double
  /// Δ, moments × free.
  let slopes: SparseMatrix
  private let influences: FirstStageInfluences
  private let lines: InfluenceLines
  private let uncorrelated: [Range<Int>]
  private let sibling: ResponseSpreadGroup?

  /// Takes a group's statistics.
  ///
  /// - Parameters:
  ///   - weight: V.
  ///   - influences: The influences of its cases.
  ///   - slopes: Δ, moments × free.
  ///   - share: Its share of the cases.
  ///   - uncorrelated: The covariances that are 0 where responses are
  ///     uncorrelated.
  ///   - team: The threads that work on products.
  ///   - sibling: The group of another model of the same sample.
  init(
    weight: ResidualWeight, influences: FirstStageInfluences,
    slopes: SparseMatrix, share: Double, uncorrelated: [Range<Int>],
    team: WorkTeam, sharing sibling: ResponseSpreadGroup?
  ) {
    self.weight = weight
    self.influences = influences
    self.slopes = slopes
    self.share = share
    self.uncorrelated = uncorrelated
    self.sibling = sibling
    lines = sibling?.lines ?? InfluenceLines(influences, team: team)
  }

  /// Whether products go through those of units.
  var isByUnits: Bool { lines.isByUnits && weight.isDiagonal }

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
  private(set) lazy var jacobian = slopes.dense

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

  /// V, Γ and Δ as matrices.
  var dense: DenseMomentCovariance {
    DenseMomentCovariance(weight: formed, gamma: gamma, jacobian: jacobian)
  }

  /// tr(VΓ).
  var trace: Double {
    guard weight.isDiagonal else {
      return RobustAnalysis.traceOfProduct(formed, gamma)
    }
    return zip(diagonal, influences.variances).reduce(0) {
      $0 + $1.0 * $1.1
    }
  }

  /// ΔᵀVΓVΔ.
  lazy var products: Matrix = {
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
      lines.addUnitProducts(uncorrelated, weights: diagonal, to: square)
      let own = squaredNorm(ofLower: square.buffer)
      var others: [Range<Int>] = []
      var next = 0
      for range in uncorrelated + [lines.statisticCount..<lines.statisticCount]
      {
        if next < range.lowerBound { others.append(next..<range.lowerBound) }
        next = range.upperBound
      }
      lines.addUnitProducts(others, weights: diagonal, to: square)
      return (square, squaredNorm(ofLower: square.buffer), own)
    }()

  /// tr((VΓ)²), tr(E⁻¹ΔᵀVΓVΓVΔ), and tr((E⁻¹ΔᵀVΓVΔ)²) of this group alone
  /// where it is known.
  ///
  /// - Parameter inverse: E⁻¹.
  /// - Returns: The traces.
  func second(_ inverse: Matrix) -> (
    trace: Double, projected: Double, own: Double?
  ) {
    guard weight.isDiagonal else {
      let second = dense.second
      return (
        second.trace, RobustAnalysis.traceOfProduct(inverse, second.form), nil
      )
    }
    if isByUnits {
      let other = projected(inverse)
      let sums = lines.team.innerProducts(
        square.matrix.buffer, with: moved.buffer, other.buffer)
      return (square.all, sums.mixed, sums.own)
    }
    let scaled = MatrixBuffer(
      rows: moved.buffer.rows, columns: moved.buffer.columns)
    for j in 0..<scaled.columns {
      for i in 0..<scaled.rows {
        scaled[i, j] = diagonal[i].squareRoot() * moved.buffer[i, j]
      }
    }
    let form = MatrixBuffer(rows: scaled.columns, columns: scaled.columns)
    lines.team.addGram(of: scaled, transposed: true, to: form)
    form.symmetrizeFromLower()
    return (
      weightedSquares(over: [0..<lines.statisticCount]),
      RobustAnalysis.traceOfProduct(inverse, Matrix(form)), nil
    )
  }

  /// Σ v_j v_k γ_jk² over some statistics.
  private func weightedSquares(over ranges: [Range<Int>]) -> Double {
    let gamma = lines.gamma
    var sum = 0.0
    for columns in ranges {
      for k in columns {
        var own = 0.0
        for rows in ranges {
          for j in rows {
            let value = gamma.buffer[j, k]
            own += diagonal[j] * value * value
          }
        }
        sum += diagonal[k] * own
      }
    }
    return sum
  }

  /// tr(UΓ) and tr((UΓ)²) of uncorrelated responses; `nil` where V is no
  /// diagonal.
  var uncorrelatedTraces: (first: Double, second: Double)? {
    guard weight.isDiagonal else { return nil }
    let variances = influences.variances
    let first = uncorrelated.joined().reduce(0) {
      $0 + diagonal[$1] * variances[$1]
    }
    return (
      first,
      isByUnits ? square.uncorrelated : weightedSquares(over: uncorrelated)
    )
  }

  // MARK: - Correlations as if of continuous variables

  /// tr(WΓ), by statistics.
  func trace(of weight: CorrelationWeight) -> Double {
    weight.trace(lines.gamma.buffer)
  }

  /// tr(QᵀWQΓ) with Q = I − ΔE⁻¹ΔᵀV and what this group's units have of E⁻¹ΔᵀV,
  /// by units.
  func residualForm(_ weight: CorrelationWeight, _ inverse: Matrix) -> Double {
    lines.correlationForm(
      weight.inverse,
      less: share == 1
        ? slopes
        : slopes.scaled(by: [Double](repeating: share, count: slopes.rows)),
      projected(inverse))
  }

  /// ΔᵀVΓX, by statistics.
  func mixed(_ x: Matrix) -> Matrix {
    let result = MatrixBuffer(rows: slopes.columns, columns: x.columns)
    lines.team.multiply(
      moved.buffer, MatrixBuffer(x), into: result, transposeA: true)
    return Matrix(result)
  }
}
