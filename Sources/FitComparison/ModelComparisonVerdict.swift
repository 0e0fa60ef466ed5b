internal import Messages

/// Draws the conclusion of a comparison.
///
/// A model with restrictions is retained if every model in which it is nested
/// is, and if the steps from the nearest of these pass. Among the retained
/// models, those remain that no further restriction replaces; among several of
/// them AIC and BIC decide, if they lead to the same one.
struct ComparisonJudge {
  private let builder: ComparisonBuilder
  /// The verdict of AIC and BIC on all models, if they are comparable.
  private let criteria: CriteriaChoice?

  private var models: [ComparedModel] { builder.models }

  init(builder: ComparisonBuilder) {
    self.builder = builder
    criteria =
      builder.isOneSample
      ? Self.choice(of: Array(builder.models.indices), builder) : nil
  }

  var verdict: ComparisonVerdict {
    guard builder.isOneSample else {
      return ComparisonVerdict(
        sentence: "No model holds: they were not fitted to the same "
          + "variables and cases.")
    }
    let byTest = hasTests ? survivors(passes) : Array(models.indices)
    let byCFI = survivors { pair in
      -(pair.cfiChange ?? -1) <= builder.criteria.cfiFall + 1e-12
    }
    let first = main(byTest)
    var sentences = [first.sentence]
    if let holds = first.holds {
      if byTest.count == 1, let criteria {
        sentences.append(criteria.sentence(on: holds))
      }
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
      holds: first.holds,
      byTest: hasTests && byTest.count == 1 ? byTest[0] : nil,
      byAIC: criteria?.aic.only, byBIC: criteria?.bic.only,
      byCFI: comparesCFI && byCFI.count == 1 ? byCFI[0] : nil,
      sentence: sentences.joined(separator: " "))
  }

  /// The models that are left.
  ///
  /// - Parameter passes: Whether a restriction passes.
  /// - Returns: Their places.
  private func survivors(_ passes: (ModelPair) -> Bool) -> [Int] {
    var retained: Set<Int> = []
    for model in models.indices {
      let steps = nested.filter { $0.restricted == model }
      let nearest = steps.filter { step in
        !nested.contains { between in
          between.general == step.general
            && steps.contains { $0.general == between.restricted }
        }
      }
      if steps.allSatisfy({ retained.contains($0.general) }),
        nearest.allSatisfy(passes)
      {
        retained.insert(model)
      }
    }
    return retained.sorted().filter { model in
      !nested.contains {
        $0.general == model && retained.contains($0.restricted)
      }
    }
  }

  private var hasTests: Bool { builder.pairs.contains { $0.test != nil } }

  /// Whether CFI compares in every restriction.
  private var comparesCFI: Bool {
    !nested.isEmpty && nested.allSatisfy { $0.cfiChange != nil }
  }

  private var nested: [ModelPair] {
    builder.pairs.filter { $0.relation == .nested }
  }

  /// Whether a restriction is not rejected; without a test it fits better
  /// than the general model, which stands at a local minimum, or could not be
  /// tested, and then does not pass.
  private func passes(_ pair: ModelPair) -> Bool {
    (pair.test?.pValue ?? (pair.failure == .worse ? 1 : 0))
      >= builder.criteria.significance
  }

  /// The models that hold, and why.
  private func main(_ left: [Int]) -> (holds: Int?, sentence: String) {
    let level = Self.short(builder.criteria.significance)
    if hasTests, left.count == 1 {
      return (
        left[0],
        "By the chi-square difference tests (alpha = \(level)) "
          + "\(name(left[0])) holds: \(reason(left[0]))."
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
    guard let choice = Self.choice(of: left, builder) else {
      return (
        nil,
        "\(start), and there are no AIC and BIC to choose by: none of "
          + "them holds alone."
      )
    }
    return (choice.holds, choice.sentence(after: start))
  }

  /// The verdict of AIC and BIC on some models; `nil` if they are not
  /// comparable.
  private static func choice(of places: [Int], _ builder: ComparisonBuilder)
    -> CriteriaChoice?
  {
    guard builder.criteriaCompare,
      let aic = CriterionChoice("AIC", of: places, in: builder.models),
      let bic = CriterionChoice("BIC", of: places, in: builder.models)
    else { return nil }
    return CriteriaChoice(aic: aic, bic: bic) { places in
      listing(places.map { builder.models[$0].name })
    }
  }

  /// The findings of the tests next to a model.
  private func reason(_ model: Int) -> String {
    let above = models[model].reference
    let below = nested.filter {
      $0.general == model && models[$0.restricted].reference == model
    }.map(\.restricted)
    var parts: [String] = []
    if let above {
      parts.append("it does not fit significantly worse than \(name(above))")
    }
    if !below.isEmpty {
      let verb = below.count == 1 ? "fits" : "fit"
      parts.append("\(names(below)) \(verb) significantly worse")
    }
    return parts.joined(separator: ", and ")
  }

  private func cfiSentence(_ left: [Int], holds: Int) -> String? {
    guard comparesCFI else { return nil }
    let rule =
      "The change in CFI (a fall of at most "
      + "\(Self.short(builder.criteria.cfiFall)))"
    if left == [holds] { return "\(rule) agrees." }
    return left.contains(holds)
      ? "\(rule) leaves \(names(left))."
      : "\(rule) leads to \(names(left))."
  }

  /// Whether the chosen model misses the levels called acceptable.
  private func isPoor(_ model: Int) -> Bool {
    let measures = models[model].measures
    guard let p = measures.best("pvalue"), p < 0.05 else { return false }
    return (measures.best("cfi") ?? 1) < 0.90
      || (measures.best("rmsea") ?? 0) > 0.08
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

  private func name(_ model: Int) -> String { models[model].name }

  private func names(_ places: [Int]) -> String {
    listing(places.map(name))
  }

  /// `.05`.
  private static func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
