import Estimation
import FitComparison
import FitSettings
import InvarianceTesting
internal import Messages
import ModelFit
internal import ReportRendering
import SampleStatistics
import Specification

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

  private var warnings: [LatentWarning] {
    ReportedInvariance(invariance, context: context).allWarnings
  }

  private var header: ReportSection {
    var facts = context.originFacts + context.groupFacts
    let groups = rungs[0].fit.sample.map {
      "\($0.label) (\(count: $0.observationCount))" as ReportText
    }
    facts.append(ReportFact("Groups", groups.joined(separator: ", ")))
    facts.append(
      ReportFact(
        "Estimator", .verbatim(rungs[0].fit.options.estimatorName)))
    if isOrdered {
      facts.append(
        ReportFact("Identification", "Wu & Estabrook (2016)"))
    }
    return .header(facts)
  }

  /// Whether any variable is ordered.
  private var isOrdered: Bool { rungs[0].fit.table.hasOrdered }

  private var steps: ReportSection {
    let table = ModelFitTable(
      title: "Step",
      rows: rungs.map {
        .init(
          name: $0.name, parameterCount: $0.fit.parameterCount,
          measures: $0.fit.measures)
      })
    return ReportSection(
      kind: .fit, title: "Steps", table: table.table)
  }

  private var differences: ReportSection {
    let rows = rungs.dropFirst().map { rung -> ReportTable.Row in
      let change = rung.change
      let verdict: ReportCell =
        switch rung.holds {
        case true?: .text("holds")
        case false?: .text("fails")
        case nil: .undefined
        }
      return .cells(
        ModelDifferences.cells(
          rung.name, against: rung.reference.map { rungs[$0].name },
          test: change?.test, cfi: change?.cfi)
          + [
            .dashed(change?.rmsea, .fitIndex),
            .dashed(change?.srmr, .fitIndex), verdict,
          ])
    }
    return ReportSection(
      kind: .fitMeasures, title: "Differences",
      table: ReportTable(
        columns: ModelDifferences.columns("Step") + [
          .symbol(.rmsea, .fitIndex), .symbol(.srmr, .fitIndex),
          .words("Verdict"),
        ], rows: rows))
  }

  /// The equalities that strain most, for each step that does not hold.
  private var releases: [ReportSection] {
    rungs.filter { $0.holds == false && !$0.candidates.isEmpty }.map { rung in
      let shown = rung.candidates.prefix(Self.shownCandidates)
      let labels = rung.fit.sample.map(\.label)
      let rows = shown.map { candidate -> ReportTable.Row in
        .cells(
          [
            .verbatim(candidate.parameter),
            .number(candidate.chiSquare, .chiSquare),
            .number(Double(candidate.degreesOfFreedom), .degreesOfFreedom),
            .number(candidate.pValue, .probability),
          ]
            + candidate.expectedValues.prefix(Self.shownGroups).map {
              .number($0, .estimate)
            } + (candidate.isNeeded ? [.text("kept")] : []))
      }
      let columns: [ReportTable.Column] =
        [
          .names("Parameter"), .numbers("Score", .chiSquare),
          .symbol(.degreesOfFreedom, .degreesOfFreedom),
          .symbol(.probability, .probability),
        ]
        + labels.prefix(Self.shownGroups).map {
          .numbers(.verbatim($0), .estimate, spanner: "if released")
        } + [.words("")]
      return ReportSection(
        kind: .parameters,
        title: "Equalities of the step \(rung.name)",
        table: ReportTable(columns: columns, rows: rows))
    }
  }

  private static let shownCandidates = 8
  private static let shownGroups = 4

  private var explanation: ReportSection {
    var text: ReportText = """
      Differences: the step less the one that it rests on; chi-square, df and \
      p are those of the chi-square difference test.
      """
    if isOrdered {
      text += """
         Identification: without equal thresholds the responses behind ordered \
        variables have intercept 0 and scale 1 in every group, and latent means \
        are 0. Equal thresholds free the intercepts of the later groups, and \
        with two thresholds or more the scales (in theta the residual \
        variances); equal intercepts are 0 and free the latent means.
        """
    }
    if rungs.contains(where: { !$0.candidates.isEmpty }) {
      text += """
         Score: the score test of releasing one equality, those that strain \
        the fit most first, and the values to expect in each group; JSON has \
        all.
        """
    }
    if rungs.contains(where: { $0.candidates.contains(where: \.isNeeded) }) {
      text += """
         Kept: without it fewer than \
        \(count: invariance.options.minimumInvariant) indicators of a factor \
        would be equal.
        """
    }
    return ReportSection(
      kind: .notes, title: "Notes", blocks: [.paragraph(text)])
  }
}
