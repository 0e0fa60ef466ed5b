internal import FactorAnalysis
internal import Messages
internal import ReportRendering

/// The sections on whether there are factors, and how many.
struct FactorCountSections {
  private let group: FactorGroup
  private let asked: ExplorationOptions

  init(_ group: FactorGroup, _ asked: ExplorationOptions) {
    self.group = group
    self.asked = asked
  }

  private var exploration: FactorExploration { group.exploration }

  private func title(_ text: ReportText) -> ReportText {
    group.label.isEmpty ? text : "\(text) (\(group.label))"
  }

  /// Kaiser's measure and Bartlett's test.
  var adequacy: ReportSection? {
    guard let adequacy = exploration.adequacy else { return nil }
    return ReportSection(
      kind: .sample, title: title("KMO and Bartlett's test"),
      blocks: [
        .facts([
          ReportFact(
            "KMO measure of sampling adequacy",
            "\(number: adequacy.overall, .proportion)"),
          ReportFact(
            "Bartlett's test of sphericity",
            "X2(\(count: adequacy.degreesOfFreedom)) = "
              + "\(number: adequacy.chiSquare, .chiSquare), p "
              + Self.probability(adequacy.probability)),
        ])
      ])
  }

  private static func probability(_ p: Double) -> ReportText {
    p < 0.0005
      ? "\(number: p, .probability)" : "= \(number: p, .probability)"
  }

  /// Eigenvalues, those of random data, and the numbers they suggest.
  var eigenvalues: ReportSection {
    let components = exploration.parallel.first { $0.kind == .components }
    let factors = exploration.parallel.first { $0.kind == .factors }
    let p = exploration.eigenvalues.count
    var columns: [ReportTable.Column] = [
      .names(), .numbers("Eigenvalue", .measure),
      .numbers("Share", .percentage), .numbers("Sum", .percentage),
    ]
    if components != nil { columns.append(.numbers("Random", .measure)) }
    if factors != nil {
      columns += [
        .numbers("Eigenvalue", .measure, spanner: "Common factors"),
        .numbers("Random", .measure, spanner: "Common factors"),
      ]
    }
    if exploration.partials != nil { columns.append(.numbers("MAP", .measure)) }
    var sum = 0.0
    let rows = (0..<p).map { place -> ReportTable.Row in
      let value = exploration.eigenvalues[place]
      sum += value
      var cells: [ReportCell] = [
        .text("\(count: place + 1)"), .number(value, .measure),
        .number(value / Double(p), .percentage),
        .number(sum / Double(p), .percentage),
      ]
      if let components {
        cells.append(.number(components.quantiles[place], .measure))
      }
      if let factors {
        cells += [
          .number(factors.eigenvalues[place], .measure),
          .number(factors.quantiles[place], .measure),
        ]
      }
      if let partials = exploration.partials {
        let own = partials.squares
        cells.append(
          .optional(
            own.indices.contains(place + 1) ? own[place + 1] : nil, .measure,
            .significant))
      }
      return .cells(cells)
    }
    var notes: [ReportText] = [suggestions]
    if components != nil {
      notes.append(
        "Random: the \(percent: asked.level) quantiles of "
          + "\(components?.replicates ?? 0, of: "random sample") of "
          + "uncorrelated normal variables (Horn, 1965).")
    }
    if exploration.partials != nil {
      notes.append(
        "MAP: the mean squared partial correlation after so many components.")
    }
    return ReportSection(
      kind: .sample, title: title("Eigenvalues"),
      table: ReportTable(
        columns: columns, rows: rows,
        notes: .init(general: notes)))
  }

  private var suggestions: ReportText {
    var parts: [ReportText] = [
      "\(count: exploration.kaiserCount) by eigenvalues above 1 (Kaiser)"
    ]
    for analysis in exploration.parallel {
      parts.append(
        analysis.kind == .components
          ? "\(count: analysis.count) by parallel analysis of components"
          : "\(count: analysis.count) by parallel analysis of common factors")
    }
    if let partials = exploration.partials {
      parts.append("\(count: partials.count) by MAP (Velicer)")
    }
    return "Suggested numbers: " + parts.joined(separator: ", ") + "."
  }

  /// The fit of each number of factors; `nil` for components.
  var fit: ReportSection? {
    let fits = exploration.solutions.compactMap { solution in
      solution.fit.map { (solution.count, $0) }
    }
    guard !fits.isEmpty else { return nil }
    let hasTest = fits.contains { $0.1.chiSquare != nil }
    let hasCriteria = fits.contains { $0.1.bic != nil }
    var columns: [ReportTable.Column] = [.names("Factors")]
    if hasTest {
      columns.append(.symbol(.chiSquare.plainly("Chi-sq"), .chiSquare))
    }
    columns.append(.symbol(.degreesOfFreedom, .degreesOfFreedom))
    if hasTest {
      columns += [
        .symbol(.probability, .probability), .symbol(.cfi, .fitIndex),
        .symbol(.tli, .fitIndex), .symbol(.rmsea, .fitIndex),
        .numbers("Lower", .fitIndex, spanner: "90% CI"),
        .numbers("Upper", .fitIndex, spanner: "90% CI"),
      ]
    }
    columns.append(.symbol(.srmr, .fitIndex))
    if hasCriteria { columns.append(.numbers("BIC", .informationCriterion)) }
    let rows = fits.map { count, fit -> ReportTable.Row in
      var cells: [ReportCell] = [.text("\(count: count)")]
      if hasTest { cells.append(.dashed(fit.chiSquare, .chiSquare)) }
      cells.append(.number(Double(fit.degreesOfFreedom), .degreesOfFreedom))
      if hasTest {
        cells += [
          .dashed(fit.probability, .probability), .dashed(fit.cfi, .fitIndex),
          .dashed(fit.tli, .fitIndex), .dashed(fit.rmsea, .fitIndex),
          .dashed(fit.rmseaInterval?.lowerBound, .fitIndex),
          .dashed(fit.rmseaInterval?.upperBound, .fitIndex),
        ]
      }
      cells.append(.number(fit.srmr, .fitIndex))
      if hasCriteria { cells.append(.dashed(fit.bic, .informationCriterion)) }
      return .cells(cells)
    }
    var notes: [ReportText] = []
    let isScaled = fits.contains { $0.1.scaling != nil }
    if isScaled {
      notes.append(
        "Chi-square and what rests on it are adjusted for their mean and "
          + "variance (Asparouhov & Muthén, 2010).")
    } else if hasTest, asked.factors.method != .maximumLikelihood {
      notes.append(
        "Chi-square is N times the likelihood's discrepancy of these factors, "
          + "which do not minimize it: it is somewhat too large.")
    }
    if !hasTest {
      notes.append(
        "There is no chi-square: the correlations are not those of a normal "
          + "sample, or have no inverse.")
    }
    return ReportSection(
      kind: .fit, title: title("Fit by the number of factors"),
      table: ReportTable(
        columns: columns, rows: rows,
        notes: .init(general: notes)))
  }
}
