package import LinearAlgebra

/// The lines L of the units of influences, Γ = LᵀL, made anew for the units and
/// statistics that a product needs.
///
/// Where there are fewer statistics than units, products go through Γ, else
/// through products of units. Parts of them are shared by threads; a part's
/// numbers depend on nothing else, so that results have the same bits with any
/// number of threads.
package final class InfluenceLines {
  /// The places of the statistics.
  package let layout: MomentLayout
  /// The number of statistics.
  package let statisticCount: Int
  /// The number of units.
  package let unitCount: Int
  /// The threads that work on parts.
  package let team: WorkTeam
  let influences: FirstStageInfluences
  /// The lines of clusters, units × statistics; `nil` for independent cases.
  private let sums: MatrixBox?
  let roots: [Double]
  /// The factor of all units where they have one; `nil` where not.
  let root: Double?
  /// That factor, for each statistic.
  let constants: [Double]?

  /// The most lines, and the most statistics, of a part.
  static let side = 256
  /// The most statistics of a part whose lines are made for one product alone.
  private static let width = 64
  /// The most numbers of a block.
  static let blockSize = 1 << 18

  /// Takes the influences of a first stage.
  ///
  /// - Parameters:
  ///   - influences: The influences.
  ///   - team: The threads.
  package init(_ influences: FirstStageInfluences, team: WorkTeam) {
    self.influences = influences
    self.team = team
    layout = influences.layout
    statisticCount = influences.layout.count
    unitCount = influences.unitCount
    guard influences.clusters != nil else {
      sums = nil
      let roots = influences.roots
      self.roots = roots
      let root = roots.allSatisfy { $0 == roots[0] } ? roots.first : nil
      self.root = root
      constants = root.map {
        [Double](repeating: $0, count: influences.layout.count)
      }
      return
    }
    roots = []
    root = nil
    constants = nil
    let all = MatrixBox(rows: unitCount, columns: statisticCount)
    influences.forUnits { range, block in
      for j in 0..<all.buffer.columns {
        for (line, unit) in range.enumerated() {
          all.buffer[unit, j] = block[line, j]
        }
      }
    }
    sums = all
  }

  /// Whether products go through those of units.
  package var isByUnits: Bool { unitCount < statisticCount }

  /// Fills columns of a block with lines.
  ///
  /// - Parameters:
  ///   - units: The units, in the block's first rows.
  ///   - statistics: The statistics.
  ///   - factors: A factor of each statistic; `nil` for 1.
  ///   - block: Takes the lines.
  ///   - first: The column there of the first statistic.
  func fill(
    _ units: Range<Int>, _ statistics: Range<Int>, _ factors: [Double]?,
    into block: borrowing MatrixBuffer, from first: Int = 0
  ) {
    guard let sums else {
      influences.fill(
        units, statistics, factors: factors,
        roots: root == nil ? roots : nil, into: block, from: first)
      return
    }
    for at in statistics {
      let column = first + at - statistics.lowerBound
      let factor = factors?[at] ?? 1
      for (line, unit) in units.enumerated() {
        block[line, column] = factor * sums.buffer[unit, at]
      }
    }
  }

  /// Parts of a count.
  package static func parts(_ count: Int, _ side: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: side).map { $0..<min($0 + side, count) }
  }

  /// Γ, statistics × statistics.
  package var gamma: MatrixBox { gamma(over: [0..<statisticCount]).matrix }

  private var known: InfluenceProducts?
  var started: StartedProducts?

  /// Γ of some statistics, one after the other, or of more than these.
  ///
  /// - Parameter statistics: The statistics.
  /// - Returns: Γ, and the statistics that it is of.
  package func gamma(over statistics: [Range<Int>]) -> InfluenceProducts {
    if let known, known.places(of: statistics) != nil { return known }
    let result = InfluenceProducts(
      statistics: statistics,
      matrix: started?.gamma(over: statistics) ?? products(over: statistics))
    known = result
    return result
  }

  /// Begins what tests need of covariances, before they ask for it: Γ, or the
  /// products of units.
  ///
  /// - Parameters:
  ///   - statistics: The statistics that are asked for.
  ///   - weights: V, a diagonal.
  package func start(_ statistics: [Range<Int>], weights: [Double]) {
    guard team.threads > 1, unitCount > 0 else { return }
    let m = statistics.reduce(0) { $0 + $1.count }
    if isByUnits {
      let square = MatrixBox(rows: unitCount, columns: unitCount)
      guard
        let (work, left) = startLookups(statistics, weights, to: square)
      else { return }
      started = StartedProducts(
        statistics: statistics, weights: weights, matrix: square, left: left,
        work: work)
    } else if m > 0, unitCount <= Self.height(m) {
      let block = MatrixBox(rows: unitCount, columns: m)
      fill(0..<unitCount, statistics, into: block)
      let matrix = MatrixBox(rows: m, columns: m)
      started = StartedProducts(
        statistics: statistics, weights: nil, matrix: matrix, left: [],
        work: team.startGram(ofTransposed: block, to: matrix))
    }
  }

  /// The most units of a block of so many statistics.
  private static func height(_ count: Int) -> Int {
    max(blockSize / max(count, 1), side, 1)
  }

  /// Fills a block with the lines of units, statistics one after the other.
  private func fill(
    _ units: Range<Int>, _ statistics: [Range<Int>], into block: MatrixBox
  ) {
    var parts: [(range: Range<Int>, first: Int)] = []
    var first = 0
    for whole in statistics {
      for part in Self.parts(whole.count, 64) {
        parts.append(
          (
            whole.lowerBound + part.lowerBound..<whole.lowerBound
              + part.upperBound, first + part.lowerBound
          ))
      }
      first += whole.count
    }
    let isShared = units.count * first >= 100_000
    team.perform(isShared ? parts.count : 1) { number, _ in
      for part in isShared ? parts[number...number] : parts[...] {
        fill(units, part.range, constants, into: block.buffer, from: part.first)
      }
    }
  }

  private func products(over statistics: [Range<Int>]) -> MatrixBox {
    let m = statistics.reduce(0) { $0 + $1.count }
    let result = MatrixBox(rows: m, columns: m)
    let height = max(min(Self.height(m), unitCount), 1)
    let block = MatrixBox(rows: height, columns: m)
    for units in Self.parts(unitCount, height) {
      fill(units, statistics, into: block)
      team.addGram(
        of: block.buffer, transposed: true, to: result.buffer,
        inner: units.count)
    }
    result.buffer.symmetrizeFromLower()
    return result
  }

  /// The product L M of the lines with a matrix of statistics × any.
  package func product(_ matrix: SparseMatrix) -> MatrixBox {
    let result = MatrixBox(rows: unitCount, columns: matrix.columns)
    addProduct(matrix, 0..<unitCount, to: result)
    return result
  }

  /// The product MᵀLᵀLM = MᵀΓM, whose units need no place at once.
  package func gram(of matrix: SparseMatrix) -> Matrix {
    let q = matrix.columns
    let result = MatrixBuffer(rows: q, columns: q)
    let height = max(Self.blockSize / max(q, 1) / Self.side, 1) * Self.side
    let block = MatrixBox(rows: min(height, unitCount), columns: q)
    for units in Self.parts(unitCount, height) {
      if units.lowerBound > 0 { block.buffer.fill(0) }
      addProduct(matrix, units, to: block)
      team.addGram(
        of: block.buffer, transposed: true, to: result, inner: units.count)
    }
    result.symmetrizeFromLower()
    return Matrix(result)
  }

  /// Adds the products of some units' lines with a matrix to the first rows of
  /// a result.
  private func addProduct(
    _ matrix: SparseMatrix, _ range: Range<Int>, to result: MatrixBox
  ) {
    precondition(matrix.rows == statisticCount, "a row a statistic")
    let units = Self.parts(range.count, Self.side)
    let statistics = Self.parts(statisticCount, Self.width)
    let factors = constants
    team.perform(units.count) { number, _ in
      let own = units[number]
      let block = MatrixBuffer(
        rows: Self.side, columns: min(Self.width, statisticCount))
      for part in statistics {
        fill(
          range.lowerBound + own.lowerBound..<range.lowerBound
            + own.upperBound, part, factors, into: block)
        matrix.addProduct(
          block, part, lines: own.count, to: result.buffer,
          from: own.lowerBound)
      }
    }
  }
}
