internal import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import SampleStatistics

/// Second derivatives of one block's likelihood by patterns.
///
/// A pattern's weight W_j, zero at its unknowns, is W − UUᵀ with few columns
/// of U, or BBᵀ where more is unknown than known (`PartitionedSolver.root`).
/// With y = W_j(x−μ) and g_a = ∂_aΣ y + ∂_aμ a case's second derivative is
///
/// −½ tr(W_j∂_aΣW_j∂_bΣ) + g_aᵀW_jg_b + the model's own curvature.
///
/// What is linear in UUᵀ adds up over patterns before any parameter is
/// looked at. The rest is, with few columns of U, a sum of outer products of
/// vectors over parameters, uᵀg_a and uᵀ∂_aΣu′, which one product of matrices
/// sums; with more of them one pass over the pairs of parameters a pattern.
final class PatternCurvature {
  private let weight: PatternWeight
  private let block: BlockWorkspace
  private let parameters: [Int]
  private let terms: DirectionTerms
  private let cells: HighRankCells
  private let meanScale: MatrixBuffer
  private let makePlaces: () -> [PartBuffers]
  /// Made when first needed: the metric needs none.
  private lazy var places = makePlaces()
  private let vectorsTransposed: MatrixBuffer
  private let solved: MatrixBuffer
  private let projected: MatrixBuffer
  private let combined: MatrixBuffer
  private let half: MatrixBuffer
  private let otherGram: MatrixBuffer
  private let meanGram: MatrixBuffer
  private let projection: MatrixBuffer
  private let meanAdjoint: MatrixBuffer

  /// The buffers of one part of the patterns.
  private final class PartBuffers {
    let solver: PartitionedSolver
    let root: MatrixBuffer
    let directions: MatrixBuffer
    var filled = 0
    /// Sums over pairs of the block's cells, of patterns of low rank.
    let sum: MatrixBuffer
    /// The buffers for patterns of high rank; `nil` if there are none.
    let high: HighRank?

    init(
      cells n: Int, batch: Int, vectors q: Int, order p: Int, high: HighRank?
    ) {
      solver = PartitionedSolver(order: p)
      root = MatrixBuffer(rows: q, columns: p)
      directions = MatrixBuffer(rows: n, columns: n > 0 ? batch : 0)
      sum = MatrixBuffer(rows: n, columns: n)
      self.high = high
    }

    /// Adds the outer products of the directions to the sums.
    func flush(_ sign: Double) {
      if filled == 0 { return }
      multiplyOuter(
        directions, columns: 0..<filled, into: sum, scale: sign, keep: 1)
      filled = 0
    }
  }

  /// The number of outer products summed at a time.
  private static let batch = 256
  /// Up to which rank a pattern's directions are cheaper than a pass over all
  /// pairs of parameters.
  private static let pairedRank = 4

  /// Makes room for the derivatives of a block.
  ///
  /// - Parameters:
  ///   - weight: The patterns.
  ///   - block: The block.
  ///   - parameterCount: The number of free parameters of all blocks.
  init(
    _ weight: PatternWeight, block: BlockWorkspace, parameterCount: Int
  ) {
    self.weight = weight
    self.block = block
    let cells = block.structure.parameters
    parameters = cells.map(\.parameter)
    terms = DirectionTerms(
      left: cells.map { Int32(max($0.left, 0)) },
      right: cells.map { Int32($0.left < 0 ? 0 : $0.right) },
      factor: cells.map { $0.left < 0 ? 0 : $0.factor },
      mean: cells.map { Int32(max($0.meanVector, 0)) })
    let n = cells.count
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    let columns = weight.statistics.deviations.columns
    let hasKept = weight.statistics.removedColumnCount < columns
    meanScale = MatrixBuffer(rows: n)
    let own = HighRankCells(block.structure)
    self.cells = own
    // Sums for the ranks that there are.
    let ranks = weight.statistics.entries.map(\.rank)
    let low = ranks.contains { $0 <= Self.pairedRank } ? n : 0
    let hasHigh = ranks.contains { $0 > Self.pairedRank }
    let count = weight.step.team.placeCount(weight.statistics.parts.count)
    makePlaces = {
      (0..<count).map { _ in
        PartBuffers(
          cells: low, batch: Self.batch, vectors: q, order: p,
          high: hasHigh
            ? HighRank(own, vectors: q, parameters: parameterCount) : nil)
      }
    }
    vectorsTransposed = MatrixBuffer(rows: q, columns: hasKept ? p : 0)
    solved = MatrixBuffer(rows: p, columns: columns)
    projected = MatrixBuffer(rows: q, columns: columns)
    combined = MatrixBuffer(rows: p, columns: p)
    half = MatrixBuffer(rows: p, columns: p)
    otherGram = MatrixBuffer(rows: q, columns: q)
    meanGram = MatrixBuffer(rows: q, columns: q)
    projection = MatrixBuffer(rows: q)
    meanAdjoint = MatrixBuffer(rows: p)
  }

