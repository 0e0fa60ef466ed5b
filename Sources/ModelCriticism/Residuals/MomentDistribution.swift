internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentInformation
internal import MomentStructure
internal import SampleStatistics

/// The matrices behind standard errors of residuals of incomplete cases, in one
/// group: the covariances Γ of the saturated moments, times the number of
/// cases, and the weight V with which the estimates follow these moments.
///
/// Both are over (means, vech covariances); moments among fixed exogenous
/// variables have zeros.
struct MomentDistribution {
  /// V; `nil` for the estimator's own.
  var weight: Matrix?
  /// Γ.
  var covariance: Matrix

  /// The distributions of all groups' moments.
  ///
  /// With full information Γ is the inverse of the saturated information W_m
  /// at the saturated moments, W_m⁻¹B₁W_m⁻¹ where standard errors are robust,
  /// and V is the information at the moments that the model implies, or at the
  /// saturated ones (`h1.information`). Both are of the kind that the fit's
  /// standard errors derive from, as in lavaan. In two stages Γ is the first
  /// stage's (Yuan & Bentler, 2000), and V that of complete cases at the
  /// moments that the model implies, so that what the second stage reproduces
  /// has no error.
  ///
  /// - Parameters:
  ///   - fit: A fit of incomplete cases.
  ///   - fitter: A fitter at its estimates.
  /// - Returns: One entry for each group.
  /// - Throws: `LatentError` if there are too many moments, or if the saturated
  ///   information is singular.
  static func all(_ fit: Fit, _ fitter: Fitter) throws(LatentError)
    -> [MomentDistribution]
  {
    guard !SaturatedModelOfPatterns.isTooLarge(fitter) else {
      throw LatentError(
        code: .residualsTooManyMoments,
        message: "Standard errors of residuals of incomplete cases are made "
          + "for up to \(SaturatedModelOfPatterns.momentLimit) means and "
          + "covariances.",
        remedy: "Use raw or cor.")
    }
    guard let joint = joint(fit, fitter) else {
      throw LatentError(
        code: .residualsSingularInformation,
        message: "The information matrix of the saturated moments is "
          + "singular: residuals have no standard errors.",
        remedy: "Use raw or cor.")
    }
    return joint
  }

  private static func joint(_ fit: Fit, _ fitter: Fitter)
    -> [MomentDistribution]?
  {
    let variant = fit.options.informationVariant
    guard let saturated = SaturatedModelOfPatterns(fitter) else { return nil }
    let kind = variant.kind
    if variant.missing.isTwoStage {
      let inverse =
        kind == .expected
        ? saturated.information(.expected).choleskyInverse()?.inverse
        : saturated.inverse
      guard let inverse else { return nil }
      return saturated.split(
        fitter, weight: nil,
        covariance: variant.missing == .robustTwoStage
          ? inverse * (saturated.scoreProducts * inverse) : inverse)
    }
    let own = saturated.information(kind)
    let weight =
      variant.h1 == .unstructured
      ? own : saturated.information(kind, at: fit.implied)
    let inverse =
      kind == .observed ? saturated.inverse : own.choleskyInverse()?.inverse
    guard let weight, let inverse else { return nil }
    return saturated.split(
      fitter, weight: weight,
      covariance: fit.options.standardErrors.isFromScores
        ? inverse * (saturated.scoreProducts * inverse) : inverse)
  }
}

extension SaturatedModelOfPatterns {
  /// Takes matrices over the moments of all groups apart.
  ///
  /// - Parameters:
  ///   - model: The model's fitter.
  ///   - weight: A weight, each group's by its share of the cases; or none.
  ///   - covariance: Covariances of the moments, times the number of all
  ///     cases.
  /// - Returns: Each group's own, over all of its moments, times the number
  ///   of its cases.
  func split(_ model: Fitter, weight: Matrix?, covariance: Matrix)
    -> [MomentDistribution]
  {
    let shares = model.sample.shares
    return model.model.groups.enumerated().map { group, structure in
      let size = structure.block.momentCount
      let own = places.indices.filter { places[$0].group == group }
      var result = MomentDistribution(
        weight: weight.map { _ in Matrix(rows: size, columns: size) },
        covariance: Matrix(rows: size, columns: size))
      for b in own {
        for a in own {
          let (i, j) = (places[a].moment, places[b].moment)
          if let weight {
            result.weight?[i, j] = weight[a, b] / shares[group]
          }
          result.covariance[i, j] = covariance[a, b] * shares[group]
        }
      }
      return result
    }
  }
}
