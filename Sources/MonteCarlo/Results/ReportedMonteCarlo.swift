internal import Messages
internal import ModelFit
package import ReportRendering

/// The results of a Monte Carlo study as a report, a document and records.
package struct ReportedMonteCarlo: ReportedResult {
  /// The results.
  package let results: MonteCarloResults

  /// Makes the report.
  package init(_ results: MonteCarloResults) { self.results = results }

  /// Sections of each condition.
  package var report: Report {
    let study = results.study
    let replicates = results.conditions.first?.count ?? 0
    let header = ReportSection(
      kind: .header, title: "",
      blocks: [
        .facts(
          (study.title.isEmpty
            ? [] : [ReportFact("Study", .verbatim(study.title))]) + [
              ReportFact("Conditions", "\(count: results.conditions.count)"),
              ReportFact("Replicates of each", "\(count: replicates)"),
              ReportFact("Seed", .verbatim("\(study.seed)")),
            ])
      ])
    return Report(
      title: "Latent \(LatentVersion.current) - Monte Carlo",
      sections: [header] + results.conditions.flatMap { sections($0) })
  }

  private func sections(_ condition: ConditionSummary) -> [ReportSection] {
    let name = condition.labels.map { "\($0.factor) \($0.level)" }
      .joined(separator: ", ")
    return [
      ReportSection(
        kind: .group,
        title: .verbatim("Condition \(condition.number): \(name)"),
        blocks: [.facts(outcomes(condition))]),
      ReportSection(
        kind: .parameters, title: "Parameters", table: parameters(condition)),
      ReportSection(kind: .fit, title: "Fit", table: fit(condition)),
    ]
  }

  private func outcomes(_ condition: ConditionSummary) -> [ReportFact] {
    func text(_ figure: SimulatedFigure?) -> ReportText {
      guard let figure else { return "-" }
      let style = NumberStyle.bounded
      return .verbatim(
        style.text(figure.value) + " (" + style.text(figure.error ?? 0) + ")")
    }
    var facts = [
      ReportFact("Converged", text(condition.convergence)),
      ReportFact("Admissible", text(condition.admissibility)),
      ReportFact("Rejected by chi-square", text(condition.rejection)),
    ]
    let words = SimulationStatus.allCases.filter {
      !$0.isAdmissible && condition.outcomes[$0.rawValue] > 0
    }.map { "\($0.word) \(condition.outcomes[$0.rawValue])" }
    if !words.isEmpty {
      facts.append(ReportFact("Others", .verbatim(listing(words))))
    }
    return facts
  }

  private func parameters(_ condition: ConditionSummary) -> ReportTable {
    ReportTable(
      columns: [
        .names(), .numbers("True", .estimate), .numbers("Mean", .estimate),
        .numbers("Bias", .bias), .numbers("MCE", .standardError),
        .numbers("SD", .estimate), .numbers("Mean SE", .standardError),
        .numbers("RMSE", .estimate), .numbers("Coverage", .proportion),
        .numbers("Power", .proportion),
      ],
      rows: condition.parameters.map { own in
        .cells([
          .verbatim(own.name), .optional(own.truth, .estimate),
          .dashed(own.mean?.value, .estimate),
          .optional(own.bias?.value, .bias),
          .optional(own.mean?.error, .standardError),
          .dashed(own.deviation?.value, .estimate),
          .dashed(own.standardError?.value, .standardError),
          .optional(own.rootMeanSquare?.value, .estimate),
          .optional(own.coverage?.value, .proportion),
          .dashed(own.power?.value, .proportion),
        ])
      },
      notes: .init(general: [
        "MCE is the Monte Carlo error of the mean and of the bias. True values "
          + "are those of the model fitted to the population's moments, of "
          + "ordered variables the population's own."
      ]))
  }

  private func fit(_ condition: ConditionSummary) -> ReportTable {
    let percents = ["1%", "5%", "50%", "95%", "99%"]
    return ReportTable(
      columns: [
        .names(), .numbers("Mean", .measure), .numbers("SD", .measure),
      ]
        + percents.map {
          .numbers(.verbatim($0), .measure, spanner: "Quantiles")
        },
      rows: ReplicateMeasures.names.enumerated().compactMap { place, name in
        guard let own = condition.measure(place) else { return nil }
        return .cells(
          [
            .verbatim(name), .number(own.moments.mean, .measure),
            .dashed(own.moments.deviation, .measure),
          ] + own.quantiles.map { .number($0, .measure) })
      })
  }
}
