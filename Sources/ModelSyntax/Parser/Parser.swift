internal import Messages

extension SyntaxTree {
  /// Parses a model text, front matter included.
  ///
  /// Every statement is parsed, so that all that is wrong is said at once.
  ///
  /// - Parameter source: The text.
  /// - Returns: The tree, with the warnings in `warnings`.
  /// - Throws: The errors, in the order of the text.
  public static func parse(
    _ source: SourceText
  ) throws(ModelSyntaxError) -> SyntaxTree {
    var parser = Parser(source)
    return try parser.parse()
  }

  /// Parses a model text without a file.
  ///
  /// - Parameter text: The text.
  /// - Returns: The tree, with the warnings in `warnings`.
  /// - Throws: The errors, in the order of the text.
  public static func parse(
    text: String
  ) throws(ModelSyntaxError) -> SyntaxTree {
    try parse(SourceText(text))
  }
}

/// The end of a statement's parsing; the reason is already reported.
struct Abandoned: Error {}

/// A recursive-descent parser, a statement after the other.
struct Parser: DiagnosticReporter {
  let source: SourceText
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// The token to read next.
  var cursor = 0
  /// The end of what may be read: of the statement, or of its left side.
  var end = 0
  /// The depth of the expression being parsed.
  var nesting = 0
  /// The number of operations of the expression being parsed.
  var operationCount = 0
  /// The offsets of look-alike characters that another error is about.
  var superseded: Set<Int> = []
  /// Whether a text with errors is searched for other programs' languages.
  var looksForOtherLanguages = true
  /// Set where the rest of the text cannot be a model.
  var isFinished = false

  init(_ source: SourceText) {
    self.source = source
  }

  mutating func parse() throws(ModelSyntaxError) -> SyntaxTree {
    let scan = FrontMatter.scan(source)
    if let diagnostic = scan.diagnostic {
      throw ModelSyntaxError(diagnostics: [diagnostic], source: source)
    }
    var lexer = Lexer(source, from: scan.modelStart)
    lexer.run()
    diagnostics = lexer.diagnostics
    let splitter = StatementSplitter(lexer.tokens)
    tokens = splitter.tokens
    var statements: [Statement] = []
    for range in splitter.statements where !isFinished {
      cursor = range.lowerBound
      end = range.upperBound
      nesting = 0
      if let statement = try? parseStatement() { statements.append(statement) }
    }
    if splitter.statements.isEmpty, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          code: .syntaxEmptyModel, message: "The model is empty.",
          remedy: "Write at least one formula, such as `f =~ x1 + x2 + x3`.",
          range: SourceRange(scan.modelStart, scan.modelStart)))
    }
    try throwErrors(modelStart: scan.modelStart)
    var tree = SyntaxTree(
      source: source, frontMatter: scan.frontMatter, statements: statements)
    tree.warnings = sorted(
      diagnostics + tree.labelWarnings() + tree.termWarnings())
    return tree
  }

  private func throwErrors(modelStart: Int) throws(ModelSyntaxError) {
    guard diagnostics.contains(where: { $0.severity == .error }) else { return }
    let errors = sorted(
      diagnostics.filter { diagnostic in
        diagnostic.code != .syntaxConfusableCharacter
          || !(diagnostic.range.map { superseded.contains($0.lowerBound) }
            ?? false)
      })
    throw ModelSyntaxError(
      diagnostics: ModelSyntaxError.limited(
        looksForOtherLanguages
          ? sorted(recognized(errors, modelStart: modelStart)) : errors),
      source: source)
  }

  private func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    // Ties keep the order in which they were found.
    diagnostics.enumerated()
      .sorted {
        let left = $0.element.range?.lowerBound ?? 0
        let right = $1.element.range?.lowerBound ?? 0
        return (left, $0.offset) < (right, $1.offset)
      }
      .map(\.element)
  }

  private mutating func parseStatement() throws(Abandoned) -> Statement {
    try diagnoseAssignedText()
    guard !tokens[cursor..<end].contains(where: { $0.kind == .invalid }) else {
      throw Abandoned()
    }
    if let header = try parseHeader() { return .header(header) }
    if let statement = try parseKeywordStatement() { return statement }
    guard let relation = try relationIndex(),
      let symbol = tokens[relation].symbol
    else { throw diagnoseMissingOperator() }
    if symbol == .arrow || symbol == .doubleArrow {
      return .arrows(try parseArrows(at: relation))
    }
    guard let op = symbol.modelOperator else {
      throw diagnoseWrongRelation(symbol, at: relation)
    }
    return op.isConstraint
      ? .constraint(try parseConstraint(op, at: relation))
      : .formula(try parseFormula(op, at: relation))
  }

  /// The index of the symbol between a statement's two sides; parentheses
  /// must balance, or it cannot be told.
  mutating func relationIndex() throws(Abandoned) -> Int? {
    var open: [SourceRange] = []
    // The depths of conditions, which compare inside parentheses.
    var conditions: [Int] = []
    var relation: Int?
    var nested: Token?
    for index in cursor..<end {
      let token = tokens[index]
      switch token.symbol {
      case .leftParenthesis:
        open.append(token.range)
        if index > cursor,
          [ExpressionSyntax.choice, "if"].contains(tokens[index - 1].plainName)
        {
          conditions.append(open.count)
        }
      case .rightParenthesis:
        if conditions.last == open.count { conditions.removeLast() }
        guard open.popLast() != nil else {
          throw fail(
            .syntaxUnopenedParenthesis, "This `)` has no `(`.",
            remedy: "Delete it, or write the missing `(`.", at: token.range)
        }
      case let symbol? where symbol.isRelation:
        if open.isEmpty {
          relation = relation ?? index
        } else if symbol != .assign, conditions.last != open.count {
          // `c(a = 1)` is a name in a list.
          nested = nested ?? token
        }
      default: break
      }
    }
    if let opening = open.first {
      throw fail(
        .syntaxUnclosedParenthesis, "This parenthesis is never closed.",
        remedy: "Write the missing `)`.", at: opening)
    }
    if let nested {
      throw fail(
        .syntaxUnexpectedToken,
        "`\(text(of: nested))` cannot stand in parentheses.",
        remedy: "Write it between the two sides of a statement.",
        at: nested.range)
    }
    return relation
  }
}
