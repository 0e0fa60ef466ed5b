import FitComparison
import FitSettings
import InvarianceTesting
import ModelFit
import ReportRendering
package import Reporting
import SampleStatistics

extension Publication {
  /// The ladder of invariance and how far it holds.
  package func invariance(_ reported: ReportedInvariance) -> PublishedPart {
    let own = reported.invariance
    return part(
      .invariance, .fit, [words.paragraph(sentences(on: own))],
      [invarianceTable(own, reported.context)])
  }

  private func invarianceTable(_ own: Invariance, _ context: ReportContext)
    -> ReportTable
  {
    // What rests on a step that fails does not count.
    let last =
      own.log.isEmpty
      ? own.rungs.firstIndex { $0.holds == false } ?? own.rungs.endIndex
      : own.rungs.endIndex
    let rows = own.rungs.enumerated().map { place, rung -> ReportTable.Row in
      let measures = rung.fit.measures
      let change = rung.change
      let verdict: ReportCell =
        switch place > last ? nil : rung.holds {
        case true?: .text(words.term(.holds))
        case false?: .text(words.term(.fails))
        case nil: .empty
        }
      return .cells([
        .text(step(rung)),
        style.cell(measures.tested("chisq"), .chiSquare),
        style.cell(measures.tested("df"), .degreesOfFreedom),
        style.cell(measures.best("cfi"), .fitIndex),
        style.cell(measures.best("rmsea"), .fitIndex),
        style.cell(measures["srmr"], .fitIndex),
        style.optional(change?.test?.chiSquare, .chiSquare),
        style.optional(
          change?.test.map { Double($0.degreesOfFreedom) }, .degreesOfFreedom),
        style.optional(change?.test?.pValue, .probability),
        style.optional(change?.cfi, .fitIndex),
        style.optional(change?.rmsea, .fitIndex), verdict,
      ])
    }
    let spanner = words.term(.difference)
    var notes = [
      words.note(
        .cases(
          own.rungs[0].fit.sample.map {
            (names.group($0.label), $0.observationCount)
          })),
      words.note(
        .estimator(
          own.rungs[0].fit.options.estimatorName,
          test: own.rungs[0].fit.tests.first { $0.kind.isScaled }?.kind)),
      words.note(.software(context.version)),
      words.note(.invariance(criterion: rule(own.options))),
    ]
    if !own.log.isEmpty {
      notes.append(words.released(own.log.map { $0.release.parameter }))
    }
    return ReportTable(
      title: words.caption(.invariance),
      columns: [
        .names(words.term(.step)), .symbol(.chi, .chiSquare),
        .symbol(.degreesOfFreedom, .degreesOfFreedom), .symbol(.cfi, .fitIndex),
        .symbol(.rmsea, .fitIndex), .symbol(.srmr, .fitIndex),
        .symbol(.delta(.chi), .chiSquare, spanner: spanner),
        .symbol(.delta(.degreesOfFreedom), .degreesOfFreedom, spanner: spanner),
        .symbol(.probability, .probability, spanner: spanner),
        .symbol(.delta(.cfi), .fitIndex, spanner: spanner),
        .symbol(.delta(.rmsea), .fitIndex, spanner: spanner),
        .words(words.term(.verdict)),
      ], rows: rows, notes: .init(general: notes))
  }

  /// The name of a rung: of the step's constraints, all or some of them.
  private func step(_ rung: InvarianceRung) -> ReportText {
    let partial = "partial "
    let name =
      rung.name.hasPrefix(partial)
      ? String(rung.name.dropFirst(partial.count)) : rung.name
    return words.step(name, isPartial: !rung.released.isEmpty)
  }

  private func rule(_ options: InvarianceOptions) -> InvarianceRule {
    switch options.criterion {
    case .cfi: .cfi
    case .chen: .chen
    case .chiSquare: .chiSquare(level: options.significance)
    }
  }

  private func sentences(on own: Invariance) -> [ReportText] {
    guard let first = own.rungs.first else { return [] }
    var sentences = [
      words.fit(
        FitFinding(first.fit), statistics: statistics(of: first.fit),
        model: words.configuralModel)
    ]
    if FitFinding(first.fit).level == .poor {
      sentences.append(words.restsOnPoorFit)
    }
    for rung in own.rungs.dropFirst() {
      guard rung.fit.isConverged else {
        sentences.append(words.stepNotConverged(words.step(rung.name)))
        break
      }
      var parts: [ReportText] = []
      if let test = rung.change?.test { parts.append(difference(test)) }
      if let cfi = rung.change?.cfi {
        parts.append(style.equation(.delta(.cfi), cfi, .fitIndex))
      }
      sentences.append(
        words.invarianceStep(
          step(rung), holds: rung.holds, statistics: words.statement(parts)))
      if rung.holds != true, own.log.isEmpty { break }
    }
    if !own.log.isEmpty {
      sentences.append(words.released(own.log.map { $0.release.parameter }))
    }
    return sentences
  }
}
