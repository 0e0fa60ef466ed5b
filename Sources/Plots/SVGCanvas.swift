import Messages

/// The elements of an SVG picture as they are drawn; lengths are points.
package struct SVGCanvas {
  /// The point of a text that its given place refers to.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  private(set) var elements: [String] = []

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double,
    width: Double, dashes: String? = nil
  ) {
    elements.append(
      "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" "
        + "x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\""
        + Self.stroke(width, dashes) + "/>")
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String,
    stroke: Double? = nil
  ) {
    elements.append(
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
        + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" "
        + "fill=\"\(fill)\"" + (stroke.map { Self.stroke($0, nil) } ?? "")
        + "/>")
  }

  mutating func polyline(
    _ points: [(x: Double, y: Double)], width: Double, dashes: String? = nil
  ) {
    elements.append(
      "<polyline points=\"\(Self.list(points))\" fill=\"none\""
        + " stroke-linejoin=\"round\"" + Self.stroke(width, dashes) + "/>")
  }

  mutating func polygon(_ points: [(x: Double, y: Double)], fill: String) {
    elements.append(
      "<polygon points=\"\(Self.list(points))\" fill=\"\(fill)\"/>")
  }

  mutating func circle(x: Double, y: Double, radius: Double) {
    elements.append(
      "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" "
        + "r=\"\(Self.number(radius))\" fill=\"#000\"/>")
  }

  /// Draws a text on a baseline.
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double,
    anchor: Anchor = .start, isBold: Bool = false, isUpward: Bool = false
  ) {
    var attributes =
      "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
      + "font-size=\"\(Self.number(size))\""
    if anchor != .start { attributes += " text-anchor=\"\(anchor.rawValue)\"" }
    if isBold { attributes += " font-weight=\"bold\"" }
    if isUpward {
      attributes +=
        " transform=\"rotate(-90 \(Self.number(x)) \(Self.number(y)))\""
    }
    elements.append("<text \(attributes)>\(Self.escaped(text))</text>")
  }

  private static func stroke(_ width: Double, _ dashes: String?) -> String {
    " stroke=\"#000\" stroke-width=\"\(number(width))\""
      + (dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "")
  }

  private static func list(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// A length to a hundredth of a point.
  package static func number(_ value: Double) -> String {
    var text = NumberStyle.fixed(value, 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A text as XML holds it; characters that XML cannot hold become U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD,
          0x10000...0x10FFFF:
          result.unicodeScalars.append(scalar)
        default: result += "\u{FFFD}"
        }
      }
    }
    return result
  }
}
