internal import FactorAnalysis
internal import FactorRotation
internal import LinearAlgebra
internal import Messages
internal import ReportRendering

/// The sections of one number of factors.
struct FactorSections {
  private let group: FactorGroup
  private let solution: FactorSolution
  private let asked: ExplorationOptions
  private let options: FactorReportOptions

  init(
    _ group: FactorGroup, _ solution: FactorSolution,
    _ asked: ExplorationOptions, _ options: FactorReportOptions
  ) {
    self.group = group
    self.solution = solution
    self.asked = asked
    self.options = options
  }

  private var sample: FactorSample { group.exploration.sample }
  private var isComponents: Bool {
    asked.factors.method == .principalComponents
  }
  private var names: [String] {
    Self.names(solution.count, asked.factors.method)
  }

  /// F1, F2, …; C1, C2, … of components.
  static func names(_ count: Int, _ method: ExtractionMethod) -> [String] {
    (1...max(count, 1)).map {
      (method == .principalComponents ? "C" : "F") + "\($0)"
    }
  }

  private func title(_ text: ReportText) -> ReportText {
    let count: ReportText =
      isComponents
      ? "\(solution.count, of: "component")"
      : "\(solution.count, of: "factor")"
    return group.label.isEmpty
      ? "\(text), \(count)" : "\(text), \(count) (\(group.label))"
  }

  /// All sections.
  var all: [ReportSection] {
    [
      communalities, variance, loadings,
      options.showsErrors ? errors : nil, correlations, structure,
    ].compactMap(\.self)
  }

  private var communalities: ReportSection {
    let extracted = solution.extraction.communalities
    let adequacy = group.exploration.adequacy
    return ReportSection(
      kind: .parameters, title: title("Communalities"),
      table: ReportTable(
        columns: [
          .names(), .numbers("Initial", .measure),
          .numbers("Extraction", .measure),
        ] + (adequacy == nil ? [] : [.numbers("KMO", .measure)]) + labelColumn,
        rows: sample.names.indices.map { i in
          .cells(
            [
              .variable(sample.names[i]),
              .number(group.exploration.initialCommunalities[i], .measure),
              .number(extracted[i], .measure),
            ]
              + (adequacy.map { [.number($0.byVariable[i], .measure)] } ?? [])
              + labelCell(i, room: 80 - 2 - nameWidth - 12 - 12 - 8))
        }))
  }

  private var variance: ReportSection {
    let p = Double(sample.names.count)
    let extracted = solution.extractedSumsOfSquares
    let rotated = solution.rotated == nil ? nil : solution.sumsOfSquares
    func columns(_ spanner: ReportText) -> [ReportTable.Column] {
      [
        .numbers("Squares", .measure, spanner: spanner),
        .numbers("Share", .percentage, spanner: spanner),
        .numbers("Sum", .percentage, spanner: spanner),
      ]
    }
    var sums = (0.0, 0.0)
    let rows = names.enumerated().map { place, name -> ReportTable.Row in
      sums.0 += extracted[place]
      var cells: [ReportCell] = [
        .verbatim(name), .number(extracted[place], .measure),
        .number(extracted[place] / p, .percentage),
        .number(sums.0 / p, .percentage),
      ]
      if let rotated {
        sums.1 += rotated[place]
        cells += [
          .number(rotated[place], .measure),
          .number(rotated[place] / p, .percentage),
          .number(sums.1 / p, .percentage),
        ]
      }
      return .cells(cells)
    }
    var notes: [ReportText] = []
    if rotated != nil {
      notes.append(
        "Squares are sums of squared loadings, Share those of the "
          + "variables' variance. A factor's number before rotation is not "
          + "that after it.")
    }
    if solution.isOblique {
      notes.append(
        "Correlated factors share what they explain together out: the "
          + "diagonal of the factors' correlations times the loadings' "
          + "products.")
    }
    return ReportSection(
      kind: .parameters, title: title("Variance explained"),
      table: ReportTable(
        columns: [.names()]
          + columns(rotated == nil ? "Extraction" : "Before rotation")
          + (rotated == nil ? [] : columns("After rotation")),
        rows: rows, notes: .init(general: notes)))
  }

