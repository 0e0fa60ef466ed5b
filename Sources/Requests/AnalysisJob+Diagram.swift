internal import Latent
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import PathDiagrams
internal import Publication
internal import ReportRendering
internal import RequestSettings
internal import Specification

extension AnalysisJob {
  /// Draws a path diagram: of a fit, or of the model alone where there are no
  /// data.
  func diagram() throws -> AnalysisResult {
    let settings = first
    let format = try settings.diagramFormat()
    var options = settings.diagram.options
    options.isChinese = settings.output.language == .chinese
    var outcome: FitRunner.Outcome?
    let table: ParameterTable
    if settings.drawsFit {
      let found = try runner(settings).run()
      try found.requireConverged(
        "The fit did not converge: there are no estimates to draw.")
      outcome = found
      table = found.fit.table
    } else {
      if !settings.diagram.valuesAreGiven { options.values = [.label] }
      table = try ParsedModel(
        model: models[0], settings: settings, context: context
      ).parameterTable()
    }
    let places = try keptPlaces()
    let diagram = try drawn(table, outcome?.fit, options, places)
    let drawing = Self.text(diagram, options, format)
    var result =
      outcome.map { AnalysisResult(.text(drawing), $0) }
      ?? AnalysisResult(.text(drawing))
    result.diagram = DiagramSVG(options).drawing(diagram)
    if settings.diagram.savedLayout != nil {
      result.places = DiagramPlaces(diagram).text
    }
    warnOfFaults(diagram, options)
    return result
  }

  private func drawn(
    _ table: ParameterTable, _ fit: Fit?, _ options: DiagramOptions,
    _ places: DiagramPlaces?
  ) throws -> PathDiagram {
    let groups =
      options.isConceptual ? 0..<0 : table.groupLabels.indices
    var graphs = groups.map { group in
      var rSquared: [String: Double] = [:]
      for entry in fit?.rSquared[group] ?? [] {
        rSquared[entry.variable] = entry.value
      }
      var graph = DiagramGraph(
        table, group: group + 1, results: fit?.parameters ?? [],
        rSquared: rSquared, options: options)
      graph.title = table.groupLabels[group]
      return graph
    }
    if options.isConceptual {
      graphs = [
        DiagramGraph(
          framework: table, models[0].model.tree, options: options)
      ]
    }
    guard graphs.contains(where: { !$0.edges.isEmpty }) else {
      throw InputError(
        message: "The model has no arrows to draw.",
        help: options.part == .all
          ? "Write formulas such as `visual =~ x1 + x2` or `y ~ x`."
          : "Draw another `part` of it.", place: models[0].name)
    }
    let names = Set(graphs.flatMap { $0.nodes.map(\.name) })
    for name in places?.names ?? [] where !names.contains(name) {
      let near = NearestName.find(name, in: names.sorted())
      context.warn(
        "\(first.diagram.layout ?? "layout"): warning: The diagram has no "
          + "`\(name)`; its place is not used."
          + (near.map { " Did you mean `\($0)`?" } ?? ""))
    }
    let language = first.output.language ?? .english
    // Constructs have the codebook's labels, items their codes.
    if let codebook = try first.data.readCodebook(context.files) {
      let labels = PublishedNames(codebook, language: language)
      graphs = graphs.map { $0.titled(labels.title) }
    }
    var diagram = PathDiagram(
      panels: graphs, options: options, places: places?.centers ?? [:])
    diagram.title =
      language == .chinese
      ? "\(models[0].name)的路径图" : "Path diagram of \(models[0].name)"
    return diagram
  }

  private func keptPlaces() throws -> DiagramPlaces? {
    guard let path = first.diagram.layout else { return nil }
    let bytes = try context.files.read(path, "layout file")
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError(
        message: "The layout file is not text in UTF-8.",
        help: "Write lines of a name and two numbers.", place: path)
    }
    do {
      return try DiagramPlaces(text: text)
    } catch {
      throw InputError(
        message: error.message, help: "A line reads `visual 120 80`.",
        place: "\(path):\(error.line)")
    }
  }

  private static func text(
    _ diagram: PathDiagram, _ options: DiagramOptions, _ format: DiagramFormat
  ) -> String {
    switch format {
    case .svg, .pdf, .png: DiagramSVG(options).text(diagram)
    case .tex: DiagramTikZ(options).text(diagram)
    case .dot: DiagramDOT().text(diagram)
    }
  }

  /// Says what could not be placed well, and how to help.
  private func warnOfFaults(_ diagram: PathDiagram, _ options: DiagramOptions) {
    let findings = DiagramCheck(diagram).findings
    if let finding = findings.first {
      context.warn(
        "latent: note: In the diagram, \(finding)"
          + (findings.count > 1 ? ", and \(findings.count - 1) more" : "")
          + ". Move nodes by the option `layout`, or show fewer `values`.")
    }
    let size = DiagramSVG.scale(diagram, options.size) * 9
    if size < 6 {
      context.warn(
        "latent: note: At this size the diagram's text has "
          + "\(NumberStyle.fixed(size, 1)) points. Choose a larger `size`, or "
          + "draw a `part` of the model.")
    }
  }
}
