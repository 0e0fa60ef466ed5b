import FitComparison
import LinearAlgebra
import ModelFit
import ReportRendering
import ValidityAnalysis

/// The tables of a marker variable.
extension ReportedValidity {
  /// Correlations less the method's share, the marker models, reliabilities.
  var markerSections: [ReportSection?] {
    guard let marker = validity.marker else { return [] }
    return [adjusted(marker)]
      + (marker.technique.map {
        [models($0), reliability($0), correlations($0)]
      } ?? [])
  }

  private func pairName(_ first: Int, _ second: Int) -> ReportCell {
    .text("\(variable: names[second]), \(variable: names[first])")
  }

  /// What each share is, in the order of the columns.
  private static func origins(_ shares: [MarkerAdjustment.Share]) -> ReportText
  {
    let parts = shares.map { share -> ReportText in
      switch share.origin {
      case .smallest: "the smallest positive correlation with the marker"
      case .secondSmallest: "the second smallest"
      case .upperLimit: "the upper limit of the first"
      case .given: "the given one"
      }
    }
    return parts.joined(separator: ", then ")
  }

  private func adjusted(_ marker: MarkerAnalysis) -> ReportSection? {
    let own = marker.adjustment
    var blocks: [ReportBlock] = []
    var facts: [ReportFact] = []
    if let construct = marker.construct {
      let items = construct.items.map { "\(variable: $0)" as ReportText }
      facts.append(
        ReportFact(
          "Marker",
          "\(variable: construct.name): \(items.joined(separator: ", "))"))
      facts.append(
        ReportFact(
          "Correlations",
          zip(names, own.markerCorrelations).map { name, r in
            "\(variable: name) \(number: r, .fitIndex)" as ReportText
          }.joined(separator: ", ")))
    }
    facts.append(ReportFact("Cases", "\(count: own.caseCount)"))
    blocks.append(.facts(facts))
    if !own.shares.isEmpty {
      let rows = own.pairs.map { pair in
        ReportTable.Row.cells(
          [
            pairName(pair.first, pair.second),
            .number(pair.correlation, .fitIndex),
            .dashed(pair.pValue, .probability),
          ]
            + pair.adjusted.flatMap { adjusted -> [ReportCell] in
              [
                .dashed(adjusted.correlation, .fitIndex),
                .dashed(adjusted.pValue, .probability),
              ]
            })
      }
      blocks.append(
        .table(
          ReportTable(
            columns: [
              .names(), .numbers("r", .fitIndex),
              .symbol(.probability, .probability),
            ]
              + own.shares.flatMap { share -> [ReportTable.Column] in
                let title: ReportText =
                  "r(M) \(number: share.value, .fitIndex)"
                return [
                  .numbers("r", .fitIndex, spanner: title),
                  .symbol(.probability, .probability, spanner: title),
                ]
              }, rows: rows,
            notes: .init(
              general: [
                """
                Correlations of the constructs' scales (means of items), and \
                what is left of them without the method's share r(M): \
                (r - r(M)) / (1 - r(M)), t with N - 3 degrees of freedom \
                (Lindell & Whitney, 2001). r(M) is \(Self.origins(own.shares)).
                """
              ]))))
    }
    return ReportSection(
      kind: .tests, title: "Marker variable", blocks: blocks)
  }

  private static func words(_ kind: MarkerTechnique.Kind) -> ReportText {
    switch kind {
    case .free: "CFA"
    case .baseline: "Baseline"
    case .equal: "Method-C"
    case .unequal: "Method-U"
    case .restricted: "Method-R"
    case .sensitive95: "Method-S(.05)"
    case .sensitive99: "Method-S(.01)"
    }
  }

