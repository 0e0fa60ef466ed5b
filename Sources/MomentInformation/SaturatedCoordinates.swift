package import LinearAlgebra
package import SampleStatistics

/// Coordinates of the moments of incomplete cases in which each pattern touches
/// its missing variables only.
///
/// At moments Σ and μ a change is written as dΣ = ΣKΣ and dμ = Σδ: −K is the
/// change of the precision matrix Σ⁻¹. With V = W_mm⁻¹ the covariances of the
/// missing variables given the others, E their columns of the identity and d a
/// case's deviations from μ, the missing ones replaced by their expectations,
/// the case's weight W_j satisfies ΣW_jΣ = Σ − EVEᵀ, and Σ times W_j(x − μ) is
/// d. So of its information
///
/// −½ tr(W_j dΣ W_j dΣ′) + (dΣ y + dμ)ᵀW_j(dΣ′y + dμ′) =
/// −½ tr(KNK′N) + (Kd + δ)ᵀN(K′d + δ′) with N = Σ − EVEᵀ
///
/// all differences from complete cases are in rows of K and δ that belong to
/// missing variables.
///
/// A vector over the coordinates holds δ, then the lower triangle of K, column
/// after column; a coordinate off the diagonal is both elements of K.
package final class SaturatedCoordinates {
  /// The number of variables.
  let order: Int
  /// The number of coordinates, p + p(p + 1)/2.
  package let count: Int
  /// Σ and its inverse.
  let covariance: MatrixBuffer
  let weight: MatrixBuffer
  /// The lower triangular root of Σ.
  let rootOfCovariance: MatrixBuffer
  /// d of every case, p × cases.
  let deviations: MatrixBuffer
  /// The patterns in which something is missing.
  let patterns: [Pattern]
  /// The weight of every case, and their sum.
  let counts: [Double]
  let size: Double
  /// Σ (n_j/N) EVEᵀ.
  let residual: MatrixBuffer
  /// The mean of ddᵀ, and of d.
  let secondMoments: MatrixBuffer
  let shift: MatrixBuffer
  /// The pairs of variables as terms, for the sums over pairs.
  let terms: RankTwoTerms
  let team: WorkTeam

  /// The cases that lack the same variables.
  struct Pattern {
    /// The missing variables.
    let unknown: [Int]
    /// The columns of the cases.
    let cases: Range<Int>
    /// n_j/N.
    let share: Double
    /// V.
    let inverse: Matrix
  }

  /// Takes the cases at moments; `nil` if Σ is not positive definite.
  ///
  /// - Parameters:
  ///   - sample: The cases.
  ///   - sigma: Σ.
  ///   - mean: μ.
  ///   - team: The threads that work on them.
  package init?(
    _ sample: SampleCases, covariance sigma: Matrix, mean: [Double],
    team: WorkTeam
  ) {
    let p = sample.variableCount
    let n = sample.count
    order = p
    count = p + Vech.count(order: p)
    self.team = team
    covariance = MatrixBuffer(sigma)
    weight = MatrixBuffer(rows: p, columns: p)
    let factor = MatrixBuffer(sigma)
    guard Cholesky.factor(factor).isFactored else { return nil }
    Cholesky.inverse(fromFactor: factor, into: weight)
    for j in 0..<p {
      for i in 0..<j { factor[i, j] = 0 }
    }
    rootOfCovariance = factor
    let counts = sample.counts
    let size = counts.reduce(0, +)
    self.counts = counts
    self.size = size
    deviations = MatrixBuffer(rows: p, columns: n)
    residual = MatrixBuffer(rows: p, columns: p)
    secondMoments = MatrixBuffer(rows: p, columns: p)
    shift = MatrixBuffer(rows: p)
    terms = Self.pairs(p)
    var patterns: [Pattern] = []
    let precision = Matrix(weight)
    for pattern in sample.patterns {
      for number in pattern.cases {
        for variable in pattern.partition.known {
          let i = Int(variable)
          deviations[i, number] = sample.values[i, number] - mean[i]
        }
      }
      let unknown = pattern.partition.unknown.map { Int($0) }
      if unknown.isEmpty { continue }
      guard
        let inverse = precision.submatrix(rows: unknown, columns: unknown)
          .choleskyInverse()?.inverse
      else { return nil }
      let share = pattern.cases.reduce(0) { $0 + counts[$1] } / size
      let own = Pattern(
        unknown: unknown, cases: pattern.cases, share: share, inverse: inverse)
      Self.complete(own, weight, deviations)
      for (b, j) in unknown.enumerated() {
        for (a, i) in unknown.enumerated() {
          // Not `+=`, which the compiler (6.3) refuses to translate for
          // ThreadSanitizer where a property is being initialized.
          residual[i, j] = residual[i, j] + share * inverse[a, b]
        }
      }
      patterns.append(own)
    }
    self.patterns = patterns
    let weighted = MatrixBuffer(rows: p, columns: n)
    for number in 0..<n {
      let own = counts[number] / size
      for i in 0..<p {
        weighted[i, number] = own * deviations[i, number]
        shift[i] = shift[i] + weighted[i, number]
      }
    }
    multiply(weighted, deviations, into: secondMoments, transposeB: true)
    secondMoments.symmetrizeFromLower()
  }

  /// d_m = −V W_mo d_o of the cases of a pattern.
  private static func complete(
    _ pattern: Pattern, _ weight: borrowing MatrixBuffer,
    _ deviations: borrowing MatrixBuffer
  ) {
    let p = weight.rows
    var pulls = pattern.unknown.map { _ in 0.0 }
    for number in pattern.cases {
      for (a, i) in pattern.unknown.enumerated() {
        pulls[a] = 0
        for k in 0..<p { pulls[a] += weight[k, i] * deviations[k, number] }
      }
      for (a, i) in pattern.unknown.enumerated() {
        deviations[i, number] = -pulls.indices.reduce(0) {
          $0 + pattern.inverse[a, $1] * pulls[$1]
        }
      }
    }
  }

  /// The coordinates of K as parameters with ∂K = `factor (eᵢeₖᵀ + eₖeᵢᵀ)`.
  private static func pairs(_ p: Int) -> RankTwoTerms {
    var left: [Int32] = []
    var right: [Int32] = []
    var factor: [Double] = []
    for j in 0..<p {
      for i in j..<p {
        left.append(Int32(i))
        right.append(Int32(j))
        factor.append(i == j ? 0.5 : 1)
      }
    }
    return RankTwoTerms(
      index: left.indices.map { Int32(p + $0) }, left: left, right: right,
      factor: factor)
  }

  /// The coordinate of K's elements (i, k) and (k, i).
  func place(_ i: Int, _ k: Int) -> Int {
    order + Vech.index(i, k, order: order)
  }
}

