package import LinearAlgebra
package import SampleStatistics

/// The saturated model of one group's incomplete cases at its maximum
/// likelihood, as far as robust tests and indices compare a model with it:
/// traces and forms, without a matrix over pairs of moments but the factor of
/// an information.
///
/// Its parameters are the means and covariances, those among fixed exogenous
/// variables left out unless they are asked for. With W_m its information, A
/// one of a kind, B₁ the mean outer product of the casewise scores s and C the
/// information that complete cases would have, all of one case.
package final class SaturatedCases {
  private let coordinates: SaturatedCoordinates
  private let exogenous: [Int]
  private let clusters: [Int]?
  private let size: Double
  private var factors: [InformationKind: SaturatedInformation] = [:]

  /// Analyzes a group's sample; `nil` for complete cases, and if the observed
  /// information is singular.
  ///
  /// - Parameters:
  ///   - sample: The sample.
  ///   - exogenous: The variables whose moments are fixed.
  ///   - team: The threads that work on it.
  package init?(_ sample: Sample, exogenous: [Int], team: WorkTeam) {
    guard let cases = sample.likelihoodCases ?? sample.firstStageCases,
      let own = SaturatedCoordinates(
        cases, covariance: sample.covariance, mean: sample.center, team: team)
    else { return nil }
    coordinates = own
    self.exogenous = exogenous
    clusters = sample.cases?.clusters
    size = sample.size
    guard factored(.observed) != nil else { return nil }
  }

  // MARK: Over a model's parameters

  /// Adds ΔᵀAΔ, A the observed or the expected information.
  ///
  /// - Parameters:
  ///   - isObserved: Whether A is the observed one.
  ///   - jacobian: Δ, moments × free.
  ///   - factor: The factor of the product.
  ///   - result: The sum that it is added to, free × free.
  package func addInformation(
    isObserved: Bool, _ jacobian: Matrix, factor: Double,
    to result: borrowing MatrixBuffer
  ) {
    let directions = coordinates.directions(jacobian)
    let product = MatrixBuffer(
      rows: directions.rows, columns: jacobian.columns)
    if isObserved, let own = factored(.observed) {
      own.multiplyByTransposedFactor(directions, into: product)
      multiply(
        product, product, into: result, transposeA: true, scale: factor,
        keep: 1)
      return
    }
    let matrix = coordinates.information(isObserved: isObserved)
    matrix.symmetrizeFromLower()
    multiply(matrix, directions, into: product)
    multiply(
      directions, product, into: result, transposeA: true, scale: factor,
      keep: 1)
  }

  /// xᵀIx for the expected information I of one case at the saturated moments.
  ///
  /// - Parameter x: A vector over (means, vech covariances), 0 for those that
  ///   are fixed.
  /// - Returns: The value.
  package func quadraticForm(_ x: [Double]) -> Double {
    coordinates.expectedForm(Matrix(rows: x.count, columns: 1, elements: x))
  }

  // MARK: Traces

  /// tr(B₁A⁻¹) and tr(CA⁻¹B₁A⁻¹).
  package struct ScoreTraces {
    /// tr(B₁A⁻¹).
    package var own = 0.0
    /// tr(CA⁻¹B₁A⁻¹).
    package var complete = 0.0

    /// Makes traces of 0.
    package init() {}
  }

  /// Adds tr(B₁A⁻¹) and tr(CA⁻¹B₁A⁻¹).
  ///
  /// - Returns: False if A is singular.
  package func addTraces(_ kind: InformationKind, to result: inout ScoreTraces)
    -> Bool
  {
    guard let factor = factored(kind) else { return false }
    let scale = clusterFactor / size
    coordinates.forEachScores(clusters: clusters) {
      let moved = MatrixBuffer(rows: $0.rows, columns: $0.columns)
      moved.copy(from: $0)
      factor.whiten(moved)
      result.own += scale * dot(moved, moved)
      factor.unwhiten(moved)
      result.complete +=
        scale * coordinates.completeForms(moved).reduce(0, +)
    }
    return true
  }

  /// tr(CA⁻¹); `nil` if A is singular.
  package func traceOfComplete(_ kind: InformationKind) -> Double? {
    factored(kind)?.traceOfComplete()
  }

  // MARK: Forms of scores

  /// ΔᵀB₁Δ, and with X = A⁻¹CΔ also ΔᵀB₁X and XᵀB₁X.
  package final class ScoreForms {
    /// ΔᵀB₁Δ.
    package let own: MatrixBuffer
    /// ΔᵀB₁X.
    package let mixed: MatrixBuffer
    /// XᵀB₁X.
    package let moved: MatrixBuffer

    /// Makes forms of zero for a number of free parameters.
    package init(parameterCount t: Int) {
      own = MatrixBuffer(rows: t, columns: t)
      mixed = MatrixBuffer(rows: t, columns: t)
      moved = MatrixBuffer(rows: t, columns: t)
    }
  }

  /// Adds the forms of a model's Δ.
  ///
  /// - Parameters:
  ///   - kind: The kind of A; `nil` for the first form alone.
  ///   - jacobian: Δ, moments × free.
  ///   - totalSize: The size of all groups, which divides the sums.
  ///   - result: The sums.
  /// - Returns: False if A is singular.
  package func addScoreForms(
    _ kind: InformationKind?, _ jacobian: Matrix, totalSize: Double,
    to result: ScoreForms
  ) -> Bool {
    let factor = kind.flatMap { factored($0) }
    if kind != nil, factor == nil { return false }
    let t = jacobian.columns
    let scale = clusterFactor / totalSize
    let directions = coordinates.directions(jacobian)
    let moved = coordinates.completeProducts(jacobian)
    if let factor {
      factor.whiten(moved)
      factor.unwhiten(moved)
    }
    coordinates.forEachScores(clusters: clusters) {
      let left = MatrixBuffer(rows: $0.columns, columns: t)
      multiply($0, directions, into: left, transposeA: true)
      multiply(
        left, left, into: result.own, transposeA: true, scale: scale, keep: 1)
      if factor == nil { return }
      let right = MatrixBuffer(rows: $0.columns, columns: t)
      multiply($0, moved, into: right, transposeA: true)
      multiply(
        left, right, into: result.mixed, transposeA: true, scale: scale,
        keep: 1)
      multiply(
        right, right, into: result.moved, transposeA: true, scale: scale,
        keep: 1)
    }
    return true
  }

  /// Adds XᵀB₁X alone, X = A⁻¹CΔ.
  ///
  /// - Parameters:
  ///   - kind: The kind of A.
  ///   - jacobian: Δ, moments × free.
  ///   - totalSize: The size of all groups, which divides the sum.
  ///   - result: The sum that it is added to, free × free.
  /// - Returns: False if A is singular.
  package func addMovedForms(
    _ kind: InformationKind, _ jacobian: Matrix, totalSize: Double,
    to result: borrowing MatrixBuffer
  ) -> Bool {
    guard let factor = factored(kind) else { return false }
    let scale = clusterFactor / totalSize
    let moved = coordinates.completeProducts(jacobian)
    factor.whiten(moved)
    factor.unwhiten(moved)
    coordinates.forEachScores(clusters: clusters) {
      let own = MatrixBuffer(rows: $0.columns, columns: jacobian.columns)
      multiply($0, moved, into: own, transposeA: true)
      multiply(
        own, own, into: result, transposeA: true, scale: scale, keep: 1)
    }
    return true
  }

  /// Adds ΔᵀCA⁻¹CΔ of a model's Δ.
  ///
  /// - Parameters:
  ///   - kind: The kind of A.
  ///   - jacobian: Δ, moments × free.
  ///   - factor: The factor of the product.
  ///   - result: The sum that it is added to, free × free.
  /// - Returns: False if A is singular.
  package func addCompleteForms(
    _ kind: InformationKind, _ jacobian: Matrix, factor: Double,
    to result: borrowing MatrixBuffer
  ) -> Bool {
    guard let own = factored(kind) else { return false }
    let moved = coordinates.completeProducts(jacobian)
    own.whiten(moved)
    multiply(
      moved, moved, into: result, transposeA: true, scale: factor, keep: 1)
    return true
  }

  // MARK: Parts

  /// An information, factored; `nil` if it is singular.
  private func factored(_ kind: InformationKind) -> SaturatedInformation? {
    if let known = factors[kind] { return known }
    let own = SaturatedInformation(
      coordinates,
      information: kind == .firstOrder
        ? scoreProducts
        : coordinates.information(isObserved: kind == .observed),
      exogenous: exogenous)
    factors[kind] = own
    return own
  }

  /// The mean outer product of the scores, lower triangle.
  private var scoreProducts: MatrixBuffer {
    let count = coordinates.count
    let result = MatrixBuffer(rows: count, columns: count)
    let scale = clusterFactor / size
    coordinates.forEachScores(clusters: clusters) {
      multiplyOuter(
        $0, columns: 0..<$0.columns, into: result, scale: scale, keep: 1)
    }
    return result
  }

  /// J/(J − 1) for J clusters, else 1.
  private var clusterFactor: Double {
    guard let clusters else { return 1 }
    let count = Double((clusters.max() ?? -1) + 1)
    return count / max(count - 1, 1)
  }
}
