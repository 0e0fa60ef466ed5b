internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The first two moments of the ratio of a pairwise likelihood at the estimates
/// and without restrictions, 2(pl₁ − pl₀), if the model holds (Katsikatsou &
/// Moustaki, 2016).
///
/// The ratio is q₁ − q₀ of quadratic forms: of the correlations without
/// restrictions, with S₁ = (H^ρρ)⁻¹ and the covariances G₁, and of the model's
/// parameters but thresholds, with S₀ = (H^ψψ)⁻¹ and G₀, H^· blocks of the
/// inverse of the second derivatives. Its mean is tr(S₁G₁) − tr(S₀G₀), half of
/// its variance tr((S₁G₁)²) + tr((S₀G₀)²) − 2 tr(S₁ΔG₀S₀G₀Δᵀ). Where thresholds
/// are restricted they belong to both forms.
struct CompositeRatio {
  /// The mean.
  let trace: Double
  /// Half of the variance.
  let second: Double

  /// Computes them at the estimates; `nil` for other likelihoods, and for
  /// singular second derivatives.
  ///
  /// - Parameter robust: The model's analysis.
  init?(_ robust: RobustAnalysis) {
    let fitter = robust.fitter
    guard let inverse = robust.inverseMatrix(robust.variant.kind) else {
      return nil
    }
    let thresholds = Self.freeThresholds(fitter)
    let places = (0..<fitter.model.parameterCount).filter {
      thresholds?.contains($0) != true
    }
    func part(_ matrix: Matrix) -> Matrix {
      matrix.submatrix(rows: places, columns: places)
    }
    if let ratio = Self.ofAllMoments(robust) {
      (trace, second) = ratio
      return
    }
    var (first, second) = (0.0, 0.0)
    var form = Matrix(rows: places.count, columns: places.count)
    for (index, share) in fitter.sample.shares.enumerated() {
      guard
        let products = fitter.objective.terms[index].composite?.products(
          profilesThresholds: thresholds != nil)
      else { return nil }
      first += products.first
      second += products.second
      form = form + share * part(products.form)
    }
    if !places.isEmpty {
      guard let weight = Self.inverse(part(inverse)) else { return nil }
      let spread = part(inverse * (robust.scoreProducts * inverse))
      let own = weight * spread
      first -= own.diagonal.reduce(0, +)
      second += traceOfProduct(own, own.transposed)
      let crossed = form * (spread * own)
      second -= 2 * crossed.diagonal.reduce(0, +)
    }
    guard first > 0, second > 0 else { return nil }
    trace = first
    self.second = second
  }

  /// The mean and half of the variance by all moments; `nil` where some are
  /// profiled out, and for other likelihoods.
  ///
  /// They are tr(PG) and tr((PG)²) with P = H − HΔ(ΔᵀHΔ)⁻¹ΔᵀH, Δ in the
  /// directions that constraints leave, and G = H⁻¹JH⁻¹: positive even if the
  /// model does not hold.
  private static func ofAllMoments(_ robust: RobustAnalysis)
    -> (trace: Double, second: Double)?
  {
    let fitter = robust.fitter
    let count = fitter.model.parameterCount
    var (first, second) = (0.0, 0.0)
    var form = Matrix(rows: count, columns: count)
    var (spread, turned) = (form, form)
    for (index, share) in fitter.sample.shares.enumerated() {
      guard
        let products = fitter.objective.terms[index].composite?.products(
          profilesThresholds: false),
        let own = products.spread, let moved = products.turned
      else { return nil }
      first += products.first
      second += products.second
      form = form + share * products.form
      spread = spread + share * own
      turned = turned + share * moved
    }
    let basis =
      ParameterCovariance.directions(fitter, robust.estimates)
      ?? .identity(count)
    guard
      let own = (basis.transposed * (form * basis)).choleskyInverse()?.inverse
    else { return nil }
    let inverse = basis * (own * basis.transposed)
    let product = inverse * spread
    first -= product.diagonal.reduce(0, +)
    second -= 2 * traceOfProduct(inverse, turned)
    second += traceOfProduct(product, product.transposed)
    return first > 0 && second > 0 ? (first, second) : nil
  }

  /// The parameters that are thresholds; `nil` if any threshold is restricted.
  private static func freeThresholds(_ fitter: Fitter) -> Set<Int>? {
    let table = fitter.model.table
    var parameters: Set<Int> = []
    var rows: Set<Int> = []
    for (number, row) in table.rows.enumerated() where row.op == .threshold {
      guard let parameter = row.parameter,
        parameters.insert(parameter).inserted
      else { return nil }
      rows.insert(number)
    }
    let isRestricted = table.constraints.contains { constraint in
      constraint.expression.rows.contains { rows.contains($0) }
    }
    return isRestricted ? nil : parameters
  }

  /// The inverse of a positive semidefinite matrix on the directions that
  /// constraints leave it.
  private static func inverse(_ matrix: Matrix) -> Matrix? {
    let scale = matrix.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    var scaled = matrix
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows { scaled[i, j] *= scale[i] * scale[j] }
    }
    guard let eigen = SymmetricEigen(scaled) else { return nil }
    let largest = eigen.values.last ?? 0
    var turned = eigen.vectors
    for (k, value) in eigen.values.enumerated() {
      let factor = value > 1e-10 * largest ? 1 / value.squareRoot() : 0
      for i in 0..<turned.rows { turned[i, k] *= factor }
    }
    var result = turned * turned.transposed
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows { result[i, j] *= scale[i] * scale[j] }
    }
    return result
  }
}
