package import Plots

/// Writes a diagram as SVG.
///
/// Only elements and attributes are used that browsers, librsvg, Inkscape,
/// Word and LibreOffice draw alike: no style sheets, markers or scripts.
package struct DiagramSVG: Sendable {
  package var palette = DiagramOptions.Palette.black
  package var size = DiagramOptions.Size.natural

  package init(_ options: DiagramOptions) {
    palette = options.palette
    size = options.size
  }

  /// Fonts with Latin and Chinese characters of most systems.
  static let fonts =
    "Arial, Helvetica, 'Liberation Sans', 'Noto Sans CJK SC', "
    + "'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimSun, "
    + "sans-serif"

  /// Writes a diagram.
  ///
  /// - Parameter diagram: The diagram.
  /// - Returns: The document, which ends in a line end.
  package func text(_ diagram: PathDiagram) -> String {
    let scale = Self.scale(diagram, size)
    let millimetres = { (points: Double) in
      SVGCanvas.number(points * scale / 72 * 25.4) + "mm"
    }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
        + "width=\"\(millimetres(diagram.width))\" "
        + "height=\"\(millimetres(diagram.height))\" "
        + "viewBox=\"0 0 \(SVGCanvas.number(diagram.width)) "
        + "\(SVGCanvas.number(diagram.height))\" "
        + "font-family=\"\(Self.fonts)\" font-size=\"9\" role=\"img\">",
      "<title>\(SVGCanvas.escaped(diagram.title))</title>",
      "<desc>\(SVGCanvas.escaped(diagram.description))</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
    ]
    lines += diagram.areas.flatMap(area)
    lines += diagram.arrows.flatMap(arrow)
    lines += diagram.nodes.flatMap(node)
    lines += diagram.arrows.flatMap(label)
    lines += diagram.texts.map(text)
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The diagram as a picture that reports can hold.
  ///
  /// - Parameter diagram: The diagram.
  /// - Returns: The picture, with its printed size.
  package func drawing(_ diagram: PathDiagram) -> Drawing {
    let millimetres = Self.scale(diagram, size) / 72 * 25.4
    return Drawing(
      width: diagram.width * millimetres, height: diagram.height * millimetres,
      svg: text(diagram),
      alternative: "\(diagram.title). \(diagram.description)")
  }

  /// The factor from natural to printed size.
  package static func scale(
    _ diagram: PathDiagram, _ size: DiagramOptions.Size
  ) -> Double {
    let point = 72 / 25.4
    return switch size {
    case .natural: 1
    case .column: min(1, 85 * point / diagram.width)
    case .double: min(1, 174 * point / diagram.width)
    case .page:
      min(1, 174 * point / diagram.width, 234 * point / diagram.height)
    }
  }

  // MARK: Elements

  private func area(_ area: PathDiagram.Area) -> [String] {
    let frame = area.frame
    return [
      "<rect \(Self.box(frame)) rx=\"6\" fill=\""
        + (palette == .black ? "#f6f6f6" : "#f3f6fb")
        + "\" stroke=\"#888\" stroke-width=\"0.6\" stroke-dasharray=\"4 2.5\"/>"
    ] + texts(area.title.lines, center: area.title.frame.center, size: 9)
  }

  private func node(_ node: PathDiagram.Node) -> [String] {
    let frame = node.frame
    let style =
      "fill=\"\(fill(node))\" stroke=\"#000\" stroke-width=\"0.9\""
    var lines: [String] = []
    switch node.shape {
    case .rectangle: lines.append("<rect \(Self.box(frame)) \(style)/>")
    case .roundedBox:
      lines.append("<rect \(Self.box(frame)) rx=\"7\" \(style)/>")
    case .ellipse:
      lines.append(
        "<ellipse cx=\"\(Self.number(frame.center.x))\" "
          + "cy=\"\(Self.number(frame.center.y))\" "
          + "rx=\"\(Self.number(frame.width / 2))\" "
          + "ry=\"\(Self.number(frame.height / 2))\" \(style)/>")
    case .hexagon, .triangle:
      lines.append(
        "<polygon points=\""
          + Self.outline(node.shape, frame).map {
            "\(Self.number($0.x)),\(Self.number($0.y))"
          }.joined(separator: " ") + "\" \(style)/>")
    }
    if node.shape == .triangle {
      return lines
        + texts(
          node.lines, center: frame.center + DiagramPoint(0, 2), size: 6.5)
    }
    let detail = node.detail == nil ? 0.0 : DiagramSizes.leading
    let center = frame.center - DiagramPoint(0, detail / 2)
    lines += texts(node.lines, center: center, size: DiagramSizes.type)
    if let text = node.detail {
      lines += texts(
        [text],
        center: frame.center
          + DiagramPoint(
            0, Double(node.lines.count) * DiagramSizes.leading / 2),
        size: DiagramSizes.smallType)
    }
    return lines
  }

  /// The corners of a shape with straight sides.
  static func outline(_ shape: DiagramShape, _ frame: DiagramRectangle)
    -> [DiagramPoint]
  {
    let middle = frame.center
    if shape == .triangle {
      return [
        DiagramPoint(middle.x, frame.minY),
        DiagramPoint(frame.maxX, frame.maxY),
        DiagramPoint(frame.minX, frame.maxY),
      ]
    }
    let cut = min(10, frame.width / 4)
    return [
      DiagramPoint(frame.minX, middle.y),
      DiagramPoint(frame.minX + cut, frame.minY),
      DiagramPoint(frame.maxX - cut, frame.minY),
      DiagramPoint(frame.maxX, middle.y),
      DiagramPoint(frame.maxX - cut, frame.maxY),
      DiagramPoint(frame.minX + cut, frame.maxY),
    ]
  }

  private func fill(_ node: PathDiagram.Node) -> String {
    guard palette == .colour else { return "#fff" }
    if node.name.isEmpty { return "#fff" }
    return switch node.shape {
    case .ellipse: "#dbe9f6"
    case .rectangle: node.isIndicator ? "#fdf6e3" : "#e6f2df"
    case .hexagon: "#efe3f4"
    case .triangle: "#fff"
    case .roundedBox: "#dbe9f6"
    }
  }

  private func arrow(_ arrow: PathDiagram.Arrow) -> [String] {
    let isSmall = arrow.kind == nil
    let (curve, heads) = Self.headed(arrow, isSmall ? 4.6 : 6.2)
    let width = isSmall ? "0.7" : "0.9"
    let stroke = color(arrow)
    var lines = [
      "<path d=\"\(Self.path(curve))\" fill=\"none\" stroke=\"\(stroke)\" "
        + "stroke-width=\"\(width)\""
        + (arrow.isDashed ? " stroke-dasharray=\"4.5 2.8\"" : "") + "/>"
    ]
    for head in heads {
      lines.append(
        "<polygon points=\""
          + head.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
          .joined(separator: " ") + "\" fill=\"\(stroke)\"/>")
    }
    return lines
  }

  private func color(_ arrow: PathDiagram.Arrow) -> String {
    guard palette == .colour else { return "#000" }
    return switch arrow.kind {
    case .path: "#1f4e79"
    case .covariance: "#7a4b12"
    default: "#333"
    }
  }

  /// An arrow's line, shortened for its heads, and the corners of these.
  static func headed(_ arrow: PathDiagram.Arrow, _ length: Double)
    -> (DiagramCurve, [[DiagramPoint]])
  {
    var curve = arrow.curve
    var heads: [[DiagramPoint]] = []
    func head(_ tip: DiagramPoint, _ direction: DiagramPoint) -> [DiagramPoint]
    {
      let base = tip - direction * length
      let side = direction.turned * (length * 0.36)
      return [tip, base + side, base - side]
    }
    let tip = curve.end
    heads.append(head(tip, curve.endDirection))
    curve = curve.shortened(by: length * 0.8)
    if arrow.heads == .both {
      heads.append(head(curve.start, curve.startDirection * -1))
      curve = curve.reversed.shortened(by: length * 0.8).reversed
    }
    return (curve, heads)
  }

  private func label(_ arrow: PathDiagram.Arrow) -> [String] {
    guard let label = arrow.label else { return [] }
    var lines: [String] = []
    if arrow.isLabelOnLine {
      lines.append("<rect \(Self.box(label.frame)) fill=\"#fff\"/>")
    }
    return lines
      + texts(
        label.lines, center: label.frame.center, size: DiagramSizes.type)
  }

  private func text(_ text: PathDiagram.Text) -> String {
    "<text x=\"\(Self.number(text.place.x))\" "
      + "y=\"\(Self.number(text.place.y))\""
      + (text.isTitle
        ? " font-weight=\"bold\" text-anchor=\"middle\""
        : " font-size=\"\(Self.number(DiagramSizes.smallType))\"")
      + ">\(SVGCanvas.escaped(text.text))</text>"
  }

  private func texts(
    _ lines: [String], center: DiagramPoint, size: Double
  ) -> [String] {
    let first =
      center.y - Double(lines.count - 1) * DiagramSizes.leading / 2
      + 0.35 * size
    return lines.enumerated().map { index, line in
      "<text x=\"\(Self.number(center.x))\" "
        + "y=\"\(Self.number(first + Double(index) * DiagramSizes.leading))\" "
        + (size == 9 ? "" : "font-size=\"\(Self.number(size))\" ")
        + "text-anchor=\"middle\">\(SVGCanvas.escaped(line))</text>"
    }
  }

  // MARK: Attributes

  static func number(_ value: Double) -> String {
    SVGCanvas.number((value * 10).rounded() / 10)
  }

  private static func box(_ frame: DiagramRectangle) -> String {
    "x=\"\(number(frame.minX))\" y=\"\(number(frame.minY))\" "
      + "width=\"\(number(frame.width))\" height=\"\(number(frame.height))\""
  }

  private static func path(_ curve: DiagramCurve) -> String {
    func pair(_ point: DiagramPoint) -> String {
      "\(number(point.x)) \(number(point.y))"
    }
    return "M\(pair(curve.start))"
      + curve.pieces.map {
        switch $0 {
        case .line(let end): " L\(pair(end))"
        case .cubic(let first, let second, let end):
          " C\(pair(first)) \(pair(second)) \(pair(end))"
        }
      }.joined()
  }
}