  /// Adds the block's second derivatives, without the model's own curvature,
  /// to the lower triangle.
  ///
  /// - Parameters:
  ///   - kind: Which.
  ///   - gram: Room for ZᵀWZ.
  ///   - product: Room for WZ.
  ///   - factor: The block's factor.
  ///   - target: The sum that the terms are added to, free × free.
  func add(
    _ kind: Curvature, gram: borrowing MatrixBuffer,
    product: borrowing MatrixBuffer, factor: Double,
    to target: borrowing MatrixBuffer
  ) {
    let step = weight.step
    block.gram(of: step.weight, into: gram, product: product)
    if kind == .exact {
      addBaseOfHessian(gram, product, factor: factor, to: target)
    } else {
      // Σ (n_j/N) W_j, the weight of means.
      combined.copy(from: step.removedResidual)
      addScaled(step.keptResidual, by: 1, to: combined)
      sandwich(residualScale: -1, weightScale: 1)
      block.gram(of: half, into: meanGram, product: product)
      if kind == .metric {
        block.addInformation(
          gram: gram, other: meanGram, meanGram: meanGram, weight: factor,
          to: target)
        return
      }
      combined.copy(from: step.removedResidual)
      sandwich(residualScale: -2, weightScale: weight.statistics.removedShare)
      block.gram(of: half, into: otherGram, product: product)
      block.addInformation(
        gram: gram, other: otherGram, meanGram: meanGram, weight: factor,
        to: target)
    }
    addOuterProducts(kind, gram, factor: factor, to: target)
  }

  /// `half := residualScale * W combined W + weightScale * W`; `combined` is
  /// read as its lower triangle.
  private func sandwich(residualScale: Double, weightScale: Double) {
    let step = weight.step
    combined.symmetrizeFromLower()
    multiply(step.weight, combined, into: half)
    // `combined` is free once the first product is made.
    multiply(half, step.weight, into: combined, scale: residualScale)
    addScaled(step.weight, by: weightScale, to: combined)
    combined.symmetrizeFromLower()
    half.copy(from: combined)
  }

  /// −½ tr(W∂_aΣW∂_bΣ) + tr(W∂_aΣY∂_bΣ) + … of the patterns that remove
  /// their unknowns, as far as it is linear in UUᵀ.
  private func addBaseOfHessian(
    _ gram: borrowing MatrixBuffer, _ product: borrowing MatrixBuffer,
    factor: Double, to target: borrowing MatrixBuffer
  ) {
    let step = weight.step
    let share = weight.statistics.removedShare
    combined.copy(from: step.removedProducts)
    addScaled(step.removedResidual, by: 1, to: combined)
    sandwich(residualScale: 2, weightScale: -share)
    block.gram(of: half, into: otherGram, product: product)
    meanGram.fill(0)
    addScaled(gram, by: share, to: meanGram)
    block.addInformation(
      gram: gram, other: otherGram, meanGram: meanGram, weight: factor,
      to: target)
    // ∂D/∂μ of these patterns, −W E(x−μ).
    multiply(
      step.weight, vector: step.removedShift, into: meanAdjoint, scale: -1)
    block.project(meanAdjoint, into: projection)
    block.addMeanCross(
      gram: gram, meanProjection: projection, weight: factor, to: target)
  }

  /// The terms that patterns add one by one.
  private func addOuterProducts(
    _ kind: Curvature, _ gram: borrowing MatrixBuffer, factor: Double,
    to target: borrowing MatrixBuffer
  ) {
    let statistics = weight.statistics
    prepare()
    let places = self.places
    weight.step.team.perform(statistics.parts.count) { number, place in
      sum(kind, statistics.parts[number], gram, in: places[place])
    } collect: { _, place in
      let place = places[place]
      if place.sum.count > 0 {
        for b in parameters.indices {
          for a in b..<parameters.count {
            target[parameters[a], parameters[b]] += factor * place.sum[a, b]
          }
        }
      }
      place.high?.collect(factor: factor, to: target)
    }
  }

