/// Sums of products over rows, taken a block of rows at a time.
///
/// Goals, in order: an error that grows with the number of blocks, not of
/// rows; a block that stays in the cache; no copy of the data but the block.
///
/// The order of its sums is fixed, so that moments have the same bits with any
/// BLAS; products of matrices, which leave the order to it, are those of
/// `LinearAlgebra`.
struct BlockedCrossProducts: Sendable {
  /// Rows in a block.
  static let blockRowCount = 256
  private static let vectorCount = blockRowCount / 4

  let width: Int
  /// The lower triangle, column after column in a full square.
  private(set) var products: [Double]
  /// The sums of each column.
  private(set) var sums: [Double]
  private var block: [SIMD4<Double>]

  init(width: Int) {
    self.width = width
    self.products = [Double](repeating: 0, count: width * width)
    self.sums = [Double](repeating: 0, count: width)
    self.block = [SIMD4<Double>](
      repeating: .zero, count: width * Self.vectorCount)
  }

  /// Forgets every row.
  mutating func reset() {
    for index in products.indices { products[index] = 0 }
    for index in sums.indices { sums[index] = 0 }
  }

  /// Four successive rows of a column of the block, the first four at 0.
  subscript(quad quad: Int, column column: Int) -> SIMD4<Double> {
    get { block[column &* Self.vectorCount &+ quad] }
    set { block[column &* Self.vectorCount &+ quad] = newValue }
  }

  /// Adds the block's sums and products to the totals.
  ///
  /// - Parameter rowCount: The block's rows; what the last four lack is zero.
  mutating func addBlock(rowCount: Int) {
    let quadCount = (rowCount + 3) / 4
    for column in 0..<width {
      let start = column * Self.vectorCount
      var sum = SIMD4<Double>.zero
      for index in start..<start + quadCount { sum += block[index] }
      sums[column] += sum.sum()
      for row in column..<width {
        var offset = row * Self.vectorCount
        var total = SIMD4<Double>.zero
        for index in start..<start + quadCount {
          total += block[index] * block[offset]
          offset += 1
        }
        products[column * width + row] += total.sum()
      }
    }
  }
}
