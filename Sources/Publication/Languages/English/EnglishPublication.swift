import ReportRendering

/// Publications in English: headings and captions.
struct EnglishPublication: PublicationLanguage {
  let tableWord = "Table"
  let betweenSentences: ReportText = " "
  let betweenParts: ReportText = ", "

  func list(_ items: [ReportText]) -> ReportText {
    guard items.count > 1, let last = items.last else {
      return items.first ?? ""
    }
    return items.dropLast().joined(separator: ", ")
      + (items.count > 2 ? ", and " : " and ") + last
  }

  func brackets(_ text: ReportText) -> ReportText { " (" + text + ")" }

  func interval(_ limits: ReportText, level: Double) -> ReportText {
    "\(percent: level) CI " + limits
  }

  func reference(_ tables: [ReportTable.Number]) -> ReportText {
    let numbers = tables.map { ReportText.verbatim($0.text) }
    return tables.count == 1
      ? "The results are in \(numbers[0])."
      : "The results are in \(list(numbers))."
  }

  func heading(_ subject: PublicationSubject) -> ReportText {
    switch subject {
    case .sample: "Sample"
    case .items: "Items and Reliability"
    case .factors: "Exploratory Factor Analysis"
    case .measurement: "Measurement Model"
    case .validity: "Validity"
    case .fit: "Model Fit"
    case .comparison: "Comparison of Models"
    case .hypotheses: "Tests of Hypotheses"
    case .paths: "Structural Model"
    case .effects: "Direct, Indirect and Total Effects"
    case .invariance: "Measurement Invariance"
    case .groups: "Differences Between Groups"
    }
  }

  func caption(_ caption: TableCaption) -> ReportText {
    switch caption {
    case .sample: "Characteristics of the Sample"
    case .items: "Descriptive Statistics of Items and Reliability of Scales"
    case .scaleCorrelations:
      "Means, Standard Deviations and Correlations of Scales"
    case .adequacy: "KMO Measure and Bartlett's Test"
    case .factorLoadings(let group):
      "Factor Loadings From Exploratory Factor Analysis" + suffix(group)
    case .loadings(let group):
      "Loadings and Convergent Validity of the Measurement Model"
        + suffix(group)
    case .fornellLarcker:
      "Correlations of Constructs and Square Roots of AVE"
    case .ratios: "Heterotrait-Monotrait Ratios"
    case .fit: "Fit of the Model"
    case .comparison: "Fit of Competing Models"
    case .measurementModels: "Fit of Competing Measurement Models"
    case .hypotheses: "Tests of the Hypotheses"
    case .paths: "Paths of the Structural Model"
    case .effects: "Direct, Indirect and Total Effects"
    case .conditionalEffects: "Conditional Effects"
    case .moderationIndices: "Index of Moderated Mediation"
    case .invariance: "Tests of Measurement Invariance"
    case .groupMeans(let by): "Means and Tests by " + by
    }
  }

  private func suffix(_ group: String) -> ReportText {
    group.isEmpty ? "" : ": \(group)"
  }

  func term(_ term: PublicationTerm) -> ReportText {
    switch term {
    case .variable: "Variable"
    case .category: "Category"
    case .frequency: "n"
    case .share: "%"
    case .construct: "Construct and item"
    case .constructAlone: "Construct"
    case .item: "Item"
    case .skewness: "Skewness"
    case .kurtosis: "Kurtosis"
    case .itemTotal: "CITC"
    case .alphaIfDeleted: "α if deleted"
    case .statistic: "Statistic"
    case .value: "Value"
    case .criterion: "Criterion"
    case .verdict: "Verdict"
    case .index: "Index"
    case .kmo: "KMO measure of sampling adequacy"
    case .bartlett: "Bartlett's test of sphericity"
    case .communality: "h²"
    case .sumOfSquares: "Sum of squared loadings"
    case .shareOfVariance: "Variance explained"
    case .cumulativeShare: "Cumulative"
    case .factor(let place): "Factor \(count: place)"
    case .component(let place): "Component \(count: place)"
    case .absolute: "Absolute fit"
    case .incremental: "Incremental fit"
    case .parsimony: "Parsimonious fit"
    case .met: "met"
    case .acceptable: "acceptable"
    case .notMet: "not met"
    case .model: "Model"
    case .step: "Model"
    case .difference: "Difference"
    case .hypothesis: "Hypothesis"
    case .path: "Path"
    case .supported: "supported"
    case .notSupported: "not supported"
    case .opposite: "not supported (opposite sign)"
    case .untested: "not tested"
    case .effect: "Effect"
    case .total: "Total"
    case .direct: "Direct"
    case .totalIndirect: "Total indirect"
    case .shareOfTotal: "Share of total"
    case .indirect(let way): "Indirect via " + way
    case .contrast(let one, let other): "Via " + one + " − via " + other
    case .lower: "LL"
    case .upper: "UL"
    case .interval(let level): "\(percent: level) CI"
    case .moderatorValue: "Moderator"
    case .indexOfModeration: "Path (moderator)"
    case .holds: "holds"
    case .fails: "does not hold"
    case .group: "Group"
    case .pair: "Pair"
    case .letters: "Pairs"
    case .oneFactor: "One factor"
    case .allConstructs: "All constructs"
    case .secondOrder: "Second-order factor"
    case .bifactor: "Bifactor"
    case .methodFactor: "With a method factor"
    case .factors(let count): "\(count: count) factors"
    case .configural: "Configural"
    case .metric: "Metric"
    case .scalar: "Scalar"
    case .strict: "Strict"
    case .latentMeans: "Latent means"
    }
  }

  func step(_ name: String, isPartial: Bool) -> ReportText {
    let known: [String: ReportText] = [
      "configural": term(.configural), "metric": term(.metric),
      "scalar": term(.scalar), "strict": term(.strict),
      "latent means": term(.latentMeans),
    ]
    let text = known[name] ?? .verbatim(name)
    return isPartial ? text + " (partial)" : text
  }

  func point(_ label: String) -> ReportText {
    switch label {
    case "mean - SD": "\(symbol: .mean) − 1 \(symbol: .standardDeviation)"
    case "mean": "\(symbol: .mean)"
    case "mean + SD": "\(symbol: .mean) + 1 \(symbol: .standardDeviation)"
    default: .verbatim(label)
    }
  }
}
