import ModelSyntax

/// Walks a tree, to forget its ranges or to check them.
struct TreeWalker {
  private(set) var problems: [String] = []
  private let size: Int

  init(_ tree: SyntaxTree) {
    size = tree.source.text.utf8.count
    let whole = SourceRange(0, size)
    if let frontMatter = tree.frontMatter {
      check(frontMatter.range, in: whole, "front matter")
    }
    var last = 0
    for statement in tree.statements {
      check(statement.range, in: whole, "statement")
      if statement.range.lowerBound < last { problems.append("order") }
      last = statement.range.upperBound
      check(statement)
    }
  }

  private mutating func check(
    _ range: SourceRange, in parent: SourceRange, _ what: String
  ) {
    if range.lowerBound >= range.upperBound
      || range.lowerBound < parent.lowerBound
      || range.upperBound > parent.upperBound
    {
      problems.append("\(what): \(range) in \(parent)")
    }
  }

  private mutating func check(_ statement: Statement) {
    let range = statement.range
    switch statement {
    case .formula(let formula):
      check(formula.operatorRange, in: range, "operator")
      for term in formula.lhs + formula.terms { check(term, in: range) }
    case .constraint(let constraint):
      check(constraint.operatorRange, in: range, "operator")
      check(constraint.lhs, in: range)
      check(constraint.rhs, in: range)
    case .header(let header): check(header.value.range, in: range, "value")
    case .arrows(let chain):
      for arrow in chain.arrowRanges { check(arrow, in: range, "arrow") }
      for term in chain.stages.joined() { check(term, in: range) }
    case .effect(let effect):
      for name in effect.stages.joined() {
        check(name.range, in: range, "name")
      }
    case .framework(let framework):
      for stage in framework.stages {
        check(stage.range, in: range, "stage")
        for name in [stage.name] + stage.members {
          check(name.range, in: stage.range, "name")
        }
      }
    }
  }

  private mutating func check(_ term: FormulaTerm, in parent: SourceRange) {
    check(term.range, in: parent, "term")
    for modifier in term.modifiers {
      check(modifier.range, in: term.range, "modifier")
    }
    if case .variable(let name) = term.subject {
      check(name.range, in: term.range, "name")
    }
  }

  private mutating func check(
    _ expression: ExpressionSyntax, in parent: SourceRange
  ) {
    check(expression.range, in: parent, "expression")
    switch expression.kind {
    case .number, .name: break
    case .unary(_, let operand): check(operand, in: expression.range)
    case .binary(_, let left, let right):
      check(left, in: expression.range)
      check(right, in: expression.range)
    case .call(let name, let arguments):
      check(name.range, in: expression.range, "function")
      for argument in arguments { check(argument, in: expression.range) }
    }
  }
}

private let nowhere = SourceRange(0, 0)

extension SyntaxTree {
  /// The tree without places, so that two texts can be compared.
  var bare: SyntaxTree {
    var tree = self
    tree.source = SourceText("")
    tree.frontMatter?.range = nowhere
    tree.warnings = []
    tree.statements = statements.map(\.bare)
    return tree
  }
}

extension Statement {
  fileprivate var bare: Statement {
    switch self {
    case .formula(let formula):
      .formula(
        Formula(
          lhs: formula.lhs.map(\.bare), op: formula.op, operatorRange: nowhere,
          terms: formula.terms.map(\.bare), range: nowhere))
    case .constraint(let constraint):
      .constraint(
        Constraint(
          lhs: constraint.lhs.bare, op: constraint.op, operatorRange: nowhere,
          rhs: constraint.rhs.bare, range: nowhere))
    case .header(let header):
      .header(
        BlockHeader(
          kind: header.kind, value: header.value.bare, range: nowhere))
    case .arrows(let chain):
      .arrows(
        ArrowChain(
          kind: chain.kind, stages: chain.stages.map { $0.map(\.bare) },
          arrowRanges: chain.arrowRanges.map { _ in nowhere }, range: nowhere))
    case .effect(let effect):
      .effect(
        EffectStatement(
          kind: effect.kind, stages: effect.stages.map { $0.map(\.bare) },
          range: nowhere))
    case .framework(let framework):
      .framework(
        Framework(
          mediation: framework.mediation,
          stages: framework.stages.map { stage in
            .init(
              name: stage.name.bare, members: stage.members.map(\.bare),
              range: nowhere)
          }, range: nowhere))
    }
  }
}

extension NameSyntax {
  fileprivate var bare: NameSyntax { NameSyntax(text: text, range: nowhere) }
}

extension FormulaTerm {
  fileprivate var bare: FormulaTerm {
    let subject: TermSubject =
      if case .variable(let name) = subject { .variable(name.bare) } else {
        subject
      }
    return FormulaTerm(
      modifiers: modifiers.map { .init(kind: $0.kind, range: nowhere) },
      subject: subject, range: nowhere)
  }
}

extension ExpressionSyntax {
  var bare: ExpressionSyntax {
    let kind: Kind =
      switch kind {
      case .number, .name: kind
      case .unary(let op, let operand): .unary(op, operand.bare)
      case .binary(let op, let left, let right):
        .binary(op, left.bare, right.bare)
      case .call(let name, let arguments):
        .call(name.bare, arguments.map(\.bare))
      }
    return ExpressionSyntax(kind: kind, range: nowhere)
  }
}
