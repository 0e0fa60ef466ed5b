/// What is wrong with the places in a diagram.
package struct DiagramCheck: Sendable, Hashable {
  /// Pairs of nodes that overlap.
  package private(set) var nodes = 0
  /// Labels that cover a node.
  package private(set) var labelsOverNodes = 0
  /// Pairs of labels that overlap.
  package private(set) var labels = 0
  /// Labels that cover an arrow of another label.
  package private(set) var labelsOverArrows = 0
  /// Arrows through nodes that are not theirs.
  package private(set) var arrowsThroughNodes = 0
  /// Sentences that name what is wrong.
  package private(set) var findings: [String] = []

  /// Whether nothing is wrong.
  package var isClean: Bool { count == 0 }
  /// The number of faults.
  package var count: Int {
    nodes + labelsOverNodes + labels + labelsOverArrows + arrowsThroughNodes
  }

  /// Checks a diagram.
  package init(_ diagram: PathDiagram) {
    let frames = diagram.nodes
    for one in frames.indices {
      for two in frames.indices.dropFirst(one + 1)
      where frames[one].frame.overlaps(frames[two].frame) {
        nodes += 1
        findings.append(
          "\(frames[one].name) and \(frames[two].name) overlap")
      }
    }
    let labelled = diagram.arrows.indices.filter {
      diagram.arrows[$0].label != nil
    }
    let samples = diagram.arrows.map(\.curve.samples)
    for (order, index) in labelled.enumerated() {
      guard let label = diagram.arrows[index].label else { continue }
      // Rounding of coordinates is no fault.
      let box = label.frame.grown(by: -0.05)
      let text = label.lines.joined(separator: " ")
      for node in frames where node.shape.overlaps(box, in: node.frame) {
        labelsOverNodes += 1
        findings.append("the label \(text) covers \(node.name)")
      }
      for other in labelled.dropFirst(order + 1) {
        if let frame = diagram.arrows[other].label?.frame, frame.overlaps(box) {
          labels += 1
          findings.append(
            "the labels \(text) and "
              + "\(diagram.arrows[other].lines.joined(separator: " ")) overlap")
        }
      }
      for other in samples.indices where other != index {
        if Self.runs(samples[other], { box.meets($0, $1) }) {
          labelsOverArrows += 1
          findings.append(
            "the label \(text) covers the arrow \(Self.name(other, diagram))")
        }
      }
    }
    for area in diagram.areas {
      let box = area.title.frame
      for node in frames where node.shape.overlaps(box, in: node.frame) {
        labelsOverNodes += 1
        findings.append(
          "the title \(area.title.lines.joined()) covers \(node.name)")
      }
      for index in samples.indices
      where Self.runs(samples[index], { box.meets($0, $1) }) {
        labelsOverArrows += 1
        findings.append(
          "the title \(area.title.lines.joined()) covers the arrow "
            + Self.name(index, diagram))
      }
    }
    for index in samples.indices {
      let arrow = diagram.arrows[index]
      for (place, node) in frames.enumerated()
      where place != arrow.from && place != arrow.to {
        let frame = node.frame.grown(by: -0.05)
        if Self.runs(samples[index], { node.shape.meets($0, $1, in: frame) }) {
          arrowsThroughNodes += 1
          findings.append(
            "the arrow \(Self.name(index, diagram)) runs through \(node.name)")
        }
      }
    }
  }

  private static func runs(
    _ points: [DiagramPoint], _ meets: (DiagramPoint, DiagramPoint) -> Bool
  ) -> Bool {
    zip(points, points.dropFirst()).contains { meets($0, $1) }
  }

  private static func name(_ index: Int, _ diagram: PathDiagram) -> String {
    let arrow = diagram.arrows[index]
    let from = arrow.from.map { diagram.nodes[$0].name } ?? ""
    let to = arrow.to.map { diagram.nodes[$0].name } ?? ""
    return "\(from) -> \(to)"
  }
}
