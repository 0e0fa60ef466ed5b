package import EffectAnalysis
package import ModelFit
import ReportRendering
package import Reporting

extension Publication {
  /// Total, direct and indirect effects with intervals, conditional effects and
  /// indices of moderated mediation.
  package func effects(
    _ selected: SelectedEffects, of fit: Fit, context: ReportContext
  ) -> PublishedPart {
    let table = selected.effects
    var paragraphs = [words.paragraph(drawnSentences(table))]
    paragraphs += EffectPair.all(table).map {
      words.paragraph(sentences(on: $0, table))
    }
    var tables = [effectTable(table, fit, context)]
    for moderation in selected.moderation {
      paragraphs.append(words.paragraph(sentences(on: moderation)))
      tables.append(conditionalTable(moderation, fit, context))
      if !moderation.indices.effects.isEmpty {
        tables.append(indexTable(moderation, fit, context))
      }
    }
    paragraphs.append(
      words.paragraph(cautions(FitFinding(fit)) + [words.noCausalClaim]))
    return part(.effects, .effects, paragraphs, tables)
  }

  private func drawnSentences(_ table: EffectTable) -> [ReportText] {
    guard let origin = table.bootstrap else {
      return table.monteCarloDraws > 0
        ? [words.monteCarlo(level: table.confidenceLevel)] : []
    }
    let facts = BootstrapFacts(origin)
    return [words.bootstrap(facts)]
      + (facts.isDoubtful ? [words.manyUnusable(facts)] : [])
  }

  // MARK: Tables

  private func effectTable(
    _ table: EffectTable, _ fit: Fit, _ context: ReportContext
  ) -> ReportTable {
    var rows: [ReportTable.Row] = []
    let pairs = EffectPair.all(table)
    let hasShares = style.conventions == .thesis
    for pair in pairs {
      rows.append(.heading(heading(pair.from, pair.to, pair.group, table)))
      // One path alone is the total indirect effect.
      let order =
        pair.indirect.count == 1
        ? Self.order.filter { $0 != .totalIndirect } : Self.order
      for kind in order {
        for effect in pair.effects where effect.definition.kind == kind {
          var cells = cells(effect, table)
          if hasShares {
            cells.append(
              style.optional(share(of: effect, pair, table), .percentage))
          }
          rows.append(
            .cells([.text(name(of: effect.definition))] + cells, level: 1))
        }
      }
    }
    for effect in table.effects where effect.definition.otherGroup != nil {
      rows.append(
        .cells(
          [.text(differenceName(effect.definition, table))]
            + cells(effect, table)))
    }
    return ReportTable(
      title: words.caption(.effects),
      columns: [.names(words.term(.effect))] + columns(table)
        + (hasShares ? [column(.shareOfTotal, .percentage)] : []),
      rows: rows, notes: .init(general: notes(table, fit, context)))
  }

  /// Total effects first, then what they are made of.
  private static let order: [EffectKind] = [
    .total, .direct, .totalIndirect, .specificIndirect, .contrast,
  ]

  private func heading(
    _ from: String, _ to: String, _ group: Int, _ table: EffectTable
  ) -> ReportText {
    let text = names.path([from, to])
    let label = self.label(of: group, table)
    return label.isEmpty ? text : text + words.brackets(.verbatim(label))
  }

  func label(of group: Int, _ table: EffectTable) -> String {
    table.groupLabels.count > 1 && table.groupLabels.indices.contains(group - 1)
      ? table.groupLabels[group - 1] : ""
  }

  private func differenceName(
    _ own: EffectDefinition, _ table: EffectTable
  ) -> ReportText {
    name(of: own) + " "
      + names.path(own.path.isEmpty ? [own.from, own.to] : own.path)
      + words.brackets(
        .verbatim(
          label(of: own.group, table) + " − "
            + label(of: own.otherGroup ?? 0, table))
      )
  }

  private func columns(_ table: EffectTable) -> [ReportTable.Column] {
    let isDrawn = table.bootstrap != nil
    let level = table.bootstrap?.level ?? table.confidenceLevel
    let error: ReportTable.Column =
      isDrawn
      ? .symbol(.drawnError, .standardError)
      : .symbol(.standardError, .standardError)
    return [.symbol(.coefficient, .estimate), error]
      + (isDrawn ? [] : [.symbol(.probability, .probability)])
      + limits(level)
      + [.symbol(.beta, .standardized)]
      + limits(level)
  }