// MARK: Informations

extension SaturatedCoordinates {
  /// The information of one case of the group, lower triangle.
  ///
  /// - Parameter isObserved: Whether it is the observed one; else the expected
  ///   one.
  /// - Returns: Coordinates × coordinates.
  package func information(isObserved: Bool) -> MatrixBuffer {
    let p = order
    let result = MatrixBuffer(rows: count, columns: count)
    // tr(KΣK′C) with C = −½Σ + R + S for the observed one, and
    // ½ tr(KΣK′(Σ − 2R)) for the expected one.
    let other = MatrixBuffer(rows: p, columns: p)
    other.copy(from: covariance)
    if isObserved {
      for k in 0..<other.count {
        other[k] = residual[k] + secondMoments[k] - 0.5 * covariance[k]
      }
      terms.addPairs(covariance, other, weight: 2, to: result)
    } else {
      addScaled(residual, by: -2, to: other)
      terms.addPairs(covariance, other, weight: 1, to: result)
    }
    addMeans(isObserved: isObserved, to: result)
    if isObserved { addRows(to: result) }
    for pattern in patterns {
      addCorners(
        pattern, weight: isObserved ? -pattern.share : pattern.share,
        to: result)
    }
    return result
  }

  /// δᵀΣδ′ and, of the observed one, (K d̄)ᵀΣδ′; of the expected one
  /// δᵀ(Σ − R)δ′.
  private func addMeans(
    isObserved: Bool, to result: borrowing MatrixBuffer
  ) {
    let p = order
    for j in 0..<p {
      for i in j..<p {
        result[i, j] += covariance[i, j] - (isObserved ? 0 : residual[i, j])
      }
      guard isObserved else { continue }
      for k in 0..<p {
        for i in k..<p {
          var value = covariance[i, j] * shift[k]
          if i != k { value += covariance[k, j] * shift[i] }
          result[place(i, k), j] += value
        }
      }
    }
  }

