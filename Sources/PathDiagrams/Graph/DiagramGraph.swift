/// The variables and arrows of a path diagram, without places.
package struct DiagramGraph: Sendable, Hashable {
  /// A number that belongs to a single node: a residual, a variance, a mean.
  package struct Attachment: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      /// The variance that the model leaves unexplained.
      case residual
      /// The variance of an exogenous variable.
      case variance
      /// The mean or intercept.
      case mean
    }

    package var kind: Kind
    /// The lines that stand at its arrow; empty for none.
    package var lines: [String]
    package var isDashed = false
  }

  /// A variable.
  package struct Node: Sendable, Hashable {
    /// The variable's name; unique in a graph.
    package var name: String
    /// The text in the node, in lines.
    package var lines: [String]
    package var shape: DiagramShape
    /// A line of small text below the name, such as R².
    package var detail: String?
    package var attachments: [Attachment] = []

    /// Makes a node.
    package init(name: String, lines: [String], shape: DiagramShape) {
      self.name = name
      self.lines = lines
      self.shape = shape
    }
  }

  /// An arrow between two variables.
  package struct Edge: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      /// From a factor to its indicator.
      case loading
      /// From an indicator to its composite.
      case weight
      /// From a cause to its outcome.
      case path
      /// Two-headed.
      case covariance
      /// From a moderator to an arrow, which `target` names.
      case moderation
    }

    package var kind: Kind
    /// The index of the node at the tail.
    package var from: Int
    /// The index of the node at the head.
    package var to: Int
    /// The lines of the label; empty for none.
    package var lines: [String] = []
    package var isDashed = false
    /// The index of the arrow that a moderation points at.
    package var target: Int?

    /// Makes an arrow.
    package init(
      kind: Kind, from: Int, to: Int, lines: [String] = [],
      isDashed: Bool = false, target: Int? = nil
    ) {
      self.kind = kind
      self.from = from
      self.to = to
      self.lines = lines
      self.isDashed = isDashed
      self.target = target
    }
  }

  /// Constructs in a box of a framework.
  package struct Stage: Sendable, Hashable {
    package var title: String
    package var members: [Int]
  }

  /// Covariances as the lower half of a table.
  package struct CovarianceTable: Sendable, Hashable {
    /// The variables.
    package var names: [String]
    /// The text of each cell by its row and column; empty for none.
    package var cells: [[String]]
  }

  package var nodes: [Node] = []
  package var edges: [Edge] = []
  package var stages: [Stage] = []
  /// The covariances that stand in a table below, because there are too many
  /// for labels; `nil` for none.
  package var table: CovarianceTable?
  /// Sentences below the diagram.
  package var notes: [String] = []
  /// The title of a group's panel; empty for none.
  package var title = ""
  /// Whether it reads from top to bottom unless options say otherwise.
  package var readsDown = false

  package init() {}

  /// The graph with other texts in its nodes.
  ///
  /// - Parameter title: The text of a variable.
  /// - Returns: The graph, whose variables keep their names.
  package func titled(_ title: (String) -> String) -> DiagramGraph {
    var graph = self
    for index in nodes.indices {
      let node = nodes[index]
      graph.nodes[index].lines = DiagramText.wrapped(
        title(node.name), to: node.shape == .rectangle ? 78 : 84)
    }
    return graph
  }

  /// The index of a variable.
  package func index(of name: String) -> Int? {
    nodes.firstIndex { $0.name == name }
  }
}
