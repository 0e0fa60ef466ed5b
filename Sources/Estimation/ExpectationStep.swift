internal import LinearAlgebra

/// The expectation step of the EM algorithm (Dempster, Laird & Rubin, 1977;
/// Little & Rubin, 2002, section 11.2): what incomplete cases say about
/// complete-data moments, given Σ and μ, with their likelihood.
///
/// By Fisher's identity the gradient of the incomplete cases' likelihood is
/// that of complete data with the moments found here.
final class ExpectationStep {
  /// W = Σ⁻¹.
  let weight: MatrixBuffer
  /// Σ as last given.
  let covariance: MatrixBuffer
  /// The deviations from μ, unknown ones replaced by their expectations,
  /// p × columns.
  let completed: MatrixBuffer
  /// Σ completed completedᵀ of the patterns that remove their unknowns, then
  /// of the others, lower triangles.
  let removedProducts: MatrixBuffer
  let keptProducts: MatrixBuffer
  /// Σ (n_j/N) Cov(unknown | known) of the same two kinds, lower triangles.
  let removedResidual: MatrixBuffer
  let keptResidual: MatrixBuffer
  /// E(x − μ) over all cases, and of the patterns that remove their unknowns.
  let shift: MatrixBuffer
  let removedShift: MatrixBuffer
  /// S* = the expected second moments about μ, both triangles.
  let secondMoments: MatrixBuffer
  let solver: PartitionedSolver

  private let factor: MatrixBuffer

  init(_ statistics: PatternStatistics) {
    let p = statistics.deviations.rows
    weight = MatrixBuffer(rows: p, columns: p)
    covariance = MatrixBuffer(rows: p, columns: p)
    completed = MatrixBuffer(rows: p, columns: statistics.deviations.columns)
    removedProducts = MatrixBuffer(rows: p, columns: p)
    keptProducts = MatrixBuffer(rows: p, columns: p)
    removedResidual = MatrixBuffer(rows: p, columns: p)
    keptResidual = MatrixBuffer(rows: p, columns: p)
    shift = MatrixBuffer(rows: p)
    removedShift = MatrixBuffer(rows: p)
    secondMoments = MatrixBuffer(rows: p, columns: p)
    factor = MatrixBuffer(rows: p, columns: p)
    solver = PartitionedSolver(order: p)
  }

  /// Runs the step.
  ///
  /// - Parameters:
  ///   - statistics: The cases.
  ///   - sigma: Σ.
  ///   - mu: μ.
  /// - Returns: ½ Σ (n_j/N) (log|Σ_j| + tr(Σ_j⁻¹S̃_j)); `nil` if Σ is not
  ///   positive definite.
  func run(
    _ statistics: PatternStatistics, sigma: borrowing MatrixBuffer,
    mu: borrowing MatrixBuffer
  ) -> Double? {
    covariance.copy(from: sigma)
    factor.copy(from: sigma)
    guard Cholesky.factor(factor) == nil else { return nil }
    let logSigma = Cholesky.logDeterminant(ofFactor: factor)
    Cholesky.inverse(fromFactor: factor, into: weight)
    center(statistics, mu)
    removedResidual.fill(0)
    keptResidual.fill(0)
    var logs = 0.0
    for (index, entry) in statistics.entries.enumerated() {
      let share = statistics.shares[index]
      if share == 0 { continue }
      let removes = entry.partition.removesUnknown
      let log =
        removes
        ? solver.complete(
          entry.partition, covariance: covariance, weight: weight,
          logDeterminant: logSigma, deviations: completed,
          columns: entry.columns, share: share, residual: removedResidual)
        : solver.complete(
          entry.partition, covariance: covariance, weight: weight,
          logDeterminant: logSigma, deviations: completed,
          columns: entry.columns, share: share, residual: keptResidual)
      guard let log else { return nil }
      logs += share * log
    }
    sum(statistics)
    // W times a completed deviation is zero at the unknowns: only known
    // variables count in this trace.
    secondMoments.copy(from: removedProducts)
    addScaled(keptProducts, by: 1, to: secondMoments)
    secondMoments.symmetrizeFromLower()
    let value = 0.5 * (logs + dot(weight, secondMoments))
    addScaled(removedResidual, by: 1, to: secondMoments)
    addScaled(keptResidual, by: 1, to: secondMoments)
    secondMoments.symmetrizeFromLower()
    return value.isFinite ? value : nil
  }

  /// z − h (μ − c) at the known variables.
  private func center(
    _ statistics: PatternStatistics, _ mu: borrowing MatrixBuffer
  ) {
    let p = mu.rows
    for i in 0..<p { shift[i] = mu[i] - statistics.origin[i] }
    completed.copy(from: statistics.deviations)
    for entry in statistics.entries {
      for column in entry.columns {
        let h = statistics.roots[column]
        if h == 0 { continue }
        for variable in entry.partition.known {
          completed[Int(variable), column] -= h * shift[Int(variable)]
        }
      }
    }
  }

  private func sum(_ statistics: PatternStatistics) {
    let removed = statistics.removedColumnCount
    multiplyOuter(completed, columns: 0..<removed, into: removedProducts)
    multiplyOuter(
      completed, columns: removed..<completed.columns, into: keptProducts)
    multiply(completed, vector: statistics.roots, into: shift)
    if removed == completed.columns {
      removedShift.copy(from: shift)
      return
    }
    removedShift.fill(0)
    for column in 0..<removed {
      let h = statistics.roots[column]
      if h == 0 { continue }
      for i in 0..<removedShift.count {
        removedShift[i] += h * completed[i, column]
      }
    }
  }
}
