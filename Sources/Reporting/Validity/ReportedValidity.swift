import FitComparison
import LinearAlgebra
package import Messages
import ModelFit
public import ReportRendering
public import ValidityAnalysis

/// The convergent and discriminant validity of constructs.
public struct ReportedValidity: ReportedResult {
  /// The figures.
  public let validity: ValidityAnalysis
  /// Their origin.
  public var context: ReportContext
  /// The level of intervals.
  package let level: Double
  /// The number of bootstrap draws.
  package let draws: Int

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - validity: The figures.
  ///   - context: Their origin.
  ///   - level: The level of intervals.
  ///   - draws: The number of bootstrap draws.
  package init(
    _ validity: ValidityAnalysis, context: ReportContext, level: Double,
    draws: Int
  ) {
    self.validity = validity
    self.context = context
    self.level = level
    self.draws = draws
  }

  var names: [String] {
    validity.constructs.map(\.construct.name)
  }

  /// Tables of constructs, pairs and competing models.
  public var report: Report {
    let all =
      [
        header, ReportSection.warnings(allWarnings), convergent, fornellLarcker,
        structure, secondOrder, ratios, tests, competing, commonMethod,
      ] + markerSections
    return Report(
      title: "Latent \(context.version) - validity",
      sections: all.compactMap(\.self))
  }

  private var header: ReportSection {
    .header(
      context.originFacts + [
        ReportFact(
          "Cases", "\(count: validity.completeCount), all items answered"),
        ReportFact("Constructs", "\(count: names.count)"),
      ])
  }

  private var convergent: ReportSection {
    var rows: [ReportTable.Row] = []
    for own in validity.constructs {
      rows.append(
        .cells([
          .variable(own.construct.name), .empty, .empty,
          .number(own.compositeReliability, .fitIndex),
          .number(own.averageVarianceExtracted, .fitIndex),
          .dashed(own.maximumSharedVariance, .fitIndex),
          .dashed(own.averageSharedVariance, .fitIndex),
        ]))
      for (place, item) in own.construct.items.enumerated() {
        rows.append(
          .cells(
            [
              .variable(item), .number(own.loadings[place], .fitIndex),
              .optional(own.errors[place], .fitIndex),
            ], level: 1))
      }
    }
    return ReportSection(
      kind: .parameters, title: "Convergent validity",
      table: ReportTable(
        columns: [
          .names(), .numbers("Loading", .fitIndex), .numbers("SE", .fitIndex),
          .numbers("CR", .fitIndex), .numbers("AVE", .fitIndex),
          .numbers("MSV", .fitIndex), .numbers("ASV", .fitIndex),
        ], rows: rows,
        notes: .init(
          general: [
            """
            Loadings are standardized. CR, AVE: composite reliability and \
            average variance extracted (Fornell & Larcker, 1981); MSV, ASV: \
            the largest and the mean squared correlation with other constructs. \
            Usual criteria: loadings and CR above .70, AVE above .50, MSV below \
            AVE.
            """
          ])))
  }

  private var fornellLarcker: ReportSection? {
    guard names.count > 1 else { return nil }
    let rows = names.indices.map { place in
      var cells: [ReportCell] = [
        .text("\(count: place + 1) \(variable: names[place])")
      ]
      for other in 0..<place {
        cells.append(
          .text("\(number: validity.correlations[place, other], .fitIndex)"))
      }
      let root = validity.constructs[place].averageVarianceExtracted
        .squareRoot()
      cells.append(.text("(\(number: root, .fitIndex))"))
      return ReportTable.Row.cells(cells)
    }
    return ReportSection(
      kind: .parameters, title: "Fornell and Larcker's criterion",
      table: ReportTable(
        columns: [.names()] + names.indices.map { .values("\(count: $0 + 1)") },
        rows: rows,
        notes: .init(
          general: [
            """
            Correlations of the constructs; in parentheses the square root of \
            AVE, which should exceed those in its row and column.
            """
          ])))
  }

