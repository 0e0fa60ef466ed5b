internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The methods of scaling a difference of χ²; raw values are lavaan's names.
public enum DifferenceMethod: String, Sendable, Hashable, Codable, CaseIterable
{
  /// The one below that lavaan chooses: `satorra.2000` where the tests use
  /// tr((UΓ)²), `satorra.bentler.2001` for other scaled tests, else
  /// `standard`.
  case `default`
  /// The difference itself.
  case standard
  /// Divided by (df₀c₀ − df₁c₁)/(df₀ − df₁), with c the scaling factors of
  /// both models (Satorra & Bentler, 2001).
  case satorraBentler2001 = "satorra.bentler.2001"
  /// The same with the general model's factor at the restricted model's
  /// estimates, so that it is never negative in theory (Satorra & Bentler,
  /// 2010).
  case satorraBentler2010 = "satorra.bentler.2010"
  /// From the restrictions themselves, scaled and shifted (Satorra, 2000;
  /// Asparouhov & Muthén, 2010).
  case satorra2000 = "satorra.2000"
  /// The same with the restrictions of the parameters themselves, for models
  /// nested parameter by parameter (Satorra, 2000).
  case satorra2000Exact = "satorra.2000.exact"
}

/// The scaled test of a restriction.
struct ScaledDifference {
  /// The outcome.
  enum Outcome {
    /// A statistic with its factor.
    case statistic(Double, factor: Double)
    /// The statistic of χ² with a p value by eigenvalues.
    case tail(Double, pValue: Double)
    /// The factor is negative.
    case negativeFactor
    /// A quantity that the method needs could not be computed.
    case unavailable
  }

  let general: Fit
  let restricted: Fit
  /// The general model's parameters that imply the restricted model's
  /// moments.
  let theta: [Double]?

  private var degrees: Int {
    restricted.modelDegrees - general.modelDegrees
  }

  /// The statistic for a difference of standard statistics.
  func statistic(_ difference: Double, _ method: DifferenceMethod) -> Outcome {
    switch method {
    case .default, .standard: return .statistic(difference, factor: 1)
    case .satorraBentler2001:
      return divided(difference, by: factorTimesDegrees(general))
    case .satorraBentler2010:
      return divided(difference, by: generalAtRestricted)
    case .satorra2000, .satorra2000Exact:
      guard
        let covariances = restrictionCovariances(
          isExact: method == .satorra2000Exact)
      else { return .unavailable }
      if case .eigenvalues(let test) = general.differenceTest {
        return byEigenvalues(difference, test, covariances)
      }
      return scaledAndShifted(
        difference, covariances.inverse * covariances.robust)
    }
  }

  private func factorTimesDegrees(_ fit: Fit) -> Double? {
    fit.modelDegrees == 0
      ? 0
      : fit.measures["chisq_scaling_factor"].map {
        $0 * Double(fit.modelDegrees)
      }
  }

  private func divided(_ difference: Double, by general: Double?) -> Outcome {
    guard let general, let restricted = factorTimesDegrees(restricted) else {
      return .unavailable
    }
    let factor = (restricted - general) / Double(degrees)
    return factor > 0
      ? .statistic(difference / factor, factor: factor) : .negativeFactor
  }

  /// The general model's factor at the restricted estimates, times its
  /// degrees of freedom.
  private var generalAtRestricted: Double? {
    let df = general.modelDegrees
    if df == 0 { return 0 }
    guard let theta, let analysis = try? general.robustAnalysis(at: theta),
      let kind = general.tests.first(where: { $0.kind.isScaled })?.kind,
      let chiSquare = general.chiSquare
    else { return nil }
    return analysis.result(
      kind, of: TestStatistic(chiSquare: chiSquare, degreesOfFreedom: df),
      information: general.options.informationKind
    )?.scalingFactor.map { $0 * Double(df) }
  }

  /// The covariances of the restrictions at the general model's estimates.
  private struct RestrictionCovariances {
    /// (AE⁻¹Aᵀ)⁻¹ for the restrictions A: the inverse of those that normality
    /// gives.
    var inverse: Matrix
    /// AE⁻¹ΔᵀVΓVΔE⁻¹Aᵀ: the robust ones.
    var robust: Matrix
  }

