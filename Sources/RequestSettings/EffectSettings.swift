package import EffectAnalysis
package import Latent
internal import Messages

/// The effects that are asked for, and the method of their intervals.
package struct EffectSettings {
  /// The acting variables.
  package var sources: [String] = []
  /// The outcomes.
  package var outcomes: [String] = []
  /// The values of moderators; `nil` for the usual ones, where there are any.
  var moderators: ModeratorSettings?
  /// The draws of Monte Carlo intervals; `nil` for the usual number, or none
  /// beside a bootstrap or profile intervals.
  package var monteCarloDraws: Int?
  /// Whether indirect effects are compared.
  var includesContrasts = true
  /// Whether groups are compared.
  var includesGroupDifferences = true
  /// The most paths from one variable to another.
  var maximumPathCount = EffectOptions().maximumPathCount

  /// The library's options.
  private func options(isBootstrap: Bool, isProfile: Bool, seed: UInt64)
    -> EffectOptions
  {
    var options = EffectOptions()
    options.seed = seed
    options.includesProfileLimits = isProfile
    options.includesContrasts = includesContrasts
    options.includesGroupDifferences = includesGroupDifferences
    if let monteCarloDraws {
      options.monteCarloDraws = monteCarloDraws
    } else if isBootstrap || isProfile {
      options.monteCarloDraws = 0
    }
    options.maximumPathCount = maximumPathCount
    return options
  }

  /// The effects, conditional ones of every moderated pair among them.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - isBootstrap: Whether intervals come from a bootstrap.
  ///   - isProfile: Whether intervals are by the profile of the likelihood.
  ///   - seed: The seed of Monte Carlo draws.
  ///   - warn: Gets what people should know.
  /// - Returns: The selection.
  /// - Throws: What is wrong with the moderators' values.
  package func selection(
    of fit: Fit, isBootstrap: Bool, isProfile: Bool, seed: UInt64,
    warn: (String) -> Void
  ) throws -> EffectSelection {
    let options = options(
      isBootstrap: isBootstrap, isProfile: isProfile, seed: seed)
    var conditions: [EffectConditions] = []
    var used: Set<String> = []
    for from in sources {
      for to in outcomes {
        guard
          let names = try moderators(
            of: fit, from: from, to: to, options: options, warn: warn)
        else { continue }
        if names.isEmpty { continue }
        used.formUnion(names)
        conditions.append(
          EffectConditions(
            from: from, to: to,
            at: try names.map { try points(of: $0, fit) }))
      }
    }
    if let idle = moderators?.chosen.first(where: {
      !used.contains($0.variable)
    }) {
      throw InputError.unknown("moderator", idle.variable, among: used.sorted())
    }
    if moderators != nil, conditions.isEmpty {
      throw InputError(
        message: "No path is moderated by a product.",
        help: "Leave `at` out.", option: "at")
    }
    return EffectSelection(
      from: sources, to: outcomes, conditions: conditions, options: options)
  }

  /// The moderators of a pair; `nil` for powers that nobody asked about.
  private func moderators(
    of fit: Fit, from: String, to: String, options: EffectOptions,
    warn: (String) -> Void
  ) throws -> [String]? {
    do {
      return try fit.moderators(from: from, to: to, options: options)
    } catch {
      guard error.code == .moderationPower, moderators == nil else {
        throw error
      }
      warn("latent: No conditional effects: \(error.message)")
      return nil
    }
  }

  private func points(of name: String, _ fit: Fit) throws -> ModeratorPoints {
    let choice = moderators?.chosen.first { $0.variable == name }?.choice
    return switch choice ?? .levels(moderators?.usual ?? .meanAndDeviation) {
    case .values(let values): ModeratorPoints(name, values: values)
    case .levels(let levels): try fit.moderatorPoints(of: name, at: levels)
    }
  }
}

/// The values that moderators are held at.
struct ModeratorSettings {
  /// The values at which one moderator is held.
  enum Choice {
    case levels(ModeratorLevels)
    case values([Double])
  }

  /// The values at which moderators without a choice of their own are held.
  var usual = ModeratorLevels.meanAndDeviation
  /// Choices by moderator.
  var chosen: [(variable: String, choice: Choice)] = []

  /// Reads `mean-sd`, `percentiles`, or `w=-1,0,1;z=percentiles`.
  ///
  /// - Throws: `InputError` for anything else.
  init(_ text: String) throws {
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
            message: "`\(item)` is not a value of \(name).",
            help: "Expected numbers, mean-sd or percentiles.")
        }
        return number
      }
      chosen.append((name, .values(numbers)))
    }
  }
}
