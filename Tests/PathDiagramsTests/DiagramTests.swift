import Foundation
import Latent
import ModelSyntax
import PathDiagrams
import Plots
import Requests
import Specification
import Synchronization
import Testing

@Suite struct DiagramTests {
  private func graph(
    _ text: String, _ options: DiagramOptions = DiagramOptions()
  ) throws -> DiagramGraph {
    DiagramGraph(
      try Model(text: text).parameterTable(), options: options)
  }

  private func diagram(
    _ text: String, places: [String: DiagramPoint] = [:]
  ) throws -> PathDiagram {
    PathDiagram(
      try graph(text), options: DiagramOptions(), places: places)
  }

  private func frame(_ name: String, _ diagram: PathDiagram) throws
    -> DiagramRectangle
  {
    try #require(diagram.nodes.first { $0.name == name }).frame
  }

  @Test func shapesAndArrowsFollowTheTable() throws {
    let graph = try graph("f =~ x1 + x2 + x3\nf ~ z\nx1 ~~ x2\nx3 ~~ 0*x2")
    #expect(graph.nodes[try #require(graph.index(of: "f"))].shape == .ellipse)
    #expect(graph.nodes[try #require(graph.index(of: "z"))].shape == .rectangle)
    #expect(graph.edges.count { $0.kind == .loading } == 3)
    #expect(graph.edges.count { $0.kind == .path } == 1)
    // What is fixed at zero is no arrow.
    #expect(graph.edges.count { $0.kind == .covariance } == 1)
    // The marker's loading is known without data.
    #expect(graph.edges[0].lines == ["1"])
  }