  private func cells(_ effect: EffectEstimate, _ table: EffectTable)
    -> [ReportCell]
  {
    let isDrawn = table.bootstrap != nil
    let own = EffectFinding(effect.unstandardized, bootstrapped: isDrawn)
    let standard = EffectFinding(effect.standardized, bootstrapped: isDrawn)
    return [
      style.cell(own.estimate, .estimate),
      style.cell(own.standardError, .standardError),
    ]
      + (isDrawn ? [] : [style.cell(own.pValue, .probability)])
      + [
        style.cell(own.limits?.lower, .limit),
        style.cell(own.limits?.upper, .limit),
        style.cell(standard.estimate, .standardized),
        style.cell(standard.limits?.lower, .limit),
        style.cell(standard.limits?.upper, .limit),
      ]
  }

  /// The share of an indirect effect in the total one, where both have the same
  /// sign and the total effect is significant: else it has no meaning.
  private func share(
    of effect: EffectEstimate, _ pair: EffectPair, _ table: EffectTable
  ) -> Double? {
    let kind = effect.definition.kind
    guard
      kind == .specificIndirect || kind == .totalIndirect || kind == .direct,
      let total = pair.first(.total)
    else { return nil }
    let whole = EffectFinding(
      total.unstandardized, bootstrapped: table.bootstrap != nil)
    let own = effect.unstandardized.estimate / whole.estimate
    guard whole.isSignificant == true, own >= 0, own <= 1 else { return nil }
    return own
  }

  /// `indirect via learning`.
  func name(of own: EffectDefinition) -> ReportText {
    func way(_ path: [String]) -> ReportText {
      path.dropFirst().dropLast().map(names.cell).joined(separator: " → ")
    }
    switch own.kind {
    case .total: return words.term(.total)
    case .direct: return words.term(.direct)
    case .totalIndirect: return words.term(.totalIndirect)
    case .specificIndirect, .moderationIndex:
      return words.term(.indirect(way(own.path)))
    case .contrast:
      return words.term(.contrast(way(own.path), way(own.otherPath)))
    }
  }

  func notes(
    _ table: EffectTable, _ fit: Fit, _ context: ReportContext
  ) -> [ReportText] {
    var notes = origin(of: fit, context)
    if let origin = table.bootstrap {
      notes.append(words.note(.bootstrap(BootstrapFacts(origin))))
      notes.append(words.note(.bootErrors))
    } else {
      notes.append(words.note(.deltaMethod))
      if table.monteCarloDraws > 0 {
        notes.append(
          words.note(
            .monteCarlo(count: table.monteCarloDraws, seed: table.seed)))
      }
    }
    return notes
  }

  private func conditionalTable(
    _ own: ModerationTable, _ fit: Fit, _ context: ReportContext
  ) -> ReportTable {
    let table = own.conditional
    var rows: [ReportTable.Row] = []
    var above: ReportText = ""
    for effect in table.effects where effect.definition.otherGroup == nil {
      let definition = effect.definition
      let heading =
        self.heading(
          definition.from, definition.to, definition.group, table)
        + words.betweenParts + name(of: definition)
      if heading != above {
        rows.append(.heading(heading))
        above = heading
      }
      rows.append(
        .cells(
          [.text(values(of: definition, own))] + cells(effect, table),
          level: 1))
    }
    return ReportTable(
      title: words.caption(.conditionalEffects),
      columns: [.names(words.term(.moderatorValue))] + columns(table),
      rows: rows, notes: .init(general: notes(table, fit, context)))
  }

  /// `Trust = 3.20 (mean + SD)`.
  func values(
    of own: EffectDefinition, _ table: ModerationTable,
    inSentence: Bool = false
  ) -> ReportText {
    own.moderators.map { held in
      let number = ReportText(.number(style.number(held.value, .value)))
      let name =
        inSentence ? names.inSentence(held.variable) : names.cell(held.variable)
      let text = name + " = " + number
      let points = table.points.first { $0.variable == held.variable }
      guard let points, !points.labels.isEmpty,
        let place = points.values.firstIndex(of: held.value)
      else { return text }
      return text + words.brackets(words.point(points.labels[place]))
    }.joined(separator: words.betweenParts)
  }

  private func indexTable(
    _ own: ModerationTable, _ fit: Fit, _ context: ReportContext
  ) -> ReportTable {
    let table = own.indices
    let rows = table.effects.filter { $0.definition.otherGroup == nil }.map {
      effect -> ReportTable.Row in
      let moderator = effect.definition.moderators.first?.variable ?? ""
      return .cells(
        [
          .text(
            names.path(effect.definition.path)
              + words.brackets(names.cell(moderator)))
        ] + cells(effect, table))
    }
    return ReportTable(
      title: words.caption(.moderationIndices),
      columns: [.names(words.term(.indexOfModeration))] + columns(table),
      rows: rows, notes: .init(general: notes(table, fit, context)))
  }
}
