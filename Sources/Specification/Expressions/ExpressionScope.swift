internal import Messages
import ModelSyntax

/// The names that expressions may use: labels, internal labels, defined
/// parameters and `pi`; compiles syntax to nodes.
struct ExpressionScope {
  private(set) var diagnostics: [Diagnostic] = []
  private var rowsByLabel: [String: Int] = [:]
  private let parameterCount: Int
  private var statements: [String: Constraint] = [:]
  private var compiled: [String: MeasuredNode] = [:]
  /// Definitions that have been looked at, compiled or not.
  private var finished: Set<String> = []
  /// The nodes of all that has been compiled.
  private var totalCount = 0
  private lazy var knownNames = KnownNames(
    rowsByLabel.keys.sorted()
      + Set(statements.keys).union(compiled.keys).sorted())

  /// Makes a scope.
  ///
  /// - Parameters:
  ///   - rows: The rows of parameters.
  ///   - statements: The statements whose `:=` lines define names.
  ///   - definitions: Defined parameters that are compiled already.
  init(
    rows: ArraySlice<ParameterRow>, statements: [Constraint],
    definitions: [DefinedParameter] = []
  ) {
    parameterCount = rows.count
    for definition in definitions {
      compiled[definition.name] = MeasuredNode(
        measuring: definition.expression.root)
    }
    for (index, row) in rows.enumerated()
    where !row.label.isEmpty && rowsByLabel[row.label] == nil {
      rowsByLabel[row.label] = index
    }
    for statement in statements where statement.op == .definition {
      guard case .name(let name) = statement.lhs.kind else { continue }
      if rowsByLabel[name] != nil {
        report(
          .modelDefinitionClash,
          "`\(name)` is both a label and a defined parameter",
          remedy: "Rename one of them.", at: statement.lhs.range)
      } else if self.statements.updateValue(statement, forKey: name) != nil {
        report(
          .modelDuplicateDefinition, "`\(name)` is defined twice",
          remedy: "Rename one of them.", at: statement.lhs.range)
      }
    }
  }

  private mutating func report(
    _ code: LatentError.Code, _ message: String, remedy: String = "",
    at range: SourceRange?
  ) {
    diagnostics.append(
      Diagnostic(code: code, message: message, remedy: remedy, range: range))
  }

  /// The compiled right side of a definition.
  mutating func definition(_ name: String) -> ParameterExpression.Node? {
    compileDefinitions(neededBy: [name])
    return compiled[name]?.node
  }

  /// Compiles a side of a constraint; `nil` after reporting the errors.
  mutating func compile(_ syntax: ExpressionSyntax) -> MeasuredNode? {
    compileDefinitions(neededBy: references(in: syntax))
    guard let result = build(syntax),
      isSmallEnough(result, named: "this side", at: syntax.range)
    else { return nil }
    return result
  }

  /// The definitions that an expression names, in its order.
  private func references(in syntax: ExpressionSyntax) -> [String] {
    var found: [String] = []
    syntax.visitNames { name in
      if rowsByLabel[name] == nil, statements[name] != nil {
        found.append(name)
      }
    }
    return found
  }

  /// Compiles definitions after those that they name.
  ///
  /// The way down is kept in an array: a chain of definitions may be longer
  /// than the stack is deep.
  private mutating func compileDefinitions(neededBy names: [String]) {
    // The first entry stands for all readers of the names.
    var path = [(name: "", open: Array(names.reversed()))]
    var onPath: Set<String> = []
    while let last = path.indices.last {
      guard let next = path[last].open.popLast() else {
        let done = path.removeLast()
        if last > 0 {
          onPath.remove(done.name)
          finish(done.name)
        }
        continue
      }
      guard let statement = statements[next], !finished.contains(next) else {
        continue
      }
      if onPath.insert(next).inserted {
        path.append((next, references(in: statement.rhs).reversed()))
      } else {
        reportCircle(of: next, on: path.map(\.name), at: statement.range)
      }
    }
  }

  private mutating func reportCircle(
    of name: String, on path: [String], at range: SourceRange
  ) {
    var members = Array(path.drop { $0 != name })
    // A member of a circle has no value.
    finished.formUnion(members)
    if members.count > 10 { members[5..<(members.count - 4)] = ["..."] }
    let circle = (members + [name]).joined(separator: " -> ")
    report(
      .modelCircularDefinition,
      "`\(name)` is defined in terms of itself: \(circle)",
      remedy: "Break the circle.", at: range)
  }

  private mutating func finish(_ name: String) {
    let isCircular = !finished.insert(name).inserted
    guard let statement = statements[name],
      let result = build(statement.rhs), !isCircular,
      isSmallEnough(result, named: "`\(name)`", at: statement.lhs.range)
    else { return }
    compiled[name] = result
  }

