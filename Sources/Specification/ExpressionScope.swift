import ModelSyntax
internal import NameMatching

/// The names that expressions may use: labels, internal labels, defined
/// parameters and `pi`; compiles syntax to nodes.
struct ExpressionScope {
  private(set) var diagnostics: [Diagnostic] = []
  private var rowsByLabel: [String: Int] = [:]
  private let parameterCount: Int
  private var statements: [String: Constraint] = [:]
  private var compiled: [String: ParameterExpression.Node] = [:]
  private var failed: Set<String> = []
  /// The definitions being compiled, to find circles.
  private var path: [String] = []

  init(rows: ArraySlice<ParameterRow>, statements: [Constraint]) {
    parameterCount = rows.count
    for (index, row) in rows.enumerated()
    where !row.label.isEmpty && rowsByLabel[row.label] == nil {
      rowsByLabel[row.label] = index
    }
    for statement in statements where statement.op == .definition {
      guard case .name(let name) = statement.lhs.kind else { continue }
      if rowsByLabel[name] != nil {
        report(
          "model.definition-clash",
          "`\(name)` is both a label and a defined parameter",
          remedy: "Rename one of them.", at: statement.lhs.range)
      } else if self.statements.updateValue(statement, forKey: name) != nil {
        report(
          "model.duplicate-definition", "`\(name)` is defined twice",
          remedy: "Rename one of them.", at: statement.lhs.range)
      }
    }
  }

  private mutating func report(
    _ code: String, _ message: String, remedy: String = "",
    at range: SourceRange?
  ) {
    diagnostics.append(
      Diagnostic(code: code, message: message, remedy: remedy, range: range))
  }

  /// The compiled right side of a definition.
  mutating func definition(_ name: String) -> ParameterExpression.Node? {
    if let node = compiled[name] { return node }
    guard !failed.contains(name), let statement = statements[name] else {
      return nil
    }
    if path.contains(name) {
      let circle = (path + [name]).joined(separator: " -> ")
      report(
        "model.circular-definition",
        "`\(name)` is defined in terms of itself: \(circle)",
        remedy: "Break the circle.", at: statement.range)
      failed.formUnion(path)
      return nil
    }
    path.append(name)
    defer { path.removeLast() }
    guard let node = compile(statement.rhs) else {
      failed.insert(name)
      return nil
    }
    compiled[name] = node
    return node
  }

  /// Compiles an expression; `nil` after reporting what is wrong.
  mutating func compile(_ syntax: ExpressionSyntax)
    -> ParameterExpression.Node?
  {
    switch syntax.kind {
    case .number(let value):
      return .constant(value)
    case .name(let name):
      return resolve(name, at: syntax.range)
    case .unary(.plus, let operand):
      return compile(operand)
    case .unary(.minus, let operand):
      return compile(operand).map { .negate($0) }
    case .binary(let op, let left, let right):
      let first = compile(left)
      let second = compile(right)
      guard let first, let second else { return nil }
      return .binary(op, first, second)
    case .call(let name, let arguments):
      return compileCall(name, arguments)
    }
  }

  private mutating func compileCall(
    _ name: NameSyntax, _ arguments: [ExpressionSyntax]
  ) -> ParameterExpression.Node? {
    let nodes = arguments.map { compile($0) }
    guard let function = ParameterExpression.Function(rawValue: name.text)
    else {
      let known = ParameterExpression.Function.allCases.map(\.rawValue)
      report(
        "expression.unknown-function",
        "`\(name.text)` is no function that expressions can call"
          + NearestName.clause(name.text, among: known), at: name.range)
      return nil
    }
    guard function.argumentCounts.contains(nodes.count) else {
      let counts = function.argumentCounts
      let expected =
        counts.upperBound == Int.max
        ? "at least \(counts.lowerBound)"
        : counts.count == 1
          ? "\(counts.lowerBound)"
          : "\(counts.lowerBound) to \(counts.upperBound)"
      report(
        "expression.argument-count",
        "`\(name.text)` takes \(expected) arguments, not \(nodes.count)",
        at: name.range)
      return nil
    }
    var present: [ParameterExpression.Node] = []
    for node in nodes {
      guard let node else { return nil }
      present.append(node)
    }
    return .call(function, present)
  }

  private mutating func resolve(_ name: String, at range: SourceRange)
    -> ParameterExpression.Node?
  {
    if let index = rowsByLabel[name] { return .row(index) }
    if statements[name] != nil { return definition(name) }
    if name == "pi" { return .constant(.pi) }
    if name.hasPrefix(".p"), name.hasSuffix("."), name.count > 3,
      let number = Int(name.dropFirst(2).dropLast())
    {
      if number >= 1, number <= parameterCount { return .row(number - 1) }
      report(
        "model.unknown-label",
        "`\(name)` is no row of the table, which has \(parameterCount)",
        remedy: "Print the table to see its rows' numbers.", at: range)
      return nil
    }
    let names =
      Array(rowsByLabel.keys).sorted() + Array(statements.keys).sorted()
    report(
      "model.unknown-label",
      "`\(name)` is neither a label nor a defined parameter"
        + NearestName.clause(name, among: names),
      remedy: "Label a parameter, as in `y ~ \(name)*x`.", at: range)
    return nil
  }
}
