import CProducts
import TestSupport
import Testing

@testable import LinearAlgebra

/// Sizes of a product: rows, columns, inner indices.
private typealias Sizes = (m: Int, n: Int, k: Int)

/// Own products against sums with compensation, in results that hold NaN and
/// have gaps between their columns.
struct ProductKernelTests {
  private static let chosen: [Sizes] = [
    (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (1, 9, 4), (9, 1, 4),
    (8, 4, 256), (8, 4, 257), (16, 12, 4), (5, 130, 300), (9, 259, 17),
    (3, 5, 530),
  ]

  private static var sizes: [Sizes] {
    var generator = SeededGenerator(seed: 8)
    return chosen
      + (0..<40).map { _ in
        let sides = (0..<3).map { _ in Int(abs(generator.normal()) * 12) }
        return (sides[0], sides[1], sides[2])
      }
  }

  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func productsMatchExactSums(_ transpose: (a: Bool, b: Bool)) {
    for (m, n, k) in Self.sizes {
      var generator = SeededGenerator(seed: UInt64(m + 100 * n + 10_000 * k))
      let left = generator.matrix(rows: m, columns: k)
      let right = generator.matrix(rows: k, columns: n)
      let a = gapped(transpose.a ? left.transposed : left)
      let b = gapped(transpose.b ? right.transposed : right)
      let expected = exactProduct(left, right)
      var bits: [[UInt64]] = []
      for variant in Variant.allCases {
        let c = poisoned(rows: m + 2, columns: n)
        // What is there first does not count, then it does.
        for keep in [0.0, 2.0] {
          unsafe variant.multiply(
            m, n, k, LevelThree.operand(a.pointer, a.rows, transpose.a),
            LevelThree.operand(b.pointer, b.rows, transpose.b),
            cproducts_result(
              base: c.pointer, leading: m + 2, scale: keep == 0 ? -1 : 3,
              keep: keep, is_lower: false))
        }
        check(c, expected, isLower: false, k)
        bits.append(c.elements.map(\.bitPattern))
      }
      for other in bits { #expect(other == bits[0], "\(m) × \(n), \(k) terms") }
    }
  }

  @Test(
    arguments: [0, 1, 3, 4, 6, 8, 17, 48, 50, 131], [false, true])
  func outerProductsWriteTheLowerTriangle(_ n: Int, transpose: Bool) {
    for k in n < 9 ? [0, 1, 37, 300] : [5] {
      var generator = SeededGenerator(seed: UInt64(n))
      let a = generator.matrix(rows: n, columns: k)
      let stored = gapped(transpose ? a.transposed : a)
      let expected = exactProduct(a, a.transposed)
      var bits: [[UInt64]] = []
      for variant in Variant.allCases {
        let c = poisoned(rows: n + 2, columns: n)
        unsafe variant.multiply(
          n, n, k, LevelThree.operand(stored.pointer, stored.rows, transpose),
          LevelThree.operand(stored.pointer, stored.rows, !transpose),
          cproducts_result(
            base: c.pointer, leading: n + 2, scale: 1, keep: 0,
            is_lower: true))
        check(c, expected, isLower: true, k)
        bits.append(c.elements.map(\.bitPattern))
      }
      for other in bits { #expect(other == bits[0], "order \(n), \(k) terms") }
    }
  }

  @Test func rightFactorsAreCopiedWhereTheyAreSpread() {
    let element = MatrixBuffer(rows: 1)
    func workspace(_ columns: Int, _ inner: Int, _ step: Int) -> Int {
      unsafe cproducts_workspace(
        columns, inner, LevelThree.operand(element.pointer, step, true))
    }
    #expect(workspace(128, 300, 5000) == 0)
    #expect(workspace(300, 300, 512) == 0)
    #expect(workspace(129, 7, 513) == 132 * 7)
    #expect(workspace(300, 300, 513) == 256 * 256)
  }

  /// The instructions that a product is made by, and whether its right factor
  /// is copied: the bits are the same.
  private enum Variant: CaseIterable {
    case wide, middle, baseline, wideCopied, middleCopied, baselineCopied

    @unsafe
    func multiply(
      _ m: Int, _ n: Int, _ k: Int, _ a: cproducts_operand,
      _ b: cproducts_operand, _ c: cproducts_result
    ) {
      let workspace = poisoned(rows: (min(n, 256) + 3) / 4 * 4 * min(k, 256))
      let (lanes, isCopied): (Int32, Bool) =
        switch self {
        case .wide: (8, false)
        case .middle: (4, false)
        case .baseline: (2, false)
        case .wideCopied: (8, true)
        case .middleCopied: (4, true)
        case .baselineCopied: (2, true)
        }
      unsafe cproducts_multiply_by(
        lanes, m, n, k, a, b, c, isCopied ? workspace.pointer : nil)
    }
  }

  /// A matrix in a buffer with a gap of NaN below every column.
  private func gapped(_ matrix: Matrix) -> MatrixBuffer {
    let result = poisoned(rows: matrix.rows + 1, columns: matrix.columns)
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows { result[i, j] = matrix[i, j] }
    }
    return result
  }

  /// The part of a buffer that a product may write, and what is left.
  private func check(
    _ c: borrowing MatrixBuffer, _ expected: Matrix, isLower: Bool, _ k: Int
  ) {
    for j in 0..<c.columns {
      for i in 0..<c.rows {
        if i < expected.rows, !isLower || i >= j {
          let error = abs(c[i, j] - expected[i, j])
          #expect(error <= 0.25 * rounding(max(k, 1)), "\(i) \(j)")
        } else {
          #expect(c[i, j].isNaN, "\(i) \(j)")
        }
      }
    }
  }
}

/// A product with compensated sums.
func exactProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
  var result = Matrix(rows: a.rows, columns: b.columns)
  for j in 0..<b.columns {
    for i in 0..<a.rows {
      var sum = 0.0
      var rest = 0.0
      for k in 0..<a.columns {
        let product = a[i, k] * b[k, j]
        rest += (-product).addingProduct(a[i, k], b[k, j])
        let next = sum + product
        let part = next - sum
        rest += (sum - (next - part)) + (product - part)
        sum = next
      }
      result[i, j] = sum + rest
    }
  }
  return result
}
