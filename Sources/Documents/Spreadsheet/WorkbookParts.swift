/// The parts of a workbook that do not depend on its cells.
enum WorkbookParts {
  static let namespace =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let sheetML =
    "application/vnd.openxmlformats-officedocument.spreadsheetml"

  static func contentTypes(sheets count: Int) -> String {
    let parts =
      [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
      + (0..<count).map {
        ("/xl/worksheets/sheet\($0 + 1).xml", "worksheet")
      }
    return WordParts.declaration
      + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
      + "content-types\"><Default Extension=\"rels\" ContentType=\""
      + "application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + parts.map {
        "<Override PartName=\"\($0.0)\" ContentType=\"\(sheetML).\($0.1)+xml\"/>"
      }.joined()
      + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
      + "vnd.openxmlformats-package.core-properties+xml\"/></Types>\n"
  }

  static let rootRelationships = WordParts.relationshipPart([
    WordParts.relationship(
      "rId1", "\(WordParts.relationships)/officeDocument", "xl/workbook.xml"),
    WordParts.relationship(
      "rId2", "\(WordParts.packageRelationships)/metadata/core-properties",
      "docProps/core.xml"),
  ])

  static func workbook(_ names: [String]) -> String {
    let sheets = names.enumerated().map { index, name in
      "<sheet name=\"\(MarkupText.escaped(name))\" sheetId=\"\(index + 1)\" "
        + "r:id=\"rId\(index + 1)\"/>"
    }
    return WordParts.declaration
      + "<workbook xmlns=\"\(namespace)\" "
      + "xmlns:r=\"\(WordParts.relationships)\"><sheets>"
      + sheets.joined() + "</sheets></workbook>\n"
  }

  static func relationships(sheets count: Int) -> String {
    WordParts.relationshipPart(
      (0..<count).map {
        WordParts.relationship(
          "rId\($0 + 1)", "\(WordParts.relationships)/worksheet",
          "worksheets/sheet\($0 + 1).xml")
      } + [
        WordParts.relationship(
          "rId\(count + 1)", "\(WordParts.relationships)/styles", "styles.xml")
      ])
  }
}
