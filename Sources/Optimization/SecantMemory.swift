internal import LinearAlgebra

/// The last steps and changes of the gradient of a quasi-Newton method:
/// limited-memory BFGS (Nocedal & Wright, 2006, algorithm 7.4) in a metric
/// that the caller factors.
final class SecantMemory {
  private let steps: MatrixBuffer
  private let changes: MatrixBuffer
  private let products: MatrixBuffer
  private let coefficients: MatrixBuffer
  /// The number of pairs that are kept.
  private(set) var count = 0
  private var next = 0

  /// The greatest number of pairs that are kept.
  private static let depth = 12

  init(parameterCount: Int) {
    steps = MatrixBuffer(rows: parameterCount, columns: Self.depth)
    changes = MatrixBuffer(rows: parameterCount, columns: Self.depth)
    products = MatrixBuffer(rows: Self.depth)
    coefficients = MatrixBuffer(rows: Self.depth)
  }

  func forget() {
    count = 0
    next = 0
  }

  /// Keeps a step and what it changed, if the function curves upwards along
  /// it.
  func keep(
    from point: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer,
    to newPoint: borrowing MatrixBuffer,
    newGradient: borrowing MatrixBuffer
  ) {
    var product = 0.0
    var square = 0.0
    for i in 0..<point.count {
      let step = newPoint[i] - point[i]
      let change = newGradient[i] - gradient[i]
      steps[i, next] = step
      changes[i, next] = change
      product += step * change
      square += change * change
    }
    guard product > 1e-14 * square, product > 0 else { return }
    products[next] = product
    next = (next + 1) % Self.depth
    count = min(count + 1, Self.depth)
  }

  /// Replaces a gradient by H⁻¹g.
  ///
  /// - Parameters:
  ///   - vector: The gradient, then the result.
  ///   - factor: The Cholesky factor of the metric.
  func apply(
    to vector: borrowing MatrixBuffer, factor: borrowing MatrixBuffer
  ) {
    for age in 1..<max(count + 1, 1) {
      let k = (next - age + Self.depth) % Self.depth
      let alpha =
        columnProduct(of: steps, column: k, with: vector) / products[k]
      coefficients[k] = alpha
      addColumn(of: changes, column: k, factor: -alpha, to: vector, column: 0)
    }
    Cholesky.solve(factor: factor, inPlace: vector)
    for age in stride(from: count, to: 0, by: -1) {
      let k = (next - age + Self.depth) % Self.depth
      let sum = columnProduct(of: changes, column: k, with: vector)
      let beta = coefficients[k] - sum / products[k]
      addColumn(of: steps, column: k, factor: beta, to: vector, column: 0)
    }
  }
}
