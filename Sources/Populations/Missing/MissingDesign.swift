internal import Messages
internal import Probability

/// The values of a group's cases that go missing.
struct MissingDesign: Sendable {
  /// Values that go missing completely at random.
  struct Share: Sendable {
    var place: Int
    var share: Double
  }

  /// Values that go missing where a normal number lies below an intercept and a
  /// slope times the standardized cause.
  struct Rule: Sendable {
    var place: Int
    var cause: Int
    var intercept: Double
    var slope: Double
    var mean: Double
    var deviation: Double
  }

  private(set) var shares: [Share] = []
  private(set) var rules: [Rule] = []
  private(set) var forms: [[Int]] = []
  private(set) var waves: [[Int]] = []
  private let attrition: Double

  init(_ group: PopulationGroup, _ options: PopulationOptions)
    throws(LatentError)
  {
    attrition = options.attrition
    for (name, _) in options.missing.own {
      _ = try group.place(of: name, option: "missing-share")
    }
    for (place, name) in group.variables.enumerated() {
      if let share = options.missing[name], share > 0 {
        shares.append(Share(place: place, share: share))
      }
    }
    forms = try Self.places(options.forms, of: group, option: "forms")
    waves = try Self.places(options.waves, of: group, option: "waves")
    for rule in options.dependences {
      rules.append(try Self.rule(rule, group))
    }
    try requireKnownCauses(group)
  }

  /// Whether nothing goes missing.
  var isEmpty: Bool {
    shares.isEmpty && rules.isEmpty && forms.isEmpty && waves.isEmpty
  }

  private static func places(
    _ sets: [[String]], of group: PopulationGroup, option: String
  ) throws(LatentError) -> [[Int]] {
    var result: [[Int]] = []
    for names in sets {
      var places: [Int] = []
      for name in names {
        places.append(try group.place(of: name, option: option))
      }
      result.append(places)
    }
    return result
  }

  /// The rule whose average over a normal cause is the share: E Φ(a + bz) =
  /// Φ(a/√(1 + b²)).
  private static func rule(
    _ rule: PopulationOptions.Dependence, _ group: PopulationGroup
  ) throws(LatentError) -> Rule {
    let place = try group.place(of: rule.variable, option: "missing-by")
    let cause = try group.place(of: rule.cause, option: "missing-by")
    let text = OptionText(name: "missing-by", text: "")
    guard place != cause else {
      throw text.refusal(
        "\(rule.variable) would go missing by its own values, which is not "
          + "at random.", "Name another variable as the cause.")
    }
    guard group.thresholds[cause].isEmpty else {
      throw text.refusal(
        "The cause \(rule.cause) is ordered.", "Name a continuous variable.")
    }
    return Rule(
      place: place, cause: cause,
      intercept: NormalDistribution.quantile(rule.share)
        * (1 + rule.slope * rule.slope).squareRoot(),
      slope: rule.slope, mean: group.mean[cause],
      deviation: group.deviation(cause))
  }

  /// Refuses causes that go missing themselves.
  private func requireKnownCauses(_ group: PopulationGroup)
    throws(LatentError)
  {
    let lost = Set(
      shares.map(\.place) + rules.map(\.place) + forms.flatMap(\.self)
        + waves.dropFirst().flatMap(\.self))
    guard let rule = rules.first(where: { lost.contains($0.cause) }) else {
      return
    }
    throw OptionText(name: "missing-by", text: "").refusal(
      "The cause \(group.variables[rule.cause]) has missing values itself, so "
        + "that values would not go missing at random.",
      "Name a cause that is complete.")
  }

  /// Takes values of a case away.
  ///
  /// - Parameters:
  ///   - random: The stream of missing values.
  ///   - values: The table, cases × variables, column after column.
  ///   - row: The case.
  ///   - count: The number of cases.
  func apply(
    _ random: inout RandomStream, to values: inout MutableSpan<Double>,
    case row: Int, of count: Int
  ) {
    for rule in rules {
      let cause = values[row &+ rule.cause &* count]
      let z = (cause - rule.mean) / rule.deviation
      if random.normal() < rule.intercept + rule.slope * z {
        values[row &+ rule.place &* count] = .nan
      }
    }
    for own in shares where random.uniform() < own.share {
      values[row &+ own.place &* count] = .nan
    }
    if !forms.isEmpty {
      for place in forms[row % forms.count] {
        values[row &+ place &* count] = .nan
      }
    }
    var isLost = false
    for wave in waves.dropFirst() {
      if !isLost { isLost = random.uniform() < attrition }
      if isLost {
        for place in wave { values[row &+ place &* count] = .nan }
      }
    }
  }
}
