package import LinearAlgebra

/// The expectation step of the EM algorithm (Dempster, Laird & Rubin, 1977;
/// Little & Rubin, 2002, section 11.2): what incomplete cases say about
/// complete-data moments, given Σ and μ, with their likelihood.
///
/// By Fisher's identity the gradient of the incomplete cases' likelihood is
/// that of complete data with the moments found here.
package final class ExpectationStep {
  /// W = Σ⁻¹.
  package let weight: MatrixBuffer
  /// Σ as last given.
  package let covariance: MatrixBuffer
  /// The deviations from μ, unknown ones replaced by their expectations,
  /// p × columns.
  package let completed: MatrixBuffer
  /// Σ completed completedᵀ of the patterns that remove their unknowns, then
  /// of the others, lower triangles.
  package let removedProducts: MatrixBuffer
  package let keptProducts: MatrixBuffer
  /// Σ (n_j/N) Cov(unknown | known) of the same two kinds, lower triangles.
  package let removedResidual: MatrixBuffer
  package let keptResidual: MatrixBuffer
  /// E(x − μ) over all cases, and of the patterns that remove their unknowns.
  package let shift: MatrixBuffer
  package let removedShift: MatrixBuffer
  /// S* = the expected second moments about μ, both triangles.
  package let secondMoments: MatrixBuffer
  /// The threads that work on a step.
  package let team: WorkTeam

  private let factor: MatrixBuffer
  private let places: [PartBuffers]

  /// The buffers of one part of the patterns.
  private final class PartBuffers {
    let solver: PartitionedSolver
    let products: MatrixBuffer
    let residual: MatrixBuffer
    /// Σ (n_j/N) log|Σ_j|; `nil` if a matrix is not positive definite.
    var logs: Double? = 0

    init(order p: Int) {
      solver = PartitionedSolver(order: p)
      products = MatrixBuffer(rows: p, columns: p)
      residual = MatrixBuffer(rows: p, columns: p)
    }
  }

  /// Makes the buffers of a step.
  ///
  /// - Parameters:
  ///   - statistics: The cases.
  ///   - team: The threads that work on a step.
  package init(_ statistics: PatternStatistics, team: WorkTeam) {
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
    self.team = team
    places = (0..<team.placeCount(statistics.parts.count)).map { _ in
      PartBuffers(order: p)
    }
  }

  /// Runs the step.
  ///
  /// - Parameters:
  ///   - statistics: The cases.
  ///   - sigma: Σ.
  ///   - mu: μ.
  /// - Returns: ½ Σ (n_j/N) (log|Σ_j| + tr(Σ_j⁻¹S̃_j)); `nil` if Σ is not
  ///   positive definite.
  package func run(
    _ statistics: PatternStatistics, sigma: borrowing MatrixBuffer,
    mu: borrowing MatrixBuffer
  ) -> Double? {
    covariance.copy(from: sigma)
    factor.copy(from: sigma)
    guard Cholesky.factor(factor).isFactored else { return nil }
    let logSigma = Cholesky.logDeterminant(ofFactor: factor)
    Cholesky.inverse(fromFactor: factor, into: weight)
    for i in 0..<mu.count { shift[i] = mu[i] - statistics.origin[i] }
    removedResidual.fill(0)
    removedProducts.fill(0)
    keptResidual.fill(0)
    keptProducts.fill(0)
    var logs: Double? = 0
    team.perform(statistics.parts.count) { number, place in
      complete(
        statistics, statistics.parts[number], logSigma, in: places[place])
    } collect: { number, place in
      let place = places[place]
      logs = logs.flatMap { sum in place.logs.map { sum + $0 } }
      if statistics.parts[number].removesUnknown {
        addScaled(place.residual, by: 1, to: removedResidual)
        addScaled(place.products, by: 1, to: removedProducts)
      } else {
        addScaled(place.residual, by: 1, to: keptResidual)
        addScaled(place.products, by: 1, to: keptProducts)
      }
    }
    guard let logs else { return nil }
    sumShifts(statistics)
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

  /// Completes the deviations z − h (μ − c) of a part, μ − c as `shift` has
  /// it, and sums what they tell.
  private func complete(
    _ statistics: PatternStatistics, _ part: PatternStatistics.Part,
    _ logSigma: Double, in place: PartBuffers
  ) {
    copyColumns(
      of: statistics.deviations, columns: part.columns, into: completed)
    place.residual.fill(0)
    place.logs = nil
    var logs = 0.0
    for index in part.entries {
      let share = statistics.shares[index]
      if share == 0 { continue }
      let entry = statistics.entries[index]
      for column in entry.columns {
        let h = statistics.roots[column]
        if h == 0 { continue }
        for variable in entry.partition.known {
          // Not `-=`, which ThreadSanitizer takes for a change of the whole
          // buffer; the parts change different columns.
          let i = Int(variable)
          completed[i, column] = completed[i, column] - h * shift[i]
        }
      }
      guard
        let log = place.solver.complete(
          entry.partition, covariance: covariance, weight: weight,
          logDeterminant: logSigma, deviations: completed,
          columns: entry.columns, share: share, residual: place.residual)
      else { return }
      logs += share * log
    }
    multiplyOuter(completed, columns: part.columns, into: place.products)
    place.logs = logs
  }

  private func sumShifts(_ statistics: PatternStatistics) {
    let removed = statistics.removedColumnCount
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
