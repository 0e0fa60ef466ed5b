import Messages

/// Writes a diagram in the language of Graphviz, with its places: `neato -n`
/// keeps these, `dot` places anew.
package struct DiagramDOT: Sendable {
  package init() {}

  /// Writes a diagram.
  ///
  /// - Parameter diagram: The diagram.
  /// - Returns: A `digraph`, which ends in a line end.
  package func text(_ diagram: PathDiagram) -> String {
    var lines = [
      "digraph \(Self.quoted(diagram.title)) {", "  rankdir=LR;",
      "  node [fontname=\"Helvetica\", fontsize=9, fixedsize=true];",
      "  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.6];",
    ]
    for (index, node) in diagram.nodes.enumerated() {
      let shape =
        switch node.shape {
        case .rectangle: "box"
        case .ellipse: "ellipse"
        case .hexagon: "hexagon"
        case .triangle: "triangle"
        case .roundedBox: "box"
        }
      let text = (node.lines + [node.detail].compactMap { $0 })
        .joined(separator: "\\n")
      lines.append(
        "  n\(index) [label=\(Self.quoted(text, keepsBreaks: true)), "
          + "shape=\(shape), "
          + (node.shape == .roundedBox ? "style=rounded, " : "")
          + "width=\(Self.number(node.frame.width / 72)), "
          + "height=\(Self.number(node.frame.height / 72)), "
          + "pos=\"\(Self.number(node.frame.center.x)),"
          + "\(Self.number(diagram.height - node.frame.center.y))\"];")
    }
    for arrow in diagram.arrows {
      guard let from = arrow.from, let to = arrow.to else { continue }
      var attributes: [String] = []
      if !arrow.lines.isEmpty {
        attributes.append(
          "label=\(Self.quoted(arrow.lines.joined(separator: "\\n"), keepsBreaks: true))"
        )
      }
      if arrow.heads == .both {
        attributes += ["dir=both", "constraint=false"]
      }
      if arrow.isDashed { attributes.append("style=dashed") }
      lines.append(
        "  n\(from) -> n\(to)"
          + (attributes.isEmpty
            ? ";" : " [\(attributes.joined(separator: ", "))];"))
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String {
    NumberStyle.fixed(value, 2)
  }

  private static func quoted(_ text: String, keepsBreaks: Bool = false)
    -> String
  {
    var result = ""
    var isAfterBackslash = false
    for character in text {
      if character == "\"" {
        result += "\\\""
      } else if character == "\\", !keepsBreaks {
        result += "\\\\"
      } else {
        result.append(character.isNewline ? " " : character)
      }
      isAfterBackslash = character == "\\"
    }
    return "\"\(result)\(isAfterBackslash && keepsBreaks ? "\\" : "")\""
  }
}
