package import LinearAlgebra

/// Linear equality constraints removed by substitution: θ = K x + k₀.
package struct Reparametrization: Sendable, Hashable {
  /// The forms a substitution takes.
  package enum Form: Sendable, Hashable {
    /// θ = x.
    case identity
    /// θₖ = x[group[k]]: parameters held equal.
    case grouped([Int])
    /// θ = K x + k₀ with orthonormal columns in K.
    case affine(Matrix, [Double])
  }
  /// The form.
  package let form: Form
  /// The number of parameters θ.
  package let fullCount: Int
  /// The number of arguments x.
  package let reducedCount: Int

  /// No constraints.
  package init(identity count: Int) {
    form = .identity
    fullCount = count
    reducedCount = count
  }

  /// Parameters held equal.
  ///
  /// - Parameter group: The argument behind each parameter, from 0 without
  ///   gaps.
  package init(grouped group: [Int]) {
    fullCount = group.count
    reducedCount = (group.max() ?? -1) + 1
    form = reducedCount == group.count ? .identity : .grouped(group)
  }

  /// Equations A θ = b.
  ///
  /// - Returns: `nil` if the equations contradict each other.
  package init?(equations a: Matrix, rightHandSide b: [Double]) {
    let space = NullSpace(of: a, rightHandSide: b, tolerance: 1e-10)
    let scale = b.reduce(1) { max($0, abs($1)) }
    guard space.residual <= 1e-8 * scale else { return nil }
    form = .affine(space.basis, space.solution)
    fullCount = a.columns
    reducedCount = space.basis.columns
  }

  /// K as a matrix.
  package var matrix: Matrix {
    switch form {
    case .identity: return .identity(fullCount)
    case .grouped(let group):
      var result = Matrix(rows: fullCount, columns: reducedCount)
      for (k, g) in group.enumerated() { result[k, g] = 1 }
      return result
    case .affine(let k, _): return k
    }
  }

  /// The x nearest to a θ, which need not satisfy the equations.
  package func reduce(_ theta: [Double]) -> [Double] {
    switch form {
    case .identity: return theta
    case .grouped(let group):
      var sum = [Double](repeating: 0, count: reducedCount)
      var count = sum
      for (k, g) in group.enumerated() {
        sum[g] += theta[k]
        count[g] += 1
      }
      return zip(sum, count).map { $0 / $1 }
    case .affine(let k, let offset):
      return k.transposed * zip(theta, offset).map { $0 - $1 }
    }
  }

  /// θ = K x + k₀.
  package func expand(_ x: [Double]) -> [Double] {
    switch form {
    case .identity: x
    case .grouped(let group): group.map { x[$0] }
    case .affine(let k, let offset):
      zip(k * x, offset).map { $0 + $1 }
    }
  }
}

/// A substitution with the buffers to apply it without allocating.
package final class ReparametrizationWorkspace {
  /// The substitution.
  package let map: Reparametrization
  private let k: MatrixBuffer
  private let offset: MatrixBuffer
  private let product: MatrixBuffer

  /// Makes the workspace of a substitution.
  package init(_ map: Reparametrization) {
    self.map = map
    if case .affine(let matrix, let constants) = map.form {
      k = MatrixBuffer(matrix)
      offset = MatrixBuffer(rows: map.fullCount)
      offset.copy(from: constants)
      product = MatrixBuffer(rows: map.fullCount, columns: map.reducedCount)
    } else {
      k = MatrixBuffer(rows: 0, columns: 0)
      offset = MatrixBuffer(rows: 0)
      product = MatrixBuffer(rows: 0, columns: 0)
    }
  }

  /// θ = K x + k₀.
  package func expand(
    _ x: borrowing MatrixBuffer, into theta: borrowing MatrixBuffer
  ) {
    switch map.form {
    case .identity: theta.copy(from: x)
    case .grouped(let group):
      for index in 0..<group.count { theta[index] = x[group[index]] }
    case .affine:
      theta.copy(from: offset)
      multiply(k, vector: x, into: theta, keep: 1)
    }
  }

  /// Kᵀ g.
  package func reduceGradient(
    _ full: borrowing MatrixBuffer, into reduced: borrowing MatrixBuffer
  ) {
    switch map.form {
    case .identity: reduced.copy(from: full)
    case .grouped(let group):
      reduced.fill(0)
      for index in 0..<group.count { reduced[group[index]] += full[index] }
    case .affine:
      multiply(k, vector: full, into: reduced, transpose: true)
    }
  }

  /// Kᵀ H K of a matrix whose lower triangle is given; the result's lower
  /// triangle is valid, and H's upper may be overwritten.
  package func reduceMatrix(
    _ full: borrowing MatrixBuffer, into reduced: borrowing MatrixBuffer
  ) {
    switch map.form {
    case .identity: reduced.copy(from: full)
    case .grouped(let group):
      reduced.fill(0)
      for j in 0..<group.count {
        for i in j..<group.count {
          let (a, b) = (group[i], group[j])
          let value = full[i, j]
          reduced[max(a, b), min(a, b)] += i != j && a == b ? 2 * value : value
        }
      }
    case .affine:
      full.symmetrizeFromLower()
      multiply(full, k, into: product)
      multiply(k, product, into: reduced, transposeA: true)
    }
  }
}
