import EffectAnalysis
import ModelFit
import ReportRendering

extension Publication {
  /// `B = 0.156, 95% CI [0.030, 0.340]`.
  func statistics(_ own: EffectFinding, level: Double) -> ReportText {
    var parts = [style.equation(.coefficient, own.estimate, .estimate)]
    if let limits = own.limits {
      parts.append(
        words.interval(
          style.interval(limits.lower, limits.upper, level: level, .limit),
          level: level))
    } else if let p = own.pValue {
      parts.append(style.equation(.probability, p, .probability))
    }
    return words.statement(parts)
  }

  func sentences(on pair: EffectPair, _ table: EffectTable) -> [ReportText] {
    let isDrawn = table.bootstrap != nil
    let level = table.bootstrap?.level ?? table.confidenceLevel
    let ends = (names.inSentence(pair.from), names.inSentence(pair.to))
    func finding(_ effect: EffectEstimate) -> EffectFinding {
      EffectFinding(effect.unstandardized, bootstrapped: isDrawn)
    }
    func text(_ own: EffectFinding) -> ReportText {
      statistics(own, level: level)
    }
    var sentences: [ReportText] = []
    let group = label(of: pair.group, table)
    if !group.isEmpty { sentences.append(words.inGroup(group)) }
    let direct = pair.first(.direct).map(finding)
    if pair.indirect.isEmpty {
      if let direct {
        sentences.append(
          words.effect(
            .direct, ends: ends, isSignificant: direct.isSignificant,
            statistics: text(direct)))
      }
      return sentences
    }
    if let total = pair.first(.total).map(finding) {
      sentences.append(
        words.effect(
          .total, ends: ends, isSignificant: total.isSignificant,
          statistics: text(total)))
    }
    for effect in pair.indirect {
      let own = finding(effect)
      let way = effect.definition.path.dropFirst().dropLast().map(
        names.inSentence)
      sentences.append(
        words.indirect(
          ends: ends, through: Array(way), isSignificant: own.isSignificant,
          isNearZero: own.isNearZero, statistics: text(own)))
      guard let direct else {
        if own.isSignificant == true {
          sentences.append(words.noDirectPath)
        }
        continue
      }
      if let type = MediationType(indirect: own, direct: direct) {
        sentences.append(words.mediation(type, direct: text(direct)))
      }
    }
    if pair.indirect.count > 1,
      let total = pair.first(.totalIndirect).map(finding)
    {
      sentences.append(
        words.effect(
          .totalIndirect, ends: ends, isSignificant: total.isSignificant,
          statistics: text(total)))
    }
    for effect in pair.effects where effect.definition.kind == .contrast {
      let own = finding(effect)
      func way(_ path: [String]) -> ReportText {
        words.list(path.dropFirst().dropLast().map(names.inSentence))
      }
      sentences.append(
        words.contrast(
          way(effect.definition.path), way(effect.definition.otherPath),
          isSignificant: own.isSignificant, statistics: text(own)))
    }
    return sentences
  }

  func sentences(on own: ModerationTable) -> [ReportText] {
    let table = own.indices
    let isDrawn = table.bootstrap != nil
    let level = table.bootstrap?.level ?? table.confidenceLevel
    var sentences: [ReportText] = []
    for effect in table.effects where effect.definition.otherGroup == nil {
      let finding = EffectFinding(effect.unstandardized, bootstrapped: isDrawn)
      let path = effect.definition.path
      sentences.append(
        words.index(
          ends: (
            names.inSentence(path.first ?? ""),
            names.inSentence(path.last ?? "")
          ),
          through: path.dropFirst().dropLast().map(names.inSentence),
          moderator: names.inSentence(
            effect.definition.moderators.first?.variable ?? ""),
          isSignificant: finding.isSignificant, isNearZero: finding.isNearZero,
          statistics: statistics(finding, level: level)))
    }
    for item in own.undefinedIndices {
      sentences.append(
        words.noIndex(
          path: names.path(item.path),
          moderator: names.inSentence(item.moderator)))
    }
    let conditional = own.conditional.effects.filter {
      $0.definition.otherGroup == nil
        && [.direct, .specificIndirect].contains($0.definition.kind)
    }
    let drawn = own.conditional.bootstrap != nil
    let conditionalLevel =
      own.conditional.bootstrap?.level ?? own.conditional.confidenceLevel
    for path in Set(conditional.map(\.definition.path)).sorted(by: {
      $0.joined(separator: "\n") < $1.joined(separator: "\n")
    }) {
      let effects = conditional.filter { $0.definition.path == path }
      let ends = (
        names.inSentence(path.first ?? ""), names.inSentence(path.last ?? "")
      )
      let way = path.dropFirst().dropLast().map(names.inSentence)
      if effects.count > Self.mostConditions {
        let values = effects.map(\.unstandardized.estimate)
        sentences.append(
          words.manyConditionals(
            ends: ends, through: way, count: effects.count,
            significant: effects.count {
              EffectFinding($0.unstandardized, bootstrapped: drawn)
                .isSignificant == true
            },
            range: range(
              values.min() ?? 0, values.max() ?? 0, .estimate)))
        continue
      }
      let parts = effects.map { effect -> ReportText in
        let finding = EffectFinding(
          effect.unstandardized, bootstrapped: drawn)
        return words.conditional(
          at: values(of: effect.definition, own, inSentence: true),
          isSignificant: finding.isSignificant,
          statistics: statistics(finding, level: conditionalLevel))
      }
      sentences.append(
        words.conditionals(ends: ends, through: way, parts))
    }
    return sentences
  }

  /// Conditional effects of a path that a sentence names one by one: those at
  /// three values of each of two moderators.
  private static let mostConditions = 9
}
