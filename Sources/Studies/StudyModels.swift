internal import Codebooks
internal import Latent
internal import Messages
internal import ModelSyntax
internal import RequestSettings
internal import Requests
internal import Specification
internal import VariableNames

/// Makes the texts of a study's models: its own, and what the codebook says of
/// the measurement of their constructs.
struct StudyModels {
  let study: Study
  let names: StudyNames
  let files: FileAccess

  /// A model's text with what it says.
  struct Text {
    var document: ModelDocument
    /// The variables that it names.
    var variables: [String]
    /// The arrows, from predictor to outcome.
    var arrows: [(from: String, to: String)]

    /// The outcomes, each once.
    var outcomes: [String] { arrows.map(\.to).uniqued }

    /// Whether a path's arrows are all there.
    func has(_ path: [String]) -> Bool {
      zip(path, path.dropFirst()).allSatisfy { from, to in
        arrows.contains { $0 == (from, to) }
      }
    }
  }

  /// Whether a text is a model and not the name of a file with one.
  static func isModel(_ text: String) -> Bool {
    text.contains("~") || text.contains("->") || text.contains("\n")
      || text.hasPrefix("framework")
  }

  /// Reads a model's text, or the file of one, and adds the measurement of the
  /// constructs that it names.
  ///
  /// - Parameters:
  ///   - own: The text or the file's name.
  ///   - name: The model's name.
  ///   - adding: More formulas, after its own.
  /// - Returns: The model.
  /// - Throws: What is wrong with the file or the text.
  func model(
    _ own: PlacedText, named name: String, adding: String = ""
  ) throws -> Text {
    var text = own.text
    var shown = name
    if !Self.isModel(own.text) {
      let bytes = try files.read(own.text, "model file")
      guard bytes.count <= ModelDocument.largestSize,
        let read = String(validating: bytes, as: UTF8.self)
      else {
        throw InputError(
          message: "The model file is not text.",
          help: "Save it as plain text in UTF-8.", place: own.text)
      }
      text = read
      shown = own.text
    }
    text += (text.hasSuffix("\n") ? "" : "\n") + adding
    let tree = try Model(text: text, name: shown)
    let table = try tree.parameterTable()
    let rows = table.rows.filter { !$0.key.op.isConstraint }
    let variables = rows.flatMap { [$0.key.lhs, $0.key.rhs] }
      .flatMap(VariableProduct.factors(of:)).filter { !$0.isEmpty }.uniqued
    let measured = Set(rows.filter { $0.key.op == .measurement }.map(\.key.lhs))
    let missing = closed(
      variables.filter { names.find($0) == .construct($0) }
    ).filter { !measured.contains($0) }
    let lines = missing.compactMap(formula).joined(separator: "\n")
    if !lines.isEmpty {
      // Front matter stays at the top.
      text =
        tree.tree.frontMatter == nil
        ? lines + "\n" + text : text + lines + "\n"
    }
    return Text(
      document: ModelDocument(name: shown, bytes: Array(text.utf8)),
      variables: variables,
      arrows: rows.filter { $0.key.op == .regression }.map {
        (from: $0.key.rhs, to: $0.key.lhs)
      })
  }

  /// Constructs with their dimensions, in the order of the codebook.
  func closed(_ constructs: [String]) -> [String] {
    var all = Set(constructs)
    var open = constructs
    while let next = open.popLast() {
      for own in names.codebook.construct(named: next)?.dimensions ?? []
      where all.insert(own).inserted { open.append(own) }
    }
    return names.codebook.constructs.map(\.name).filter(all.contains)
  }

  /// The formula of a construct's measurement; `nil` for one of one item.
  private func formula(_ name: String) -> String? {
    guard let construct = names.codebook.construct(named: name) else {
      return nil
    }
    let indicators = construct.items + construct.dimensions
    guard indicators.count > 1 else { return nil }
    return formula(name, indicators)
  }

  private func formula(_ name: String, _ indicators: [String]) -> String {
    "\(Printed.name(name)) =~ "
      + indicators.map(Printed.name).joined(separator: " + ")
  }

  /// The measurement model of constructs.
  ///
  /// - Parameters:
  ///   - constructs: Their names.
  ///   - name: The model's name.
  ///   - joined: Sets of constructs that are taken as one.
  /// - Returns: The model.
  func measurement(
    of constructs: [String], named name: String, joining joined: [[String]] = []
  ) -> ModelDocument {
    var lines: [String] = []
    var done: Set<String> = []
    for own in closed(constructs) where !done.contains(own) {
      if let set = joined.first(where: { $0.contains(own) }) {
        done.formUnion(set)
        let items = set.flatMap { names.items(of: $0) }.uniqued
        lines.append(formula(set.joined(separator: "_"), items))
      } else if let own = formula(own) {
        lines.append(own)
      }
    }
    return ModelDocument(name: name, text: lines.joined(separator: "\n") + "\n")
  }

  /// The text of regressions.
  static func regressions(_ arrows: [(from: String, to: String)]) -> String {
    arrows.map(\.to).uniqued.map { outcome in
      "\(Printed.name(outcome)) ~ "
        + arrows.filter { $0.to == outcome }.map { Printed.name($0.from) }
        .uniqued.joined(separator: " + ")
    }.joined(separator: "\n") + "\n"
  }

  /// The formula of a moderated path.
  ///
  /// - Parameters:
  ///   - path: Predictor and outcome.
  ///   - moderator: What moderates it.
  ///   - isAlone: Whether no model says the path itself already.
  /// - Returns: The formula.
  static func moderated(
    _ path: [String], by moderator: String, isAlone: Bool
  ) -> String {
    let (x, y, w) = (
      Printed.name(path[0]), Printed.name(path[1]), Printed.name(moderator)
    )
    return "\(y) ~ \(isAlone ? "\(x) + " : "")\(w) + \(x):\(w)\n"
  }
}

extension Array where Element: Hashable {
  /// The elements, each once.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
