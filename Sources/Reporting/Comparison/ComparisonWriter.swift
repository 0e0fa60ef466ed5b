import Estimation
import FitComparison
import FitSettings
import ModelFit
import ReportRendering

/// Writes the sections of a comparison's report.
struct ComparisonWriter {
  let comparison: ModelComparison
  let context: ReportContext

  var sections: [ReportSection] {
    [
      header, fit, differences, .verdict(comparison.verdict.sentence),
      .warnings(
        ReportedComparison(comparison, context: context).allWarnings),
      explanation,
    ].compactMap { $0 }
  }

  private var header: ReportSection {
    let counts = comparison.observationCounts
    var cases: ReportText = "\(count: counts.reduce(0, +))"
    if counts.count > 1 {
      let parts = counts.map(String.init).joined(separator: " + ")
      cases += " in \(count: counts.count) groups (\(parts))"
    }
    var facts =
      context.dataFacts + [ReportFact("Cases", cases)] + context.groupFacts
    facts.append(ReportFact("Estimator", .verbatim(comparison.estimatorName)))
    if let test = comparison.differenceTest {
      facts.append(ReportFact("Test", .verbatim(test.rawValue)))
      facts.append(
        ReportFact("Difference test", .verbatim(comparison.method.rawValue)))
    }
    return .header(facts)
  }

  private var fit: ReportSection {
    let table = ModelFitTable(
      title: "Model",
      rows: comparison.models.map {
        .init(
          name: $0.name, parameterCount: $0.parameterCount,
          measures: $0.measures)
      })
    return ReportSection(
      kind: .fit, title: "Models, the most general first",
      table: table.table)
  }

  private var differences: ReportSection {
    // Estimators without a likelihood have no AIC and BIC.
    let criteria = ["aic", "bic"].filter { name in
      comparison.models.contains { $0.measures[name] != nil }
    }
    let rows = comparison.models.indices.map { index -> ReportTable.Row in
      let model = comparison.models[index]
      let step = comparison.step(to: index)
      return .cells(
        ModelDifferences.cells(
          model.name,
          against: step.map { comparison.models[$0.general].name },
          test: step?.test, cfi: step?.cfiChange)
          + criteria.map {
            .dashed(model.measures[$0], .informationCriterion)
          })
    }
    return ReportSection(
      kind: .fitMeasures, title: "Differences",
      table: ReportTable(
        columns: ModelDifferences.columns("Model")
          + criteria.map { .symbol(.measure($0), .informationCriterion) },
        rows: rows))
  }

  private var explanation: ReportSection {
    var text: ReportText = """
      Each model is tested against the nearest one above it in which it is \
      nested: the differences in chi-square, df and CFI.
      """
    if comparison.models.contains(where: { $0.reference == nil && $0 != first })
    {
      text += " A dash: it is nested in none."
    }
    var blocks: [ReportBlock] = [.paragraph(text)]
    if comparison.differenceTest?.isByEigenvalues == true {
      blocks.append(
        .paragraph(
          """
          Chi-square and p of the models are the standard ones. The p value \
          of a difference is that of a weighted sum, by eigenvalues; its \
          chi-square is the one with the same p value.
          """))
    }
    if comparison.differenceTest?.isScaled == true {
      blocks.append(
        .paragraph(
          """
          Chi-square and p are the scaled ones, CFI, TLI and RMSEA the robust \
          ones where these exist. A scaled difference is not the difference \
          of scaled statistics.
          """))
    }
    return ReportSection(kind: .notes, title: "Notes", blocks: blocks)
  }

  private var first: ComparedModel? { comparison.models.first }
}
