import Messages

/// Writes a diagram as a picture of TikZ, for LaTeX with the packages tikz and
/// amssymb; Chinese names need xeCJK or ctex.
package struct DiagramTikZ: Sendable {
  private let options: DiagramOptions

  package init(_ options: DiagramOptions) { self.options = options }

  /// Writes a diagram.
  ///
  /// - Parameter diagram: The diagram.
  /// - Returns: A `tikzpicture`, which ends in a line end.
  package func text(_ diagram: PathDiagram) -> String {
    let scale = DiagramSVG.scale(diagram, options.size)
    var lines = [
      "% \(Self.comment(diagram.title)). Needs \\usepackage{tikz}.",
      "\\begin{tikzpicture}[x=\(Self.number(scale))bp, "
        + "y=-\(Self.number(scale))bp, scale=1,",
      "  every node/.style={inner sep=0pt, font=\\sffamily"
        + "\\fontsize{\(Self.number(9 * scale))}{\(Self.number(11 * scale))}"
        + "\\selectfont, align=center},",
      "  arrow/.style={line width=\(Self.number(0.9 * scale))pt},",
      "  dashes/.style={dash pattern=on 4.5pt off 2.8pt}]",
    ]
    for area in diagram.areas {
      lines.append(
        "\\draw[dashed, gray, rounded corners=6bp] "
          + "\(pair(area.frame.minX, area.frame.minY)) rectangle "
          + "\(pair(area.frame.maxX, area.frame.maxY));")
      lines.append(node(area.title.lines, area.title.frame.center))
    }
    lines += diagram.arrows.flatMap(arrow)
    lines += diagram.nodes.flatMap(node)
    for arrow in diagram.arrows {
      guard let label = arrow.label else { continue }
      lines.append(
        node(
          label.lines, label.frame.center,
          style: arrow.isLabelOnLine ? "fill=white, inner sep=1pt" : ""))
    }
    for text in diagram.texts {
      lines.append(
        "\\node[anchor=\(text.isTitle ? "base" : "base west")] at "
          + "\(pair(text.place.x, text.place.y)) "
          + "{\(text.isTitle ? "\\bfseries " : "\\small ")"
          + "\(Self.escaped(text.text))};")
    }
    lines.append("\\end{tikzpicture}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func node(_ node: PathDiagram.Node) -> [String] {
    let frame = node.frame
    let fill =
      options.palette == .colour && !node.name.isEmpty
      ? (node.shape == .ellipse ? "blue!10" : "orange!10") : "white"
    let style = "fill=\(fill), draw, line width=0.9pt"
    let outline: String
    switch node.shape {
    case .ellipse:
      outline =
        "\\path[\(style)] \(pair(frame.center.x, frame.center.y)) ellipse "
        + "[x radius=\(Self.number(frame.width / 2)), "
        + "y radius=\(Self.number(frame.height / 2))];"
    case .rectangle, .roundedBox:
      outline =
        "\\path[\(style)"
        + (node.shape == .roundedBox ? ", rounded corners=7bp" : "") + "] "
        + "\(pair(frame.minX, frame.minY)) rectangle "
        + "\(pair(frame.maxX, frame.maxY));"
    case .hexagon, .triangle:
      outline =
        "\\path[\(style)] "
        + DiagramSVG.outline(node.shape, frame).map { pair($0.x, $0.y) }
        .joined(separator: " -- ") + " -- cycle;"
    }
    let lines = node.lines + [node.detail].compactMap { $0 }
    return lines.isEmpty
      ? [outline] : [outline, self.node(lines, frame.center)]
  }

  private func node(
    _ lines: [String], _ center: DiagramPoint, style: String = ""
  ) -> String {
    "\\node[\(style)] at \(pair(center.x, center.y)) "
      + "{\(lines.map(Self.escaped).joined(separator: "\\\\"))};"
  }

  private func arrow(_ arrow: PathDiagram.Arrow) -> [String] {
    let (curve, heads) = DiagramSVG.headed(arrow, arrow.kind == nil ? 4.6 : 6.2)
    var path = pair(curve.start.x, curve.start.y)
    for piece in curve.pieces {
      switch piece {
      case .line(let end): path += " -- \(pair(end.x, end.y))"
      case .cubic(let first, let second, let end):
        path +=
          " .. controls \(pair(first.x, first.y)) and "
          + "\(pair(second.x, second.y)) .. \(pair(end.x, end.y))"
      }
    }
    return ["\\draw[arrow\(arrow.isDashed ? ", dashes" : "")] \(path);"]
      + heads.map { head in
        "\\fill " + head.map { pair($0.x, $0.y) }.joined(separator: " -- ")
          + " -- cycle;"
      }
  }

  private func pair(_ x: Double, _ y: Double) -> String {
    "(\(Self.number(x)),\(Self.number(y)))"
  }

  private static func number(_ value: Double) -> String {
    NumberStyle.fixed(value, 2)
  }

  /// A text without what LaTeX takes for commands.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "_", "%": result += "\\\(character)"
      case "^": result += "\\textasciicircum{}"
      case "~": result += "\\textasciitilde{}"
      case "<": result += "\\ensuremath{<}"
      case ">": result += "\\ensuremath{>}"
      case "\u{2212}": result += "\\ensuremath{-}"
      case "×": result += "\\ensuremath{\\times}"
      case "≥": result += "\\ensuremath{\\geq}"
      case "²": result += "\\textsuperscript{2}"
      case "β": result += "\\ensuremath{\\beta}"
      case "→": result += "\\ensuremath{\\rightarrow}"
      default: result.append(character.isNewline ? " " : character)
      }
    }
    return result
  }

  private static func comment(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
