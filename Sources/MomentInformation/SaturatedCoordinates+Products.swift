package import LinearAlgebra

/// Vectors over the coordinates.
extension SaturatedCoordinates {
  /// The derivatives of the moments among some variables: dΣ = ΣKΣ, dμ = Σδ.
  func derivatives(ofMomentsAmong variables: [Int]) -> MatrixBuffer {
    let c = variables.count
    let result = MatrixBuffer(
      rows: count, columns: c == 0 ? 0 : c + Vech.count(order: c))
    var column = 0
    for i in variables {
      for k in 0..<order { result[k, column] = covariance[k, i] }
      column += 1
    }
    for (b, j) in variables.enumerated() {
      for i in variables[b...] {
        for l in 0..<order {
          for k in l..<order {
            var value = covariance[k, i] * covariance[l, j]
            if k != l { value += covariance[l, i] * covariance[k, j] }
            result[place(k, l), column] = value
          }
        }
        column += 1
      }
    }
    return result
  }

  /// The changes of the moments by parameters, δ = Σ⁻¹ dμ and
  /// K = Σ⁻¹ dΣ Σ⁻¹.
  ///
  /// - Parameter jacobian: The derivatives of (means, vech covariances) by the
  ///   parameters.
  /// - Returns: Coordinates × parameters.
  package func directions(_ jacobian: Matrix) -> MatrixBuffer {
    let p = order
    let result = MatrixBuffer(rows: count, columns: jacobian.columns)
    let change = MatrixBuffer(rows: p, columns: p)
    let half = MatrixBuffer(rows: p, columns: p)
    let moved = MatrixBuffer(rows: p, columns: p)
    let mean = MatrixBuffer(rows: p)
    let own = MatrixBuffer(rows: p)
    for column in 0..<jacobian.columns {
      for i in 0..<p { mean[i] = jacobian[i, column] }
      multiply(weight, vector: mean, into: own)
      for i in 0..<p { result[i, column] = own[i] }
      var row = p
      for j in 0..<p {
        for i in j..<p {
          change[i, j] = jacobian[row, column]
          change[j, i] = jacobian[row, column]
          row += 1
        }
      }
      multiply(weight, change, into: half)
      multiply(half, weight, into: moved)
      for j in 0..<p {
        for i in j..<p {
          result[place(i, j), column] = 0.5 * (moved[i, j] + moved[j, i])
        }
      }
    }
    return result
  }

  /// CΔ with C the information of complete cases and Δ the derivatives of the
  /// moments: over the coordinates it is dμ, and dΣ, half of it on the
  /// diagonal.
  ///
  /// - Parameter jacobian: Δ.
  /// - Returns: Coordinates × parameters.
  package func completeProducts(_ jacobian: Matrix) -> MatrixBuffer {
    let result = MatrixBuffer(jacobian)
    for column in 0..<result.columns {
      for i in 0..<order { result[place(i, i), column] *= 0.5 }
    }
    return result
  }

  /// Columns of B with BBᵀ = C, the information of complete cases: with
  /// Σ = QQᵀ the elements of QᵀKQ, those of its diagonal times √½, and Qᵀδ.
  func writeCompleteRoot(
    _ columns: Range<Int>, into result: borrowing MatrixBuffer
  ) {
    let p = order
    result.fill(0)
    for b in 0..<p {
      if columns.contains(b) {
        for k in b..<p {
          result[k, b - columns.lowerBound] = rootOfCovariance[k, b]
        }
      }
    }
    var number = p
    for b in 0..<p {
      // The pairs (a, b) of this column of K.
      let own = number..<number + p - b
      number = own.upperBound
      for a in own.clamped(to: columns) {
        let (i, column) = (b + a - own.lowerBound, a - columns.lowerBound)
        let scale = i == b ? 0.5.squareRoot() : 1
        for l in 0..<p {
          for k in l..<p {
            var value = rootOfCovariance[k, i] * rootOfCovariance[l, b]
            if k != l {
              value += rootOfCovariance[l, i] * rootOfCovariance[k, b]
            }
            result[place(k, l), column] = scale * value
          }
        }
      }
    }
  }