  private func models(_ own: MarkerTechnique) -> ReportSection? {
    guard !own.models.isEmpty else { return nil }
    let rows = own.models.map { model in
      ReportTable.Row.cells([
        .text(Self.words(model.kind)),
        .dashed(model.fit.measures.tested("chisq"), .chiSquare),
        .dashed(model.fit.measures.tested("df"), .degreesOfFreedom),
        .dashed(model.fit.measures.tested("cfi"), .fitIndex),
        .dashed(model.fit.measures.tested("rmsea"), .fitIndex),
        .dashed(model.fit.measures["srmr"], .fitIndex),
        .text(model.reference.map(Self.words) ?? ""),
        .optional(model.difference?.chiSquare, .chiSquare),
        .optional(
          model.difference.map { Double($0.degreesOfFreedom) },
          .degreesOfFreedom),
        .optional(model.difference?.pValue, .probability),
      ])
    }
    let spanner: ReportText = "Difference"
    let chosen: [ReportText] =
      own.chosen.map { ["The later models rest on \(Self.words($0))."] } ?? []
    return ReportSection(
      kind: .fit, title: "Marker models",
      table: ReportTable(
        columns: [
          .names(), .numbers("Chi-sq", .chiSquare),
          .symbol(.degreesOfFreedom, .degreesOfFreedom),
          .symbol(.cfi, .fitIndex), .symbol(.rmsea, .fitIndex),
          .symbol(.srmr, .fitIndex), .words("Against"),
          .numbers("Chi-sq", .chiSquare, spanner: spanner),
          .numbers("df", .degreesOfFreedom, spanner: spanner),
          .numbers("p", .probability, spanner: spanner),
        ], rows: rows,
        notes: .init(
          general: [
            """
            Williams, Hartman & Cavazotte (2010). CFA: the marker is one more \
            construct. Baseline: it is uncorrelated with the others, measured \
            as in CFA. Method-C, Method-U: all items load on it, equally or as \
            they may; p below .05 of the former means method variance, of the \
            latter that it is not the same in all items. Method-R: correlations \
            are the baseline's; a small p means that the method biases them. \
            Method-S: loadings on the marker at the far ends of their 95% and \
            99% intervals.
            """
          ] + chosen)))
  }

  private func reliability(_ own: MarkerTechnique) -> ReportSection? {
    guard own.reliability.count == names.count else { return nil }
    var rows: [ReportTable.Row] = []
    for (place, parts) in own.reliability.enumerated() {
      rows.append(
        .cells([
          .variable(names[place]), .empty, .number(parts.total, .fitIndex),
          .number(parts.substantive, .fitIndex),
          .number(parts.method, .fitIndex),
          .number(parts.methodShare, .percentage),
        ]))
      let items = validity.constructs[place].construct.items
      for (item, loading) in zip(items, own.methodLoadings[place]) {
        rows.append(
          .cells(
            [.variable(item), .number(loading, .fitIndex)], level: 1))
      }
    }
    return ReportSection(
      kind: .parameters, title: "Reliability and the marker",
      table: ReportTable(
        columns: [
          .names(), .numbers("Marker loading", .fitIndex),
          .numbers("Total", .fitIndex), .numbers("Substantive", .fitIndex),
          .numbers("Method", .fitIndex), .numbers("Share", .percentage),
        ], rows: rows,
        notes: .init(
          general: [
            """
            Total: the reliability of the construct's items in the baseline \
            model; its parts that are the construct's and the marker's are of \
            the chosen model. Share: the marker's part of the total. Loadings \
            are standardized.
            """
          ])))
  }

  private func correlations(_ own: MarkerTechnique) -> ReportSection? {
    guard own.models.count > 1 else { return nil }
    let shown = own.models.filter { $0.kind != .restricted }
    let rows = names.indices.flatMap { first in
      (0..<first).map { second in
        ReportTable.Row.cells(
          [pairName(first, second)]
            + shown.map { .number($0.correlations[first, second], .fitIndex) })
      }
    }
    return ReportSection(
      kind: .parameters, title: "Correlations by marker models",
      table: ReportTable(
        columns: [.names()]
          + shown.map { .numbers(Self.words($0.kind), .fitIndex) }, rows: rows,
        notes: .init(
          general: [
            """
            Correlations of the constructs. Method-R has those of the baseline \
            model.
            """
          ])))
  }
}
