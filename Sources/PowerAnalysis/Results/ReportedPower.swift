internal import Messages
package import ReportRendering

/// A power analysis as a report, a document and records.
package struct ReportedPower: ReportedResult {
  /// The result.
  package let result: PowerResult

  /// Makes the report.
  package init(_ result: PowerResult) { self.result = result }

  /// A sentence, and the figures behind it.
  package var report: Report {
    var sections = [
      ReportSection(
        kind: .header, title: "", blocks: [.facts(facts)]),
      ReportSection(
        kind: .verdict, title: "Power", blocks: [.paragraph(sentence)]),
    ]
    if !result.curve.isEmpty {
      sections.append(
        ReportSection(
          kind: .fitMeasures, title: "Power by number of cases", table: table))
    }
    return Report(
      title: "Latent \(LatentVersion.current) - Power", sections: sections)
  }

  // MARK: Sentences

  /// The power, and the cases that are needed, in words.
  package var sentence: ReportText {
    if let own = result.detectable {
      let cases = result.given.map { "\(count: $0.cases)" as ReportText } ?? ""
      return
        "With \(symbol: .sampleSize) = \(cases) the least value of \(subject) "
        + "that is detected with a power of \(share(own.power)) is "
        + "\(number: own.value, .estimate); the population's is "
        + "\(number: own.populationValue, .estimate)."
    }
    var text = ReportText()
    if let given = result.given {
      text +=
        "With \(symbol: .sampleSize) = \(count: given.cases) the power to "
        + "\(verb) \(subject) is \(figure(given))"
    }
    if let needed = result.needed {
      let cases: ReportText
      if let interval = needed.interval {
        cases =
          "\(count: needed.cases) cases (\(percent: 0.95) interval "
          + "\(count: interval.lowerBound) to \(count: interval.upperBound))"
      } else {
        cases = "\(count: needed.cases) cases"
      }
      text +=
        text.isEmpty
        ? "\(cases) are needed for a power of \(share(needed.power)) to "
          + "\(verb) \(subject)"
        : "; \(cases) are needed for \(share(needed.power))"
    }
    text += "."
    if let needed = result.needed, let reached = needed.reached,
      reached.interval != nil
    {
      text +=
        " With \(count: needed.cases) cases it is \(figure(reached)) in samples "
        + "that the search did not use."
    }
    if result.needed?.isAtLowerEnd == true {
      text += " Fewer cases were not looked at."
    }
    return text
  }

  private var verb: ReportText {
    switch result.subject {
    case .effects(_, let isEquality): isEquality ? "tell" : "detect"
    case .restriction, .fit, .difference, .misfit: "reject"
    }
  }

  private var subject: ReportText {
    switch result.subject {
    case .effects(let effects, let isEquality):
      let names = effects.joined(separator: ", ")
        .replacing("->", with: "\u{2192}")
      return isEquality ? "\(names) apart between groups" : "\(names)"
    case .restriction(let text): return "\(text)"
    case .fit(let null, let rmsea):
      let relation = rmsea > null ? "<=" : ">="
      return
        "RMSEA \(relation) \(share(null)) where it is \(share(rmsea))"
    case .difference(let null, let rmsea):
      let old = null.map(NumberStyle.bounded.text).joined(separator: ", ")
      let new = rmsea.map(NumberStyle.bounded.text).joined(separator: ", ")
      return null.allSatisfy { $0 == 0 }
        ? "equal fit of nested models with RMSEA \(new)"
        : "a difference of RMSEA \(old) where it is \(new)"
    case .misfit: return "the model by its chi-square"
    }
  }

  private func share(_ value: Double) -> ReportText {
    .number(value, .proportion)
  }

  private func figure(_ own: PowerFigure) -> ReportText {
    guard let interval = own.interval else { return share(own.power) }
    return
      "\(share(own.power)) (\(percent: 0.95) interval "
      + "\(share(interval.lowerBound)) to \(share(interval.upperBound)))"
  }

  // MARK: Figures

  private var facts: [ReportFact] {
    var facts = [
      ReportFact("Method", methodText),
      ReportFact("Level", share(result.alpha)),
    ]
    if let test = result.test {
      facts.insert(ReportFact("Test", testText(test)), at: 1)
    }
    if let degrees = result.degrees {
      facts.append(ReportFact("Degrees of freedom", "\(count: degrees)"))
    }
    if result.groups > 1 {
      facts.append(ReportFact("Groups", "\(count: result.groups)"))
    }
    if let counts = result.needed?.counts, counts.count > 1 {
      facts.append(
        ReportFact(
          "Cases of the groups",
          .verbatim(counts.map(String.init).joined(separator: ", "))))
    }
    if let own = result.noncentralities.last, own > 0 {
      facts.append(
        ReportFact(
          "Noncentrality of a case", .number(own, .estimate, .significant)))
    }
    if result.sampleCount > 0 {
      facts.append(
        ReportFact("Samples drawn", "\(count: result.sampleCount)"))
    }
    if result.unusableCount > 0 {
      facts.append(
        ReportFact("Samples without a test", "\(count: result.unusableCount)"))
    }
    if let draws = result.draws {
      facts.append(ReportFact("Draws within each", "\(count: draws)"))
    }
    if let seed = result.seed {
      facts.append(ReportFact("Seed", .verbatim("\(seed)")))
    }
    return facts
  }

  private var methodText: ReportText {
    switch result.method {
    case .rmsea:
      switch result.subject {
      case .difference:
        "RMSEA of nested models (MacCallum, Browne & Cai, 2006)"
      default: "RMSEA (MacCallum, Browne & Sugawara, 1996)"
      }
    case .likelihoodRatio:
      "Noncentrality of the likelihood ratio (Satorra & Saris, 1985)"
    case .wald: "Noncentrality of the Wald test"
    case .simulation: "Simulated samples"
    }
  }

  private func testText(_ test: PowerOptions.Test) -> ReportText {
    switch test {
    case .wald: "z test (of a product by the delta method)"
    case .joint: "Joint significance of all paths"
    case .monteCarlo: "Monte Carlo interval of the product"
    case .percentile: "Percentile interval of the bootstrap"
    case .biasCorrected: "Bias-corrected interval of the bootstrap"
    case .fit: "Chi-square of the model"
    }
  }

  private var table: ReportTable {
    let isDrawn = result.curve.contains { $0.interval != nil }
    return ReportTable(
      columns: [.names("N"), .numbers("Power", .proportion)]
        + (isDrawn
          ? ReportTable.Column.limits(0.95)
            + [.numbers("Samples", .count)] : []),
      rows: shownCurve.map { own in
        .cells(
          [.verbatim("\(own.cases)"), .number(own.power, .proportion)]
            + (isDrawn
              ? [
                .optional(own.interval?.lowerBound, .proportion),
                .optional(own.interval?.upperBound, .proportion),
                .optional(own.replicates.map(Double.init), .count),
              ] : []))
      })
  }

  /// Computed curves have many points; some of them show its course.
  private var shownCurve: [PowerFigure] {
    guard result.curve.count > 16, result.curve[0].interval == nil else {
      return result.curve
    }
    return stride(from: 0, to: result.curve.count, by: 5).map {
      result.curve[$0]
    }
  }
}
