internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// V and Γ in factors: quadratic forms of the cases, for weights V that are
/// products W ⊗ W.
final class CaseSpread: MomentSpread {
  private let moments: UnrestrictedMoments
  private let cases: CaseDeviations
  private let weight: KroneckerWeight

  /// Prepares the products.
  ///
  /// - Parameters:
  ///   - moments: The saturated moments.
  ///   - cases: The cases behind Γ.
  ///   - weight: V.
  init(
    _ moments: UnrestrictedMoments, _ cases: CaseDeviations,
    weight: KroneckerWeight
  ) {
    self.moments = moments
    self.cases = cases
    self.weight = weight
  }

  var momentCount: Int { moments.block.structure.momentCount }

  private var sums: ScoreSums {
    ScoreSums(
      block: moments.block, cases: cases, weight: weight, center: .sample,
      parameterCount: moments.parameterCount)
  }

  private var traces: MomentTraces {
    MomentTraces(
      cases: cases, weight: weight,
      hasMeans: moments.block.structure.hasMeans)
  }

  func addProducts(
    to meat: borrowing MatrixBuffer, share: Double, totalSize: Double
  ) -> Bool {
    sums.addProducts(to: meat, scale: 1 / totalSize)
    return true
  }

  func addTrace(to sum: inout Double) -> Bool {
    guard let value = traces.first() else { return false }
    sum += value
    return true
  }

  var second: SecondOrderProducts? {
    cases.isDependent ? dense?.second : traces.second(sums)
  }

  private(set) lazy var dense: DenseMomentCovariance? =
    moments.isTooLargeToForm
    ? nil
    : weight.matrix(moments.block.structure.layout).map {
      DenseMomentCovariance(
        moments.block, cases, weight: $0, count: moments.parameterCount)
    }

  var caseCount: Int? { cases.isDependent ? nil : cases.count }

  func caseForms(share: Double) -> MomentEigenvalues.CaseGroup? {
    traces.kernel().map {
      MomentEigenvalues.CaseGroup(
        kernel: $0, scores: Matrix(sums.matrix), share: share)
    }
  }

  var unbiasedCovariance: Matrix? {
    moments.isTooLargeToForm
      ? nil
      : cases.unbiasedMomentCovariance(
        hasMeans: moments.block.structure.hasMeans)
  }

  func fourthMoment(_ inverse: Matrix) -> Double? {
    guard !cases.isDependent, let forms = traces.forms() else { return nil }
    let scores = sums.matrix
    let moved = Matrix(scores) * inverse
    var sum = 0.0
    for (i, form) in forms.enumerated() {
      var value = form
      for j in 0..<moved.columns { value -= moved[i, j] * scores[i, j] }
      sum += value * value
    }
    return sum
  }
}

/// V and Γ as matrices.
final class DenseSpread: MomentSpread {
  private let matrices: DenseMomentCovariance
  private let cases: CaseDeviations
  private let hasMeans: Bool

  /// Prepares the products of matrices.
  ///
  /// - Parameters:
  ///   - matrices: V, Γ and Δ.
  ///   - cases: The cases behind Γ.
  ///   - hasMeans: Whether means are among their moments.
  init(
    _ matrices: DenseMomentCovariance, _ cases: CaseDeviations, hasMeans: Bool
  ) {
    self.matrices = matrices
    self.cases = cases
    self.hasMeans = hasMeans
  }

  var momentCount: Int { matrices.weight.rows }
  var dense: DenseMomentCovariance? { matrices }
  var second: SecondOrderProducts? { matrices.second }
  var unbiasedCovariance: Matrix? {
    cases.unbiasedMomentCovariance(hasMeans: hasMeans)
  }

  func addTrace(to sum: inout Double) -> Bool {
    sum += matrices.trace
    return true
  }

  func addProducts(
    to meat: borrowing MatrixBuffer, share: Double, totalSize: Double
  ) -> Bool {
    addScaled(MatrixBuffer(matrices.products), by: share, to: meat)
    return true
  }
}
