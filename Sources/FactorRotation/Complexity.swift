internal import LinearAlgebra
internal import RealModule

/// The criteria that are evaluated in place, without memory of their own.
extension RotationCriterion {
  /// Writes the derivatives of a criterion that is a quarter of Σ λ²x, x linear
  /// in the squares: x = `row` × the sum of the row + `column` × that of the
  /// column + `total` × that of all − λ².
  ///
  /// The row sums stand in the last column of the derivatives until these
  /// replace them.
  ///
  /// - Returns: The value.
  static func complexity(
    _ l: borrowing MatrixBuffer, row: Double, column: Double, total: Double,
    derivatives: borrowing MatrixBuffer
  ) -> Double {
    let last = l.columns - 1
    var all = 0.0
    for i in 0..<l.rows {
      var sum = 0.0
      for j in 0...last { sum += l[i, j] * l[i, j] }
      derivatives[i, last] = sum
      all += sum
    }
    var value = 0.0
    for j in 0...last {
      var own = 0.0
      for i in 0..<l.rows { own += l[i, j] * l[i, j] }
      let shared = column * own + total * all
      for i in 0..<l.rows {
        let square = l[i, j] * l[i, j]
        let x = row * derivatives[i, last] + shared - square
        value += square * x
        derivatives[i, j] = l[i, j] * x
      }
    }
    return value / 4
  }

  /// Writes the derivatives of geomin.
  ///
  /// - Returns: The value.
  static func geomin(
    _ l: borrowing MatrixBuffer, _ epsilon: Double,
    derivatives: borrowing MatrixBuffer
  ) -> Double {
    let share = 1 / Double(l.columns)
    var value = 0.0
    for i in 0..<l.rows {
      // One logarithm for many factors, whose product stays in range.
      var logarithm = 0.0
      var product = 1.0
      for j in 0..<l.columns {
        let term = l[i, j] * l[i, j] + epsilon
        derivatives[i, j] = l[i, j] / term
        product *= term
        if j & 7 == 7 {
          logarithm += Double.log(product)
          product = 1
        }
      }
      let mean = Double.exp((logarithm + Double.log(product)) * share)
      value += mean
      for j in 0..<l.columns { derivatives[i, j] *= 2 * share * mean }
    }
    return value
  }

  /// Writes the derivatives of the distance from a target.
  ///
  /// - Returns: The value.
  static func distance(
    _ l: borrowing MatrixBuffer, from target: [[Double]],
    derivatives: borrowing MatrixBuffer
  ) -> Double {
    var value = 0.0
    for i in 0..<l.rows {
      for j in 0..<l.columns {
        let difference = target[i][j].isNaN ? 0 : l[i, j] - target[i][j]
        value += difference * difference
        derivatives[i, j] = 2 * difference
      }
    }
    return value
  }
}
