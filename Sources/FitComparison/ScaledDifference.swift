internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import MomentStructure
internal import SampleStatistics

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
}

/// The scaled test of a restriction.
struct ScaledDifference {
  /// The outcome.
  enum Outcome {
    /// A statistic with its factor.
    case statistic(Double, factor: Double)
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
    case .satorra2000: return fromRestrictions(difference)
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

  /// With A the restrictions and P = (AE⁻¹Aᵀ)⁻¹AE⁻¹ΔᵀVΓVΔE⁻¹Aᵀ, the
  /// statistic is aT + m − a tr P for m restrictions, a² = m / tr(P²).
  ///
  /// A is the part of the general model's Jacobian beyond the restricted one's
  /// (the "delta" method of lavaan): the null space of the transpose of
  /// H = (Δ₁ᵀΔ₁)⁻¹Δ₁ᵀΔ₀.
  private func fromRestrictions(_ difference: Double) -> Outcome {
    guard let analysis = try? general.robustAnalysis(),
      let products = analysis.momentProducts,
      let own = jacobian(of: general, like: general),
      let other = jacobian(of: restricted, like: general),
      own.delta.rows == other.delta.rows,
      let solve = (own.delta.transposed * own.delta).choleskyInverse()?.inverse
    else { return .unavailable }
    let slopes = solve * (own.delta.transposed * other.delta)
    let null = NullSpace(
      of: slopes.transposed,
      rightHandSide: [Double](repeating: 0, count: slopes.columns),
      tolerance: 1e-7)
    let a = null.basis.transposed
    guard a.rows == degrees else { return .unavailable }
    let information = Information.matrix(
      general.options.outerInformation, of: analysis.fitter,
      variant: analysis.variant)
    let basis = own.basis
    guard
      let inverse = (basis.transposed * (information * basis))
        .choleskyInverse()?.inverse
    else { return .unavailable }
    let moved = inverse * a.transposed
    guard let outer = (a * moved).choleskyInverse()?.inverse else {
      return .unavailable
    }
    let meat = basis.transposed * (products * basis)
    let p = outer * (moved.transposed * (meat * moved))
    let first = p.diagonal.reduce(0, +)
    let second = RobustAnalysis.traceOfProduct(p, p.transposed)
    guard second > 0, first > 0 else { return .negativeFactor }
    let m = Double(degrees)
    let scale = (m / second).squareRoot()
    return .statistic(
      scale * difference + m - scale * first, factor: 1 / scale)
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
    for group in first.sample {
      guard
        let index = fit.sample.firstIndex(where: { $0.label == group.label })
      else { return nil }
      guard let block = fitter.objective.terms[index].momentTerm?.block else {
        return nil
      }
      let matrix = block.jacobian(parameterCount: count)
      let order = group.variables.compactMap {
        fit.sample[index].variables.firstIndex(of: $0)
      }
      guard order.count == group.variables.count else { return nil }
      let layout = block.structure.layout
      for moment in layout.moments {
        let own: Moment =
          switch moment {
          case .mean(let i): .mean(order[i])
          case .covariance(let i, let j): .covariance(order[i], order[j])
          case .threshold, .slope: moment
          }
        rows.append(matrix.row(layout.index(of: own)))
      }
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
}
