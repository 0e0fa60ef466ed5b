internal import Messages
internal import ModelSyntax

/// The syntax tree of statements built in Swift.
///
/// Names, labels and numbers become nodes as they are. The tree's source is the
/// statements as text, one on each line; every node of a statement has the
/// place of its line. Definitions and constraints are texts, and parsed.
struct StatementTree {
  private var statements: [Statement] = []
  /// The text so far, whole lines.
  private var text = ""
  private static let name = "<statements>"

  /// Makes the tree.
  ///
  /// - Parameter statements: The statements in their order.
  /// - Throws: What no tree can say, and errors in definitions and constraints.
  init(_ statements: [ModelStatement]) throws(ModelSyntaxError) {
    for statement in statements { try append(statement) }
  }

  /// The tree, with the warnings of its text.
  var tree: SyntaxTree {
    get throws(ModelSyntaxError) {
      guard !statements.isEmpty else { return try SyntaxTree.parse(source) }
      var tree = SyntaxTree(
        source: source, frontMatter: nil, statements: statements)
      tree.warnings = tree.labelWarnings()
      return tree
    }
  }

  private var source: SourceText { SourceText(text, name: Self.name) }

  private mutating func append(
    _ statement: ModelStatement
  ) throws(ModelSyntaxError) {
    switch statement {
    case .measurement(let latent, let terms):
      try append(latent, .measurement, terms)
    case .regression(let outcome, let terms):
      try append(outcome, .regression, terms)
    case .covariance(let variable, let terms):
      try append(variable, .covariance, terms)
    case .intercept(let term):
      try append(term.variable, .regression, [term], subject: .intercept)
    case .group(let label):
      add { range in
        .header(
          BlockHeader(
            kind: .group, value: NameSyntax(text: label, range: range),
            range: range))
      }
    case .definition(let name, let expression):
      try parse("\(name) := \(expression)")
    case .constraint(let constraint): try parse(constraint)
    }
  }

  /// Appends a formula.
  ///
  /// - Parameters:
  ///   - left: The variable on the left.
  ///   - op: The operator.
  ///   - terms: The terms on the right.
  ///   - subject: The subject of the terms; `nil` for their variables.
  /// - Throws: An error for terms that are missing or have no name.
  private mutating func append(
    _ left: String, _ op: ModelOperator, _ terms: [ModelTerm],
    subject: TermSubject? = nil
  ) throws(ModelSyntaxError) {
    add { range in
      func variable(_ name: String) -> TermSubject {
        .variable(NameSyntax(text: name, range: range))
      }
      return .formula(
        Formula(
          lhs: [
            FormulaTerm(modifiers: [], subject: variable(left), range: range)
          ], op: op, operatorRange: range,
          terms: terms.map {
            FormulaTerm(
              modifiers: $0.modifiers(at: range),
              subject: subject ?? variable($0.variable), range: range)
          }, range: range))
    }
    if terms.isEmpty {
      throw error(
        .syntaxMissingRightSide,
        "Nothing stands right of `\(op.rawValue)`.", remedy: "Add a variable.")
    }
    guard !left.isEmpty, !terms.contains(where: \.variable.isEmpty) else {
      throw error(
        .syntaxInvalidName, "A variable has no name.", remedy: "Name it.")
    }
  }

  /// Appends a statement at the place of its text.
  private mutating func add(_ make: (SourceRange) -> Statement) {
    let start = text.utf8.count
    // The text of a statement does not depend on its place.
    let line = make(SourceRange(start, start)).modelText
    statements.append(make(SourceRange(start, start + line.utf8.count)))
    text += line + "\n"
  }

  /// Parses a statement about parameters.
  private mutating func parse(_ line: String) throws(ModelSyntaxError) {
    let start = text.utf8.count
    text += line + "\n"
    let parsed: SyntaxTree
    do {
      // Blanks keep the places those of the whole text.
      parsed = try SyntaxTree.parse(
        SourceText(String(repeating: " ", count: start) + line))
    } catch {
      throw ModelSyntaxError(diagnostics: error.diagnostics, source: source)
    }
    guard parsed.statements.count == 1, case .constraint = parsed.statements[0]
    else {
      throw error(
        .syntaxUnexpectedToken,
        "`\(line)` is not one definition or constraint.",
        remedy: "Write it as `a == 2*b`, and formulas as statements of their "
          + "own.")
    }
    statements += parsed.statements
  }

  /// An error of the last line.
  private func error(
    _ code: LatentError.Code, _ message: String, remedy: String
  ) -> ModelSyntaxError {
    let end = max(text.utf8.count - 1, 0)
    let start =
      text.utf8.dropLast().lastIndex(of: UInt8(ascii: "\n")).map {
        text.utf8.distance(from: text.utf8.startIndex, to: $0) + 1
      } ?? 0
    return ModelSyntaxError(
      diagnostics: [
        Diagnostic(
          code: code, message: message, remedy: remedy,
          range: SourceRange(start, end))
      ], source: source)
  }
}

extension ModelTerm {
  /// The modifiers, in the order of the language.
  fileprivate func modifiers(at range: SourceRange) -> [ModifierSyntax] {
    var kinds: [ModifierSyntax.Kind] = []
    if let fixed { kinds.append(.fixed([fixed])) }
    if isFree { kinds.append(.fixed([nil])) }
    if let label { kinds.append(.label([label])) }
    if let start { kinds.append(.start([start])) }
    if let lower { kinds.append(.lower([lower])) }
    if let upper { kinds.append(.upper([upper])) }
    return kinds.map { ModifierSyntax(kind: $0, range: range) }
  }
}
