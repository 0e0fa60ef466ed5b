internal import FitSettings
internal import Messages
internal import ModelCriticism
internal import ModelFit
internal import Populations

/// Power by the noncentrality that a population gives a test of parameters.
///
/// The restricted model is fitted to the population's moments; N times what it
/// fits worse than the model itself is the noncentrality of the likelihood
/// ratio test (Satorra & Saris, 1985). That of the Wald test is the test's
/// statistic at the population's values.
struct NoncentralityPower {
  private let model: PowerModel
  private let options: PowerOptions
  private let method: PowerOptions.Method
  /// Numbers of cases in the groups' shares, large where none are given.
  let counts: [Int]

  /// Makes the power of a model's effects.
  init(
    _ model: PowerModel, _ options: PowerOptions, _ method: PowerOptions.Method
  ) {
    self.model = model
    self.options = options
    self.method = method
    counts =
      options.counts.isEmpty
      ? CaseShares(options).counts(total: 100_000) : options.counts
  }

  /// The test whose power is wanted.
  ///
  /// - Parameter groups: The population; the model's own if `nil`.
  /// - Returns: The test.
  /// - Throws: `LatentError` where no fit can be made.
  func test(_ groups: [PopulationGroup]? = nil) throws(LatentError)
    -> NoncentralTest
  {
    let groups = groups ?? model.population.groups
    let full = try model.fit(model.model, to: groups, counts: counts)
    let total = Double(counts.reduce(0, +))
    if method == .wald {
      let sets = try model.hypotheses(options.null, splitsProducts: false)
      let statements = (sets.first ?? []) + restrictions
      let wald = try full.waldTest(statements.joined(separator: "; ")).test
      return NoncentralTest(
        degrees: wald.degreesOfFreedom, null: 0,
        alternative: wald.statistic / total, alpha: options.alpha, lost: 0)
    }
    var best: NoncentralTest?
    for set in try model.hypotheses(options.null, splitsProducts: true) {
      let restricted = try model.fit(
        model.restricted(by: set + restrictions), to: groups, counts: counts)
      let degrees = restricted.modelDegrees - full.modelDegrees
      guard degrees > 0 else {
        throw LatentError(
          kind: .request, code: .powerOption,
          message: "The restricted model has no more degrees of freedom than "
            + "the model itself.",
          remedy: "Restrict parameters that the model estimates.")
      }
      let worse = (restricted.chiSquare ?? 0) - (full.chiSquare ?? 0)
      let own = NoncentralTest(
        degrees: degrees, null: 0, alternative: max(0, worse) / total,
        alpha: options.alpha, lost: 0)
      // The way in which the null hypothesis fits best is the hardest to rule
      // out.
      if best.map({ own.alternative < $0.alternative }) ?? true { best = own }
    }
    guard let best else { preconditionFailure("a null hypothesis has a set") }
    return best
  }

  /// The statements of the option.
  private var restrictions: [String] {
    (options.restriction ?? "").split(separator: ";").map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }
  }
}

/// The groups' shares of all cases.
struct CaseShares {
  private let shares: [Double]

  init(_ options: PowerOptions) {
    let own =
      options.counts.count > 1
      ? options.counts.map(Double.init)
      : options.shares.isEmpty
        ? [Double](repeating: 1, count: options.groupCount) : options.shares
    let sum = own.reduce(0, +)
    shares = own.map { $0 / sum }
  }

  /// The numbers of cases of the groups whose sum is nearest to a total.
  func counts(total: Int) -> [Int] {
    if shares.count == 1 { return [total] }
    return shares.map { max(2, Int(($0 * Double(total)).rounded())) }
  }
}