  @Test func causesStandLeftAndIndicatorsOutside() throws {
    let diagram = try diagram(
      "f =~ x1 + x2 + x3\ng =~ y1 + y2 + y3\nh =~ z1 + z2 + z3\n"
        + "g ~ f\nh ~ g + f")
    let centers = try ["x1", "f", "g", "h", "z1"].map {
      try frame($0, diagram).center.x
    }
    #expect(centers == centers.sorted())
    // A mediator's indicators stand above it.
    #expect(try frame("y1", diagram).maxY < frame("g", diagram).minY)
    // A symmetric fan.
    #expect(
      abs(try frame("x2", diagram).center.y - frame("f", diagram).center.y)
        < 1e-9)
  }

  @Test func sameModelSameDrawing() throws {
    let text = try Gallery.text("20-cross-lagged-3x4")
    #expect(try diagram(text) == diagram(text))
  }

  @Test func checkFindsFaults() throws {
    var diagram = try diagram("y ~ x + z")
    #expect(DiagramCheck(diagram).isClean)
    let x = try #require(diagram.nodes.firstIndex { $0.name == "x" })
    let z = try #require(diagram.nodes.firstIndex { $0.name == "z" })
    diagram.nodes[x].frame = diagram.nodes[z].frame
    let check = DiagramCheck(diagram)
    #expect(check.nodes == 1)
  }

  @Test func checkFindsLabelsInTheWay() throws {
    var diagram = try diagram("y ~ a*x + b*z")
    let labelled = diagram.arrows.indices.filter {
      diagram.arrows[$0].kind == .path
    }
    let frame = try #require(diagram.arrows[labelled[1]].label).frame
    diagram.arrows[labelled[0]].label?.frame = frame
    let check = DiagramCheck(diagram)
    #expect(check.labels == 1)
    #expect(check.labelsOverArrows == 1)
  }

  @Test func chainsAndLoopsEnd() throws {
    // Feedback over three variables, and a variable on itself in turn.
    let diagram = try diagram("a ~ c\nb ~ a\nc ~ b\nd ~ c + a")
    #expect(DiagramCheck(diagram).isClean)
  }

  // MARK: Places

  @Test func placesReadBack() throws {
    let diagram = try diagram("f =~ x1 + x2 + x3\ny ~ f")
    let places = DiagramPlaces(diagram)
    // Indicators move with their factors.
    #expect(places.names.sorted() == ["f", "y"])
    let read = try DiagramPlaces(text: places.text)
    #expect(read.names == places.names)
    for name in read.names {
      let (a, b) = (read.centers[name], places.centers[name])
      #expect(abs((a?.x ?? 0) - (b?.x ?? 1)) <= 0.05)
    }
    let named = try DiagramPlaces(text: "`quality of life` 1 2 # kept\n")
    #expect(named.centers["quality of life"] == DiagramPoint(1, 2))
    #expect(throws: DiagramPlaces.Fault.self) {
      try DiagramPlaces(text: "x 1\n")
    }
    #expect(throws: DiagramPlaces.Fault.self) {
      try DiagramPlaces(text: "x 1 nan\n")
    }
  }

  @Test func indicatorsMoveWithTheirFactor() throws {
    let text = "f =~ x1 + x2 + x3\ny ~ f"
    let before = try diagram(text)
    let center = try frame("f", before).center
    let after = try diagram(
      text, places: ["f": DiagramPoint(center.x, center.y + 200)])
    let shift =
      try frame("x1", after).center.y - frame("f", after).center.y
    #expect(
      abs(
        shift - (try frame("x1", before).center.y - frame("f", before).center.y)
      ) < 1e-9)
    let distance =
      try frame("f", after).center.y - frame("y", after).center.y
    #expect(
      abs(
        distance - 200
          - (try frame("f", before).center.y - frame("y", before).center.y))
        < 1e-9)
  }

  // MARK: Frameworks

  @Test func moderatorsPointAtArrows() throws {
    let model = try Model(
      text: "growth ~ H1*learning + trust + H2*learning:trust")
    var options = DiagramOptions()
    options.hypotheses = ["learning -> growth": "H9"]
    let graph = DiagramGraph(
      framework: try model.parameterTable(), model.tree, options: options)
    #expect(graph.nodes.map(\.name) == ["learning", "growth", "trust"])
    #expect(graph.edges.map(\.lines) == [["H9"], ["H2"]])
    #expect(graph.edges[1].target == 0)
    let diagram = PathDiagram(graph, options: options)
    #expect(diagram.arrows[1].to == nil)
    #expect(DiagramCheck(diagram).isClean)
  }

  // MARK: Formats

  @Test func textIsEscaped() throws {
    var graph = try graph("y ~ x")
    graph.nodes[0].lines = ["a<b & \"c\"_%"]
    let diagram = PathDiagram(graph, options: DiagramOptions())
    let svg = DiagramSVG(DiagramOptions()).text(diagram)
    #expect(svg.contains("a&lt;b &amp; &quot;c&quot;_%"))
    let tex = DiagramTikZ(DiagramOptions()).text(diagram)
    #expect(tex.contains("a\\ensuremath{<}b \\& \"c\"\\_\\%"))
    let dot = DiagramDOT().text(diagram)
    #expect(dot.contains("a<b & \\\"c\\\"_%"))
  }

  @Test func picturesOfReportsHaveSizeAndWords() throws {
    let diagram = try diagram("y ~ x")
    let drawing = DiagramSVG(DiagramOptions()).drawing(diagram)
    #expect(abs(drawing.width - diagram.width / 72 * 25.4) < 1e-9)
    #expect(drawing.element.hasPrefix("<svg"))
  }

  @Test func sizesFitTheColumn() throws {
    let diagram = try diagram(try Gallery.text("26-cluster-growth"))
    var options = DiagramOptions()
    options.size = .column
    #expect(
      DiagramSVG(options).text(diagram).contains("width=\"85mm\""))
    #expect(DiagramSVG.scale(diagram, .natural) == 1)
  }

  /// The standardized loadings of Holzinger and Swineford's three factors, as
  /// lavaan 0.6-14 prints them: x1 .772, x2 .424, x3 .581.
  @Test func numbersAreThoseOfTheFit() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(
      contentsOf: root.appending(path: "Models/holzinger-swineford/data.csv"))
    let request = AnalysisRequest(
      .diagram,
      models: [
        ModelDocument(
          text: "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\n"
            + "speed =~ x7 + x8 + x9")
      ],
      options: [.init("data", "d.csv"), .init("digits", "3")],
      files: .inMemory(["d.csv": Array(data)]))
    let svg = try await request.run().rendered()
    for text in [">0.772<", ">0.424***<", ">0.581***<", ">0.459***<"] {
      #expect(svg.contains(text), "\(text)")
    }
    #expect(svg.contains("* p &lt; .05, ** p &lt; .01, *** p &lt; .001."))
  }
}

