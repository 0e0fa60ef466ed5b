internal import Codebooks
internal import Latent
internal import Messages
internal import ModelSyntax
internal import ReportRendering
internal import RequestSettings
package import Requests

/// The steps of a study in an order in which they can be carried out.
package struct StudyPlan: Sendable {
  /// The study.
  package let study: Study
  /// The data.
  package let data: StudyData
  /// The steps.
  package let steps: [StudyStep]
  /// The names of the steps that decide on hypotheses, with what they ask, by
  /// hypothesis.
  package let questions: [String: [(step: String, question: PathQuestion)]]

  /// Plans a study.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - files: The access to files; paths are those of the study file.
  /// - Throws: `LatentError` with carets for names, options and paths that there
  ///   are not, and for what is wrong with data, codebook and models.
  package init(_ study: Study, _ files: FileAccess) throws {
    var planner = StudyPlanner(study, try StudyData(study, files), files)
    try planner.plan()
    guard planner.diagnostics.isEmpty else {
      throw LatentError(
        ModelSyntaxError(
          diagnostics: ModelSyntaxError.limited(planner.diagnostics),
          source: study.source))
    }
    self.study = study
    data = planner.data
    steps = planner.steps
    var questions: [String: [(String, PathQuestion)]] = [:]
    for step in planner.steps where step.kind != .check {
      for question in step.questions
      where planner.decides(step, question) {
        questions[question.hypothesis, default: []].append(
          (step.name, question))
      }
    }
    self.questions = questions
  }
}

/// Makes the steps of a study.
struct StudyPlanner: DiagnosticReporter {
  var diagnostics: [Diagnostic] = []
  let study: Study
  var data: StudyData
  let models: StudyModels
  var steps: [StudyStep] = []
  /// The main structural model.
  var main: StudyModels.Text?
  /// The constructs of the measurement model.
  var constructs: [String] = []
  /// The paths of each hypothesis.
  var paths: [String: [PathQuestion]] = [:]

  init(_ study: Study, _ data: StudyData, _ files: FileAccess) {
    self.study = study
    self.data = data
    models = StudyModels(study: study, names: data.names, files: files)
  }

  mutating func plan() throws {
    checkOptions(study.estimation)
    for hypothesis in study.hypotheses { resolve(hypothesis) }
    try planMain()
    guard diagnostics.isEmpty else { return }
    planOpening()
    try planMeasurement()
    try planStructure()
    guard diagnostics.isEmpty else { return }
    planMediation()
    try planModeration()
    planGroups()
    try planChecks()
  }

  /// Whether a step's answer decides on a question: that of a bootstrap for
  /// indirect effects.
  func decides(_ step: StudyStep, _ question: PathQuestion) -> Bool {
    guard question.moderator == nil, question.path.count > 2 else {
      return step.kind != .mediation
    }
    return step.kind == .mediation
  }

  // MARK: Names

  /// The name in models of a construct or variable.
  mutating func name(_ own: PlacedText) -> String? {
    if let found = data.names.find(own.text) { return found.name }
    fail(
      .studyUnknownName, "There is no construct or variable `\(own.text)`.",
      remedy: data.names.suggestion(for: own.text), at: own.range)
    return nil
  }

  /// The names of a hypothesis's variable in the main model: a construct that
  /// it does not have stands for its dimensions.
  mutating func variables(_ own: PlacedText) -> [String] {
    guard let name = name(own) else { return [] }
    let dimensions =
      data.names.codebook.construct(named: name)?.dimensions ?? []
    guard !dimensions.isEmpty, main?.variables.contains(name) != true else {
      return [name]
    }
    return dimensions
  }

  private mutating func resolve(_ hypothesis: StudyHypothesis) {
    if paths[hypothesis.name.text] != nil { return }
    let moderator = hypothesis.moderator.flatMap { name($0) }
    for stage in hypothesis.stages { for own in stage { _ = name(own) } }
    paths[hypothesis.name.text] = []
    _ = moderator
  }

  /// The paths of a hypothesis, once the main model is known.
  mutating func questions(of hypothesis: StudyHypothesis) -> [PathQuestion] {
    var result: [[String]] = [[]]
    for stage in hypothesis.stages {
      let names = stage.flatMap { variables($0) }
      result = result.flatMap { start in names.map { start + [$0] } }
      guard result.count <= 200 else {
        fail(
          .studyInvalid,
          "The hypothesis `\(hypothesis.name.text)` has more than 200 paths.",
          remedy: "Write several hypotheses.", at: hypothesis.text.range)
        return []
      }
    }
    let moderator = hypothesis.moderator.flatMap { name($0) }
    return result.map {
      PathQuestion(
        hypothesis: hypothesis.name.text, path: $0, moderator: moderator)
    }
  }

  // MARK: Options

  /// Options of a study that are options of fits.
  static let fitOptions: [String] = {
    let sources = Setting.dataSources.union([
      "codebook", "group", "group-label", "missing-codes", "encoding", "sheet",
      "delimiter", "decimal-mark",
    ])
    return Analysis.fit.sections.filter {
      [.data, .model, .estimation].contains($0.section)
    }.flatMap(\.section.settings).map(\.name).filter { !sources.contains($0) }
  }()

  mutating func checkOptions(_ options: [Study.Option]) {
    for option in options where !Self.fitOptions.contains(option.name.text) {
      fail(
        .studyInvalid, "`\(option.name.text)` is not an option of a fit.",
        remedy: NearestName.find(option.name.text, in: Self.fitOptions).map {
          "Did you mean `\($0)`?"
        } ?? "Options are those of `latent fit`, such as `estimator: MLR`.",
        at: option.name.range)
    }
    for option in options where Self.fitOptions.contains(option.name.text) {
      checkValue(of: option, in: .fit)
    }
  }

  /// Refuses a value that an option cannot have, before any step is carried out.
  mutating func checkValue(of option: Study.Option, in analysis: Analysis) {
    guard
      let setting = analysis.settings.first(where: {
        $0.name == option.name.text
      })
    else { return }
    var settings = AnalysisSettings(analysis)
    do {
      try setting.apply(option.value, in: SettingScope(), to: &settings)
    } catch let error as InputError {
      fail(
        .studyInvalid, error.message, remedy: error.help,
        at: option.name.range)
    } catch {}
  }

  /// Adds a step with the options of all fits that it takes.
  mutating func add(_ step: StudyStep, own: [Study.Option] = []) {
    var step = step
    let given = Set(step.options.map(\.name) + own.map(\.name.text))
    step.options += own.map { .init($0.name.text, $0.value) }
    step.options += study.estimation.filter {
      !given.contains($0.name.text) && step.analysis.takesModel
        && step.takes($0.name.text)
    }.map { .init($0.name.text, $0.value) }
    if study.language == .chinese, data.codebookPath != nil,
      step.takes("language")
    {
      step.options.append(.init("language", "zh"))
    }
    // The tables of a study show indices that a fit's own document leaves out.
    if step.analysis == .fit, !given.contains("fit-measures") {
      step.options.append(.init("fit-measures", "all"))
    }
    steps.append(step)
  }

  /// The name of the measurement model, in the language of documents.
  var measurementName: String {
    study.language == .chinese ? "测量模型" : "measurement"
  }

  /// The place of a section.
  func place(_ section: String) -> SourceRange? { study.sections[section] }
}
