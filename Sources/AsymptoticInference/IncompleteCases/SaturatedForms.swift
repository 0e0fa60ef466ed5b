package import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// The saturated model of incomplete cases at its maximum likelihood, as far as
/// robust tests and indices compare a model with it: traces and forms, without
/// a matrix over pairs of moments but the factor of an information.
///
/// Its parameters are the means and covariances of every group, those among
/// fixed exogenous variables left out unless they are asked for. With W_m its
/// information, A one of a kind, B₁ the mean outer product of the casewise
/// scores s and C the information that complete cases would have, all of one
/// case of all groups, a group's share is in W_m, A and C.
package final class SaturatedForms {
  /// The most moments, in all groups, whose information is made: its factor
  /// grows with the square of their number, 512 MB for 8,000, and time with
  /// the cube.
  package static let momentLimit = 8000
  /// The most moments of one group, those among fixed exogenous variables
  /// counted too: they are rows of its information like the others.
  private static let heldLimit = 10_000

  private let sample: [Sample]
  private let groups: [SaturatedCoordinates]
  private let exogenous: [[Int]]
  private var factors: [InformationKind: [SaturatedInformation]] = [:]
  private var sums: [InformationKind: ScoreSummary] = [:]

  /// Analyzes the sample of a fitter; `nil` if there are more moments than
  /// `momentLimit`, or if the observed information is singular.
  ///
  /// - Parameters:
  ///   - model: The fitter.
  ///   - freesExogenous: Whether moments among fixed exogenous variables are
  ///     parameters too.
  package init?(_ model: Fitter, freesExogenous: Bool = false) {
    guard !Self.isTooLarge(model) else { return nil }
    sample = model.sample
    exogenous = model.model.blocks.map {
      freesExogenous ? [] : $0.fixedExogenous
    }
    var groups: [SaturatedCoordinates] = []
    for moments in model.sample {
      guard let cases = moments.likelihoodCases ?? moments.firstStageCases,
        let own = SaturatedCoordinates(
          cases, covariance: moments.covariance, mean: moments.center,
          team: model.options.team)
      else { return nil }
      groups.append(own)
    }
    self.groups = groups
    guard factored(.observed) != nil else { return nil }
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
    if kind == .firstOrder {
      return scoreForms(jacobians(of: model)).own
    }
    let t = model.model.parameterCount
    let result = MatrixBuffer(rows: t, columns: t)
    for (group, jacobian) in jacobians(of: model).enumerated() {
      let directions = groups[group].directions(jacobian)
      let share = sample.shares[group]
      let product = MatrixBuffer(rows: directions.rows, columns: t)
      if kind == .observed, let own = factored(.observed)?[group] {
        own.multiplyByTransposedFactor(directions, into: product)
        multiply(
          product, product, into: result, transposeA: true, scale: share,
          keep: 1)
        continue
      }
      let matrix = groups[group].information(isObserved: kind == .observed)
      matrix.symmetrizeFromLower()
      multiply(matrix, directions, into: product)
      multiply(
        directions, product, into: result, transposeA: true, scale: share,
        keep: 1)
    }
    let full = Matrix(result)
    return 0.5 * (full + full.transposed)
  }

  /// ΔᵀCΔ.
  func complete(projectedOn model: Fitter) -> Matrix {
    Information.expected(model) { Information.unstructuredWeight($0, model) }
  }

  /// xᵀIx in one group, for the expected information I of one of its cases at
  /// the saturated moments.
  ///
  /// - Parameters:
  ///   - x: A vector over the group's (means, vech covariances), 0 for those
  ///     that are fixed.
  ///   - group: The group, from 0.
  /// - Returns: The value.
  package func quadraticForm(_ x: [Double], group: Int) -> Double {
    groups[group].expectedForm(
      Matrix(rows: x.count, columns: 1, elements: x))
  }

  // MARK: Traces

  /// tr(B₁A⁻¹); `nil` if A is singular.
  func trace(_ kind: InformationKind) -> Double? { summary(kind)?.own }

  /// tr(CA⁻¹B₁A⁻¹), or tr(CA⁻¹); `nil` if A is singular.
  func traceOfComplete(_ kind: InformationKind, isRobust: Bool) -> Double? {
    if isRobust { return summary(kind)?.complete }
    return factored(kind)?.reduce(0) { $0 + $1.traceOfComplete() }
  }

  private struct ScoreSummary {
    var own = 0.0
    var complete = 0.0
  }

  /// tr(B₁A⁻¹) and tr(CA⁻¹B₁A⁻¹).
  private func summary(_ kind: InformationKind) -> ScoreSummary? {
    if let known = sums[kind] { return known }
    guard let factors = factored(kind) else { return nil }
    var result = ScoreSummary()
    for (group, factor) in factors.enumerated() {
      let scale = clusterFactor(group) / sample[group].size
      groups[group].forEachScores(clusters: sample[group].cases?.clusters) {
        let moved = MatrixBuffer(rows: $0.rows, columns: $0.columns)
        moved.copy(from: $0)
        factor.whiten(moved)
        result.own += scale * dot(moved, moved)
        factor.unwhiten(moved)
        result.complete +=
          scale * groups[group].completeForms(moved).reduce(0, +)
      }
    }
    sums[kind] = result
    return result
  }

  // MARK: Forms of scores

  /// ΔᵀB₁Δ, and with X = A⁻¹CΔ also ΔᵀB₁X and XᵀB₁X.
  struct ScoreForms {
    var own: Matrix
    var mixed: Matrix
    var moved: Matrix
  }

  /// The forms of a model's Δ; `nil` if A is singular.
  func scoreForms(_ kind: InformationKind, of model: Fitter) -> ScoreForms? {
    guard let factors = factored(kind) else { return nil }
    return scoreForms(jacobians(of: model), factors)
  }

  private func scoreForms(
    _ jacobians: [Matrix], _ factors: [SaturatedInformation]? = nil
  ) -> ScoreForms {
    let t = jacobians.first?.columns ?? 0
    let total = sample.totalSize
    let own = MatrixBuffer(rows: t, columns: t)
    let mixed = MatrixBuffer(rows: t, columns: t)
    let square = MatrixBuffer(rows: t, columns: t)
    for (group, jacobian) in jacobians.enumerated() {
      let scale = clusterFactor(group) / total
      let directions = groups[group].directions(jacobian)
      let moved = groups[group].completeProducts(jacobian)
      if let factor = factors?[group] {
        factor.whiten(moved)
        factor.unwhiten(moved)
      }
      groups[group].forEachScores(clusters: sample[group].cases?.clusters) {
        let left = MatrixBuffer(rows: $0.columns, columns: t)
        multiply($0, directions, into: left, transposeA: true)
        multiply(
          left, left, into: own, transposeA: true, scale: scale, keep: 1)
        if factors == nil { return }
        let right = MatrixBuffer(rows: $0.columns, columns: t)
        multiply($0, moved, into: right, transposeA: true)
        multiply(
          left, right, into: mixed, transposeA: true, scale: scale, keep: 1)
        multiply(
          right, right, into: square, transposeA: true, scale: scale, keep: 1)
      }
    }
    return ScoreForms(
      own: Matrix(own), mixed: Matrix(mixed), moved: Matrix(square))
  }

  /// ΔᵀCA⁻¹CΔ of a model's Δ; `nil` if A is singular.
  func completeForms(_ kind: InformationKind, of model: Fitter) -> Matrix? {
    guard let factors = factored(kind) else { return nil }
    let t = model.model.parameterCount
    let result = MatrixBuffer(rows: t, columns: t)
    for (group, jacobian) in jacobians(of: model).enumerated() {
      let moved = groups[group].completeProducts(jacobian)
      factors[group].whiten(moved)
      multiply(
        moved, moved, into: result, transposeA: true,
        scale: sample.shares[group], keep: 1)
    }
    return Matrix(result)
  }

  // MARK: Parts

  /// The informations of all groups, factored, each that of one case of the
  /// group; `nil` if one is singular.
  private func factored(_ kind: InformationKind) -> [SaturatedInformation]? {
    if let known = factors[kind] { return known }
    var all: [SaturatedInformation] = []
    for (group, coordinates) in groups.enumerated() {
      guard
        let own = SaturatedInformation(
          coordinates,
          information: kind == .firstOrder
            ? scoreProducts(group)
            : coordinates.information(isObserved: kind == .observed),
          exogenous: exogenous[group])
      else { return nil }
      all.append(own)
    }
    factors[kind] = all
    return all
  }

  /// A group's mean outer product of the scores, lower triangle.
  private func scoreProducts(_ group: Int) -> MatrixBuffer {
    let count = groups[group].count
    let result = MatrixBuffer(rows: count, columns: count)
    let scale = clusterFactor(group) / sample[group].size
    groups[group].forEachScores(clusters: sample[group].cases?.clusters) {
      multiplyOuter(
        $0, columns: 0..<$0.columns, into: result, scale: scale, keep: 1)
    }
    return result
  }

  /// J/(J − 1) for J clusters, else 1.
  private func clusterFactor(_ group: Int) -> Double {
    guard let clusters = sample[group].cases?.clusters else { return 1 }
    let count = Double((clusters.max() ?? -1) + 1)
    return count / max(count - 1, 1)
  }

  /// Δ of every group, over all of its moments.
  private func jacobians(of model: Fitter) -> [Matrix] {
    model.objective.blocks.map {
      $0.jacobian(parameterCount: model.model.parameterCount)
    }
  }
}
