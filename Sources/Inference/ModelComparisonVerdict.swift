/// Draws the conclusion of a comparison.
///
/// A model with restrictions is retained if every model in which it is nested
/// is, and if the step from the nearest of these passes. Of the models that
/// are retained those are left that no further restriction replaces; among
/// several of them AIC and BIC decide, if they agree.
struct ComparisonJudge {
  private let builder: ComparisonBuilder
  private let byAIC: Int?
  private let byBIC: Int?

  private var models: [ComparedModel] { builder.models }

  init(builder: ComparisonBuilder) {
    self.builder = builder
    let compare = builder.isOneSample && builder.criteriaCompare
    byAIC =
      compare ? Self.smallest("aic", of: builder.models.indices, builder) : nil
    byBIC =
      compare ? Self.smallest("bic", of: builder.models.indices, builder) : nil
  }

  var verdict: ComparisonVerdict {
    guard builder.isOneSample else {
      return ComparisonVerdict(
        sentence: "No model holds: they were not fitted to the same "
          + "variables and cases.")
    }
    let byTest = survivors { pair in
      pair.test.map { $0.pValue >= builder.criteria.significance }
    }
    let byCFI = survivors { pair in
      pair.cfiChange.map { -$0 <= builder.criteria.cfiFall + 1e-12 }
    }
    let first = main(byTest)
    var sentences = [first.sentence]
    if let holds = first.holds {
      if byTest.count == 1 { sentences += criteriaSentence(holds) }
      if let sentence = cfiSentence(byCFI, holds: holds) {
        sentences.append(sentence)
      }
      if isPoor(holds) {
        sentences.append(
          "Its own fit is not acceptable by convention (CFI at least .90, "
            + "RMSEA at most .08): it is the best of these models, not a "
            + "good one.")
      }
    }
    return ComparisonVerdict(
      holds: first.holds, byTest: byTest.count == 1 ? byTest[0] : nil,
      byAIC: byAIC, byBIC: byBIC,
      byCFI: byCFI.count == 1 ? byCFI[0] : nil,
      sentence: sentences.joined(separator: " "))
  }

  /// The models that are left.
  ///
  /// - Parameter passes: Whether a restriction passes; `nil` if it cannot be
  ///   judged, which counts as no.
  /// - Returns: Their places.
  private func survivors(_ passes: (ModelPair) -> Bool?) -> [Int] {
    var retained: Set<Int> = []
    for model in models.indices {
      let parents = builder.pairs.filter {
        $0.restricted == model && $0.relation == .nested
      }
      let nearest = parents.max { $0.general < $1.general }
      if parents.allSatisfy({ retained.contains($0.general) }),
        nearest.map({ passes($0) == true }) ?? true
      {
        retained.insert(model)
      }
    }
    return retained.sorted().filter { model in
      !builder.pairs.contains { pair in
        pair.general == model && pair.relation == .nested
          && retained.contains(pair.restricted)
          && (passes(pair) == true
            || models[pair.restricted].reference == model)
      }
    }
  }

  /// What holds, and why.
  private func main(_ left: [Int]) -> (holds: Int?, sentence: String) {
    let level = Self.short(builder.criteria.significance)
    let hasTests = builder.pairs.contains { $0.test != nil }
    if left.count == 1 {
      return (
        left[0],
        "By the chi-square difference tests (alpha = \(level)) "
          + "\(name(left[0])) holds."
      )
    }
    let start =
      hasTests
      ? "The chi-square difference tests (alpha = \(level)) leave "
        + "\(names(left)), which are not nested in each other"
      : "No chi-square difference test can choose between the models"
    if areEquivalent(left) {
      return (
        nil,
        "\(names(left)) are equivalent: they fit any data equally well, and "
          + "only theory can choose between them."
      )
    }
    guard builder.criteriaCompare,
      let aic = Self.smallest("aic", of: left, builder),
      let bic = Self.smallest("bic", of: left, builder)
    else {
      return (
        nil,
        "\(start), and there are no AIC and BIC to choose by: none of "
          + "them holds alone."
      )
    }
    if aic == bic {
      return (aic, "\(start); AIC and BIC agree: \(name(aic)) holds.")
    }
    return (
      nil,
      "\(start), and the criteria disagree: AIC prefers \(name(aic)), "
        + "BIC \(name(bic)); none of them clearly holds."
    )
  }

  /// What AIC and BIC say of a model that the tests chose.
  private func criteriaSentence(_ holds: Int) -> [String] {
    guard let byAIC, let byBIC else { return [] }
    switch (byAIC == holds, byBIC == holds) {
    case (true, true): return ["AIC and BIC agree."]
    case (true, false): return ["AIC agrees; BIC prefers \(name(byBIC))."]
    case (false, true): return ["BIC agrees; AIC prefers \(name(byAIC))."]
    case (false, false):
      return byAIC == byBIC
        ? ["AIC and BIC prefer \(name(byAIC))."]
        : ["AIC prefers \(name(byAIC)), BIC \(name(byBIC))."]
    }
  }

  private func cfiSentence(_ left: [Int], holds: Int) -> String? {
    guard builder.pairs.contains(where: { $0.cfiChange != nil }) else {
      return nil
    }
    let rule = "CFI (a step may cost \(Self.short(builder.criteria.cfiFall)))"
    if left == [holds] { return "\(rule) agrees." }
    return left.contains(holds)
      ? "\(rule) leaves \(names(left))."
      : "\(rule) leads to \(names(left))."
  }

  /// Whether the chosen model misses the levels called acceptable.
  private func isPoor(_ model: Int) -> Bool {
    let measures = models[model].measures
    guard let p = measures["pvalue"], p < 0.05 else { return false }
    return (measures["cfi"] ?? 1) < 0.90 || (measures["rmsea"] ?? 0) > 0.08
  }

  private func areEquivalent(_ left: [Int]) -> Bool {
    left.count > 1
      && left.dropFirst().allSatisfy { model in
        builder.pairs.contains {
          $0.general == left[0] && $0.restricted == model
            && $0.relation == .equivalent
        }
      }
  }

  /// The model with the smallest value; `nil` if one has none or two tie.
  private static func smallest(
    _ measure: String, of models: some Sequence<Int>,
    _ builder: ComparisonBuilder
  ) -> Int? {
    var values: [(model: Int, value: Double)] = []
    for model in models {
      guard let value = builder.models[model].measures[measure] else {
        return nil
      }
      values.append((model, value))
    }
    values.sort { $0.value < $1.value }
    guard let first = values.first else { return nil }
    if values.count > 1,
      values[1].value - first.value <= 1e-6 * max(1, abs(first.value))
    {
      return nil
    }
    return first.model
  }

  private func name(_ model: Int) -> String { models[model].name }

  private func names(_ places: [Int]) -> String {
    ComparisonBuilder.listing(places.map(name))
  }

  /// `.05`.
  private static func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
