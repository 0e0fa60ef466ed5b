import FitSettings
import Latent
import ModelFit
import TestSupport
import Testing

/// Incomplete cases given exogenous variables against lavaan 0.7-2.3170.
///
///     sem(model, data, missing = "ml", conditional.x = TRUE,
///       em.h1.args = list(tol = 1e-13))
struct ConditionalMissingTests {
  private static let text = """
    visual =~ x1 + x2 + x3
    speed =~ x7 + x8 + x9
    visual ~ x4
    speed ~ visual + x4 + x5
    """

  private func fit(_ preset: EstimatorPreset, conditions: Bool) throws -> Fit {
    var options = FitOptions(preset)
    options.missing = .fullInformation
    options.model.conditionsOnExogenous = conditions
    return try Model(text: Self.text).fit(
      to: HolzingerModel.table("holzinger-swineford-missing.csv"),
      options: options)
  }

  @Test func measuresAreLavaans() throws {
    let fit = try fit(.mlr, conditions: true)
    #expect(fit.observationCount == 259)
    for (name, value) in [
      ("chisq", 67.6908933), ("df", 17), ("logl", -1937.0516872),
      ("unrestricted_logl", -1903.2062406), ("baseline_chisq", 261.4851574),
      ("baseline_df", 15), ("cfi", 0.7943450), ("tli", 0.8185397),
      ("rmsea", 0.1072978), ("chisq_scaled", 73.5127353),
      ("baseline_chisq_scaled", 263.7462966), ("gfi_lisrel", 0.9958556942),
      ("agfi_lisrel", 0.9904924750), ("pgfi", 0.4340909436),
    ] {
      expectClose(
        try #require(fit.measures[name], "\(name)"), value, relative: 2e-6,
        name)
    }
  }

  /// Estimates are those with fixed moments of the exogenous variables, whose
  /// part of the likelihood no parameter moves.
  @Test(arguments: [EstimatorPreset.ml, .mlr])
  func estimatesAreThoseOfFixedMoments(_ preset: EstimatorPreset) throws {
    let given = try fit(preset, conditions: true)
    let fixed = try fit(preset, conditions: false)
    for row in given.parameters where row.free > 0 {
      let other = try #require(fixed[row.key])
      expectClose(row.estimate, other.estimate, relative: 1e-7, absolute: 1e-8)
      expectClose(
        try #require(row.standardError), try #require(other.standardError),
        relative: 1e-6)
    }
    let visual = try #require(given.parameter("visual", "~", "x4"))
    expectClose(visual.estimate, 0.27151140304, relative: 1e-5)
    expectClose(
      try #require(visual.standardError),
      preset == .ml ? 0.0645087321 : 0.0931604411, relative: 1e-5)
  }
}
