/// Says in words what a ladder of invariance shows.
struct InvarianceSummary {
  let options: InvarianceOptions
  let rungs: [InvarianceRung]
  let log: [InvarianceLogEntry]

  /// The conclusion.
  var sentence: String {
    var sentences = [main]
    sentences += releases
    if let other = disagreement { sentences.append(other) }
    return sentences.joined(separator: " ")
  }

  /// The outcome of each step: the last of its rungs.
  private var steps: [InvarianceRung] {
    var result: [InvarianceRung] = []
    for rung in rungs.dropFirst() {
      if let last = result.last, last.equal == rung.equal {
        result[result.count - 1] = rung
      } else {
        result.append(rung)
      }
    }
    return result
  }

  /// The steps up to the first that does not hold.
  private var standing: [InvarianceRung] {
    Array(steps.prefix { $0.holds == true })
  }

  private var rule: String {
    switch options.criterion {
    case .cfi: "a fall in CFI of at most .010 (Cheung & Rensvold, 2002)"
    case .chen: "the changes in CFI, RMSEA and SRMR (Chen, 2007)"
    case .chiSquare:
      "the chi-square difference test at the level "
        + Self.bounded(options.significance)
    }
  }

  private var main: String {
    let names = standing.map(\.name)
    let failed = steps.count > standing.count ? steps[standing.count] : nil
    var text = "By \(rule), "
    switch (names.last, failed) {
    case (let last?, nil):
      text += "every step holds, up to \(last)."
    case (let last?, let failed?) where failed.holds == false:
      text += "\(last) invariance holds and \(failed.name) does not."
    case (let last?, _?):
      text +=
        "\(last) invariance holds; nothing can be said of the next "
        + "step."
    case (nil, let failed?) where failed.holds == false:
      text +=
        "only the configural model is left: \(failed.name) invariance "
        + "does not hold."
    default: text += "nothing can be said of any step."
    }
    if let failed,
      let place = steps.firstIndex(where: { $0.name == failed.name }),
      place + 1 < steps.count
    {
      text += " The steps after it rest on it and do not count."
    }
    return text
  }

  private var releases: [String] {
    if log.isEmpty {
      guard let failed = steps.first(where: { $0.holds == false }),
        let first = failed.candidates.first(where: { !$0.isNeeded }),
        first.pValue < options.significance
      else { return [] }
      return [
        "The equality of \(first.parameter) strains the fit most; releasing it "
          + "leads to partial invariance."
      ]
    }
    let parts = log.map { "\($0.release.parameter) (\($0.step))" }
    return ["Released, in this order: \(parts.joined(separator: ", "))."]
  }

  /// The steps that another criterion judges differently.
  private var disagreement: String? {
    let judged = steps.prefix(standing.count + 1)
    var parts: [String] = []
    for criterion in InvarianceCriterion.allCases
    where criterion != options.criterion {
      let others = judged.filter { rung in
        guard let own = rung.holds, let other = rung.verdicts[criterion]
        else { return false }
        return own != other
      }
      if others.isEmpty { continue }
      let names = others.map(\.name).joined(separator: " and ")
      let word =
        switch criterion {
        case .cfi: "the change in CFI"
        case .chen: "Chen's criteria"
        case .chiSquare: "the chi-square difference test"
        }
      parts.append("\(word) judges \(names) differently")
    }
    guard !parts.isEmpty else { return nil }
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private static func bounded(_ value: Double) -> String {
    let text = String(value)
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}
