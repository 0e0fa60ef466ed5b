/// Paragraphs and runs of Word documents.
enum WordText {
  /// A paragraph.
  ///
  /// - Parameters:
  ///   - content: Its runs, as elements.
  ///   - style: Its style's name for references.
  ///   - properties: Properties behind the style, in the order of the schema.
  /// - Returns: The element.
  static func paragraph(
    _ content: String, style: String, properties: String = ""
  ) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(properties)</w:pPr>"
      + content + "</w:p>"
  }

  /// Runs as elements.
  ///
  /// - Parameters:
  ///   - runs: The runs.
  ///   - style: A style that is added to theirs.
  ///   - size: The size in halves of a point; that of the paragraph if `nil`.
  /// - Returns: The elements.
  static func runs(
    _ runs: [DocumentRun], adding style: DocumentRun.Style = [],
    size: Int? = nil
  ) -> String {
    runs.map { run($0.text, $0.style.union(style), size: size) }.joined()
  }

  static func run(
    _ text: String, _ style: DocumentRun.Style = [], size: Int? = nil
  ) -> String {
    var properties = ""
    if style.contains(.code) {
      properties +=
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>"
    }
    if style.contains(.bold) { properties += "<w:b/>" }
    if style.contains(.italic) { properties += "<w:i/>" }
    if let size {
      properties += "<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/>"
    }
    if style.contains(.raised) {
      properties += "<w:vertAlign w:val=\"superscript\"/>"
    } else if style.contains(.lowered) {
      properties += "<w:vertAlign w:val=\"subscript\"/>"
    }
    return "<w:r>"
      + (properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>")
      + "<w:t xml:space=\"preserve\">\(MarkupText.escaped(text))</w:t></w:r>"
  }

  /// A field that a program can update, with its present text.
  static func field(_ instruction: String, _ text: String, isBold: Bool)
    -> String
  {
    "<w:fldSimple w:instr=\" \(MarkupText.escaped(instruction)) \">"
      + run(text, isBold ? .bold : []) + "</w:fldSimple>"
  }

  /// A mark that references can name, around its content.
  static func bookmark(_ name: String, _ id: Int, _ content: String) -> String {
    "<w:bookmarkStart w:id=\"\(id)\" w:name=\"\(name)\"/>\(content)"
      + "<w:bookmarkEnd w:id=\"\(id)\"/>"
  }
}
