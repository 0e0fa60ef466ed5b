import EffectAnalysis
import Foundation
import Resampling
import Testing

@testable import Plots
@testable import Reporting

/// Histograms, pictures of results, and their SVG.
struct PlotTests {
  // MARK: Histograms

  @Test func everyDrawIsInOneBar() throws {
    let draws = (1...500).map { sin(Double($0) * 12.9898) * 0.3 }.sorted()
    let histogram = try #require(Histogram(sorted: draws))
    #expect(histogram.bars.reduce(0) { $0 + $1.height } == 500)
    #expect(histogram.beyond == 0)
    for bar in histogram.bars {
      let own = draws.filter {
        $0 >= bar.range.lowerBound && $0 < bar.range.upperBound
      }
      #expect(Double(own.count) == bar.height)
    }
    // Zero is an edge: no bar hides on which side of it draws lie.
    #expect(
      histogram.bars.contains { abs($0.range.lowerBound) < 1e-12 })
  }

  @Test func farDrawsAreCountedNotDrawn() throws {
    let draws = (0..<200).map { Double($0) / 200 } + [1e6]
    let histogram = try #require(Histogram(sorted: draws))
    #expect(histogram.beyond == 1)
    #expect(histogram.range.upperBound < 2)
    #expect(Histogram(sorted: [2, 2, 2]) == nil)
    #expect(Histogram(sorted: []) == nil)
  }

  // MARK: SVG

  /// A text element with the room that it takes.
  private struct Label {
    var text: String
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
  }

  private func attribute(_ name: String, _ line: Substring) -> String? {
    guard let start = line.range(of: " \(name)=\"") else { return nil }
    return String(line[start.upperBound...].prefix { $0 != "\"" })
  }

  private func labels(_ svg: String) throws -> [Label] {
    try svg.split(separator: "\n").filter { $0.hasPrefix("<text") }.map {
      line in
      func number(_ name: String) throws -> Double {
        try #require(attribute(name, line).flatMap { Double($0) })
      }
      let text = String(
        line.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
      ).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&amp;", with: "&")
      let (x, y, size) = (
        try number("x"), try number("y"), try number("font-size")
      )
      let width = TextMetrics.width(
        text, size: size, isBold: line.contains("font-weight"))
      let shift =
        switch attribute("text-anchor", line) {
        case "middle": width / 2
        case "end": width
        default: 0.0
        }
      let (along, up) = (-shift...(width - shift), 0.75 * size)
      if line.contains("rotate(-90") {
        return Label(
          text: text, x: (x - up)...x,
          y: (y - along.upperBound)...(y - along.lowerBound))
      }
      return Label(
        text: text, x: (x + along.lowerBound)...(x + along.upperBound),
        y: (y - up)...y)
    }
  }

  private static let names = [
    ("ties", "learning", "growth", "trust"),
    ("网络联系强度", "组织间学习", "集群成长绩效", "企业间信任程度与合作意愿"),
    (
      "network_relation_strength_of_firms", "interorganizational_learning",
      "industrial_cluster_growth_and_innovation",
      "absorptive_capacity_and_willingness_to_cooperate"
    ),
  ]

  private func curve(
    _ names: (String, String, String, String), scale: Double
  ) -> EffectCurve {
    var definition = EffectDefinition(
      kind: .specificIndirect, from: names.0, to: names.2,
      path: [names.0, names.1, names.2], group: 2)
    definition.moderators = [ModeratorValue("z", -0.25)]
    func point(_ x: Double) -> EffectCurvePoint {
      EffectCurvePoint(
        value: x * scale, estimate: 0.3 * x, lower: 0.3 * x - 0.1 - 0.1 * x * x,
        upper: 0.3 * x + 0.1 + 0.1 * x * x)
    }
    let bound = (3 - 5.0.squareRoot()) / 2
    return EffectCurve(
      definition: definition, moderator: names.3,
      points: (0...40).map { point(Double($0 - 20) / 10) },
      chosen: [-1, 0, 1].map(point),
      labels: ["mean - SD", "mean", "mean + SD"], isBinary: false,
      boundaries: [-bound * scale, bound * scale], confidenceLevel: 0.95,
      bootstrap: nil, groupLabels: ["north", "<south & east>"])
  }

  private func distribution(_ names: (String, String, String, String)) -> Plot {
    let draws = (1...900).map { sin(Double($0) * 12.9898) }.sorted()
    return Plot(
      title: "\(names.0) → \(names.1) → \(names.2)",
      subtitle: "900 draws",
      horizontal: PlotAxis(
        label: "Effect of \(names.0) on \(names.2)", range: -1.1...1.1),
      vertical: PlotAxis(label: "Draws", range: 0...300, isCount: true),
      marks: [
        .bars(Histogram(sorted: draws)?.bars ?? []), .verticalLine(0, .dashed),
      ],
      intervals: [
        PlotInterval(
          label: "95% bias-corrected percentile interval [−0.95, −0.90]",
          range: -0.95 ... -0.90, center: -0.92),
        PlotInterval(
          label: "95% delta [0.90, 0.99]", range: 0.90...0.99, center: 0.95),
      ],
      keys: [PlotKey(sample: .stroke(.dashed), label: "zero")],
      notes: [String(repeating: "A sentence about \(names.3). ", count: 4)])
  }

  /// No text covers another or leaves the picture.
  @Test(arguments: names.indices, PlotWidth.allCases)
  func nothingOverlaps(_ index: Int, _ width: PlotWidth) throws {
    let names = Self.names[index]
    var renderer = SVGRenderer()
    renderer.width = width
    for plot in [
      Plot(curve(names, scale: 1)), Plot(curve(names, scale: 30_000)),
      Plot(curve(names, scale: 1e-7)), distribution(names),
    ] {
      let svg = renderer.render(plot)
      let box = try #require(
        svg.split(separator: "\n").first { $0.hasPrefix("<svg") })
      let size = try #require(attribute("viewBox", box)).split(separator: " ")
        .compactMap { Double($0) }
      let labels = try labels(svg)
      #expect(labels.count > 8)
      for (place, one) in labels.enumerated() {
        #expect(one.x.lowerBound >= 0 && one.x.upperBound <= size[2], "\(one)")
        #expect(one.y.lowerBound >= 0 && one.y.upperBound <= size[3], "\(one)")
        for other in labels.dropFirst(place + 1) {
          #expect(
            !(one.x.overlaps(other.x) && one.y.overlaps(other.y)),
            "\(one) and \(other)")
        }
      }
    }
  }

  @Test func theDocumentIsXML() throws {
    let svg = SVGRenderer().render(Plot(curve(Self.names[1], scale: 1)))
    let parser = XMLProbe()
    #expect(parser.parse(svg))
    #expect(parser.elements["title"] == 1)
    #expect(parser.text.contains("网络联系强度 -> 组织间学习 -> 集群成长绩效"))
    #expect(parser.text.contains("(<south & east>)"))
    #expect(svg.contains("font-family=\"sans-serif\""))
    #expect(svg.contains("width=\"174mm\""))
    // The region is two parts of three.
    #expect(parser.elements["polygon"] == 3)
    #expect(SVGCanvas.escaped("a\u{1}\u{FFFF}\"") == "a\u{FFFD}\u{FFFD}&quot;")
  }

  @Test func theRegionIsSaidInWords() {
    let plot = Plot(curve(Self.names[0], scale: 1))
    #expect(
      plot.notes.first
        == "The interval leaves zero out where trust < −0.382 and where "
        + "trust > 0.382.")
    #expect(
      curve(Self.names[0], scale: 1).significantRanges.map(\.upperBound)
        == [-(3 - 5.0.squareRoot()) / 2, 2])
  }
}

/// Reads XML without understanding it.
private final class XMLProbe {
  private(set) var elements: [String: Int] = [:]
  private(set) var text = ""

  /// Whether tags are closed in order and every reference is known.
  func parse(_ document: String) -> Bool {
    var open: [String] = []
    var rest = document[...]
    while let start = rest.firstIndex(of: "<") {
      let known = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&amp;": "&"]
      var piece = String(rest[..<start])
      for (reference, character) in known.sorted(by: { $0.key > $1.key }) {
        piece = piece.replacing(reference, with: character)
      }
      text += piece
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("?") { continue }
      let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter })
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return false }
      } else {
        elements[name, default: 0] += 1
        if !tag.hasSuffix("/") { open.append(name) }
      }
    }
    return open.isEmpty
  }
}
