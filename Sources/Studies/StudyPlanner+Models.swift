internal import Codebooks
internal import Latent
internal import Messages
internal import ModelSyntax
internal import Requests

/// The steps of data, measurement and structural models.
extension StudyPlanner {
  /// Finds the main model: the first one, or the arrows of hypotheses.
  mutating func planMain() throws {
    guard diagnostics.isEmpty else { return }
    if let first = study.models.first {
      main = try models.model(first.text, named: first.name.text)
    }
    let direct = study.hypotheses.filter { $0.moderator == nil }
    for hypothesis in study.hypotheses {
      paths[hypothesis.name.text] = questions(of: hypothesis)
    }
    guard diagnostics.isEmpty else { return }
    if main == nil, !direct.isEmpty {
      let arrows = direct.flatMap { paths[$0.name.text] ?? [] }.flatMap {
        zip($0.path, $0.path.dropFirst()).map { (from: $0, to: $1) }
      }
      main = try models.model(
        PlacedText(StudyModels.regressions(arrows)), named: "model")
    }
    for hypothesis in direct {
      for question in paths[hypothesis.name.text] ?? []
      where main?.has(question.path) == false {
        missing(question.path, hypothesis)
      }
    }
  }

  private mutating func missing(
    _ path: [String], _ hypothesis: StudyHypothesis
  ) {
    guard let main else { return }
    let arrow = zip(path, path.dropFirst()).first { own in
      !main.arrows.contains { $0 == own }
    }
    guard let arrow else { return }
    let known = main.arrows.filter { $0.to == arrow.1 }.map {
      "\($0.from) -> \($0.to)"
    }
    fail(
      .studyNoPath,
      "The model `\(study.models.first?.name.text ?? "")` has no path "
        + "\(arrow.0) -> \(arrow.1).",
      remedy: known.isEmpty
        ? "Nothing acts on `\(arrow.1)` there: add the path to the model."
        : "It has \(listing(known, limit: 6)).", at: hypothesis.text.range)
  }

  mutating func planOpening() {
    add(
      StudyStep(
        kind: .sample, analysis: .data, data: data.path, range: place("data")))
    guard data.codebookPath != nil, !data.names.codebook.constructs.isEmpty
    else { return }
    var step = StudyStep(
      kind: .items, analysis: .items, data: data.path, after: ["sample"],
      range: place("codebook"))
    // Other variables that the codebook describes, such as those that make
    // groups, are no items of scales.
    let items = data.names.codebook.constructs.flatMap(\.items).uniqued
    if !items.isEmpty {
      step.options.append(.init("vars", items.joined(separator: ",")))
    }
    add(step)
  }

  mutating func planMeasurement() throws {
    let named = study.measurement.constructs.compactMap { construct($0) }
    let known = data.names.codebook.constructs.map(\.name)
    constructs =
      named.isEmpty
      ? known.filter { main?.variables.contains($0) ?? true } : named
    guard diagnostics.isEmpty else { return }
    let document: ModelDocument
    if let own = study.measurement.model {
      document = try models.model(own, named: measurementName).document
    } else {
      guard !constructs.isEmpty else { return }
      document = models.measurement(of: constructs, named: measurementName)
    }
    let place = place("measurement") ?? place("codebook")
    planFactors()
    add(
      StudyStep(
        kind: .measurement, analysis: .fit, models: [document],
        data: data.path, after: ["sample"], range: place))
    if study.measurement.judgesValidity {
      add(
        StudyStep(
          kind: .validity, analysis: .validity, models: [document],
          options: study.measurement.draws.map {
            [.init("htmt-bootstrap", String($0))]
          } ?? [], data: data.path, after: ["measurement"], range: place))
    }
    guard !study.measurement.competing.isEmpty else { return }
    var all = [document]
    for own in study.measurement.competing {
      if let model = try competing(own) { all.append(model) }
    }
    add(
      StudyStep(
        kind: .competing, analysis: .compare, models: all, data: data.path,
        after: ["measurement"], range: place))
  }