  /// yᵀCy for the columns of a matrix.
  package func completeForms(_ y: borrowing MatrixBuffer) -> [Double] {
    let p = order
    let change = MatrixBuffer(rows: p, columns: p)
    let product = MatrixBuffer(rows: p, columns: p)
    return (0..<y.columns).map { column in
      for j in 0..<p {
        for i in j..<p {
          change[i, j] = y[place(i, j), column]
          change[j, i] = y[place(i, j), column]
        }
      }
      multiply(covariance, change, into: product)
      var sum = 0.0
      for j in 0..<p {
        for i in 0..<p {
          sum +=
            0.5 * product[i, j] * product[j, i]
            + y[i, column] * covariance[i, j] * y[j, column]
        }
      }
      return sum
    }
  }

  /// ½ tr(KΣK(Σ − 2R)) + δᵀ(Σ − R)δ and ½ tr(KEVEᵀKEVEᵀ) of the patterns: the
  /// expected information of one case as a quadratic form.
  ///
  /// - Parameter moments: A change of (means, vech covariances), one column.
  /// - Returns: The value.
  package func expectedForm(_ moments: Matrix) -> Double {
    let p = order
    let vector = directions(moments)
    let change = MatrixBuffer(rows: p, columns: p)
    let other = MatrixBuffer(rows: p, columns: p)
    let left = MatrixBuffer(rows: p, columns: p)
    let right = MatrixBuffer(rows: p, columns: p)
    for j in 0..<p {
      for i in 0..<p {
        change[i, j] = vector[place(i, j), 0]
        other[i, j] = covariance[i, j] - 2 * residual[i, j]
      }
    }
    multiply(change, covariance, into: left)
    multiply(change, other, into: right)
    var sum = 0.0
    for j in 0..<p {
      for i in 0..<p {
        sum +=
          0.5 * left[i, j] * right[j, i]
          + vector[i, 0] * (covariance[i, j] - residual[i, j]) * vector[j, 0]
      }
    }
    let full = Matrix(change)
    for pattern in patterns {
      let unknown = pattern.unknown
      let corner = full.submatrix(rows: unknown, columns: unknown)
      let product = corner * pattern.inverse
      for b in unknown.indices {
        for a in unknown.indices {
          sum += 0.5 * pattern.share * product[a, b] * product[b, a]
        }
      }
    }
    return sum
  }

  /// The casewise scores of the saturated model, summed over clusters if there
  /// are any: of δ they are d, of K dᵢdₖ − Nᵢₖ, half of it on the diagonal.
  ///
  /// - Parameters:
  ///   - clusters: The cluster of each case, from 0.
  ///   - body: Takes the scores of some cases or clusters, coordinates × any.
  package func forEachScores(
    clusters: [Int]?, _ body: (borrowing MatrixBuffer) -> Void
  ) {
    let total = counts.count
    var members = (0..<total).map { [$0] }
    if let clusters {
      members = [[Int]](
        repeating: [], count: (clusters.max() ?? -1) + 1)
      for (number, cluster) in clusters.enumerated() {
        members[cluster].append(number)
      }
    }
    var patternOfCase = [Int](repeating: -1, count: total)
    for (number, pattern) in patterns.enumerated() {
      for own in pattern.cases { patternOfCase[own] = number }
    }
    let size = 256
    for first in stride(from: 0, to: members.count, by: size) {
      let end = min(first + size, members.count)
      let scores = MatrixBuffer(rows: count, columns: end - first)
      for unit in first..<end {
        for number in members[unit] {
          addScore(
            number, pattern: patternOfCase[number], to: scores,
            column: unit - first)
        }
      }
      body(scores)
    }
  }

  private func addScore(
    _ number: Int, pattern: Int, to scores: borrowing MatrixBuffer,
    column: Int
  ) {
    let p = order
    let own = counts[number]
    for i in 0..<p { scores[i, column] += own * deviations[i, number] }
    var row = p
    for k in 0..<p {
      let factor = deviations[k, number]
      for i in k..<p {
        let value = factor * deviations[i, number] - covariance[i, k]
        scores[row, column] += (i == k ? 0.5 : 1) * own * value
        row += 1
      }
    }
    if pattern < 0 { return }
    let missing = patterns[pattern]
    for (b, k) in missing.unknown.enumerated() {
      for a in b..<missing.unknown.count {
        scores[place(missing.unknown[a], k), column] +=
          (a == b ? 0.5 : 1) * own * missing.inverse[a, b]
      }
    }
  }
}
