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
  /// The names of the step before and of this one.
  let names: (before: String, own: String)

  /// The comparison of the step's fit with the one before, and the reasons why
  /// it has no test.
  func change() throws(LatentError)
    -> (change: InvarianceChange, reasons: [LatentWarning])
  {
    let comparison = try compare(
      [before, fit], names: [names.before, names.own])
    let test = comparison.pair(0, 1)?.test
    let change = InvarianceChange(
      test: test, cfi: change(in: "cfi"), rmsea: change(in: "rmsea"),
      srmr: change(in: "srmr"))
    // The fits warn of inadmissible solutions themselves; a ladder uses no AIC.
    let reasons = comparison.notes.filter {
      ![.comparisonInadmissible, .comparisonCriteria, .comparisonBaseline]
        .contains($0.code)
    }
    return (change, test == nil ? reasons : [])
  }

  /// The reason why the criterion says nothing of a step; `nil` where it does.
  func reasonForNoVerdict(_ change: InvarianceChange) -> LatentWarning? {
    let needed: [(String, Double?)] =
      switch options.criterion {
      case .chiSquare: [("chi-square difference test", change.test?.pValue)]
      case .cfi: [("CFI", change.cfi)]
      case .chen:
        [("CFI", change.cfi), ("RMSEA", change.rmsea), ("SRMR", change.srmr)]
      }
    let missing = needed.filter { $0.1 == nil }.map(\.0)
    guard !missing.isEmpty else { return nil }
    return LatentWarning(
      code: .invarianceNoVerdict,
      message: "The step \(names.own) has no verdict by the criterion "
        + "\(options.criterion.rawValue): \(listing(missing, limit: 3)) "
        + "cannot be computed for it or for \(names.before). Another "
        + "criterion may do.")
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