  /// The name of a construct; a variable is an error.
  mutating func construct(_ own: PlacedText) -> String? {
    switch data.names.find(own.text) {
    case .construct(let name)?: return name
    default:
      let known = data.names.codebook.constructs
      let all = known.map(\.name) + known.flatMap { Array($0.labels.values) }
      fail(
        .studyUnknownName, "There is no construct `\(own.text)`.",
        remedy: NearestName.find(own.text, in: all).map {
          "Did you mean `\($0)`?"
        }
          ?? "The codebook has "
          + "\(listing(known.map(\.name), limit: 12)).", at: own.range)
      return nil
    }
  }

  /// A competing measurement model: `a + b, c + d`, `all`, a text or a file.
  private mutating func competing(
    _ own: Study.Named
  ) throws -> ModelDocument? {
    let name = own.name.text
    let text = own.text.text
    guard !StudyModels.isModel(text), !text.hasSuffix(".lav"),
      !text.hasSuffix(".txt")
    else { return try models.model(own.text, named: name).document }
    guard study.measurement.model == nil else {
      fail(
        .studyInvalid,
        "Constructs of a measurement model that is a text cannot be joined.",
        remedy: "Write the competing model as a text too.", at: own.text.range)
      return nil
    }
    var joined: [[String]] = []
    if text == "all" {
      joined = [
        constructs.filter {
          data.names.codebook.construct(named: $0)?.items.isEmpty == false
        }
      ]
    } else {
      for part in text.split(whereSeparator: { ",，".contains($0) }) {
        let set = part.split(separator: "+").map { own.text.part($0) }
          .compactMap { construct($0) }
        guard set.count > 1 else {
          if diagnostics.isEmpty {
            fail(
              .studyInvalid, "The model `\(name)` joins nothing.",
              remedy: "Write `a + b`, `a + b, c + d` or `all`.",
              at: own.text.range)
          }
          return nil
        }
        for stray in set where !constructs.contains(stray) {
          fail(
            .studyUnknownName,
            "`\(stray)` is not a construct of the measurement model.",
            remedy: "It has \(listing(constructs, limit: 12)).",
            at: own.text.range)
        }
        joined.append(set)
      }
    }
    return models.measurement(of: constructs, named: name, joining: joined)
  }

  private mutating func planFactors() {
    guard let options = study.factors else { return }
    let items = constructs.flatMap { data.names.items(of: $0) }.uniqued
    var step = StudyStep(
      kind: .factors, analysis: .efa, data: data.path, after: ["sample"],
      range: place("factors"))
    if !options.contains(where: { $0.name.text == "vars" }), !items.isEmpty {
      step.options.append(.init("vars", items.joined(separator: ",")))
    }
    for option in options where !step.takes(option.name.text) {
      let known = step.analysis.settings.map(\.name)
      fail(
        .studyInvalid,
        "`\(option.name.text)` is not an option of exploratory factors.",
        remedy: NearestName.find(option.name.text, in: known).map {
          "Did you mean `\($0)`?"
        } ?? "Options are those of `latent efa`.", at: option.name.range)
    }
    for option in options { checkValue(of: option, in: .efa) }
    add(step, own: options)
  }

  mutating func planStructure() throws {
    guard let main else { return }
    let hasMeasurement = steps.contains { $0.kind == .measurement }
    let place = place("models") ?? place("hypotheses")
    var step = StudyStep(
      kind: .structure, analysis: .fit, models: [main.document],
      data: data.path, after: [hasMeasurement ? "measurement" : "sample"],
      range: study.models.first?.name.range ?? place)
    step.questions = study.hypotheses.filter { $0.moderator == nil }.flatMap {
      paths[$0.name.text] ?? []
    }.filter { $0.path.count == 2 }
    add(step)
    guard study.models.count > 1 else { return }
    var all: [ModelDocument] = []
    for own in study.models {
      all.append(try models.model(own.text, named: own.name.text).document)
    }
    add(
      StudyStep(
        kind: .models, analysis: .compare, models: all, data: data.path,
        after: ["structure"], range: place))
  }
}
