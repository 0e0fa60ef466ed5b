import Estimation
import FitComparison
internal import FitSettings
public import InvarianceTesting
import ModelFit
import Specification

extension Report {
  /// Reports a ladder of invariance.
  ///
  /// - Parameters:
  ///   - invariance: The ladder.
  ///   - context: Where the data come from.
  public init(
    _ invariance: Invariance, context: ReportContext = ReportContext()
  ) {
    let writer = InvarianceWriter(invariance: invariance, context: context)
    self.init(
      title: "Latent \(context.version) - invariance across groups",
      sections: writer.sections)
  }
}

/// Writes the sections of a ladder's report.
struct InvarianceWriter {
  let invariance: Invariance
  let context: ReportContext

  var sections: [ReportSection] {
    [header, steps, differences] + releases
      + [.verdict(invariance.sentence), .warnings(warnings), explanation]
      .compactMap { $0 }
  }

  private var rungs: [InvarianceRung] { invariance.rungs }

  /// The ladder's own warnings, then those of the fits, each once.
  private var warnings: [FitWarning] {
    var found = invariance.warnings
    for rung in rungs {
      for warning in rung.fit.warnings {
        let named = FitWarning(
          code: warning.code, message: "\(rung.name): \(warning.message)")
        let isKnown = found.contains {
          $0.code == warning.code && $0.message.hasSuffix(warning.message)
        }
        if !isKnown { found.append(named) }
      }
    }
    return found
  }

  private var header: ReportSection {
    var facts = context.originFacts + context.groupFacts
    let groups = rungs[0].fit.sample.map {
      "\($0.label) (\($0.observationCount))"
    }
    facts.append(ReportFact("Groups", groups.joined(separator: ", ")))
    facts.append(
      ReportFact("Estimator", rungs[0].fit.options.estimatorName))
    return ReportSection(kind: .header, title: "", blocks: [.facts(facts)])
  }

  private var steps: ReportSection {
    let table = ModelFitTable(
      title: "Step",
      rows: rungs.map {
        .init(
          name: $0.name, parameterCount: $0.fit.parameterCount,
          measures: $0.fit.measures)
      })
    return ReportSection(
      kind: .fit, title: "Steps", blocks: [.table(table.table)])
  }

  private var differences: ReportSection {
    let rows = rungs.dropFirst().map { rung -> ReportTable.Row in
      let change = rung.change
      let verdict =
        switch rung.holds {
        case true?: "holds"
        case false?: "fails"
        case nil: "-"
        }
      return .cells([
        .text(rung.name),
        .text(rung.reference.map { rungs[$0].name } ?? "-"),
        .dashed(change?.test?.chiSquare, .statistic),
        .dashed(change?.test.map { Double($0.degreesOfFreedom) }, .count),
        .dashed(change?.test?.pValue, .probability),
        .dashed(change?.cfi, .bounded), .dashed(change?.rmsea, .bounded),
        .dashed(change?.srmr, .bounded), .text(verdict),
      ])
    }
    return ReportSection(
      kind: .fitMeasures, title: "Differences",
      blocks: [
        .table(
          ReportTable(
            columns: [
              .init("Step", isText: true), .init("against", isText: true),
              .init("Chi-sq"), .init("df"), .init("p"), .init("CFI"),
              .init("RMSEA"), .init("SRMR"),
              .init("Verdict", isText: true),
            ], rows: rows))
      ])
  }

  /// For each step that does not hold, which equalities strain it most.
  private var releases: [ReportSection] {
    rungs.filter { $0.holds == false && !$0.candidates.isEmpty }.map { rung in
      let shown = rung.candidates.prefix(Self.shownCandidates)
      let labels = rung.fit.sample.map(\.label)
      let rows = shown.map { candidate -> ReportTable.Row in
        .cells(
          [
            .text(candidate.parameter),
            .number(candidate.chiSquare, .statistic),
            .number(Double(candidate.degreesOfFreedom), .count),
            .number(candidate.pValue, .probability),
          ]
            + candidate.expectedValues.prefix(Self.shownGroups).map {
              .number($0, .estimate)
            } + (candidate.isNeeded ? [.text("kept")] : []))
      }
      let columns: [ReportTable.Column] =
        [
          .init("Parameter", isText: true), .init("Score"), .init("df"),
          .init("p"),
        ]
        + labels.prefix(Self.shownGroups).map {
          .init($0, spanner: "if released")
        } + [.init("", isText: true)]
      return ReportSection(
        kind: .parameters,
        title: "Equalities of the step \(rung.name)",
        blocks: [.table(ReportTable(columns: columns, rows: rows))])
    }
  }

  private static let shownCandidates = 8
  private static let shownGroups = 4

  private var explanation: ReportSection {
    var text =
      "Differences: the step less the one that it rests on; chi-square, df and "
      + "p are those of the chi-square difference test."
    if rungs.contains(where: { !$0.candidates.isEmpty }) {
      text +=
        " Score: the score test of releasing one equality, those that strain "
        + "the fit most first, and the values to expect in each group; JSON "
        + "has all."
    }
    if rungs.contains(where: { $0.candidates.contains(where: \.isNeeded) }) {
      text +=
        " Kept: without it fewer than "
        + "\(invariance.options.minimumInvariant) indicators of a factor would "
        + "be equal."
    }
    return ReportSection(
      kind: .notes, title: "Notes", blocks: [.paragraph(text)])
  }
}