  private func prepare() {
    let structure = block.structure
    for (index, cell) in structure.parameters.enumerated() {
      meanScale[index] =
        cell.meanVector < 0 || !structure.hasMeans
        ? 0 : block.meanFactor(cell)
    }
    if vectorsTransposed.columns > 0 {
      for i in 0..<structure.observedCount {
        for k in 0..<structure.vectorCount {
          vectorsTransposed[k, i] = block.vectors[i, k]
        }
      }
    }
  }

  /// Sums the terms of a part.
  private func sum(
    _ kind: Curvature, _ part: PatternStatistics.Part,
    _ gram: borrowing MatrixBuffer, in place: PartBuffers
  ) {
    let statistics = weight.statistics
    let removes = part.removesUnknown
    place.sum.fill(0)
    place.high?.start()
    if kind == .exact {
      multiplyColumns(
        weight.step.weight, weight.step.completed, into: solved,
        columns: part.columns, transpose: false)
      multiplyColumns(
        block.vectors, solved, into: projected, columns: part.columns,
        transpose: true)
    }
    let sign = kind == .exact ? -1.0 : 1.0
    for index in part.entries {
      let entry = statistics.entries[index]
      let share = statistics.shares[index]
      if share == 0 || entry.partition.unknown.isEmpty { continue }
      let rank = findRoot(entry.partition, gram, in: place)
      if rank > Self.pairedRank {
        place.high?.add(
          kind, block, rank, root: place.root, share: share,
          sign: removes ? -1 : 1, cases: projected, roots: statistics.roots,
          columns: entry.columns)
        continue
      }
      addPairs(rank, share: share, sign: sign, in: place)
      // For kept patterns the other terms have the opposite sign.
      if kind == .exact, removes {
        addDirections(rank, entry, sign: -1, in: place)
      }
    }
    place.flush(sign)
    place.high?.finish(kind)
    guard kind == .exact, !removes else { return }
    for index in part.entries where statistics.shares[index] > 0 {
      let entry = statistics.entries[index]
      if entry.rank > Self.pairedRank { continue }
      addDirections(
        findRoot(entry.partition, gram, in: place), entry, sign: 1, in: place)
    }
    place.flush(1)
  }

  /// ZᵀU or ZᵀB into `root`.
  private func findRoot(
    _ partition: VariablePartition, _ gram: borrowing MatrixBuffer,
    in place: PartBuffers
  ) -> Int {
    let step = weight.step
    let rank =
      partition.removesUnknown
      ? place.solver.root(
        partition, of: step.weight, source: gram, into: place.root)
      : place.solver.root(
        partition, of: step.covariance, source: vectorsTransposed,
        into: place.root)
    // The evaluation before has factored the same matrix.
    return rank ?? 0
  }

  /// ½ n_j/N Σ_kl (u_kᵀ∂_aΣu_l)(u_kᵀ∂_bΣu_l).
  private func addPairs(
    _ rank: Int, share: Double, sign: Double, in place: PartBuffers
  ) {
    for k in 0..<rank {
      for l in k..<rank {
        if place.filled == Self.batch { place.flush(sign) }
        terms.write(
          place.root, k, place.root, l, meanScale: meanScale, meanWeight: 0,
          scale: (l == k ? 0.5 * share : share).squareRoot(),
          into: place.directions, column: place.filled)
        place.filled += 1
      }
    }
  }

  /// (uᵀg_a)(uᵀg_b) of every case and column of the root.
  private func addDirections(
    _ rank: Int, _ entry: PatternStatistics.Entry, sign: Double,
    in place: PartBuffers
  ) {
    for column in entry.columns {
      let h = weight.statistics.roots[column]
      for k in 0..<rank {
        if place.filled == Self.batch { place.flush(sign) }
        terms.write(
          place.root, k, projected, column, meanScale: meanScale,
          meanWeight: h, scale: 1, into: place.directions,
          column: place.filled)
        place.filled += 1
      }
    }
  }
}
