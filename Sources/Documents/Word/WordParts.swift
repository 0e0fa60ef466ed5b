internal import ReportRendering

/// The parts of a Word document that do not depend on its contents.
enum WordParts {
  static let declaration =
    #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
  static let namespace =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  static let relationships =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let packageRelationships =
    "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let wordML =
    "application/vnd.openxmlformats-officedocument.wordprocessingml"

  /// The namespaces of the main part, by their prefixes.
  static let namespaces: [(prefix: String, name: String)] = [
    ("w", namespace), ("r", relationships),
    (
      "wp",
      "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("asvg", "http://schemas.microsoft.com/office/drawing/2016/SVG/main"),
  ]

  static let contentTypes =
    declaration
    + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    + "content-types\"><Default Extension=\"rels\" ContentType=\""
    + "application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + pictureTypes.joined()
    + [
      ("/word/document.xml", "\(wordML).document.main+xml"),
      ("/word/styles.xml", "\(wordML).styles+xml"),
      ("/word/settings.xml", "\(wordML).settings+xml"),
      ("/word/footer1.xml", "\(wordML).footer+xml"),
      (
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml"
      ),
    ].map { "<Override PartName=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }
    .joined() + "</Types>\n"

  /// The types of pictures.
  static let pictureTypes = [
    "<Default Extension=\"png\" ContentType=\"image/png\"/>",
    "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>",
  ]

  static let rootRelationships = relationshipPart([
    relationship(
      "rId1", "\(relationships)/officeDocument", "word/document.xml"),
    relationship(
      "rId2", "\(packageRelationships)/metadata/core-properties",
      "docProps/core.xml"),
  ])

  /// The relationships of the main part beside its pictures.
  static let ownRelationships = [
    relationship("rId1", "\(relationships)/styles", "styles.xml"),
    relationship("rId2", "\(relationships)/settings", "settings.xml"),
    relationship("rId3", "\(relationships)/footer", "footer1.xml"),
  ]

  static func relationshipPart(_ relationships: [String]) -> String {
    declaration + "<Relationships xmlns=\"\(packageRelationships)\">"
      + relationships.joined() + "</Relationships>\n"
  }

  static func relationship(
    _ id: String, _ type: String, _ target: String
  ) -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"\(target)\"/>"
  }

  /// A4 with margins of 2.54 cm, and the page's number below.
  static let pageSetup =
    "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>"
    + "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" "
    + "w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" "
    + "w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>"

  /// The page's number below a note, if there is one.
  static func footer(_ note: String) -> String {
    let centered = "<w:pPr><w:jc w:val=\"center\"/></w:pPr>"
    let text =
      note.isEmpty
      ? ""
      : "<w:p>\(centered)\(WordText.runs([DocumentRun(note)], size: 16))</w:p>"
    return declaration + "<w:ftr xmlns:w=\"\(namespace)\">\(text)<w:p>"
      + centered + "<w:fldSimple w:instr=\" PAGE \">"
      + "<w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>\n"
  }

  static let settings =
    declaration + "<w:settings xmlns:w=\"\(namespace)\">"
    + "<w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting "
    + "w:name=\"compatibilityMode\" "
    + "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
    + "</w:compat></w:settings>\n"

  static func properties(title: String, language: ReportLanguage) -> String {
    declaration
      + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/"
      + "package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      + "<dc:title>\(MarkupText.escaped(title))</dc:title>"
      + "<dc:creator>Latent</dc:creator>"
      + "<dc:language>\(language.tag)</dc:language></cp:coreProperties>\n"
  }

  /// The style sheet.
  ///
  /// Latin letters and numbers are English in Chinese documents too: else lines
  /// end within them.
  static var styles: String {
    let ids = WordStyleIDs()
    return declaration
      + "<w:styles xmlns:w=\"\(namespace)\"><w:docDefaults><w:rPrDefault>"
      + "<w:rPr><w:rFonts w:ascii=\"Times New Roman\" "
      + "w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\" "
      + "w:eastAsia=\"SimSun\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"
      + "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr>"
      + "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
      + WordStyle.allCases.map {
        $0.element(id: ids[$0], normal: ids[.normal])
      }.joined()
      + "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
      + "<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar>"
      + "<w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" "
      + "w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>\n"
  }
}
