/// The paragraph styles of Word documents; a template's own are found by their
/// names, which are the same in every language of Word.
enum WordStyle: CaseIterable {
  case normal
  case title
  case heading1
  case heading2
  case contentsHeading
  case contents1
  case contents2
  case caption
  case tableText
  case note

  /// The name by which Word knows it.
  var name: String {
    switch self {
    case .normal: "Normal"
    case .title: "Title"
    case .heading1: "heading 1"
    case .heading2: "heading 2"
    case .contentsHeading: "TOC Heading"
    case .contents1: "toc 1"
    case .contents2: "toc 2"
    case .caption: "caption"
    case .tableText: "Table Text"
    case .note: "Table Note"
    }
  }

  /// The name by which paragraphs of our own documents refer to it.
  var usualID: String {
    switch self {
    case .normal: "Normal"
    case .title: "Title"
    case .heading1: "Heading1"
    case .heading2: "Heading2"
    case .contentsHeading: "TOCHeading"
    case .contents1: "TOC1"
    case .contents2: "TOC2"
    case .caption: "Caption"
    case .tableText: "TableText"
    case .note: "TableNote"
    }
  }

  /// The paragraph's properties: gaps in twentieths of a point.
  private var paragraph: String {
    switch self {
    case .normal:
      #"<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>"#
    case .title: #"<w:spacing w:before="0" w:after="240"/>"#
    case .heading1:
      "<w:keepNext/><w:keepLines/>"
        + #"<w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>"#
    case .heading2:
      "<w:keepNext/><w:keepLines/>"
        + #"<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/>"#
    case .contentsHeading:
      #"<w:keepNext/><w:spacing w:before="240" w:after="80"/>"#
    case .contents1: #"<w:spacing w:after="40"/>"#
    case .contents2: #"<w:spacing w:after="40"/><w:ind w:left="320"/>"#
    case .caption:
      #"<w:keepNext/><w:spacing w:before="240" w:after="80"/>"#
    case .tableText:
      #"<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>"#
    case .note:
      #"<w:spacing w:before="60" w:after="0" w:line="240" w:lineRule="auto"/>"#
    }
  }

  /// The characters' properties: sizes in halves of a point.
  private var characters: String {
    let heading =
      #"<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" "#
      + #"w:eastAsia="SimHei"/>"#
    func size(_ size: Int) -> String {
      "<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/>"
    }
    switch self {
    case .normal, .contents1, .contents2, .caption: return ""
    case .title: return heading + "<w:b/>" + size(32)
    case .heading1: return heading + "<w:b/>" + size(28)
    case .heading2, .contentsHeading: return heading + "<w:b/>" + size(24)
    case .tableText: return size(20)
    case .note: return size(18)
    }
  }

  /// The style as an element of a style sheet.
  ///
  /// - Parameters:
  ///   - id: Its own name for references.
  ///   - normal: That of the style of plain paragraphs.
  /// - Returns: The element.
  func element(id: String, normal: String) -> String {
    let isDefault = self == .normal ? " w:default=\"1\"" : ""
    let isOwn = self == .tableText || self == .note
    return "<w:style w:type=\"paragraph\"\(isDefault)"
      + (isOwn ? " w:customStyle=\"1\"" : "") + " w:styleId=\"\(id)\">"
      + "<w:name w:val=\"\(name)\"/>"
      + (self == .normal ? "" : "<w:basedOn w:val=\"\(normal)\"/>")
      + ([.heading1, .heading2, .title].contains(self)
        ? "<w:next w:val=\"\(normal)\"/>" : "")
      + ([.contents1, .contents2].contains(self)
        ? "<w:uiPriority w:val=\"39\"/>" : "") + "<w:qFormat/>"
      + "<w:pPr>\(paragraph)</w:pPr>"
      + (characters.isEmpty ? "" : "<w:rPr>\(characters)</w:rPr>")
      + "</w:style>"
  }
}

/// The names by which paragraphs refer to styles.
struct WordStyleIDs {
  private var ids: [WordStyle: String] = [:]

  /// The names of a document without a template.
  init() {
    for style in WordStyle.allCases { ids[style] = style.usualID }
  }

  /// The name of a style.
  subscript(style: WordStyle) -> String {
    get { ids[style] ?? style.usualID }
    set { ids[style] = newValue }
  }
}
