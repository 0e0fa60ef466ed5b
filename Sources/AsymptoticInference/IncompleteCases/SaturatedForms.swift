internal import Discrepancies
package import Estimation
internal import LinearAlgebra
internal import MomentInformation
internal import MomentStructure
internal import SampleStatistics

/// The saturated models of all groups' incomplete cases at their maximum
/// likelihood, with a group's share of the cases in each sum.
///
/// With W_m the information, A one of a kind, B₁ the mean outer product of the
/// casewise scores and C the information that complete cases would have.
package final class SaturatedForms {
  /// The most moments, in all groups, whose information is made: its factor
  /// grows with the square of their number, 512 MB for 8,000, and time with
  /// the cube.
  package static let momentLimit = 8000
  /// The most moments of one group, those among fixed exogenous variables
  /// counted too: they are rows of its information like the others.
  private static let heldLimit = 10_000

  private let groups: [SaturatedCases]
  private let shares: [Double]
  private let totalSize: Double
  private var sums: [InformationKind: SaturatedCases.ScoreTraces] = [:]

  /// Analyzes the sample of a fitter; `nil` if there are more moments than
  /// `momentLimit`, or if the observed information is singular.
  ///
  /// - Parameters:
  ///   - model: The fitter.
  ///   - freesExogenous: Whether moments among fixed exogenous variables are
  ///     parameters too.
  package convenience init?(_ model: Fitter, freesExogenous: Bool = false) {
    self.init(
      model, Self.shared(model), freesExogenous: freesExogenous)
  }

  /// The same with what other models of the sample have made already.
  init?(
    _ model: Fitter, _ shared: [SharedMoments], freesExogenous: Bool = false
  ) {
    var groups: [SaturatedCases] = []
    for (index, sample) in model.sample.enumerated() {
      guard
        let own = shared[index].cases(
          sample,
          exogenous: freesExogenous
            ? [] : model.model.blocks[index].fixedExogenous,
          model.options.team)
      else { return nil }
      groups.append(own)
    }
    self.groups = groups
    shares = model.sample.shares
    totalSize = model.sample.totalSize
  }

  /// The common parts of models of a fitter's sample, none of them made.
  static func shared(_ model: Fitter) -> [SharedMoments] {
    let isTooLarge = isTooLarge(model)
    return model.sample.map { _ in SharedMoments(isTooLarge: isTooLarge) }
  }

  /// Whether a model has more moments than `momentLimit`, or too many of them
  /// in one group.
  package static func isTooLarge(_ model: Fitter) -> Bool {
    TestStatistic.momentCount(model.model) > momentLimit
      || model.model.blocks.contains { $0.momentCount > heldLimit }
  }

  // MARK: Over a model's parameters

  /// ΔᵀAΔ with Δ the derivatives of the moments by a model's parameters.
  func information(_ kind: InformationKind, projectedOn model: Fitter)
    -> Matrix
  {
    let t = model.model.parameterCount
    if kind == .firstOrder {
      let forms = SaturatedCases.ScoreForms(parameterCount: t)
      for (group, jacobian) in zip(groups, jacobians(of: model)) {
        _ = group.addScoreForms(
          nil, jacobian, totalSize: totalSize, to: forms)
      }
      return Matrix(forms.own)
    }
    let result = MatrixBuffer(rows: t, columns: t)
    for (group, jacobian) in jacobians(of: model).enumerated() {
      groups[group].addInformation(
        isObserved: kind == .observed, jacobian, factor: shares[group],
        to: result)
    }
    let full = Matrix(result)
    return 0.5 * (full + full.transposed)
  }

  /// ΔᵀCΔ.
  func complete(projectedOn model: Fitter) -> Matrix {
    Information.expected(model) {
      KroneckerWeight(inverseOf: model.sample[$0].covariance)
    }
  }

  // MARK: Traces

  /// tr(B₁A⁻¹); `nil` if A is singular.
  func trace(_ kind: InformationKind) -> Double? { traces(kind)?.own }

  /// tr(CA⁻¹B₁A⁻¹), or tr(CA⁻¹); `nil` if A is singular.
  func traceOfComplete(_ kind: InformationKind, isRobust: Bool) -> Double? {
    if isRobust { return traces(kind)?.complete }
    var sum = 0.0
    for group in groups {
      guard let own = group.traceOfComplete(kind) else { return nil }
      sum += own
    }
    return sum
  }

  /// tr(B₁A⁻¹) and tr(CA⁻¹B₁A⁻¹).
  private func traces(_ kind: InformationKind) -> SaturatedCases.ScoreTraces? {
    if let known = sums[kind] { return known }
    var result = SaturatedCases.ScoreTraces()
    for group in groups {
      guard group.addTraces(kind, to: &result) else { return nil }
    }
    sums[kind] = result
    return result
  }

  // MARK: Forms of scores

  /// The forms of a model's Δ; `nil` if A is singular.
  func scoreForms(_ kind: InformationKind, of model: Fitter)
    -> SaturatedCases.ScoreForms?
  {
    let result = SaturatedCases.ScoreForms(
      parameterCount: model.model.parameterCount)
    for (group, jacobian) in zip(groups, jacobians(of: model)) {
      guard
        group.addScoreForms(
          kind, jacobian, totalSize: totalSize, to: result)
      else { return nil }
    }
    return result
  }

  /// Δ of every group, over all of its moments.
  private func jacobians(of model: Fitter) -> [Matrix] {
    model.objective.blocks.map {
      $0.jacobian(parameterCount: model.model.parameterCount)
    }
  }
}
