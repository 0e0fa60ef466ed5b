internal import Messages
internal import TableReading

/// A workbook's description of its sheets, before their cells.
struct WorkbookParts {
  /// A sheet.
  struct Sheet {
    var name: String
    var path: String
    var isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  /// Whether days count from 1904-01-01.
  private(set) var countsFrom1904 = false
  private(set) var sharedStringsPath: String?
  private(set) var stylesPath: String?

  /// Reads them.
  ///
  /// - Parameter archive: The workbook's archive.
  /// - Throws: `LatentError` if it is no workbook, or is damaged.
  init(_ archive: Archive) throws(LatentError) {
    guard archive.contains("_rels/.rels") else {
      throw .noWorkbook(
        archive.contains("content.xml")
          ? "an OpenDocument file" : "a zip archive")
    }
    let package = try Self.relations("_rels/.rels", from: "", archive)
    guard
      let book = package.first(where: { $0.type == "officeDocument" })?.path,
      book.hasSuffix(".xml")
    else {
      throw .noWorkbook(
        package.contains { $0.path.hasSuffix(".bin") }
          ? "a binary workbook (.xlsb)" : "a zip archive")
    }
    let folder = book.lastIndex(of: "/").map { String(book[...$0]) } ?? ""
    guard folder == "xl/" || archive.contains(folder + "workbook.xml") else {
      throw .noWorkbook("a document of Word or PowerPoint")
    }
    let file = book.dropFirst(folder.count)
    let relations = try Self.relations(
      "\(folder)_rels/\(file).rels", from: folder, archive)
    sharedStringsPath =
      relations.first { $0.type == "sharedStrings" }?.path
    stylesPath = relations.first { $0.type == "styles" }?.path
    var found: [(name: String, id: String, isHidden: Bool)] = []
    var from1904 = false
    try XMLReader.read(book, in: archive) { name, attributes in
      switch name {
      case "workbookPr":
        from1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
      case "sheet":
        found.append(
          (
            String(escapedInWorkbook: Array((attributes["name"] ?? "").utf8)),
            attributes["id"] ?? "",
            !["visible", nil].contains(attributes["state"])
          ))
      default: break
      }
    }
    countsFrom1904 = from1904
    sheets = found.compactMap { sheet in
      relations.first { $0.id == sheet.id && $0.type == "worksheet" }
        .map {
          Sheet(name: sheet.name, path: $0.path, isHidden: sheet.isHidden)
        }
    }
  }

  private struct Relation {
    var id: String
    var type: String
    var path: String
  }

  /// The parts that a part refers to.
  private static func relations(
    _ name: String, from folder: String, _ archive: Archive
  ) throws(LatentError) -> [Relation] {
    var found: [Relation] = []
    try XMLReader.read(name, in: archive) { element, attributes in
      guard element == "Relationship",
        attributes["TargetMode"] != "External",
        let target = attributes["Target"]
      else { return }
      let type = attributes["Type"] ?? ""
      found.append(
        Relation(
          id: attributes["Id"] ?? "",
          type: String(
            type[(type.lastIndex(of: "/") ?? type.startIndex)...]
              .drop { $0 == "/" }),
          path: target.hasPrefix("/")
            ? String(target.dropFirst()) : Self.joined(folder, target)))
    }
    return found
  }

  /// A path from a folder on, without `.` and `..`.
  private static func joined(_ folder: String, _ path: String) -> String {
    var parts: [Substring] = []
    for part in (folder + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