  private mutating func isSmallEnough(
    _ result: MeasuredNode, named what: String, at range: SourceRange
  ) -> Bool {
    let before = totalCount
    totalCount += result.count
    let excess: String
    if let own = result.excess {
      excess = "\(what), with the definitions that it uses, \(own)"
    } else if totalCount > MeasuredNode.totalLimit {
      // Once said, it is true of all that follow.
      guard before <= MeasuredNode.totalLimit else { return false }
      excess =
        "the definitions, with those that they use, have more than "
        + "5,000,000 parts"
    } else {
      return true
    }
    report(
      .expressionTooLong, excess,
      remedy: "Build fewer definitions on each other.", at: range)
    return false
  }

  /// Compiles an expression whose definitions are compiled.
  private mutating func build(_ syntax: ExpressionSyntax) -> MeasuredNode? {
    let result: MeasuredNode?
    switch syntax.kind {
    case .number(let value):
      result = MeasuredNode(leaf: .constant(value))
    case .name(let name):
      result = resolve(name, at: syntax.range)
    case .unary(.plus, let operand):
      result = build(operand)
    case .unary(.minus, let operand):
      result = build(operand).map {
        MeasuredNode([$0]) { .negate($0[0]) }
      }
    case .binary(let op, let left, let right):
      let first = build(left)
      let second = build(right)
      guard let first, let second else { return nil }
      result = MeasuredNode([first, second]) { .binary(op, $0[0], $0[1]) }
    case .call(let name, let arguments):
      result = buildCall(name, arguments)
    }
    if let value = result?.constant, !value.isFinite {
      report(
        .expressionNotFinite,
        value.isNaN
          ? "this is not a number" : "this is infinite, not a number",
        remedy: "Write a finite number, or remove the statement.",
        at: syntax.range)
      return nil
    }
    return result
  }

  private mutating func buildCall(
    _ name: NameSyntax, _ arguments: [ExpressionSyntax]
  ) -> MeasuredNode? {
    var operands = arguments.map { build($0) }
    guard let function = ParameterExpression.Function(rawValue: name.text)
    else {
      let known = ParameterExpression.Function.allCases.map(\.rawValue)
      report(
        .expressionUnknownFunction,
        "`\(name.text)` is not a function that expressions can call"
          + NearestName.clause(name.text, among: known), at: name.range)
      return nil
    }
    if function == .mean, operands.count > 1 {
      diagnostics.append(
        Diagnostic(
          severity: .warning, code: .expressionArgumentCount,
          message: "`mean` is that of its first argument alone, as in R",
          remedy: "For the mean of several write `(a + b)/2`, or "
            + "`mean(c(a, b))`.", range: name.range))
      operands = [operands[0]]
    }
    guard function.argumentCounts.contains(operands.count) else {
      let counts = function.argumentCounts
      let expected =
        counts.upperBound == Int.max
        ? "at least \(counts.lowerBound)"
        : counts.count == 1
          ? "\(counts.lowerBound)"
          : "\(counts.lowerBound) to \(counts.upperBound)"
      report(
        .expressionArgumentCount,
        "`\(name.text)` takes \(expected) "
          + "\(expected == "1" ? "argument" : "arguments"), not "
          + "\(operands.count)",
        at: name.range)
      return nil
    }
    var present: [MeasuredNode] = []
    for operand in operands {
      guard let operand else { return nil }
      present.append(operand)
    }
    return MeasuredNode(present) { .call(function, $0) }
  }

  private mutating func resolve(_ name: String, at range: SourceRange)
    -> MeasuredNode?
  {
    if let index = rowsByLabel[name] { return MeasuredNode(leaf: .row(index)) }
    if let known = compiled[name] { return known }
    if statements[name] != nil { return nil }
    if name == "pi" { return MeasuredNode(leaf: .constant(.pi)) }
    if name.hasPrefix(".p"), name.hasSuffix("."), name.count > 3,
      let number = Int(name.dropFirst(2).dropLast())
    {
      if number >= 1, number <= parameterCount {
        return MeasuredNode(leaf: .row(number - 1))
      }
      report(
        .modelUnknownLabel,
        "`\(name)` is not a row of the table, which has \(parameterCount)",
        remedy: "Print the table to see its rows' numbers.", at: range)
      return nil
    }
    report(
      .modelUnknownLabel,
      "`\(name)` is neither a label nor a defined parameter"
        + knownNames.clause(for: name),
      remedy: "Label a parameter, as in `y ~ \(name)*x`.", at: range)
    return nil
  }
}

extension ExpressionSyntax {
  /// Calls `body` with every name, in the order of the text.
  fileprivate func visitNames(_ body: (String) -> Void) {
    switch kind {
    case .number: break
    case .name(let name): body(name)
    case .unary(_, let operand): operand.visitNames(body)
    case .binary(_, let left, let right):
      left.visitNames(body)
      right.visitNames(body)
    case .call(_, let arguments):
      for argument in arguments { argument.visitNames(body) }
    }
  }
}
