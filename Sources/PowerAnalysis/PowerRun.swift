package import Messages
internal import Populations

/// Carries out power analyses.
package struct PowerRun {
  private let options: PowerOptions
  private let model: PowerModel?

  /// Makes an analysis.
  ///
  /// - Parameters:
  ///   - options: What is asked for.
  ///   - model: The population with its effects; `nil` for tests of fit, which
  ///     need none.
  package init(_ options: PowerOptions, _ model: PowerModel?) {
    self.options = options
    self.model = model
  }

  /// The power of tests of fit, and of the difference between nested models, by
  /// their RMSEA.
  ///
  /// - Throws: `LatentError` for values that make no test.
  package func ofFit() throws(LatentError) -> PowerResult {
    let isDifference = options.degrees.count == 2
    let usual = isDifference ? [0.0, 0.0] : [0.05]
    let null = options.nullRMSEA.isEmpty ? usual : options.nullRMSEA
    let own = options.rmsea.isEmpty && !isDifference ? [0.08] : options.rmsea
    func refuse(_ option: String, _ message: String, _ remedy: String)
      -> LatentError
    {
      PowerOptionText(name: option, text: "").refusal(message, remedy)
    }
    guard !options.degrees.isEmpty else {
      throw refuse(
        "df", "The degrees of freedom are not known.",
        "Name the model, or give its degrees of freedom by the option `df`.")
    }
    for (name, values) in [("rmsea-null", null), ("rmsea", own)]
    where values.count != options.degrees.count {
      throw refuse(
        name,
        "There are \(options.degrees.count) numbers of degrees of freedom"
          + " and \(values.count) values of the RMSEA.",
        "Give as many of the ones as of the others.")
    }
    let test: NoncentralTest
    let subject: PowerResult.Subject
    if isDifference {
      guard options.degrees[0] > options.degrees[1] else {
        throw refuse(
          "df",
          "The restricted model comes first, and has the more degrees of "
            + "freedom.", "Exchange the two.")
      }
      test = .ofDifference(
        degrees: (options.degrees[0], options.degrees[1]),
        null: (null[0], null[1]), alternative: (own[0], own[1]),
        alpha: options.alpha, groups: options.groupCount)
      subject = .difference(null: null, rmsea: own)
      guard test.null >= 0, test.alternative > test.null else {
        throw refuse(
          "rmsea",
          "The restricted model does not fit worse by these values "
            + "than under the null hypothesis.",
          "The discrepancy of a model is df times its squared RMSEA; that of "
            + "the restricted model has to be the larger.")
      }
    } else {
      test = .ofFit(
        degrees: options.degrees[0], null: null[0], alternative: own[0],
        alpha: options.alpha, groups: options.groupCount)
      subject = .fit(null: null[0], rmsea: own[0])
      guard null[0] != own[0] else {
        throw refuse(
          "rmsea", "It is that of the null hypothesis.",
          "Give two values, such as 0.05 and 0.08.")
      }
    }
    var result = PowerResult(subject, .rmsea, options)
    try fill(&result, test)
    return result
  }

  /// The power of tests of parameters by noncentrality.
  ///
  /// - Parameter method: The way.
  /// - Returns: The power.
  /// - Throws: `LatentError` where no fit can be made, or no number of cases
  ///   gives the power.
  package func ofParameters(_ method: PowerOptions.Method) throws(LatentError)
    -> PowerResult
  {
    guard let model else { preconditionFailure("parameters are of a model") }
    let power = NoncentralityPower(model, options, method)
    let subject: PowerResult.Subject =
      options.effects.isEmpty
      ? .restriction(options.restriction ?? "")
      : .effects(options.effects, isEquality: options.null == .equalGroups)
    var result = PowerResult(subject, method, options)
    let test = try power.test()
    if options.isDetectable {
      result.detectable = DetectableValue(
        value: try DetectableEffect(model, options, power).value(),
        populationValue: model.effectValue ?? 0, power: options.wantedPower)
      result.degrees = test.degrees
      let total = power.counts.reduce(0, +)
      result.given = PowerFigure(
        cases: total, power: test.power(cases: total))
      return result
    }
    try fill(&result, test)
    return result
  }

  private func fill(_ result: inout PowerResult, _ test: NoncentralTest)
    throws(LatentError)
  {
    result.degrees = test.degrees
    result.noncentralities = [test.null, test.alternative]
    let total = options.counts.reduce(0, +)
    if total > 0 {
      result.given = PowerFigure(
        cases: total, power: test.power(cases: total))
    }
    // Models have no fewer cases than variables and groups.
    let least = max(
      (model?.population.groups.first?.variables.count ?? 1) + 1,
      2 * options.groupCount)
    if let cases = test.leastCases(power: options.wantedPower, from: least),
      test.alternative > 1e-12
    {
      result.needed = NeededCases(
        cases: cases, counts: CaseShares(options).counts(total: cases),
        power: options.wantedPower,
        reached: PowerFigure(cases: cases, power: test.power(cases: cases)),
        isAtLowerEnd: cases == least)
    } else if total == 0 || options.power != nil {
      throw LatentError(
        kind: .request, code: .powerNotReached,
        message: "No number of cases gives the power "
          + "\(NumberStyle.bounded.text(options.wantedPower)): the population "
          + "does not differ from the null hypothesis.",
        remedy: "Give the effect another value.")
    }
    result.curve = curve(test, through: [total, result.needed?.cases ?? 0])
  }

  /// The power at numbers of cases up to where it is .99, or beyond those named.
  private func curve(_ test: NoncentralTest, through cases: [Int])
    -> [PowerFigure]
  {
    let named = cases.max() ?? 0
    let end = min(
      max(
        test.leastCases(power: 0.99) ?? 0, named + named / 5, 20),
      named > 0 ? max(3 * named, 20) : 1_000_000)
    let start = max(2, end / 40)
    let step = max(1, (end - start) / 60)
    return stride(from: start, through: end, by: step).map {
      PowerFigure(cases: $0, power: test.power(cases: $0))
    }
  }
}
