/// A path diagram with the places of everything in it; points, y downwards.
package struct PathDiagram: Sendable, Hashable {
  /// A node.
  package struct Node: Sendable, Hashable {
    /// The variable's name; empty for circles of residuals and triangles.
    package var name: String
    package var lines: [String]
    package var detail: String?
    package var shape: DiagramShape
    package var frame: DiagramRectangle
    /// Whether it is an indicator.
    package var isIndicator = false
  }

  /// A text at an arrow.
  package struct Label: Sendable, Hashable {
    package var lines: [String]
    package var frame: DiagramRectangle
  }

  /// An arrow.
  package struct Arrow: Sendable, Hashable {
    package enum Heads: Sendable, Hashable {
      case end
      case both
    }

    /// What it stands for: a kind of edge, or `nil` for what is attached to a
    /// node.
    package var kind: DiagramGraph.Edge.Kind?
    /// The node at the tail; `nil` where none is.
    package var from: Int?
    /// The node at the head; `nil` where it points at an arrow.
    package var to: Int?
    /// The arrow that it points at, where it points at one.
    package var target: Int?
    package var curve: DiagramCurve
    package var heads = Heads.end
    package var isDashed = false
    /// The lines of its label.
    package var lines: [String] = []
    package var label: Label?
    /// Whether the label stands on the line, which is interrupted there.
    package var isLabelOnLine = false
  }

  /// A box around nodes.
  package struct Area: Sendable, Hashable {
    package var title: Label
    package var frame: DiagramRectangle
  }

  /// A text on its own.
  package struct Text: Sendable, Hashable {
    package var text: String
    package var place: DiagramPoint
    package var isTitle = false
  }

  package var nodes: [Node] = []
  package var arrows: [Arrow] = []
  package var areas: [Area] = []
  package var texts: [Text] = []
  package var notes: [String] = []
  /// A table of numbers below the diagram: its rows' names and cells.
  package var width = 0.0
  package var height = 0.0
  /// A short title for readers who cannot see it.
  package var title = ""
  /// The diagram in words.
  package var description = ""

  package init() {}

  /// The frame of everything that is drawn.
  var extent: DiagramRectangle? {
    var all: DiagramRectangle?
    func add(_ frame: DiagramRectangle?) {
      guard let frame else { return }
      all = all.map { $0.united(frame) } ?? frame
    }
    for node in nodes { add(node.frame) }
    for area in areas { add(area.frame) }
    for arrow in arrows {
      add(DiagramRectangle(around: arrow.curve.samples))
      add(arrow.label?.frame)
    }
    return all
  }

  /// Moves everything.
  mutating func move(by shift: DiagramPoint) {
    for index in nodes.indices {
      nodes[index].frame = nodes[index].frame.moved(by: shift)
    }
    for index in areas.indices {
      areas[index].frame = areas[index].frame.moved(by: shift)
      areas[index].title.frame = areas[index].title.frame.moved(by: shift)
    }
    for index in arrows.indices {
      arrows[index].curve = arrows[index].curve.moved(by: shift)
      if let label = arrows[index].label {
        arrows[index].label?.frame = label.frame.moved(by: shift)
      }
    }
    for index in texts.indices {
      texts[index].place = texts[index].place + shift
    }
  }
}
