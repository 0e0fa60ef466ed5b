import ArgumentParser
import Latent

/// Which effects, and how their intervals are made.
struct EffectFlags: ParsableArguments {
  @Option(help: .init("The acting variables.", valueName: "a,b"))
  var from: String

  @Option(help: .init("The outcomes.", valueName: "c,d"))
  var to: String

  @Option(
    help: .init(
      "Values of moderators: mean-sd (if not given), percentiles, or values "
        + "such as 'w=-1,0,1;z=percentiles'.", valueName: "values"))
  var at: String?

  @Option(
    help: .init(
      "Draws of the Monte Carlo intervals: 20000 if not given, beside a "
        + "bootstrap 0.", valueName: "n"))
  var monteCarlo: String?

  @Option(
    help: .init(
      "Compare indirect effects pair by pair? true if not given.",
      valueName: "bool"))
  var contrasts: String?

  @Option(
    help: .init(
      "Compare groups pair by pair? true if not given.", valueName: "bool"))
  var groupDifferences: String?

  @Option(
    help: .init(
      "The most paths from one variable to another: 100 if not given.",
      valueName: "n"))
  var maxPaths: String?
}

/// What `latent effects` is asked for beside the fit.
struct EffectRequest {
  var sources: [String]
  var outcomes: [String]
  var options = EffectOptions()
  private var isAtGiven: Bool
  private var usual = ModeratorLevels.meanAndDeviation
  private var chosen: [(variable: String, choice: Choice)] = []

  private enum Choice {
    case levels(ModeratorLevels)
    case values([Double])
  }

  /// Reads the flags.
  ///
  /// - Parameters:
  ///   - flags: The flags.
  ///   - isBootstrap: Whether intervals come from a bootstrap.
  ///   - seed: The seed of Monte Carlo draws.
  /// - Throws: What is wrong with them.
  init(_ flags: EffectFlags, isBootstrap: Bool, seed: UInt64) throws {
    options.seed = seed
    sources = try InputError.naming("from") {
      try SettingValue.list(flags.from)
    }
    outcomes = try InputError.naming("to") { try SettingValue.list(flags.to) }
    isAtGiven = flags.at != nil
    if let draws = flags.monteCarlo {
      options.monteCarloDraws = try InputError.naming("monte-carlo") {
        try SettingValue.whole(
          draws, "number of draws", from: 0, to: SettingValue.mostDraws)
      }
    } else if isBootstrap {
      options.monteCarloDraws = 0
    }
    if let contrasts = flags.contrasts {
      options.includesContrasts = try InputError.naming("contrasts") {
        try SettingValue.bool(contrasts, default: true)
      }
    }
    if let differences = flags.groupDifferences {
      options.includesGroupDifferences =
        try InputError.naming("group-differences") {
          try SettingValue.bool(differences, default: true)
        }
    }
    if let most = flags.maxPaths {
      options.maximumPathCount = try InputError.naming("max-paths") {
        try SettingValue.whole(most, "number of paths")
      }
    }
    if let at = flags.at {
      try InputError.naming("at") { try readPoints(at) }
    }
  }

  /// The effects, conditional ones of every moderated pair among them.
  ///
  /// - Parameter fit: The fit.
  /// - Returns: The selection.
  /// - Throws: What is wrong with the moderators' values.
  func selection(of fit: Fit) throws -> EffectSelection {
    var conditions: [EffectConditions] = []
    var used: Set<String> = []
    for from in sources {
      for to in outcomes {
        guard let names = try moderators(of: fit, from: from, to: to)
        else { continue }
        if names.isEmpty { continue }
        used.formUnion(names)
        conditions.append(
          EffectConditions(
            from: from, to: to,
            at: try names.map { try points(of: $0, fit) }))
      }
    }
    if let idle = chosen.first(where: { !used.contains($0.variable) }) {
      throw InputError.unknown("moderator", idle.variable, among: used.sorted())
    }
    if isAtGiven, conditions.isEmpty {
      throw InputError(
        message: "--at: No path is moderated by a product.",
        help: "Leave `--at` out.")
    }
    return EffectSelection(
      from: sources, to: outcomes, conditions: conditions, options: options)
  }

  /// The moderators of a pair; `nil` for powers that nobody asked about.
  private func moderators(of fit: Fit, from: String, to: String) throws
    -> [String]?
  {
    do {
      return try fit.moderators(from: from, to: to, options: options)
    } catch {
      guard error.code == "moderation.power", !isAtGiven else { throw error }
      StandardStreams.complain(
        "latent: No conditional effects: \(error.message)")
      return nil
    }
  }

  private func points(of name: String, _ fit: Fit) throws -> ModeratorPoints {
    let choice = chosen.first { $0.variable == name }?.choice
    return switch choice ?? .levels(usual) {
    case .values(let values): ModeratorPoints(name, values: values)
    case .levels(let levels): try fit.moderatorPoints(of: name, at: levels)
    }
  }

  private mutating func readPoints(_ text: String) throws {
    guard text.contains("=") else {
      usual = try SettingValue.choice(text, "choice of values")
      return
    }
    for part in text.split(separator: ";") {
      guard let sign = part.lastIndex(of: "=") else {
        throw InputError(
          message: "`\(part)` names no moderator.",
          help: "Expected values such as `w=-1,0,1`.")
      }
      let name = part[..<sign].split(separator: " ").joined(separator: " ")
      let values = String(part[part.index(after: sign)...])
      guard !name.isEmpty, !chosen.contains(where: { $0.variable == name })
      else {
        throw InputError(
          message: "Values without a moderator, or twice for one: `\(part)`.",
          help: "Expected values such as `w=-1,0,1;z=0,1`.")
      }
      if let levels = ModeratorLevels(rawValue: values.lowercased()) {
        chosen.append((name, .levels(levels)))
        continue
      }
      let numbers = try SettingValue.list(values).map { item in
        guard let number = Double(item), number.isFinite else {
          throw InputError(
            message: "`\(item)` is no value of \(name).",
            help: "Expected numbers, mean-sd or percentiles.")
        }
        return number
      }
      chosen.append((name, .values(numbers)))
    }
  }
}
