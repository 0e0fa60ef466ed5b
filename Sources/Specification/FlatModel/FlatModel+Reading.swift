import ModelSyntax

extension FlatModel {
  /// Flattens a syntax tree; errors go to `diagnostics`.
  init(_ tree: SyntaxTree, diagnostics: inout [Diagnostic]) {
    self.init(blocks: [], constraints: [], groupHeaders: [], levelCount: 1)
    var levels: [String: Int] = [:]
    var groups: [String: Int] = [:]
    var parameters: [NamedParameter] = []
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
        for term in [formula.lhs, formula.terms].joined() {
          diagnostics += term.modifiers.compactMap(\.valueProblem)
        }
        parameters += formula.parameters(&diagnostics)
      case .arrows, .effect, .framework:
        preconditionFailure("a tree is expanded before it is flattened")
      case .header(let header):
        if !sawHeader, !parameters.isEmpty {
          diagnostics.append(
            Diagnostic(
              code: .modelFormulaBeforeHeader,
              message: "formulas stand before the first block header",
              remedy: "Move them below a `\(header.kind.rawValue):` header.",
              range: parameters[0].range))
        } else if sawHeader, isBlockOpen, !parameters.isEmpty {
          blocks.append(
            ModelBlock(group: group, level: level, parameters: parameters))
        }
        sawHeader = true
        parameters = []
        let name = header.value.text
        switch header.kind {
        // Blocks are groups where there are no levels.
        case .group, .block:
          if groupHeaders.isEmpty, !levels.isEmpty {
            diagnostics.append(
              Diagnostic(
                code: .modelGroupInLevel,
                message: "a group stands inside a level",
                remedy: "Begin each group with `group:`, and write its levels "
                  + "below it.", range: header.range))
          }
          if groups[name] == nil {
            groupHeaders.append(header.value)
            groups[name] = groupHeaders.count
          }
          group = groups[name]
          level = 1
        case .level:
          level = levels[name] ?? levels.count + 1
          levels[name] = level
        case .latentClass:
          diagnostics.append(
            Diagnostic(
              code: .modelUnsupportedHeader,
              message:
                "`\(header.kind.rawValue):` headers are not supported",
              remedy: "Use `group:` or `level:` headers.",
              range: header.range))
        }
      }
    }
    if !parameters.isEmpty || blocks.isEmpty {
      blocks.append(
        ModelBlock(group: group, level: level, parameters: parameters))
    }
    levelCount = max(1, levels.count)
    for index in blocks.indices {
      blocks[index].normalize(diagnostics: &diagnostics)
    }
  }
}

extension Formula {
  /// The parameters of a formula: every left name with every right term; a
  /// term that comes again adds its modifiers to the first.
  ///
  /// - Parameter diagnostics: Receives the errors of the modifiers.
  /// - Returns: The parameters, in no block yet.
  func parameters(_ diagnostics: inout [Diagnostic]) -> [NamedParameter] {
    var made: [NamedParameter] = []
    made.reserveCapacity(lhs.count * terms.count)
    for left in lhs {
      guard case .variable(let leftName) = left.subject else { continue }
      let first = made.count
      var places = ParameterPlaces()
      for right in terms {
        var key = ParameterKey(leftName.text, op)
        var modifiers = TermModifiers()
        switch right.subject {
        case .variable(let name):
          key.rhs = name.text
        case .intercept:
          key.op = .intercept
        case .zero where op == .measurement:
          // A latent variable without indicators: an empty loading on itself.
          key.rhs = leftName.text
          modifiers.fixed = [0]
        case .zero:
          key.op = .intercept
          modifiers.fixed = [0]
        }
        if op == .covariance, key.lhs != key.rhs,
          made[..<first].contains(where: {
            $0.key.lhs == key.rhs && $0.key.rhs == key.lhs
          })
        {
          diagnostics.append(
            Diagnostic(
              severity: .warning, code: .modelRepeatedParameter,
              message: "`\(key.rhs)~~\(key.lhs)` comes from both sides of one "
                + "formula; the first place counts, as in lavaan 0.7",
              remedy: "Write a formula for each variable on the left.",
              range: right.range))
          continue
        }
        if let same = places.place(of: key, in: made[first...]) {
          made[same].merge(right.modifiers, diagnostics: &diagnostics)
        } else {
          var parameter = NamedParameter(
            key, modifiers: modifiers, range: right.range)
          parameter.merge(left.modifiers, diagnostics: &diagnostics)
          parameter.merge(right.modifiers, diagnostics: &diagnostics)
          made.append(parameter)
        }
      }
    }
    return made
  }
}

extension NamedParameter {
  fileprivate mutating func merge(
    _ modifiers: [ModifierSyntax], diagnostics: inout [Diagnostic]
  ) {
    for modifier in modifiers where !self.modifiers.merge(modifier) {
      diagnostics.append(repeatedModifier(at: modifier.range))
    }
  }
}

/// The places of the parameters of one left side; a table is made only where
/// there are many.
private struct ParameterPlaces {
  private var places: [ParameterKey: Int] = [:]
  private var counted = 0

  /// The place of a parameter among those that have been made.
  mutating func place(
    of key: ParameterKey, in made: ArraySlice<NamedParameter>
  ) -> Int? {
    guard made.count > 16 else {
      return made.firstIndex {
        $0.key.op == key.op && $0.key.rhs == key.rhs
      }
    }
    for index in made.indices.dropFirst(counted) {
      places[made[index].key] = index
    }
    counted = made.count
    return places[key]
  }
}

extension ModelBlock {
  /// Turns covariances the way lavaan prints them, latent before observed and
  /// otherwise in the order of the variables, finds the variables' roles, and
  /// reports errors.
  fileprivate mutating func normalize(diagnostics: inout [Diagnostic]) {
    analysis = VariableAnalysis(ordering: &parameters)
    var places: [ParameterKey: Int] = [:]
    var repeated: [Int] = []
    for (index, parameter) in parameters.enumerated() {
      let key = parameter.key
      if let first = places[key] {
        repeated.append(index)
        if parameter.modifiers.isEmpty {
          // It says nothing new.
          diagnostics.append(
            Diagnostic(
              severity: .warning, code: .modelRepeatedParameter,
              message: "`\(parameter.written)` is specified twice",
              remedy: "Keep one of them.", range: parameter.range))
        } else if let problem = parameters[first].takeModifiers(of: parameter) {
          // As in lavaan, a formula may come back with a modifier.
          diagnostics.append(problem)
        }
        continue
      }
      places[key] = index
      switch key.op {
      case .measurement where key.lhs == key.rhs:
        if parameter.modifiers.fixed == [0] { break }
        diagnostics.append(
          Diagnostic(
            code: .modelOwnIndicator,
            message:
              "`\(key.lhs)` cannot be its own indicator",
            remedy: "Give the latent variable a name of its own.",
            range: parameter.range))
      case .regression where key.lhs == key.rhs:
        diagnostics.append(
          Diagnostic(
            code: .modelSelfRegression,
            message: "`\(key.lhs)` is regressed on itself",
            remedy: "Remove it from the right side of `~`.",
            range: parameter.range))
      default: break
      }
    }
    for index in repeated.reversed() { parameters.remove(at: index) }
  }
}
