package import Latent
internal import ModelSyntax
package import RequestSettings

/// A model that an analysis is asked about: its text, and the options that
/// stand in it.
package struct RequestedModel: Sendable {
  /// The name that results show.
  package let name: String
  /// The parsed model, with the constraints that an option adds.
  package private(set) var model: Model

  /// Reads and parses a model text.
  ///
  /// - Parameters:
  ///   - document: The text.
  ///   - warn: Gets what is doubtful in it.
  /// - Throws: `InputError` if it is empty or not text, `ModelSyntaxError` for
  ///   errors in it.
  package init(_ document: ModelDocument, warn: (String) -> Void) throws {
    name = document.name
    guard document.bytes.count <= ModelDocument.largestSize else {
      throw InputError(
        message: "The model has more than "
          + "\(ModelDocument.largestSize >> 20) MiB.",
        help: "Is it the right file?", place: name)
    }
    let text = try document.text(warn: warn)
    model = try Model(text: text, name: name)
    complain(of: model.tree.warnings, warn: warn)
    if model.tree.statements.isEmpty {
      throw InputError(
        message: text.allSatisfy(\.isWhitespace)
          ? "The model file is empty." : "The model has no formulas.",
        help: "Write formulas such as `visual =~ x1 + x2 + x3`.",
        place: name)
    }
  }

  /// Says what is doubtful in the model's text.
  func complain(of warnings: [Diagnostic], warn: (String) -> Void) {
    let most = 100
    for warning in warnings.prefix(most) {
      warn(warning.rendered(in: model.tree.source))
    }
    if warnings.count > most {
      warn("\(warnings.count - most) more warnings are not shown.")
    }
  }

  /// The settings of front matter and the request's options together; the
  /// latter win.
  ///
  /// - Parameters:
  ///   - options: The request's options.
  ///   - analysis: The analysis that takes them.
  ///   - files: The limits of what front matter may name.
  /// - Returns: What is asked for, whether it goes together or not.
  /// - Throws: What is wrong in front matter or options.
  package func settings(
    _ options: [AnalysisRequest.Option], for analysis: Analysis,
    files: FileAccess
  ) throws -> AnalysisSettings {
    var settings = try AnalysisSettings(analysis, ownOptions: options)
    // A text that is only shown as it is needs no options.
    if analysis == .parse, settings.expansion == .none { return settings }
    if let frontMatter = model.tree.frontMatter {
      let output = settings.output
      let reader = FrontMatterReader(
        source: model.tree.source, frontMatter: frontMatter)
      // A sample that the request names replaces the file's altogether.
      let replacesSample =
        settings.given.contains("data") || settings.given.contains("cov")
      let given = settings.given
      try reader.apply(
        scope: scope(files, allowsOutside: settings.allowsOutside),
        to: &settings
      ) { setting in
        given.contains(setting.name)
          || replacesSample && Setting.dataSources.contains(setting.name)
      }
      if !analysis.takesOutputOfFrontMatter {
        // The language is that of the reader, whatever is printed.
        let language = output.language ?? settings.output.language
        settings.output = output
        settings.output.language = language
      }
    }
    try settings.apply(options, of: analysis) {
      $0.overridesFrontMatter
    }
    settings.options = try model.namingOrdered(settings.options)
    settings.resolveInference()
    settings.resolveSearch()
    return settings
  }

  /// The model with further constraints, which follow its text.
  ///
  /// - Parameters:
  ///   - constraints: The constraints; `nil` for none.
  ///   - source: The name that errors in them show.
  /// - Returns: The model.
  /// - Throws: `ModelSyntaxError` or `LatentError` for what is not a
  ///   constraint.
  func adding(
    _ constraints: String?, named source: String
  ) throws -> RequestedModel {
    guard let constraints,
      !SettingValue.trimmed(constraints).isEmpty
    else { return self }
    let tree = try SyntaxTree.parse(SourceText(constraints, name: source))
    for statement in tree.statements {
      if case .constraint = statement { continue }
      throw ModelSyntaxError(
        diagnostics: [
          Diagnostic(
            code: .syntaxNoConstraint,
            message: "This is not a constraint.",
            remedy: "Write equalities and inequalities of labels, such as "
              + "`b1 == b2`; formulas belong to the model text.",
            range: statement.range)
        ], source: tree.source)
    }
    var result = self
    result.model = try Model(
      source: model.tree.source.adding(constraints, name: source))
    return result
  }

  /// The table of cases that front matter names, if it does.
  ///
  /// - Parameter files: The limits of what it may name.
  /// - Returns: The path.
  package func dataPath(_ files: FileAccess) -> String? {
    var settings = AnalysisSettings(.fit)
    guard let frontMatter = model.tree.frontMatter else { return nil }
    let reader = FrontMatterReader(
      source: model.tree.source, frontMatter: frontMatter)
    try? reader.apply(
      scope: scope(files), to: &settings,
      unless: { $0.name != "data" })
    return settings.data.table
  }

  /// The context in which paths in the model file are read.
  private func scope(
    _ files: FileAccess, allowsOutside: Bool = false
  ) -> SettingScope {
    var scope = SettingScope(folder: folder)
    scope.isModelFile = true
    scope.confinement = files.confinement
    scope.allowsOutside = allowsOutside
    return scope
  }

  /// The model file's folder as the current one sees it.
  private var folder: String? {
    guard let slash = name.lastIndex(of: "/") else { return nil }
    return slash == name.startIndex ? "/" : String(name[..<slash])
  }
}

extension Setting.Section {
  /// Whether front matter may hold the section's options too.
  fileprivate var overridesFrontMatter: Bool {
    self == .result || Setting.frontMatterSections.contains(self)
  }
}

extension AnalysisSettings {
  /// Makes the settings of an analysis from the options that front matter
  /// cannot hold.
  ///
  /// - Parameters:
  ///   - analysis: The analysis.
  ///   - options: All options of the request.
  /// - Throws: `InputError` for values of options that only the analysis has.
  init(
    _ analysis: Analysis, ownOptions options: [AnalysisRequest.Option]
  ) throws {
    self.init(analysis)
    given = Set(options.map(\.name))
    try apply(options, of: analysis) { !$0.overridesFrontMatter }
    try RequestRules.check(
      RequestRules.own, RequestedAnalysis(analysis: analysis, settings: self))
  }

  /// Reads the options of some sections.
  fileprivate mutating func apply(
    _ options: [AnalysisRequest.Option], of analysis: Analysis,
    in isChosen: (Setting.Section) -> Bool
  ) throws {
    let settings = analysis.sections.filter { isChosen($0.section) }
      .flatMap(\.section.settings)
    for option in options {
      guard let setting = settings.first(where: { $0.name == option.name })
      else { continue }
      try InputError.naming(option.name) {
        try setting.apply(option.value, in: SettingScope(), to: &self)
      }
    }
  }
}
