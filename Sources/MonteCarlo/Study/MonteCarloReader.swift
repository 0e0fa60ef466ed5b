package import Messages
internal import ModelSyntax
internal import Populations
internal import YAMLReading

extension MonteCarloStudy {
  /// Reads a study's text, in YAML.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The file's name, for errors.
  /// - Throws: `LatentError` that shows every fault with a caret.
  package init(text: String, name: String) throws(LatentError) {
    let source = SourceText(text, name: name)
    var reader = MonteCarloReader(study: MonteCarloStudy(source: source))
    try reader.read(source)
    self = reader.study
  }
}

/// Makes a Monte Carlo study of its text.
struct MonteCarloReader: YAMLReader {
  static let invalid = LatentError.Code.monteCarloInvalid
  static let subject = YAMLSubject(
    "The study file", shape: "A study has sections, and these have members.",
    beginning: "Give `population:` and `nobs:`.", syntax: .monteCarloSyntax)
  var diagnostics: [Diagnostic] = []
  var study: MonteCarloStudy

  private static let names = [
    "title", "seed", "replicates", "alpha", "population", "populations",
    "standardized", "data", "nobs", "groups", "model", "models", "fit",
    "values",
  ]

  mutating func readTop(_ node: YAMLNode) {
    guard let members = members(of: node, as: "A study") else { return }
    for (key, name, value) in members {
      switch name {
      case "title": study.title = text(value) ?? ""
      case "seed":
        study.seed = number(value, UInt64.init, "a seed") ?? study.seed
      case "replicates":
        study.replicates =
          number(
            value,
            { Int($0).flatMap { 1...1_000_000_000 ~= $0 ? $0 : nil } },
            "a number of replicates") ?? 1
      case "alpha":
        study.alpha =
          number(
            value, { Double($0).flatMap { $0 > 0 && $0 < 1 ? $0 : nil } },
            "a level between 0 and 1") ?? 0.05
      case "population", "populations":
        study.populations += texts(value, isOne: name == "population")
      case "standardized": study.isStandardized = truth(value) ?? false
      case "data": study.data = optionSets(value, PopulationOptions.names)
      case "nobs": study.sizes = sizes(value)
      case "groups": study.groups = names(of: value).map(\.text)
      case "model", "models":
        study.models += texts(value, isOne: name == "model")
      case "fit": study.fits = optionSets(value, Self.fitNames)
      case "values": study.truths = options(value, nil)
      default: refuse(name, key.range, among: Self.names, of: "a study")
      }
    }
    complete()
  }

  private mutating func complete() {
    if study.populations.isEmpty {
      refuse(
        "The study has no population.",
        "Write `population: |` and a model with values below it.", at: nil)
    }
    if study.sizes.isEmpty {
      refuse(
        "The study has no numbers of cases.", "Write `nobs: 200`.", at: nil)
    }
    if study.models.isEmpty {
      refuse(
        "The study has no model to fit.",
        "Write `model: |` and a model below it.", at: nil)
    }
    if study.data.isEmpty { study.data = [.init(name: "", options: [])] }
    if study.fits.isEmpty { study.fits = [.init(name: "", options: [])] }
    let count = study.sizes.first?.counts.count ?? 1
    if let odd = study.sizes.first(where: { $0.counts.count != count }) {
      refuse(
        "Not all samples have as many groups.",
        "Join the numbers of groups by `+`: `100+200`.", at: odd.range)
    }
    if !study.groups.isEmpty, study.groups.count != count {
      refuse(
        "There are \(study.groups.count) labels of groups, and \(count) "
          + "numbers of cases.", "Join the numbers by `+`: `100+200`.", at: nil)
    }
  }

  // MARK: Values

  private mutating func number<Value>(
    _ node: YAMLNode, _ read: (String) -> Value?, _ what: String
  ) -> Value? {
    guard let text = text(node) else { return nil }
    if let value = read(text) { return value }
    refuse("`\(text)` is not \(what).", at: node.range)
    return nil
  }

  private mutating func texts(
    _ node: YAMLNode, isOne: Bool
  ) -> [MonteCarloStudy.Named] {
    if isOne {
      return text(node).map {
        [MonteCarloStudy.Named(name: "", text: $0, range: node.range)]
      } ?? []
    }
    return (members(of: node, as: "This section") ?? []).compactMap {
      _, name, value in
      text(value).map {
        MonteCarloStudy.Named(name: name, text: $0, range: value.range)
      }
    }
  }

  private mutating func sizes(_ node: YAMLNode) -> [MonteCarloStudy.Size] {
    names(of: node).compactMap { text, range in
      let counts = text.split(
        separator: "+", omittingEmptySubsequences: false
      ).compactMap { part in
        Int(part).flatMap { 2...100_000_000 ~= $0 ? $0 : nil }
      }
      guard counts.count == text.split(separator: "+").count, !counts.isEmpty
      else {
        refuse(
          "`\(text)` is no number of cases.",
          "Give a whole number, or those of groups with `+` between.",
          at: range)
        return nil
      }
      return MonteCarloStudy.Size(counts: counts, range: range)
    }
  }

  /// Options, or several sets of such under names.
  private mutating func optionSets(
    _ node: YAMLNode, _ known: [String]
  ) -> [MonteCarloStudy.OptionSet] {
    guard let members = members(of: node, as: "This section") else { return [] }
    let areSets = members.allSatisfy {
      if case .members = $0.value.content { true } else { false }
    }
    guard areSets, !members.isEmpty else {
      return [.init(name: "", options: options(node, known))]
    }
    return members.map { _, name, value in
      .init(name: name, options: options(value, known))
    }
  }

  /// Members as options of known names; `nil` takes any.
  private mutating func options(
    _ node: YAMLNode, _ known: [String]?
  ) -> [MonteCarloStudy.Option] {
    (members(of: node, as: "This section") ?? []).compactMap {
      key, name, value in
      if let known, !known.contains(name) {
        refuse(
          "`\(name)` is not an option here.", suggestion(name, known),
          at: key.range)
        return nil
      }
      let written: String?
      if case .list = value.content {
        written = names(of: value).map(\.text).joined(separator: ",")
      } else {
        written = text(value)
      }
      return written.map {
        MonteCarloStudy.Option(name: name, value: $0, range: value.range)
      }
    }
  }
}
