package import Messages
internal import ModelSyntax
internal import ReportRendering
internal import YAMLReading

extension Study {
  /// Reads a study's text, in YAML.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The file's name, for errors.
  /// - Throws: `LatentError` that shows every fault with a caret.
  package init(text: String, name: String = "<study>") throws(LatentError) {
    let source = SourceText(text, name: name)
    var reader = StudyReader(study: Study(source: source))
    try reader.read(source)
    self = reader.study
  }
}

/// Makes a study of its text.
struct StudyReader: YAMLReader {
  static let invalid = LatentError.Code.studyInvalid
  static let subject = YAMLSubject(
    "The study file", shape: "A study has sections, and these have members.",
    beginning: "Give `data:`, `codebook:` and `hypotheses:`.",
    syntax: .studySyntax)
  var diagnostics: [Diagnostic] = []
  var study: Study

  /// The most members that a section may have.
  static let mostMembers = 500

  private static let topNames = [
    "title", "authors", "language", "note", "data", "codebook", "compute",
    "labels",
    "estimation", "measurement", "factors", "hypotheses", "models",
    "mediation", "moderation", "groups", "robustness", "outputs", "template",
  ]

  mutating func readTop(_ node: YAMLNode) {
    guard let members = members(of: node, as: "A study") else { return }
    for (key, name, value) in members {
      study.sections[name] = key.range
      switch name {
      case "title": study.title = text(value) ?? ""
      case "authors": study.authors = placedNames(value).map(\.text)
      case "language": readLanguage(value)
      case "note": study.note = text(value) ?? ""
      case "data": readData(value)
      case "codebook": study.codebook = placed(value)
      case "compute": study.computed = named(value, "The list of variables")
      case "labels": readLabels(value)
      case "estimation": study.estimation = options(value, "Estimation")
      case "measurement": readMeasurement(value)
      case "factors": readFactors(value)
      case "hypotheses": readHypotheses(value)
      case "models": study.models = named(value, "The list of models")
      case "mediation": study.mediation = resampling(value, of: name)
      case "moderation": study.moderation = resampling(value, of: name)
      case "groups": readGroups(value)
      case "robustness": readChecks(value)
      case "outputs": study.outputs = placedNames(value)
      case "template": study.template = placed(value)
      default: refuse(name, key.range, among: Self.topNames, of: "a study")
      }
    }
    if study.data.file.text.isEmpty, study.sections["data"] == nil {
      refuse(
        "The study names no data.", "Write `data: cases.csv`.", at: nil)
    }
  }

  // MARK: Values

  /// A text with its place.
  mutating func placed(_ node: YAMLNode) -> PlacedText? {
    guard let text = text(node) else { return nil }
    guard !text.isEmpty else {
      refuse("A text belongs here.", at: node.range)
      return nil
    }
    return PlacedText(text, node.range)
  }

  /// The elements of a list; a text is one, or several with commas between.
  mutating func placedNames(_ node: YAMLNode) -> [PlacedText] {
    switch node.content {
    case .list(let elements): return elements.compactMap { placed($0) }
    case .scalar:
      guard let whole = placed(node) else { return [] }
      return whole.text.split(whereSeparator: { ",，、".contains($0) })
        .map { whole.part($0) }.filter { !$0.text.isEmpty }
    case .members:
      refuse("A list of names belongs here.", "Write `[a, b]`.", at: node.range)
      return []
    }
  }

  /// Members of a section, each once.
  mutating func sectionMembers(
    _ node: YAMLNode, _ what: String
  ) -> [Member] {
    guard let members = members(of: node, as: what) else { return [] }
    guard members.count <= Self.mostMembers else {
      refuse(
        "\(what) has \(members.count) members, more than "
          + "\(Self.mostMembers).", "Is it the right file?", at: node.range)
      return []
    }
    return members
  }

  /// Texts under names.
  mutating func named(_ node: YAMLNode, _ what: String) -> [Study.Named] {
    sectionMembers(node, what).compactMap { key, name, value in
      placed(value).map {
        Study.Named(name: PlacedText(name, key.range), text: $0)
      }
    }
  }

  /// Options under their names; lists stand with commas between.
  mutating func options(_ node: YAMLNode, _ what: String) -> [Study.Option] {
    sectionMembers(node, what).compactMap { key, name, value in
      option(PlacedText(name, key.range), value)
    }
  }

  mutating func option(
    _ name: PlacedText, _ value: YAMLNode
  ) -> Study.Option? {
    switch value.content {
    case .list:
      let names = placedNames(value).map(\.text)
      return Study.Option(name: name, value: names.joined(separator: ","))
    default:
      return text(value).map { Study.Option(name: name, value: $0) }
    }
  }

  private mutating func readLanguage(_ node: YAMLNode) {
    guard let text = text(node) else { return }
    guard let language = ReportLanguage(rawValue: text.lowercased()) else {
      refuse(
        "The language `\(text)` is not known.", "Write `en` or `zh`.",
        at: node.range)
      return
    }
    study.language = language
  }
}
