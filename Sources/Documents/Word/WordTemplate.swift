internal import Messages

/// A document of Word whose styles, page setup, headers and footers another
/// document takes.
struct WordTemplate: Sendable {
  /// The names by which paragraphs refer to its styles.
  let styles: WordStyleIDs

  private let parts: DocumentArchive
  /// The opening tag of its main part, with the namespaces of ours.
  private let root: String
  /// Its last section's setup.
  private let pageSetup: String
  /// Its style sheet, with the styles that it lacks.
  private let sheet: String

  private static let main = "word/document.xml"
  private static let sheetName = "word/styles.xml"
  private static let relationshipsName = "word/_rels/document.xml.rels"
  private static let typesName = "[Content_Types].xml"

  /// Reads a template.
  ///
  /// - Parameters:
  ///   - bytes: Its bytes.
  ///   - name: Its name, for errors.
  /// - Throws: `LatentError` for what is no document of Word, or has macros.
  init(_ bytes: [UInt8], name: String) throws(LatentError) {
    guard let parts = DocumentArchive(bytes),
      parts[Self.typesName] != nil, parts[Self.relationshipsName] != nil,
      let main = Self.outline(Self.main, of: parts),
      let sheet = Self.outline(Self.sheetName, of: parts),
      main.elements[0].name == "w:document",
      sheet.elements[0].name == "w:styles"
    else { throw .noTemplate(name) }
    guard !parts.files.contains(where: { $0.name.hasSuffix("vbaProject.bin") })
    else { throw .templateWithMacros(name) }
    self.parts = parts
    root = Self.root(of: main)
    pageSetup =
      main.elements.last { $0.name == "w:sectPr" && $0.depth == 2 }
      .map { String(main.text[$0.range]) } ?? ""
    (styles, self.sheet) = Self.completed(sheet)
  }

  private static func outline(
    _ name: String, of parts: DocumentArchive
  ) -> XMLOutline? {
    guard let bytes = parts[name],
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    return XMLOutline(text)
  }

  /// The opening tag with namespaces that it lacks.
  private static func root(of main: XMLOutline) -> String {
    let root = main.elements[0]
    let missing = WordParts.namespaces.filter {
      root.attributes["xmlns:\($0.prefix)"] == nil
    }
    var tag = String(main.text[root.tag])
    tag.removeLast(tag.hasSuffix("/>") ? 2 : 1)
    return tag
      + missing.map { " xmlns:\($0.prefix)=\"\($0.name)\"" }.joined() + ">"
  }

  /// The names of its styles, and the sheet with those that it lacks.
  private static func completed(
    _ sheet: XMLOutline
  ) -> (WordStyleIDs, String) {
    var ids = WordStyleIDs()
    var known: [String: String] = [:]
    var taken: Set<String> = []
    var current: (id: String, isParagraph: Bool)?
    for element in sheet.elements {
      if element.name == "w:style", element.depth == 1 {
        let id = String(element.attributes["w:styleId"] ?? "")
        taken.insert(id)
        current = (id, element.attributes["w:type"] == "paragraph")
      } else if element.name == "w:name", element.depth == 2,
        let style = current,
        style.isParagraph, let name = element.attributes["w:val"]
      {
        known[name.lowercased()] = style.id
      }
    }
    var added = ""
    for style in WordStyle.allCases {
      if let id = known[style.name.lowercased()] {
        ids[style] = id
      } else {
        var id = style.usualID
        while !taken.insert(id).inserted { id += "Latent" }
        ids[style] = id
        added += style.element(id: id, normal: ids[.normal])
      }
    }
    guard !added.isEmpty,
      let end = sheet.text.ranges(of: "</w:styles>").last
    else { return (ids, sheet.text) }
    var text = sheet.text
    text.insert(contentsOf: added, at: end.lowerBound)
    return (ids, text)
  }

  /// The template's parts with another body.
  ///
  /// - Parameters:
  ///   - body: The paragraphs and tables.
  ///   - relationships: Those of the body's pictures.
  /// - Returns: The parts of the document.
  func archive(body: String, relationships: [String]) -> DocumentArchive {
    var archive = parts
    archive.put(
      WordParts.declaration + root + "<w:body>\(body)\(pageSetup)</w:body>"
        + "</w:document>\n", as: Self.main)
    archive.put(sheet, as: Self.sheetName)
    add(relationships, before: "</Relationships>", to: Self.relationshipsName)
    // The type of templates is not that of documents.
    archive.put(
      text(Self.typesName).replacing(
        "wordprocessingml.template.main+xml",
        with: "wordprocessingml.document.main+xml"), as: Self.typesName)
    let types = WordParts.pictureTypes.filter { type in
      let isKnown = ["png", "svg"].contains { ending in
        type.contains("\"\(ending)\"")
          && text(Self.typesName).lowercased().contains(
            "extension=\"\(ending)\"")
      }
      return !isKnown
    }
    if !relationships.isEmpty {
      // Defaults may stand among the others in any order.
      add(types, before: "</Types>", to: Self.typesName)
    }
    return archive

    func text(_ name: String) -> String {
      String(decoding: archive[name] ?? [], as: UTF8.self)
    }
    func add(_ elements: [String], before end: String, to name: String) {
      var text = text(name)
      guard let place = text.ranges(of: end).last else { return }
      text.insert(contentsOf: elements.joined(), at: place.lowerBound)
      archive.put(text, as: name)
    }
  }
}

extension LatentError {
  fileprivate static func noTemplate(_ name: String) -> LatentError {
    LatentError(
      kind: .request, code: .requestTemplate,
      message: "The template is not a document of Word (.docx).",
      remedy: "Open it in Word or LibreOffice and save it as .docx; older .doc "
        + "files are of another format.", file: name)
  }

  fileprivate static func templateWithMacros(_ name: String) -> LatentError {
    LatentError(
      kind: .request, code: .requestTemplate,
      message: "The template has macros.",
      remedy: "Save it as .docx, which holds none.", file: name)
  }
}
