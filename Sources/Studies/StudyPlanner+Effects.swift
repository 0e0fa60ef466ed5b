internal import Latent
internal import Messages
internal import ModelSyntax
internal import Requests

/// The steps of mediation, moderation, groups and robustness checks.
extension StudyPlanner {
  mutating func planMediation() {
    let asked = study.hypotheses.filter {
      $0.moderator == nil && $0.stages.count > 2
    }.flatMap { paths[$0.name.text] ?? [] }
    guard !asked.isEmpty, let main else { return }
    var step = StudyStep(
      kind: .mediation, analysis: .effects, models: [main.document],
      data: data.path, after: ["structure"],
      range: place("mediation") ?? place("hypotheses"))
    step.options = [
      .init("from", asked.compactMap(\.path.first).list),
      .init("to", asked.compactMap(\.path.last).list),
    ]
    step.options += study.mediation.options
    step.questions = asked
    add(step)
  }

  mutating func planModeration() throws {
    let own = study.moderation
    var base: PlacedText?
    if let within = own.within {
      base = study.models.first { $0.name.text == within.text }?.text
      if base == nil {
        let known = study.models.map(\.name.text)
        fail(
          .studyUnknownName, "There is no model `\(within.text)`.",
          remedy: NearestName.find(within.text, in: known).map {
            "Did you mean `\($0)`?"
          } ?? "The models are \(listing(known, limit: 12)).",
          at: within.range)
        return
      }
    }
    for hypothesis in study.hypotheses where hypothesis.moderator != nil {
      let questions = paths[hypothesis.name.text] ?? []
      for question in questions {
        try plan(
          question, of: hypothesis, within: base,
          isOnly: questions.count == 1)
      }
    }
  }

  private mutating func plan(
    _ question: PathQuestion, of hypothesis: StudyHypothesis,
    within base: PlacedText?, isOnly: Bool
  ) throws {
    guard let moderator = question.moderator else { return }
    let added = StudyModels.moderated(
      question.path, by: moderator, isAlone: base == nil)
    let text = try models.model(
      base ?? PlacedText("# \(hypothesis.text.text)\n"),
      named: hypothesis.name.text, adding: added)
    if base != nil, !text.has(question.path) {
      fail(
        .studyNoPath,
        "The model has no path \(question.path.joined(separator: " -> ")).",
        remedy: "Name a model with it by `within`, or leave that out.",
        at: hypothesis.text.range)
      return
    }
    let subject =
      hypothesis.name.text
      + (isOnly ? "" : " (\(question.path.joined(separator: " -> ")))")
    let range = hypothesis.name.range
    var step = StudyStep(
      kind: .moderation, subject: subject, analysis: .fit,
      models: [text.document], data: data.path, after: ["sample"], range: range)
    if let products = study.moderation.products
      ?? Self.products(
        data.names.items(of: question.path[0]),
        data.names.items(of: moderator))
    {
      step.options.append(.init("products", products))
    }
    let observed = [question.path[0], moderator].filter {
      data.names.find($0) == .variable($0)
    }
    if !observed.isEmpty {
      step.options.append(.init("center", observed.list))
    }
    step.questions = [question]
    add(step)
    step.kind = .conditions
    step.analysis = .effects
    step.after = ["moderation \(subject)"]
    step.questions = []
    step.options += [
      .init("from", question.path[0]), .init("to", question.path[1]),
    ]
    step.options += study.moderation.options
    add(step)
  }

  /// The products of indicators where the study does not choose: all of them
  /// where indicators do not pair off, and the fit's usual ones else.
  private static func products(_ one: [String], _ two: [String]) -> String? {
    !one.isEmpty && !two.isEmpty && one.count != two.count ? "all" : nil
  }

  mutating func planGroups() {
    for own in study.groups {
      guard let variable = name(own.variable) else { continue }
      if let means = own.means { planMeans(means, own, variable) }
      if let invariance = own.invariance {
        let asked =
          invariance.isEmpty
          ? constructs : invariance.compactMap { construct($0) }
        guard diagnostics.isEmpty else { continue }
        add(
          StudyStep(
            kind: .invariance, subject: variable, analysis: .invariance,
            models: [models.measurement(of: asked, named: measurementName)],
            options: [.init("group", variable)], data: data.path,
            after: [
              steps.contains { $0.kind == .measurement }
                ? "measurement" : "sample"
            ], range: own.range))
      }
    }
  }

  private mutating func planMeans(
    _ means: [PlacedText], _ own: Study.Grouping, _ variable: String
  ) {
    var step = StudyStep(
      kind: .means, subject: variable, analysis: .groups,
      options: [.init("by", variable)], data: data.path, after: ["sample"],
      range: own.range)
    var scales: [String] = []
    var variables: [String] = []
    for text in means {
      guard let name = name(text) else { continue }
      if data.names.find(name) == .construct(name) {
        let items = data.names.items(of: name)
        scales.append("\(name)=\(items.joined(separator: ","))")
      } else {
        variables.append(name)
      }
    }
    if !scales.isEmpty {
      step.options.append(.init("scales", scales.joined(separator: ";")))
    }
    if !variables.isEmpty { step.options.append(.init("vars", variables.list)) }
    add(step)
  }

  mutating func planChecks() throws {
    for check in study.checks {
      guard let main else {
        fail(
          .studyInvalid, "There is no model to check.",
          remedy: "Write `models:` or hypotheses about paths.",
          at: check.name.range)
        return
      }
      checkOptions(check.options)
      let controls = check.controls.compactMap { name($0) }
      guard diagnostics.isEmpty else { continue }
      let arrows = main.outcomes.flatMap { outcome in
        controls.map { (from: $0, to: outcome) }
      }
      var step = StudyStep(
        kind: .check, subject: check.name.text, analysis: .fit,
        models: [main.document], data: data.path, after: ["structure"],
        range: check.name.range)
      if !arrows.isEmpty {
        step.models = [
          try models.model(
            study.models.first?.text
              ?? PlacedText(StudyModels.regressions(main.arrows)),
            named: check.name.text, adding: StudyModels.regressions(arrows)
          ).document
        ]
      }
      if check.leavesOutliersOut {
        let items = constructs.flatMap { data.names.items(of: $0) }.uniqued
        guard items.count > 1 else {
          fail(
            .studyInvalid, "Distances need the items of constructs.",
            remedy: "Name a codebook whose constructs the model has.",
            at: check.name.range)
          continue
        }
        try data.leaveOutliersOut(of: items)
        step.data = data.keptPath
      }
      step.questions = study.hypotheses.filter { $0.moderator == nil }
        .flatMap { paths[$0.name.text] ?? [] }
      if study.mediation.replicates > 0 {
        step.draws = study.mediation.replicates
      }
      add(step, own: check.options)
    }
  }
}

extension Study.Resampling {
  /// The options of an analysis of effects; Monte Carlo draws and no bootstrap
  /// for 0 replicates.
  var options: [AnalysisRequest.Option] {
    guard replicates > 0 else { return [.init("seed", String(seed))] }
    return [
      .init("bootstrap", String(replicates)), .init("seed", String(seed)),
      .init("boot-ci", interval),
    ]
  }
}

extension [String] {
  /// The elements as an option's value, each once.
  fileprivate var list: String { uniqued.joined(separator: ",") }
}
