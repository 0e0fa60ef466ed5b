internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// The cells of a block that move covariances, and those that move means.
struct HighRankCells {
  /// The parameters of cells that move covariances.
  let parameters: [Int]
  /// Their derivatives along directions.
  let terms: DirectionTerms
  /// Cells that move means.
  let means: [ParameterCell]

  init(_ structure: BlockStructure) {
    let moving = structure.parameters.filter { $0.left >= 0 }
    parameters = moving.map(\.parameter)
    terms = DirectionTerms(
      left: moving.map { Int32($0.left) },
      right: moving.map { Int32($0.right) }, factor: moving.map(\.factor),
      mean: moving.map { _ in 0 })
    // Without latent means loadings move no means.
    let hasLatentMeans =
      structure.latentCells.contains { $0.cell.matrix == .alpha }
      || structure.fixedCells.contains { $0.cell.matrix == .alpha }
      || structure.sampleCells.contains { $0.cell.matrix == .alpha }
    means = structure.meanCells.filter { hasLatentMeans || $0.meanScale < 0 }
  }
}

/// Sums the second derivatives of patterns of high rank: what moves
/// covariances by passes over the pairs of parameters, for some patterns at a
/// time so that a column of the sum stays in the cache; what moves means by
/// products of matrices.
///
/// With P = UUᵀ or BBᵀ, the pair's term −½ tr(P∂_aΣP∂_bΣ) ∓ Σ yᵀ∂_aΣP∂_bΣy
/// is ½ tr(P∂_aΣV∂_bΣ), V = −P ∓ 2Σyyᵀ.
final class HighRank {
  private let cells: HighRankCells
  /// Sums over pairs of parameters.
  private let pairs: MatrixBuffer
  /// Sums over cells that move covariances × cells that move means, and over
  /// pairs of the latter.
  private let cross: MatrixBuffer
  private let square: MatrixBuffer
  private let batch: [Pair]
  private var held = 0
  private let directions: MatrixBuffer
  private let meanDirections: MatrixBuffer
  private let meanScale: MatrixBuffer
  private var filled = 0
  private var sign = 1.0
  private var terms: RankTwoTerms?

  /// ZᵀPZ and ZᵀVZ of a pattern.
  private final class Pair {
    let gram: MatrixBuffer
    let other: MatrixBuffer
    var weight = 1.0

    init(_ q: Int) {
      gram = MatrixBuffer(rows: q, columns: q)
      other = MatrixBuffer(rows: q, columns: q)
    }
  }

  /// The number of patterns in one pass over the pairs.
  private static let patternsInPass = 4
  /// The number of columns of the sum that the patterns of a pass share.
  private static let columnsInPass = 8
  /// The number of directions summed at a time.
  private static let directionCount = 256

  init(_ cells: HighRankCells, vectors q: Int, parameters: Int) {
    self.cells = cells
    let n = cells.parameters.count
    let m = cells.means.count
    pairs = MatrixBuffer(rows: parameters, columns: parameters)
    cross = MatrixBuffer(rows: n, columns: m)
    square = MatrixBuffer(rows: m, columns: m)
    batch = (0..<Self.patternsInPass).map { _ in Pair(q) }
    directions = MatrixBuffer(rows: n, columns: Self.directionCount)
    meanDirections = MatrixBuffer(rows: m, columns: Self.directionCount)
    meanScale = MatrixBuffer(rows: n)
  }

  /// Forgets all sums.
  func start() {
    pairs.fill(0)
    cross.fill(0)
    square.fill(0)
  }

