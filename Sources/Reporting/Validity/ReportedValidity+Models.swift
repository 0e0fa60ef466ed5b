import FitComparison
import ModelFit
import ReportRendering
import ValidityAnalysis

/// The tables of measurement models beside that of all constructs.
extension ReportedValidity {
  /// The loadings of constructs on those of the second order.
  var secondOrder: ReportSection? {
    guard !validity.secondOrder.isEmpty else { return nil }
    var rows: [ReportTable.Row] = []
    for own in validity.secondOrder {
      rows.append(
        .cells([
          isGeneral(own)
            ? .text("Of all constructs")
            : .variable(own.construct.name),
          .empty, .empty, .number(own.compositeReliability, .fitIndex),
          .number(own.averageVarianceExtracted, .fitIndex),
        ]))
      for (place, name) in own.construct.items.enumerated() {
        rows.append(
          .cells(
            [
              .variable(name), .number(own.loadings[place], .fitIndex),
              .optional(own.errors[place], .fitIndex),
            ], level: 1))
      }
    }
    return ReportSection(
      kind: .parameters, title: "Constructs of the second order",
      table: ReportTable(
        columns: [
          .names(), .numbers("Loading", .fitIndex), .numbers("SE", .fitIndex),
          .numbers("CR", .fitIndex), .numbers("AVE", .fitIndex),
        ], rows: rows,
        notes: .init(
          general: [
            """
            Standardized loadings of constructs on the one that they are \
            dimensions of; CR and AVE are made of these.
            """
          ])))
  }

  /// Whether a construct is the one of all others, which has no name.
  func isGeneral(_ own: ConvergentValidity) -> Bool {
    !validity.givesSecondOrder && validity.secondOrder.first == own
  }

  var competing: ReportSection {
    let rows = validity.models.map { own in
      ReportTable.Row.cells([
        .text(words(own)),
        .dashed(own.fit.measures.tested("chisq"), .chiSquare),
        .dashed(own.fit.measures.tested("df"), .degreesOfFreedom),
        .dashed(own.fit.measures.tested("cfi"), .fitIndex),
        .dashed(own.fit.measures.tested("tli"), .fitIndex),
        .dashed(own.fit.measures.tested("rmsea"), .fitIndex),
        .dashed(own.fit.measures["srmr"], .fitIndex),
        .dashed(own.fit.measures["bic"], .informationCriterion),
        .dashed(own.difference?.chiSquare, .chiSquare),
        .dashed(
          own.difference.map { Double($0.degreesOfFreedom) },
          .degreesOfFreedom),
        .dashed(own.difference?.pValue, .probability),
      ])
    }
    let difference: ReportText = "Difference"
    return ReportSection(
      kind: .fit, title: "Competing measurement models",
      table: ReportTable(
        columns: [
          .names(), .numbers("Chi-sq", .chiSquare),
          .symbol(.degreesOfFreedom, .degreesOfFreedom),
          .symbol(.cfi, .fitIndex), .symbol(.tli, .fitIndex),
          .symbol(.rmsea, .fitIndex), .symbol(.srmr, .fitIndex),
          .numbers("BIC", .informationCriterion),
          .numbers("Chi-sq", .chiSquare, spanner: difference),
          .numbers("df", .degreesOfFreedom, spanner: difference),
          .numbers("p", .probability, spanner: difference),
        ], rows: rows,
        notes: .init(
          general: [
            """
            Differences are those of the model with all constructs and the one \
            of the row, where one is nested in the other. Scaled statistics and \
            indices where the estimator has them.
            """
          ] + mergedWords)))
  }

  private func words(
    _ own: ValidityAnalysis.CompetingModel
  ) -> ReportText {
    switch own.kind {
    case .oneFactor: "One factor"
    case .merged:
      "\(count: names.count - own.merged.reduce(0) { $0 + $1.count - 1 }) factors"
    case .correlated: "All constructs"
    case .secondOrder: "Second order"
    case .bifactor: "Bifactor"
    case .methodFactor: "Method factor"
    }
  }

  /// What the models of fewer constructs take as one.
  private var mergedWords: [ReportText] {
    validity.models.filter { $0.kind == .merged }.map { own in
      let sets = own.merged.map { $0.joined(separator: " + ") }
        .joined(separator: ", ")
      return "\(words(own)): \(sets)."
    }
  }
}