@Suite struct DiagramRequestTests {
  /// Without data the model alone is drawn, with its labels.
  @Test func modelAloneNeedsNoData() async throws {
    let svg = try await AnalysisRequest(
      .diagram, models: [ModelDocument(text: "growth ~ b1*learning")]
    ).run().rendered()
    #expect(svg.contains(">b1<"))
    #expect(svg.contains(">growth<"))
  }

  @Test func placesAreSaved() async throws {
    let result = try await AnalysisRequest(
      .diagram, models: [ModelDocument(text: "growth ~ learning")],
      options: [
        .init("save-layout", "m.layout"), .init("layout", "old.layout"),
      ],
      files: .inMemory(["old.layout": Array("growth 300 40\n".utf8)])
    ).run()
    let places = try DiagramPlaces(text: try #require(result.places))
    #expect(places.names.sorted() == ["growth", "learning"])
  }

  /// A file of places outlives changes of the model: what is left keeps its
  /// place, what is new is placed, what is gone is warned of.
  @Test func placesOutliveChangesOfTheModel() async throws {
    let warnings = Mutex<[String]>([])
    let result = try await AnalysisRequest(
      .diagram,
      models: [
        ModelDocument(text: "growth ~ learning + trust\ntrust ~ learning")
      ],
      options: [
        .init("save-layout", "m.layout"), .init("layout", "old.layout"),
      ],
      files: .inMemory([
        "old.layout": Array("growth 300 40\nlerning 20 30\n".utf8)
      ])
    ).run(warn: { line in warnings.withLock { $0.append(line) } })
    let places = try DiagramPlaces(text: try #require(result.places))
    #expect(places.names.sorted() == ["growth", "learning", "trust"])
    let said = warnings.withLock { $0 }
    #expect(said.contains { $0.contains("`lerning`; its place is not used") })
    #expect(said.contains { $0.contains("Did you mean `learning`?") })
  }

  /// Constructs have the codebook's labels in the language, which notes have too.
  @Test func labelsAndLanguage() async throws {
    let codebook = """
      constructs:
        f: {label: Trust, label_zh: 信任, items: [x1..x3]}
      """
    func drawn(_ language: String, _ options: [AnalysisRequest.Option] = [])
      async throws -> String
    {
      try await AnalysisRequest(
        .diagram, models: [ModelDocument(text: "f =~ x1 + x2 + x3")],
        options: [
          .init("codebook", "c.yaml"), .init("language", language),
        ] + options,
        files: .inMemory([
          "c.yaml": Array(codebook.utf8),
          "d.csv": Array(Self.answers.utf8),
        ])
      ).run().rendered()
    }
    let english = try await drawn("en", [.init("data", "d.csv")])
    #expect(english.contains(">Trust<") && english.contains(">x1<"))
    #expect(english.contains(">Standardized estimates. *"))
    let chinese = try await drawn("zh", [.init("data", "d.csv")])
    #expect(chinese.contains(">信任<") && chinese.contains("标准化估计值。"))
    #expect(chinese.contains("的路径图</title>"))
    #expect(try await drawn("zh").contains(">信任<"))
  }

  private static let answers: String = {
    var text = "x1,x2,x3\n"
    for row in 0..<60 {
      let f = Double(row * 37 % 61) / 30 - 1
      let parts = [13, 29, 47].map { Double(row * $0 % 59) / 59 - 0.5 }
      text += parts.map { "\(f + $0)" }.joined(separator: ",") + "\n"
    }
    return text
  }()
}