  /// Adds a pattern.
  ///
  /// - Parameters:
  ///   - kind: The kind of derivatives.
  ///   - block: The block.
  ///   - rank: The columns of U or B.
  ///   - root: ZᵀU or ZᵀB.
  ///   - share: n_j/N.
  ///   - sign: −1 where P is taken off, 1 where it is all.
  ///   - cases: Zᵀy of the cases' columns.
  ///   - roots: The columns' roots h.
  ///   - columns: The pattern's columns.
  func add(
    _ kind: Curvature, _ block: BlockWorkspace, _ rank: Int,
    root: borrowing MatrixBuffer, share: Double, sign: Double,
    cases: borrowing MatrixBuffer, roots: borrowing MatrixBuffer,
    columns: Range<Int>
  ) {
    terms = block.structure.terms
    self.sign = sign
    let own = batch[held]
    multiplyOuter(root, columns: 0..<rank, into: own.gram)
    own.gram.symmetrizeFromLower()
    own.weight = kind == .exact ? 1 : share
    held += 1
    if kind == .exact {
      if columns.count == 1 {
        copyScaled(
          own.gram, by: -share, addingOuterOf: cases,
          column: columns.lowerBound, factor: 2 * sign, into: own.other)
      } else {
        multiplyOuter(cases, columns: columns, into: own.other, scale: 2 * sign)
        addScaled(own.gram, by: -share, to: own.other)
        own.other.symmetrizeFromLower()
      }
      addMeans(block, rank, root, cases, roots, columns)
    }
    if held == batch.count { pass(kind) }
  }

  /// One pass over the pairs for the patterns that are held.
  private func pass(_ kind: Curvature) {
    guard let terms else { return }
    let count = cells.parameters.count
    for first in stride(from: 0, to: count, by: Self.columnsInPass) {
      let columns = first..<min(first + Self.columnsInPass, count)
      for own in batch[..<held] {
        if kind == .exact {
          terms.addPairs(
            own.gram, own.other, weight: own.weight, to: pairs,
            columns: columns)
        } else {
          terms.addPairs(
            own.gram, own.gram, weight: own.weight, to: pairs,
            columns: columns)
        }
      }
    }
    held = 0
  }

  /// Keeps uᵀ∂_aΣy and h uᵀ∂_aμ of every case and column of the root.
  private func addMeans(
    _ block: BlockWorkspace, _ rank: Int, _ root: borrowing MatrixBuffer,
    _ cases: borrowing MatrixBuffer, _ roots: borrowing MatrixBuffer,
    _ columns: Range<Int>
  ) {
    if cells.means.isEmpty { return }
    for column in columns {
      let h = roots[column]
      if h == 0 { continue }
      for k in 0..<rank {
        if filled == Self.directionCount { flush() }
        cells.terms.write(
          root, k, cases, column, meanScale: meanScale, meanWeight: 0,
          scale: 1, into: directions, column: filled)
        for (index, cell) in cells.means.enumerated() {
          let scale = h * block.meanFactor(cell)
          meanDirections[index, filled] = scale * root[cell.meanVector, k]
        }
        filled += 1
      }
    }
  }

  private func flush() {
    if filled == 0 { return }
    for k in filled..<Self.directionCount {
      for i in 0..<directions.rows { directions[i, k] = 0 }
      for i in 0..<meanDirections.rows { meanDirections[i, k] = 0 }
    }
    multiply(
      directions, meanDirections, into: cross, transposeB: true, scale: sign,
      keep: 1)
    multiplyOuter(
      meanDirections, columns: 0..<filled, into: square, scale: sign, keep: 1)
    filled = 0
  }

  /// Sums what is held.
  func finish(_ kind: Curvature) {
    if held > 0 { pass(kind) }
    flush()
  }

  /// Adds the sums to the lower triangle of second derivatives.
  func collect(factor: Double, to target: borrowing MatrixBuffer) {
    addScaled(pairs, by: factor, to: target)
    for (b, second) in cells.means.enumerated() {
      for a in b..<cells.means.count {
        let first = cells.means[a]
        target[first.parameter, second.parameter] += factor * square[a, b]
      }
      for (a, parameter) in cells.parameters.enumerated() {
        let (i, j) = (parameter, second.parameter)
        // A parameter that moves both meets itself from either side.
        target[max(i, j), min(i, j)] +=
          (i == j ? 2 : 1) * factor * cross[a, b]
      }
    }
  }
}
