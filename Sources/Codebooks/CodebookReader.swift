public import Messages
internal import ModelSyntax
internal import TableReading
internal import YAMLReading

extension Codebook {
  /// Reads a codebook's text, in YAML.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The file's name, for errors.
  /// - Throws: `LatentError` that shows every fault with a caret.
  public init(text: String, name: String = "<codebook>") throws(LatentError) {
    let source = SourceText(text, name: name)
    var reader = CodebookReader()
    try reader.read(source)
    self = reader.codebook
    self.source = source
  }
}

/// Makes a codebook of its text.
struct CodebookReader: YAMLReader {
  static let invalid = LatentError.Code.codebookInvalid
  static let subject = YAMLSubject(
    "The codebook", shape: "A codebook has constructs and items.",
    beginning: "Give constructs and their items.", syntax: .codebookSyntax)

  var diagnostics: [Diagnostic] = []
  fileprivate var codebook = Codebook()
  /// The values of items that have none of their own.
  private var usual = CodebookValues()
  /// The constructs' values of all their items.
  private var ofConstructs: [String: CodebookValues] = [:]
  private var reversed: Set<String> = []
  /// What is said of the marker variable, which constructs may follow.
  private var marker: [(text: String, range: SourceRange)]?
  private var itemPlaces: [String: Int] = [:]
  /// The number of items that constructs and the list of items name.
  private var namedItems = 0

  /// The most constructs that a codebook may have.
  static let mostConstructs = 500
  /// The most items that a codebook, its constructs included, may name.
  static let mostItems = 10_000

  private static let topNames = [
    "title", "scale", "ordered", "missing", "values", "group", "weights",
    "cluster", "marker", "constructs", "items",
  ]
  private static let constructNames = [
    "label", "items", "dimensions", "reversed", "scale", "ordered", "missing",
    "values",
  ]
  private static let itemNames = [
    "label", "reversed", "scale", "ordered", "missing", "values",
  ]

  // MARK: Parts

  mutating func readTop(_ node: YAMLNode) {
    readSections(node)
    finish()
  }

  private mutating func readSections(_ node: YAMLNode) {
    guard let members = members(of: node, as: "A codebook") else { return }
    var usual = CodebookValues()
    for (key, name, value) in members {
      if usual.read(name, value, &self) { continue }
      switch name {
      case "title": codebook.title = text(value) ?? ""
      case "group": codebook.group = role(value)
      case "weights": codebook.weights = role(value)
      case "cluster": codebook.cluster = role(value)
      case "marker":
        marker = names(of: value).map { (text: $0.text, range: $0.range) }
      case "constructs":
        guard let own = self.members(of: value, as: "The list of constructs")
        else { continue }
        guard own.count <= Self.mostConstructs else {
          fail(
            .codebookInvalid,
            "The codebook has \(own.count) constructs, more than "
              + "\(Self.mostConstructs).",
            remedy: "Is it the right file?", at: value.range)
          continue
        }
        for construct in own {
          readConstruct(construct.name, construct.key.range, construct.value)
        }
      case "items":
        guard let own = self.members(of: value, as: "The list of items") else {
          continue
        }
        guard takesItems(own.count, value.range) else { continue }
        for item in own {
          readItem(item.name, item.key.range, item.value)
        }
      default: refuse(name, key.range, among: Self.topNames, of: "a codebook")
      }
    }
    self.usual = usual
  }

  private mutating func readConstruct(
    _ name: String, _ range: SourceRange, _ node: YAMLNode
  ) {
    requireUsable(name, range)
    var construct = Codebook.Construct(name: name)
    construct.range = range
    if name.isEmpty {
      fail(.codebookInvalid, "A construct has no name.", at: range)
      return
    }
    // A list alone is that of the items.
    if case .list = node.content {
      construct.items = itemNames(of: node)
      codebook.constructs.append(construct)
      return
    }
    guard let members = members(of: node, as: "The construct `\(name)`") else {
      return
    }
    var values = CodebookValues()
    for (key, member, value) in members {
      if values.read(member, value, &self) { continue }
      if readLabel(member, value, &construct.labels) { continue }
      switch member {
      case "items": construct.items = itemNames(of: value)
      case "dimensions":
        construct.dimensions = names(of: value).map(\.text)
      case "reversed":
        let items = Set(construct.items)
        for own in names(of: value) {
          reversed.insert(own.text)
          if !items.isEmpty, !items.contains(own.text) {
            fail(
              .codebookInvalid,
              "`\(own.text)` is not an item of `\(name)`.",
              remedy: suggestion(own.text, construct.items),
              at: own.range)
          }
        }
      default:
        refuse(
          member, key.range, among: Self.constructNames, of: "a construct")
      }
    }
    for item in construct.items { ofConstructs[item] = values }
    if construct.items.isEmpty == construct.dimensions.isEmpty {
      fail(
        .codebookInvalid,
        construct.items.isEmpty
          ? "The construct `\(name)` has neither items nor dimensions."
          : "The construct `\(name)` has items and dimensions.",
        remedy: "Give `items: [...]`, or the names of other constructs as "
          + "`dimensions: [...]`.", at: range)
    }
    codebook.constructs.append(construct)
  }

