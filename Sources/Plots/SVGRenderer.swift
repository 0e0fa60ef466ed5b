/// The width of a printed picture.
public enum PlotWidth: String, Sendable, Hashable, Codable, CaseIterable {
  /// A column of a journal, 85 mm.
  case column
  /// A page of a journal, 174 mm.
  case full

  /// The width.
  public var millimetres: Double { self == .column ? 85 : 174 }
}

/// Draws pictures as SVG: black on white, in greys that print, in the
/// reader's sans-serif font.
///
/// Lengths are points at the printed width, so that text has the size of
/// print there: 7.5 to 9 points.
public struct SVGRenderer: Sendable {
  /// The width of printed pictures.
  public var width = PlotWidth.full

  /// Makes a renderer for a page's width.
  public init() {}

  /// Draws a picture.
  ///
  /// - Parameter plot: The picture.
  /// - Returns: An SVG document that ends in a line end.
  public func render(_ plot: Plot) -> String { picture(of: plot).svg }

  /// Draws a picture with its size and its description.
  ///
  /// - Parameter plot: The picture.
  /// - Returns: The drawing, whose SVG document ends in a line end.
  package func picture(of plot: Plot) -> Drawing {
    var drawing = SVGDrawing(plot, width: width)
    drawing.draw()
    let (points, height) = (drawing.width, drawing.height)
    let millimetres = height / points * width.millimetres
    let title = plot.title.replacing("→", with: "->")
    let described =
      [plot.subtitle] + plot.intervals.map(\.label) + plot.keys.map(\.label)
      + plot.notes
    let description = described.filter { !$0.isEmpty }.map {
      $0.hasSuffix(".") ? $0 : $0 + "."
    }.joined(separator: " ")
    let lines =
      [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
          + "width=\"\(SVGCanvas.number(width.millimetres))mm\" "
          + "height=\"\(SVGCanvas.number(millimetres))mm\" "
          + "viewBox=\"0 0 \(SVGCanvas.number(points)) "
          + "\(SVGCanvas.number(height))\" font-family=\"sans-serif\" "
          + "role=\"img\">",
        "<title>\(SVGCanvas.escaped(title))</title>",
        "<desc>\(SVGCanvas.escaped(description))</desc>",
        "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
      ] + drawing.canvas.elements + ["</svg>"]
    return Drawing(
      width: width.millimetres, height: millimetres,
      svg: lines.joined(separator: "\n") + "\n",
      alternative: [title + ".", description].filter { $0 != "." }
        .joined(separator: " "))
  }
}

/// Sizes of type and gaps, points.
enum SVGSizes {
  /// Around the whole picture.
  static let margin = 6.0
  /// The title.
  static let title = 9.0
  /// The labels of axes.
  static let label = 8.0
  /// Everything else.
  static let small = 7.5
  /// From line to line, by the font's size.
  static let leading = 1.28
}
