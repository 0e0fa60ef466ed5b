import DocumentTestSupport
import Foundation
import Latent
import ModelSyntax
import PathDiagrams
import Specification
import Testing

/// The models of the gallery, whose second line may say how they are drawn.
enum Gallery {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Gallery")

  /// The names of the models, in order.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".lav") }.sorted()
      .map { String($0.dropLast(4)) }
  }

  static func text(_ name: String) throws -> String {
    try String(
      contentsOf: folder.appending(path: "\(name).lav"), encoding: .utf8)
  }

  /// A model's diagram with made-up numbers on its arrows.
  static func diagram(_ name: String) throws
    -> (diagram: PathDiagram, options: DiagramOptions)
  {
    let text = try text(name)
    let drawn =
      text.split(separator: "\n").first { $0.hasPrefix("# Drawn with: ") }?
      .dropFirst(14).split(separator: ", ") ?? []
    var options = DiagramOptions()
    options.showsMeans = drawn.contains("means")
    options.showsVariances = drawn.contains("variances")
    options.isConceptual = drawn.contains("conceptual")
    if drawn.contains("circles") { options.residuals = .circles }
    if drawn.contains("colour") { options.palette = .colour }
    let model = try Model(text: text, name: name)
    var choices = ModelOptions()
    if drawn.contains("growth") { choices.kind = .growth }
    if drawn.contains("groups") { choices.groupLabels = ["girls", "boys"] }
    let table = try model.parameterTable(options: choices)
    let graphs =
      options.isConceptual
      ? [
        DiagramGraph(framework: table, model.tree, options: options)
      ]
      : table.groupLabels.indices.map { group in
        var graph = DiagramGraph(table, group: group + 1, options: options)
          .numbered
        graph.title = table.groupLabels[group]
        return graph
      }
    var diagram = PathDiagram(panels: graphs, options: options)
    diagram.title = String(
      text.prefix { !$0.isNewline }.dropFirst(2))
    return (diagram, options)
  }
}

extension DiagramGraph {
  /// The graph with made-up numbers, as long as those of fits.
  fileprivate var numbered: DiagramGraph {
    var graph = self
    for index in edges.indices {
      let hundredths = (index * 37) % 97
      graph.edges[index].lines = [
        "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
          + (hundredths > 50 ? "***" : "")
      ]
      graph.edges[index].isDashed = hundredths < 20
    }
    for index in nodes.indices {
      for place in nodes[index].attachments.indices {
        graph.nodes[index].attachments[place].lines = [
          "0.\(10 + (index * 31) % 89)"
        ]
      }
    }
    for edge in edges where edge.kind == .path {
      graph.nodes[edge.to].detail = "R² = .42"
    }
    graph.tabulateCovariances()
    return graph
  }
}

@Suite struct GalleryTests {
  /// No nodes overlap, no label covers anything, no arrow runs through a node;
  /// the pictures in the documentation are those that are drawn.
  ///
  /// `LATENT_WRITE_DOCUMENTS=1` writes the pictures.
  @Test func picturesAreCleanAndFresh() throws {
    let names = try Gallery.names()
    #expect(names.count >= 40)
    let pictures = GeneratedText.documentation.appending(path: "Diagrams")
    for name in names {
      let (diagram, options) = try Gallery.diagram(name)
      #expect(DiagramCheck(diagram).findings == [], "\(name)")
      let svg = DiagramSVG(options).text(diagram)
      let url = pictures.appending(path: "\(name).svg")
      if GeneratedText.writes {
        try svg.write(to: url, atomically: true, encoding: .utf8)
      } else {
        let kept = try? String(contentsOf: url, encoding: .utf8)
        #expect(kept == svg, "\(name)")
      }
    }
  }

  @Test func pageShowsEveryPicture() throws {
    let page = try String(
      contentsOf: GeneratedText.documentation.appending(path: "Diagrams.md"),
      encoding: .utf8)
    for name in try Gallery.names() {
      #expect(page.contains("](Diagrams/\(name).svg)"), "\(name)")
    }
  }
}