  /// The correlations of items with constructs that the model implies.
  private var structure: ReportSection? {
    guard names.count > 1 else { return nil }
    var rows: [ReportTable.Row] = []
    for (own, construct) in validity.constructs.enumerated() {
      for (place, item) in construct.construct.items.enumerated() {
        rows.append(
          .cells(
            [.variable(item)]
              + names.indices.map { other in
                .number(
                  construct.loadings[place]
                    * validity.correlations[own, other], .fitIndex)
              }))
      }
    }
    return ReportSection(
      kind: .parameters, title: "Items and constructs",
      table: ReportTable(
        columns: [.names()]
          + names.map { .numbers("\(variable: $0)", .fitIndex) }, rows: rows,
        notes: .init(
          general: [
            """
            Correlations of items with constructs, as the model implies them \
            (structure coefficients): an item should correlate most with its \
            own.
            """
          ])))
  }

  private var ratios: ReportSection? {
    guard !validity.ratios.isEmpty else { return nil }
    let hasLimits = draws > 0
    let rows = validity.ratios.map { own in
      func limits(_ range: ClosedRange<Double>?) -> [ReportCell] {
        hasLimits
          ? [
            .dashed(range?.lowerBound, .limit, .bounded),
            .dashed(range?.upperBound, .limit, .bounded),
          ] : []
      }
      return ReportTable.Row.cells(
        [
          .text(
            "\(variable: names[own.second]), \(variable: names[own.first])"),
          .dashed(own.ratio, .fitIndex),
        ] + limits(own.limits) + [.dashed(own.geometric, .fitIndex)]
          + limits(own.geometricLimits))
    }
    let limits = hasLimits ? ReportTable.Column.limits(level) : []
    return ReportSection(
      kind: .parameters, title: "Heterotrait-monotrait ratios",
      table: ReportTable(
        columns: [.names(), .numbers("HTMT", .fitIndex)] + limits
          + [.numbers("HTMT2", .fitIndex)] + limits, rows: rows,
        notes: .init(
          general: [
            """
            Henseler, Ringle & Sarstedt (2015), of absolute correlations; HTMT2 \
            of geometric means (Roemer, Schuberth & Henseler, 2021). Usual \
            criteria: below .85 or .90, and a limit below 1.
            """
          ]
            + (hasLimits
              ? ["Percentile intervals of \(count: draws) bootstrap draws."]
              : [])
        )))
  }

  private var tests: ReportSection? {
    guard !validity.tests.isEmpty else { return nil }
    let rows = validity.tests.map { own in
      ReportTable.Row.cells([
        .text("\(variable: names[own.second]), \(variable: names[own.first])"),
        .number(own.correlation, .fitIndex),
        .dashed(own.difference?.chiSquare, .chiSquare),
        .dashed(
          own.difference.map { Double($0.degreesOfFreedom) },
          .degreesOfFreedom),
        .dashed(own.difference?.pValue, .probability),
      ])
    }
    return ReportSection(
      kind: .tests, title: "Constructs taken as one",
      table: ReportTable(
        columns: [
          .names(), .numbers("r", .fitIndex),
          .symbol(.chiSquare, .chiSquare),
          .symbol(.degreesOfFreedom, .degreesOfFreedom),
          .symbol(.probability, .probability),
        ], rows: rows,
        notes: .init(
          general: [
            """
            The chi-square difference of a model in which the correlation is 1 \
            and both constructs correlate equally with the others: a small p \
            tells them apart.
            """
          ])))
  }

  private var commonMethod: ReportSection {
    var facts = [
      ReportFact(
        "First component",
        "\(percent: validity.harmanShare) of the items' variance (Harman)")
    ]
    if let share = validity.methodShare {
      facts.append(
        ReportFact(
          "Method factor",
          "\(percent: share) of the items' variance, on average"))
    }
    return ReportSection(
      kind: .sample, title: "Common method",
      blocks: [
        .facts(facts),
        .paragraph(
          """
          Harman's share is that of the first principal component, as SPSS \
          prints it; below 50% no single factor has most of the variance, which \
          does not rule a common method out. The method factor measures all \
          items beside their constructs and is uncorrelated with these \
          (Podsakoff et al., 2003).
          """),
      ])
  }
}

extension ReportedValidity: WarnedResult {
  package var allWarnings: [LatentWarning] { validity.warnings }
}
