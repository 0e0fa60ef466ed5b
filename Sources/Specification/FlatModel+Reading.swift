import ModelSyntax

extension FlatModel {
  /// Flattens a syntax tree; what is wrong goes to `diagnostics`.
  init(_ tree: SyntaxTree, diagnostics: inout [Diagnostic]) {
    self.init(blocks: [], constraints: [], groupHeaders: [], levelCount: 1)
    var levels: [String] = []
    var terms: [ModelTerm] = []
    var group: Int?
    var level = 1
    var isBlockOpen = true
    var sawHeader = false

    for statement in tree.statements {
      switch statement {
      case .constraint(let constraint):
        constraints.append(constraint)
      case .formula(let formula):
        isBlockOpen = true
        diagnostics += (formula.lhs + formula.terms).flatMap(\.modifiers)
          .compactMap(\.valueProblem)
        Self.append(formula, to: &terms, diagnostics: &diagnostics)
      case .arrows, .effect, .framework:
        preconditionFailure("a tree is expanded before it is flattened")
      case .header(let header):
        if !sawHeader, !terms.isEmpty {
          diagnostics.append(
            Diagnostic(
              code: "model.formula-before-header",
              message: "formulas stand before the first block header",
              remedy: "Move them below a `\(header.kind.rawValue):` header.",
              range: terms[0].range))
        } else if sawHeader, isBlockOpen, !terms.isEmpty {
          blocks.append(ModelBlock(group: group, level: level, terms: terms))
        }
        sawHeader = true
        terms = []
        let name = header.value.text
        switch header.kind {
        case .group:
          if let known = groupHeaders.firstIndex(where: { $0.text == name }) {
            group = known + 1
          } else {
            groupHeaders.append(header.value)
            group = groupHeaders.count
          }
          level = 1
        case .level:
          if !levels.contains(name) { levels.append(name) }
          level = (levels.firstIndex(of: name) ?? 0) + 1
        case .block, .latentClass:
          diagnostics.append(
            Diagnostic(
              code: "model.unsupported-header",
              message:
                "`\(header.kind.rawValue):` headers are not supported",
              remedy: "Use `group:` or `level:` headers.",
              range: header.range))
        }
      }
    }
    if !terms.isEmpty || blocks.isEmpty {
      blocks.append(ModelBlock(group: group, level: level, terms: terms))
    }
    levelCount = max(1, levels.count)
    for index in blocks.indices {
      blocks[index].normalize(diagnostics: &diagnostics)
    }
  }

  /// Adds the terms of a formula: every left name with every right term.
  private static func append(
    _ formula: Formula, to terms: inout [ModelTerm],
    diagnostics: inout [Diagnostic]
  ) {
    for left in formula.lhs {
      guard case .variable(let leftName) = left.subject else { continue }
      var places: [TermKey: Int] = [:]
      for right in formula.terms {
        var term = ModelTerm(
          lhs: leftName.text, op: formula.op, rhs: "",
          modifiers: TermModifiers(), range: right.range)
        switch right.subject {
        case .variable(let name):
          term.rhs = name.text
        case .intercept:
          term.op = .intercept
        case .zero where formula.op == .measurement:
          // A latent variable without indicators: an empty loading on itself.
          term.rhs = leftName.text
          term.modifiers.fixed = [0]
        case .zero:
          term.op = .intercept
          term.modifiers.fixed = [0]
        }
        let key = TermKey(op: term.op, rhs: term.rhs)
        if let same = places[key] {
          merge(right.modifiers, into: &terms[same], diagnostics: &diagnostics)
        } else {
          merge(
            left.modifiers + right.modifiers, into: &term,
            diagnostics: &diagnostics)
          places[key] = terms.count
          terms.append(term)
        }
      }
    }
  }

  private static func merge(
    _ modifiers: [ModifierSyntax], into term: inout ModelTerm,
    diagnostics: inout [Diagnostic]
  ) {
    for modifier in modifiers where !term.modifiers.merge(modifier) {
      diagnostics.append(
        Diagnostic(
          severity: .warning, code: "model.repeated-modifier",
          message:
            "`\(term.description)` has two different modifiers of one kind; "
            + "the first one counts",
          remedy: "Write one of them.", range: modifier.range))
    }
  }
}

/// What tells the terms of one left side apart.
private struct TermKey: Hashable {
  var op: ModelOperator
  var rhs: String
}

extension ModelBlock {
  /// Turns covariances the way lavaan prints them, latent before observed and
  /// otherwise in the order of the variables, and reports what is wrong.
  fileprivate mutating func normalize(diagnostics: inout [Diagnostic]) {
    let order = VariableAnalysis(terms).ordering
    var seen: [String: Int] = [:]
    for index in terms.indices {
      let written = terms[index].description
      if terms[index].op == .covariance,
        let left = order[terms[index].lhs],
        let right = order[terms[index].rhs], left > right
      {
        terms[index].flip()
      }
      let term = terms[index]
      if seen.updateValue(index, forKey: term.description) != nil {
        diagnostics.append(
          Diagnostic(
            code: "model.duplicate-parameter",
            message: "`\(written)` is specified twice",
            remedy: "Keep one of them, with all its modifiers.",
            range: term.range))
      }
      switch term.op {
      case .measurement where term.lhs == term.rhs:
        if term.modifiers.fixed == [0] { break }
        diagnostics.append(
          Diagnostic(
            code: "model.own-indicator",
            message:
              "`\(term.lhs)` cannot be its own indicator",
            remedy: "Give the latent variable a name of its own.",
            range: term.range))
      case .regression where term.lhs == term.rhs:
        diagnostics.append(
          Diagnostic(
            code: "model.self-regression",
            message: "`\(term.lhs)` is regressed on itself",
            remedy: "Remove it from the right side of `~`.",
            range: term.range))
      default: break
      }
    }
  }
}
