internal import Plots

/// A figure's drawing in a Word document: SVG, and dots for programs that do
/// not draw it.
struct WordPicture {
  /// The width between the margins, millimetres.
  private static let textWidth = 159.0
  /// The units of drawings in a millimetre.
  private static let units = 36000.0

  private let figure: DocumentFigure
  private let raster: [UInt8]

  /// Makes a picture.
  ///
  /// - Parameters:
  ///   - figure: The figure.
  ///   - raster: Its drawing in dots; an empty picture if `nil`, which programs
  ///     show that do not draw SVG.
  init(_ figure: DocumentFigure, raster: [UInt8]?) {
    self.figure = figure
    self.raster = raster ?? Self.emptyRaster
  }

  private var number: Int { figure.caption.number }
  private var name: String { "latent-figure\(number)" }

  /// The parts of the archive that hold it.
  var parts: [DocumentArchive.File] {
    [
      .init(
        name: "word/media/\(name).svg", bytes: Array(figure.drawing.svg.utf8)),
      .init(name: "word/media/\(name).png", bytes: raster),
    ]
  }

  /// The relationships of the main part to these.
  var relationships: [String] {
    ["svg", "png"].map {
      WordParts.relationship(
        "\(name)-\($0)", "\(WordParts.relationships)/image",
        "media/\(name).\($0)")
    }
  }

  /// The drawing within a run.
  var element: String {
    let drawing = figure.drawing
    let scale = min(1, Self.textWidth / drawing.width)
    let width = Int(drawing.width * scale * Self.units)
    let height = Int(drawing.height * scale * Self.units)
    let description = MarkupText.escaped(drawing.alternative)
    let label = MarkupText.escaped(figure.caption.label)
    return "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" "
      + "distR=\"0\"><wp:extent cx=\"\(width)\" cy=\"\(height)\"/>"
      + "<wp:docPr id=\"\(1000 + number)\" name=\"\(label)\" "
      + "descr=\"\(description)\"/><wp:cNvGraphicFramePr>"
      + "<a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>"
      + "<a:graphic><a:graphicData uri=\"\(WordParts.namespaces[4].name)\">"
      + "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"\(1000 + number)\" "
      + "name=\"\(name).svg\" descr=\"\(description)\"/><pic:cNvPicPr/>"
      + "</pic:nvPicPr><pic:blipFill><a:blip r:embed=\"\(name)-png\">"
      + "<a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\">"
      + "<asvg:svgBlip r:embed=\"\(name)-svg\"/></a:ext></a:extLst></a:blip>"
      + "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
      + "<a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"\(width)\" "
      + "cy=\"\(height)\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
      + "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
      + "</wp:inline></w:drawing></w:r>"
  }

  /// A PNG of one transparent dot.
  private static let emptyRaster: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D,
    0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01,
    0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00,
    0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x60, 0x00, 0x02, 0x00,
    0x00, 0x05, 0x00, 0x01, 0xE9, 0xFA, 0xDC, 0xD8, 0x00, 0x00, 0x00, 0x00,
    0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]
}
