internal import FitComparison
internal import FitSettings
internal import Messages
internal import ModelFit

/// Judges a step of invariance by its criteria.
struct InvarianceJudge {
  let options: InvarianceOptions
  let step: InvarianceStep
  let fit: Fit
  let before: Fit

  /// The comparison of the step's fit with the one before.
  func change() throws(LatentError) -> InvarianceChange {
    let comparison = try compare([before, fit])
    let pair = comparison.pair(0, 1)
    return InvarianceChange(
      test: pair?.test, cfi: change(in: "cfi"), rmsea: change(in: "rmsea"),
      srmr: change(in: "srmr"))
  }

  /// The change in a measure, in the best version that both fits have.
  private func change(in name: String) -> Double? {
    fit.measures.change(of: name, from: before.measures)
  }

  /// The verdict of each criterion; one that lacks a figure gives none.
  func verdicts(_ change: InvarianceChange?) -> [InvarianceCriterion: Bool] {
    guard let change else { return [:] }
    // Rounding of a difference does not decide.
    let slack = 1e-12
    var result: [InvarianceCriterion: Bool] = [:]
    if let p = change.test?.pValue {
      result[.chiSquare] = p >= options.significance
    }
    guard let cfi = change.cfi else { return result }
    let count = fit.observationCount
    let simple = InvarianceLimits(.cfi, step: step, count: count)
    result[.cfi] = -cfi <= simple.cfiFall + slack
    let limits = InvarianceLimits(.chen, step: step, count: count)
    if let rmsea = change.rmsea, let srmr = change.srmr,
      let rmseaRise = limits.rmseaRise, let srmrRise = limits.srmrRise
    {
      let supplements = rmsea >= rmseaRise || srmr >= srmrRise
      result[.chen] = !(-cfi >= limits.cfiFall && supplements)
    }
    return result
  }
}