  /// Scaled and shifted by P = (AE⁻¹Aᵀ)⁻¹AE⁻¹ΔᵀVΓVΔE⁻¹Aᵀ (Satorra, 2000): aT + m − a tr P for m restrictions,
  /// a² = m / tr(P²) (Asparouhov & Muthén, 2010).
  private func scaledAndShifted(_ difference: Double, _ p: Matrix) -> Outcome {
    let first = p.diagonal.reduce(0, +)
    let second = traceOfProduct(p, p.transposed)
    guard second > 0, first > 0 else { return .negativeFactor }
    let m = Double(degrees)
    let scale = (m / second).squareRoot()
    return .statistic(
      scale * difference + m - scale * first, factor: 1 / scale)
  }

  /// By the eigenvalues of P, smoothed, as weights of a sum of χ²₁ (Foldnes,
  /// Moss & Grønneberg, 2024, for the difference of nested models).
  ///
  /// - Parameters:
  ///   - difference: The difference of standard statistics.
  ///   - test: The test; of reweighted least squares it takes the difference
  ///     of these.
  ///   - covariances: The factors of P.
  /// - Returns: The outcome.
  private func byEigenvalues(
    _ difference: Double, _ test: EigenvalueTest,
    _ covariances: RestrictionCovariances
  ) -> Outcome {
    var statistic = difference
    if test.isReweighted {
      guard
        let above = try? restricted.robustAnalysis()
          .residualTest(.browneResidualNTModel),
        let below = try? general.robustAnalysis()
          .residualTest(.browneResidualNTModel)
      else { return .unavailable }
      statistic = max(0, above - below)
    }
    // The eigenvalues of P are those of LᵀML for P = LLᵀM.
    let root = covariances.inverse.semidefiniteRoot
    let symmetric = root.transposed * (covariances.robust * root)
    guard
      let values = SymmetricEigen(0.5 * (symmetric + symmetric.transposed))?
        .values,
      let tail = test.tail(of: statistic, eigenvalues: values.reversed())
    else { return .unavailable }
    return .tail(tail.chiSquare, pValue: tail.pValue)
  }

  /// The covariances of the restrictions.
  ///
  /// A is the part of the general model's Jacobian beyond the restricted one's
  /// (the "delta" method of lavaan): the null space of the transpose of
  /// H = (Δ₁ᵀΔ₁)⁻¹Δ₁ᵀΔ₀, each at its own estimates. The exact one is that of the
  /// derivatives of the general model's parameters by the restricted model's.
  ///
  /// - Parameter isExact: Whether A is the exact one.
  /// - Returns: The covariances; `nil` if they cannot be computed.
  private func restrictionCovariances(isExact: Bool) -> RestrictionCovariances?
  {
    guard let analysis = try? general.robustAnalysis(at: point),
      let products = momentProducts(analysis),
      let own = jacobian(of: general, like: general)
    else { return nil }
    let slopes: Matrix?
    if isExact {
      slopes = exactSlopes(own.basis, general: analysis.fitter)
    } else {
      slopes = jacobian(of: restricted, like: general).flatMap { other in
        guard own.delta.rows == other.delta.rows else { return nil }
        return (own.delta.transposed * own.delta).choleskyInverse().map {
          $0.inverse * (own.delta.transposed * other.delta)
        }
      }
    }
    guard let slopes else { return nil }
    let null = NullSpace(
      of: slopes.transposed,
      rightHandSide: [Double](repeating: 0, count: slopes.columns),
      tolerance: 1e-7)
    let a = null.basis.transposed
    guard a.rows == degrees else { return nil }
    let information = Information.matrix(
      general.options.outerInformation, of: analysis.fitter,
      variant: analysis.variant)
    let basis = own.basis
    guard
      let inverse = (basis.transposed * (information * basis))
        .choleskyInverse()?.inverse
    else { return nil }
    let moved = inverse * a.transposed
    guard let outer = (a * moved).choleskyInverse()?.inverse else {
      return nil
    }
    let meat = basis.transposed * (products * basis)
    return RestrictionCovariances(
      inverse: outer, robust: moved.transposed * (meat * moved))
  }