  private mutating func readItem(
    _ name: String, _ range: SourceRange, _ node: YAMLNode
  ) {
    let place = place(ofItem: name, range)
    codebook.items[place].range = range
    switch node.content {
    case .scalar(let text, _):
      if !text.isEmpty, text != "~" {
        codebook.items[place].labels = ["": text]
      }
    case .list:
      fail(
        .codebookInvalid, "The item `\(name)` is a list.",
        remedy: "Write its wording, or members such as `label: ...`.",
        at: node.range)
    case .members:
      guard let members = members(of: node, as: "The item `\(name)`") else {
        return
      }
      var values = CodebookValues()
      var labels = codebook.items[place].labels
      for (key, member, value) in members {
        if values.read(member, value, &self) { continue }
        if readLabel(member, value, &labels) { continue }
        switch member {
        case "reversed":
          if let flag = truth(value) {
            if flag { reversed.insert(name) } else { reversed.remove(name) }
          }
        default:
          refuse(member, key.range, among: Self.itemNames, of: "an item")
        }
      }
      codebook.items[place].labels = labels
      codebook.items[place].take(values)
    }
  }

  private mutating func place(ofItem name: String, _ range: SourceRange?) -> Int
  {
    if let place = itemPlaces[name] { return place }
    requireUsable(name, range)
    var item = Codebook.Item(name: name)
    item.range = range
    codebook.items.append(item)
    itemPlaces[name] = codebook.items.count - 1
    return codebook.items.count - 1
  }

  /// The names of items, ranges such as `tr1..tr3` written out.
  private mutating func itemNames(of node: YAMLNode) -> [String] {
    var result: [String] = []
    var seen: Set<String> = []
    for name in names(of: node) {
      let range = ItemRange.names(name.text)
      guard takesItems(range.count, name.range) else { return result }
      for own in range {
        guard seen.insert(own).inserted else {
          fail(
            .codebookInvalid, "The item `\(own)` stands twice.",
            remedy: "Name each item once.", at: name.range)
          continue
        }
        _ = place(ofItem: own, name.range)
        result.append(own)
      }
    }
    return result
  }

  mutating func requireUsable(_ name: String, _ range: SourceRange?) {
    guard !CodebookName.isUsable(name) else { return }
    fail(
      .codebookInvalid, "This name cannot stand in a model.",
      remedy: CodebookName.remedy, at: range)
  }

  /// Counts items that the text names, and refuses too many.
  private mutating func takesItems(_ count: Int, _ range: SourceRange) -> Bool {
    let isWithin = namedItems <= Self.mostItems
    namedItems += count
    guard isWithin, namedItems > Self.mostItems else { return isWithin }
    fail(
      .codebookInvalid,
      "The codebook names more than \(Self.mostItems) items.",
      remedy: "Is it the right file?", at: range)
    return false
  }

  // MARK: The whole

  private mutating func finish() {
    let names = codebook.constructs.map(\.name)
    let known = Set(names)
    if let marker { readMarker(marker, known) }
    for construct in codebook.constructs {
      for dimension in construct.dimensions where !known.contains(dimension) {
        fail(
          .codebookInvalid,
          "The dimension `\(dimension)` of `\(construct.name)` is not a "
            + "construct.", remedy: suggestion(dimension, names),
          at: construct.range)
      }
      if itemPlaces[construct.name] != nil {
        fail(
          .codebookInvalid,
          "`\(construct.name)` is a construct and an item.",
          remedy: "Give the construct another name.", at: construct.range)
      }
    }
    let dimensions = Dictionary(
      codebook.constructs.map { ($0.name, $0.dimensions) },
      uniquingKeysWith: { first, _ in first })
    for name in names where Self.isCircular(name, dimensions) {
      fail(
        .codebookInvalid,
        "The construct `\(name)` is a dimension of itself.",
        remedy: "Dimensions are constructs of their own.",
        at: codebook.construct(named: name)?.range)
    }
    for place in codebook.items.indices {
      let name = codebook.items[place].name
      codebook.items[place].isReversed = reversed.contains(name)
      if let values = ofConstructs[name] { codebook.items[place].fill(values) }
      codebook.items[place].fill(usual)
      let item = codebook.items[place]
      if item.isReversed, item.scale == nil {
        fail(
          .codebookInvalid,
          "The item `\(name)` is reversed, and its scale is not known.",
          remedy: "Write the lowest and the highest answer: `scale: 1..7`.",
          at: item.range)
      }
    }
    if codebook.items.isEmpty, diagnostics.isEmpty {
      fail(
        .codebookInvalid, "The codebook has no items.",
        remedy: "Write `constructs:` with `name: {items: [x1, x2, x3]}`.",
        at: nil)
    }
  }

  /// Takes the items of a marker variable, or the name of its construct.
  private mutating func readMarker(
    _ names: [(text: String, range: SourceRange)], _ known: Set<String>
  ) {
    if names.count == 1, known.contains(names[0].text) {
      codebook.marker = [names[0].text]
      return
    }
    var items: [String] = []
    for name in names {
      let range = ItemRange.names(name.text)
      guard takesItems(range.count, name.range) else { return }
      for item in range where !items.contains(item) {
        _ = place(ofItem: item, name.range)
        items.append(item)
      }
    }
    codebook.marker = items
  }

  private static func isCircular(
    _ name: String, _ dimensions: [String: [String]]
  ) -> Bool {
    var open = dimensions[name] ?? []
    var seen: Set<String> = []
    while let next = open.popLast() {
      if next == name { return true }
      guard seen.insert(next).inserted else { continue }
      open += dimensions[next] ?? []
    }
    return false
  }
}
