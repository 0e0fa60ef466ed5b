/// The styles of a workbook's cells, each once.
struct SheetStyles {
  /// The style of a cell.
  struct Style: Hashable {
    /// The code of the number's format; `nil` for the general one.
    var format: String?
    var isBold = false
    var isItalic = false
    /// Rules, in the order top, bottom: 0 none, 1 thin, 2 medium.
    var top = 0
    var bottom = 0
    var alignment: String?
    /// The levels by which the text stands in.
    var indent = 0
    /// Whether the text breaks into lines.
    var wraps = false
  }

  private var styles: [Style] = [Style()]
  private var formats: [String] = []

  /// The place of a style in the list.
  mutating func place(of style: Style) -> Int {
    if let place = styles.firstIndex(of: style) { return place }
    if let format = style.format, !formats.contains(format) {
      formats.append(format)
    }
    styles.append(style)
    return styles.count - 1
  }

  /// The part of the workbook that holds them.
  var part: String {
    let fonts = [(false, false), (true, false), (false, true), (true, true)]
      .map { bold, italic in
        "<font>\(bold ? "<b/>" : "")\(italic ? "<i/>" : "")<sz val=\"11\"/>"
          + "<name val=\"Calibri\"/></font>"
      }
    // Every pair of rules above and below.
    let lines = ["", " style=\"thin\"", " style=\"medium\""]
    let borders = (0..<9).map { index in
      "<border><left/><right/><top\(lines[index / 3])/>"
        + "<bottom\(lines[index % 3])/><diagonal/></border>"
    }
    let numberFormats = formats.enumerated().map { index, code in
      "<numFmt numFmtId=\"\(164 + index)\" "
        + "formatCode=\"\(MarkupText.escaped(code))\"/>"
    }
    return WordParts.declaration
      + "<styleSheet xmlns=\"\(WorkbookParts.namespace)\">"
      + (formats.isEmpty
        ? ""
        : "<numFmts count=\"\(formats.count)\">\(numberFormats.joined())"
          + "</numFmts>")
      + "<fonts count=\"4\">\(fonts.joined())</fonts>"
      + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
      + "<borders count=\"9\">\(borders.joined())</borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" "
      + "fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(styles.count)\">"
      + styles.map(element).joined() + "</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
      + "builtinId=\"0\"/></cellStyles></styleSheet>\n"
  }

  private func element(_ style: Style) -> String {
    let format =
      style.format.flatMap { code in formats.firstIndex(of: code) }
      .map { 164 + $0 } ?? 0
    let font = (style.isBold ? 1 : 0) + (style.isItalic ? 2 : 0)
    var alignment = style.alignment.map { " horizontal=\"\($0)\"" } ?? ""
    if style.indent > 0 { alignment += " indent=\"\(style.indent)\"" }
    if style.wraps { alignment += " vertical=\"top\" wrapText=\"1\"" }
    return "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"0\" "
      + "borderId=\"\(style.top * 3 + style.bottom)\" xfId=\"0\" "
      + "applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\""
      + (alignment.isEmpty
        ? "/>" : " applyAlignment=\"1\"><alignment\(alignment)/></xf>")
  }
}
