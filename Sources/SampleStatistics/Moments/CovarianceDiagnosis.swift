internal import LinearAlgebra
package import Messages
internal import RealModule
internal import TableReading

extension SampleMoments {
  /// Whether the covariance matrix is positive definite, and if it is not,
  /// which variables are at fault.
  package enum Definiteness: Sendable, Hashable {
    /// It is.
    case positiveDefinite
    /// A variable is, up to rounding, a linear combination of others.
    case singular(variable: String, combinationOf: [String])
    /// A variable has a negative variance given others: no data can have
    /// this matrix.
    case indefinite(variable: String, variance: Double, given: [String])
  }

  /// Part of a variance that others must leave for a variable to count as
  /// more than a combination of them.
  ///
  /// Columns that are sums of others leave about 1e-16; scores printed to
  /// three decimals leave 1e-7 and can be estimated.
  package static let smallestResidual = 1e-10

  /// Diagnoses the correlation matrix by a Cholesky factorization that takes
  /// the variable least explained by those before it first.
  ///
  /// The diagnosis needs the residual variances and the loadings at the step
  /// where the factorization breaks off, which it names variables by; solvers
  /// need neither, so that this is not a routine of `LinearAlgebra`.
  ///
  /// - Parameters:
  ///   - smallestResidual: The part of a variance below which a variable
  ///     counts as a combination of others.
  ///   - smallestWeight: The weight, in standard deviations, below which
  ///     another variable does not belong to it.
  /// - Returns: The diagnosis.
  /// - Complexity: O(p^3).
  package func definiteness(
    smallestResidual: Double = Self.smallestResidual,
    smallestWeight: Double = 1e-6
  ) -> Definiteness {
    let p = variableCount
    let correlation = correlation
    if Self.isFarFromSingular(correlation, smallestResidual) {
      return .positiveDefinite
    }
    var residual = correlation.elements
    var order = Array(0..<p)
    // factor[step][i]: the loading of variable order[i] on pivot `step`.
    var factor: [[Double]] = []
    for step in 0..<p {
      let pivot =
        (step..<p).max {
          residual[order[$0] * p + order[$0]]
            < residual[order[$1] * p + order[$1]]
        } ?? step
      order.swapAt(step, pivot)
      for index in factor.indices { factor[index].swapAt(step, pivot) }
      let variance = residual[order[step] * p + order[step]]
      if variance < smallestResidual {
        return fault(
          residual, order: order, factor: factor,
          smallestWeight: smallestWeight)
      }
      let root = variance.squareRoot()
      var column = [Double](repeating: 0, count: p)
      for index in step..<p {
        column[index] = residual[order[step] * p + order[index]] / root
      }
      for i in step + 1..<max(p, step + 1) {
        for j in step + 1..<p {
          residual[order[i] * p + order[j]] -= column[i] * column[j]
        }
      }
      factor.append(column)
    }
    return .positiveDefinite
  }

  /// Whether the determinant alone tells that no residual variance is small.
  ///
  /// The smallest eigenvalue of a correlation matrix, and so every residual
  /// variance, is greater than its determinant over e: the others' product is at
  /// most (p / (p − 1))ᵖ⁻¹.
  private static func isFarFromSingular(
    _ correlation: Matrix, _ smallestResidual: Double
  ) -> Bool {
    guard let logDeterminant = correlation.choleskyLogDeterminant() else {
      return false
    }
    return logDeterminant - 1 > Double.log(100 * smallestResidual)
  }

  /// The remainder after the pivots: zero if the matrix is singular, partly
  /// negative or not zero off the diagonal if it is indefinite.
  private func fault(
    _ residual: [Double], order: [Int], factor: [[Double]],
    smallestWeight: Double
  ) -> Definiteness {
    func partners(_ index: Int) -> [String] {
      self.partners(
        of: index, order: order, factor: factor,
        smallestWeight: smallestWeight)
    }
    let p = variableCount
    let rank = factor.count
    let rest = rank..<p
    let lowest =
      rest.min {
        residual[order[$0] * p + order[$0]]
          < residual[order[$1] * p + order[$1]]
      } ?? rank
    let variance = residual[order[lowest] * p + order[lowest]]
    if variance < -1e-8 {
      return .indefinite(
        variable: variableNames[order[lowest]],
        variance: variance * covariance[order[lowest], order[lowest]],
        given: partners(lowest))
    }
    // Name the last in the owner's order: sums tend to stand after their
    // parts.
    let named = rest.max { order[$0] < order[$1] } ?? rank
    return .singular(
      variable: variableNames[order[named]],
      combinationOf: partners(named))
  }

  /// The pivots on which a variable's regression has weight, in the owner's
  /// order; the weights are in units of standard deviations.
  private func partners(
    of index: Int, order: [Int], factor: [[Double]], smallestWeight: Double
  ) -> [String] {
    let rank = factor.count
    var weights = (0..<rank).map { factor[$0][index] }
    for step in stride(from: rank - 1, through: 0, by: -1) {
      weights[step] /= factor[step][step]
      for earlier in 0..<step {
        weights[earlier] -= factor[earlier][step] * weights[step]
      }
    }
    return (0..<rank).filter { abs(weights[$0]) > smallestWeight }
      .map { order[$0] }.sorted().map { variableNames[$0] }
  }

  /// Refuses a covariance matrix that has no inverse.
  ///
  /// - Parameters:
  ///   - group: The group's label for the error; empty for a single group.
  ///   - isFromRows: Whether rows were read, so that their number matters.
  /// - Throws: `LatentError` naming the numbers or the variables.
  package func requirePositiveDefinite(
    group: String = "", isFromRows: Bool = true
  ) throws(LatentError) {
    let place = group.isEmpty ? "" : " in group \(group)"
    let definiteness = definiteness()
    if definiteness == .positiveDefinite {
      guard !isFromRows, observationCount <= variableCount else { return }
      throw LatentError.data(
        .tooFewCases,
        "\(observationCount) cases cannot have this covariance matrix of "
          + "\(variableCount) variables\(place): it has an inverse only if "
          + "there are more cases than variables.",
        remedy: "Check the number of cases.")
    }
    if isFromRows, observationCount <= variableCount {
      throw LatentError.data(
        .tooFewCases,
        "There are n = \(observationCount) complete cases and "
          + "p = \(variableCount) variables\(place); the covariance matrix "
          + "has an inverse only if n is larger than p.",
        remedy: "Use fewer variables or more cases.")
    }
    switch definiteness {
    case .positiveDefinite: return
    case .singular(let variable, let others):
      throw LatentError.data(
        .collinearVariables,
        "\(variable) is a linear combination of \(listing(others, limit: 8))\(place).",
        remedy: "Leave out \(others.count == 1 ? "one" : "one of them").")
    case .indefinite(let variable, let variance, let others):
      throw LatentError.data(
        .notPositiveDefinite,
        "The covariance matrix is not positive definite\(place): given "
          + "\(listing(others, limit: 8)), \(variable) would have the variance "
          + "\(rounded(variance)).",
        remedy: "Check the printed values; pairwise deletion of missing "
          + "values also makes such matrices.")
    }
  }
}
