import Messages
import ModelCriticism
import ReportRendering

extension TestSections {
  /// The section of an equivalence test.
  func section(_ equivalence: FitEquivalence) -> ReportSection {
    func row(_ symbol: StatisticSymbol, _ index: FitEquivalence.Index)
      -> ReportTable.Row
    {
      .cells(
        [
          .text(.symbol(symbol)), .optional(index.value, .fitIndex),
          .number(index.tSize, .fitIndex),
        ] + index.cutoffs.map { .number($0, .fitIndex) } + [
          .text(Self.words(index.category))
        ])
    }
    let cutoffs: ReportText =
      equivalence.isAdjusted
      ? "Cutoffs adjusted to df and N" : "The conventional cutoffs"
    return ReportSection(
      kind: .tests, title: "Equivalence test of the fit",
      table: ReportTable(
        columns: [
          .names("Index"), .numbers("Value", .fitIndex),
          .numbers("T-size", .fitIndex),
        ]
          + FitEquivalence.Category.allCases.dropLast().map {
            .numbers(Self.words($0), .fitIndex)
          } + [.words("T-size fit")],
        rows: [row(.rmsea, equivalence.rmsea)]
          + (equivalence.cfi.map { [row(.cfi, $0)] } ?? []),
        notes: .init(
          general: [
            """
            T-size: the worst value that the equivalence test at \
            \(percent: equivalence.level) does not rule out. \(cutoffs) (Yuan, \
            Chan, Marcoulides & Bentler, 2016).
            """
          ])))
  }

  private static func words(_ category: FitEquivalence.Category) -> ReportText {
    switch category {
    case .excellent: "excellent"
    case .close: "close"
    case .fair: "fair"
    case .mediocre: "mediocre"
    case .poor: "poor"
    }
  }
}

extension FitEquivalence {
  var document: JSONValue {
    func member(_ name: String, _ index: Index) -> (String, JSONValue) {
      let names = Category.allCases.map(\.rawValue)
      return (
        name,
        .object([
          ("value", .optional(index.value)), ("tsize", .number(index.tSize)),
          (
            "cutoffs",
            .object(zip(names, index.cutoffs).map { ($0, .number($1)) })
          ),
          ("fit", .string(index.category.rawValue)),
        ])
      )
    }
    return .object(
      [
        ("alpha", .number(level)), ("adjusted", .bool(isAdjusted)),
        member("rmsea", rmsea),
      ] + (cfi.map { [member("cfi", $0)] } ?? []))
  }
}