  /// The variables in the order of the report: by factors of their largest
  /// loadings, and these from large to small, if they are sorted.
  private var order: [Int] {
    let all = Array(sample.names.indices)
    guard options.isSorted else { return all }
    let best = all.map { i -> (factor: Int, size: Double) in
      let row = solution.loadings.row(i).map { abs($0) }
      let factor = row.indices.max { row[$0] < row[$1] } ?? 0
      return (factor, row[factor])
    }
    return all.sorted {
      best[$0].factor != best[$1].factor
        ? best[$0].factor < best[$1].factor
        : best[$0].size != best[$1].size
          ? best[$0].size > best[$1].size : $0 < $1
    }
  }

  private func matrix(
    _ words: ReportText, _ values: Matrix, notes: [ReportText] = []
  ) -> ReportSection {
    let room = 80 - 2 - nameWidth - 8 * (names.count + 1)
    return ReportSection(
      kind: .parameters, title: title(words),
      table: ReportTable(
        columns: [.names()] + names.map { .numbers("\($0)", .measure) }
          + [.numbers("h2", .measure)] + labelColumn,
        rows: order.map { i in
          .cells(
            [.variable(sample.names[i])]
              + values.row(i).map {
                abs($0) < options.suppressedBelow
                  ? .empty : .number($0, .measure)
              }
              + [.number(solution.extraction.communalities[i], .measure)]
              + labelCell(i, room: room))
        }, notes: .init(general: notes)))
  }

  private var loadings: ReportSection {
    var notes: [ReportText] = ["h2: the communality."]
    if options.suppressedBelow > 0 {
      notes.append(
        "Loadings below \(number: options.suppressedBelow, .proportion) are "
          + "left out.")
    }
    if options.showsErrors, solution.errors == nil {
      notes.append(
        "There are no standard errors: a unique variance is at its limit, "
          + "the search has not converged, cases have missing values, or "
          + "ordered variables are not extracted by least squares.")
    }
    if let rotated = solution.rotated {
      var text: ReportText =
        "\(count: rotated.bestStarts) of \(rotated.starts, of: "start") "
        + "reached the best value of the criterion"
      text +=
        rotated.optima.count > 1
        ? ", others \(rotated.optima.count - 1, of: "further value")." : "."
      notes.append(text)
    }
    return matrix(
      solution.rotated == nil
        ? "Loadings"
        : solution.isOblique
          ? "Rotated loadings (pattern)" : "Rotated loadings",
      solution.loadings, notes: notes)
  }

  private var errors: ReportSection? {
    guard let errors = solution.errors else { return nil }
    return ReportSection(
      kind: .parameters, title: title("Standard errors of loadings"),
      table: ReportTable(
        columns: [.names()] + names.map { .numbers("\($0)", .measure) },
        rows: order.map { i in
          .cells(
            [.variable(sample.names[i])]
              + errors.loadings.row(i).map { .number($0, .measure) })
        }))
  }

  private var correlations: ReportSection? {
    guard solution.isOblique else { return nil }
    let errors = options.showsErrors ? solution.errors : nil
    var rows: [ReportTable.Row] = []
    for i in names.indices {
      rows.append(
        .cells(
          [.verbatim(names[i])]
            + (0...i).map { .number(solution.correlations[i, $0], .measure) }))
      if let errors, i > 0 {
        rows.append(
          .cells(
            [.text("SE")]
              + (0..<i).map { .number(errors.correlations[i, $0], .measure) },
            level: 1))
      }
    }
    return ReportSection(
      kind: .parameters, title: title("Factor correlations"),
      table: ReportTable(
        columns: [.names()] + names.map { .numbers("\($0)", .measure) },
        rows: rows))
  }

  private var structure: ReportSection? {
    guard solution.isOblique else { return nil }
    return matrix(
      "Structure: correlations of variables and factors", solution.structure)
  }

  // MARK: Labels

  private var nameWidth: Int {
    sample.names.map { DisplayWidth.of($0) }.max() ?? 0
  }

  private var labelColumn: [ReportTable.Column] {
    group.labels.contains { !$0.isEmpty } ? [.words("Label")] : []
  }

  /// The variable's label, as far as a line has room for it.
  private func labelCell(_ i: Int, room: Int) -> [ReportCell] {
    guard !labelColumn.isEmpty else { return [] }
    guard room >= 12 else { return [.empty] }
    return [.verbatim(Self.cut(group.labels[i], to: room))]
  }

  /// A text of at most so many columns.
  private static func cut(_ text: String, to width: Int) -> String {
    if DisplayWidth.of(text) <= width { return text }
    var short = ""
    for character in text {
      if DisplayWidth.of(short + String(character)) > width - 3 { break }
      short.append(character)
    }
    return short + "..."
  }
}