  /// −Σ V_ii′ (K_i d + δ_i)(K′_i′ d + δ′_i′) over the cases and their missing
  /// variables i and i′.
  private func addRows(to result: borrowing MatrixBuffer) {
    let p = order
    // The patterns that lack a variable, and its place there.
    var lacking = [[(pattern: Int, place: Int)]](repeating: [], count: p)
    for (number, pattern) in patterns.enumerated() {
      for (place, i) in pattern.unknown.enumerated() {
        lacking[i].append((number, place))
      }
    }
    let sum = MatrixBuffer(rows: p + 1, columns: p + 1)
    let batch = 64
    let left = MatrixBuffer(rows: p + 1, columns: batch)
    let right = MatrixBuffer(rows: p + 1, columns: batch)
    for i in 0..<p {
      for other in 0...i {
        let isOne = i == other
        var filled = 0
        var isEmpty = true
        func flush() {
          if filled == 0 { return }
          for k in filled..<batch {
            for row in 0...p {
              left[row, k] = 0
              right[row, k] = 0
            }
          }
          multiply(
            left, right, into: sum, transposeB: true, keep: isEmpty ? 0 : 1)
          isEmpty = false
          filled = 0
        }
        for (number, place) in lacking[i] {
          let pattern = patterns[number]
          guard
            let second = isOne ? place : pattern.unknown.firstIndex(of: other)
          else { continue }
          let v = pattern.inverse[place, second]
          for column in pattern.cases {
            if filled == batch { flush() }
            let scale = -v * counts[column] / size
            for k in 0..<p {
              left[k, filled] = scale * deviations[k, column]
              right[k, filled] = deviations[k, column]
            }
            left[p, filled] = scale
            right[p, filled] = 1
            filled += 1
          }
        }
        flush()
        if !isEmpty { scatter(sum, row: i, column: other, to: result) }
      }
    }
  }

  /// Adds a matrix over (K_i·, δ_i) × (K_i′·, δ_i′), and what belongs to
  /// (i′, i), to a lower triangle.
  private func scatter(
    _ sum: borrowing MatrixBuffer, row i: Int, column other: Int,
    to result: borrowing MatrixBuffer
  ) {
    let p = order
    let rows = (0...p).map { $0 < p ? place(i, $0) : i }
    let columns = (0...p).map { $0 < p ? place(other, $0) : other }
    for (b, column) in columns.enumerated() {
      for (a, row) in rows.enumerated() {
        let value = sum[a, b]
        // For two variables the pair (i′, i) gives the transposed; a cell on
        // the diagonal meets both.
        if i == other {
          if row >= column { result[row, column] += value }
        } else {
          result[max(row, column), min(row, column)] +=
            row == column ? 2 * value : value
        }
      }
    }
  }

  /// ½ tr(KEVEᵀK′EVEᵀ) over the pairs of a pattern's missing variables.
  private func addCorners(
    _ pattern: Pattern, weight: Double, to result: borrowing MatrixBuffer
  ) {
    let unknown = pattern.unknown
    let v = pattern.inverse
    for b in unknown.indices {
      for a in b..<unknown.count {
        let column = place(unknown[a], unknown[b])
        let scale = 0.5 * weight * (a == b ? 0.5 : 1)
        for d in b..<unknown.count {
          for c in max(d, d == b ? a : d)..<unknown.count {
            let row = place(unknown[c], unknown[d])
            let value =
              2 * (v[c, a] * v[d, b] + v[d, a] * v[c, b])
              * (c == d ? 0.5 : 1)
            result[row, column] += scale * value
          }
        }
      }
    }
  }
}