  /// The general model's parameters at which its information is computed: of
  /// pairwise likelihoods the restricted model's, where the restrictions hold
  /// (Katsikatsou & Moustaki, 2016); `nil` for its estimates.
  private var point: [Double]? {
    general.options.estimation.estimator.isComposite ? theta : nil
  }

  /// ΔᵀVΓVΔ of the general model, with the Γ that the test takes; of composite
  /// likelihoods the mean products of scores.
  private func momentProducts(_ analysis: RobustAnalysis) -> Matrix? {
    guard case .eigenvalues(let test) = general.differenceTest,
      test.isUnbiased
    else {
      return analysis.isComposite
        ? analysis.scoreProducts : analysis.momentProducts
    }
    return analysis.unbiasedProducts
  }

  /// A model's Jacobian at its estimates over the directions that its
  /// constraints leave, columns of unit length; groups and moments in the
  /// order of another fit.
  private func jacobian(of fit: Fit, like first: Fit)
    -> (delta: Matrix, basis: Matrix)?
  {
    guard let fitter = try? fit.evaluatedFitter() else { return nil }
    let count = fit.model.parameterCount
    var rows: [[Double]] = []
    for (number, group) in first.sample.enumerated() {
      guard
        let index = fit.sample.firstIndex(where: { $0.label == group.label })
      else { return nil }
      guard let block = fitter.momentBlock(of: index) else { return nil }
      let matrix = block.jacobian(parameterCount: count)
      guard
        let places = MomentMatch.places(
          of: first.model.groups[number].block, in: block.structure)
      else { return nil }
      for place in places { rows.append(matrix.row(place)) }
    }
    let directions =
      ParameterCovariance.directions(
        fitter, fit.estimates, holding: .equalities)
      ?? .identity(count)
    var delta = Matrix(rowArrays: rows) * directions
    var basis = directions
    for j in 0..<delta.columns {
      let length = delta.column(j).reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { return nil }
      for i in 0..<delta.rows { delta[i, j] /= length }
      for i in 0..<basis.rows { basis[i, j] /= length }
    }
    return (delta, basis)
  }

  /// The derivatives of the general model's parameters by the restricted one's,
  /// over the directions that each model's constraints leave.
  ///
  /// - Parameters:
  ///   - basis: The directions of the general model.
  ///   - fitter: The general model's fitter.
  /// - Returns: The derivatives; `nil` unless each of the restricted model's
  ///   parameters is one of the general model.
  private func exactSlopes(_ basis: Matrix, general fitter: Fitter) -> Matrix? {
    guard let other = try? restricted.evaluatedFitter() else { return nil }
    func key(_ row: ParameterRow, _ fit: Fit) -> ParameterKey? {
      guard let group = row.groupIndex else { return nil }
      let label = fit.sample[group].label
      return general.sample.firstIndex { $0.label == label }
        .map { row.key.inBlock($0 + 1) }
    }
    var places: [ParameterKey: Int] = [:]
    for row in general.table.rows {
      guard let parameter = row.parameter, let own = key(row, general) else {
        continue
      }
      places[own] = parameter
    }
    let count = restricted.model.parameterCount
    let directions =
      ParameterCovariance.directions(
        other, restricted.estimates, holding: .equalities)
      ?? .identity(count)
    var moved = Matrix(
      rows: general.model.parameterCount, columns: directions.columns)
    for row in restricted.table.rows {
      guard let parameter = row.parameter else { continue }
      guard let own = key(row, restricted), let place = places[own] else {
        return nil
      }
      for j in 0..<directions.columns {
        moved[place, j] = directions[parameter, j]
      }
    }
    guard
      let inverse = (basis.transposed * basis).choleskyInverse()?.inverse
    else { return nil }
    let slopes = inverse * (basis.transposed * moved)
    // What the general model's constraints do not allow is no part of it.
    let rest = moved - basis * slopes
    let size = moved.elements.reduce(0) { max($0, abs($1)) }
    guard rest.elements.allSatisfy({ abs($0) <= 1e-7 * size }) else {
      return nil
    }
    return slopes
  }
}
