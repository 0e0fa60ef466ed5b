internal import Messages

/// Statements that begin with a word: `effect`, `effects`, `framework`.
extension Parser {
  /// Parses such a statement, if the next one is one.
  ///
  /// The words are ordinary names where no name follows them, as in
  /// `effect ~ x`.
  mutating func parseKeywordStatement() throws(Abandoned) -> Statement? {
    guard let word = tokens[cursor].plainName, let second = peekSecond else {
      return nil
    }
    if word == "framework", second.symbol == .leftParenthesis {
      throw fail(
        .syntaxUnnamedStage, "A stage of several variables needs a name.",
        remedy: "Write it before the parenthesis, as in "
          + "`framework causes(x, z) -> m -> y`.", at: second.range)
    }
    guard case .name = second.kind else { return nil }
    if let kind = EffectStatement.Kind(rawValue: word) {
      _ = try relationIndex()
      return .effect(try parseEffect(kind))
    }
    guard word == "framework" else { return nil }
    _ = try relationIndex()
    return .framework(try parseFramework())
  }

  private mutating func parseEffect(
    _ kind: EffectStatement.Kind
  ) throws(Abandoned) -> EffectStatement {
    let word = tokens[cursor]
    cursor += 1
    let segments = try splitAtArrows(.arrow)
    if segments.arrows.isEmpty {
      throw fail(
        .syntaxMissingOperator, "`\(kind.rawValue)` names no path.",
        remedy: "Write `effect x -> m -> y` for one path, `effects x -> y` "
          + "for all of them.", at: word.range)
    }
    if kind == .all, segments.arrows.count > 1 {
      throw fail(
        .syntaxSecondRelation,
        "`effects` takes one arrow, from cause to outcome.",
        remedy: "Write `effect` for a path through given variables.",
        at: segments.arrows[1])
    }
    let statementEnd = end
    var stages: [[NameSyntax]] = []
    var seen: Set<String> = []
    for part in segments.parts {
      cursor = part.lowerBound
      end = part.upperBound
      let names = try parseList { (parser) throws(Abandoned) in
        try parser.parsePlainVariable()
      }
      for name in names where !seen.insert(name.text).inserted {
        throw fail(
          .syntaxRepeatedMember, "`\(name.text)` is named twice.",
          remedy: "Name every variable of a path once.", at: name.range)
      }
      stages.append(names)
    }
    end = statementEnd
    return EffectStatement(
      kind: kind, stages: stages, range: range(from: word.range.lowerBound))
  }

  private mutating func parseFramework() throws(Abandoned) -> Framework {
    let word = tokens[cursor]
    cursor += 1
    var mediation = takeLeadingMediation()
    if mediation != nil, let second = peek, takeLeadingMediation() != nil {
      throw mediatesTwice(at: second.range)
    }
    let statementEnd = end
    if let last = trailingMediation() {
      guard mediation == nil else {
        throw mediatesTwice(at: tokens[end - 1].range)
      }
      mediation = last
      end -= 2
    }
    let segments = try splitAtArrows(.arrow)
    if segments.arrows.isEmpty {
      throw fail(
        .syntaxMissingOperator, "A framework has two stages or more.",
        remedy: "Write `framework network -> learning -> growth`.",
        at: word.range)
    }
    var stages: [Framework.Stage] = []
    var seen: Set<String> = []
    for part in segments.parts {
      cursor = part.lowerBound
      end = part.upperBound
      let stage = try parseStage()
      for name in stage.variables where !seen.insert(name.text).inserted {
        throw fail(
          .syntaxRepeatedMember, "`\(name.text)` is named twice.",
          remedy: "A variable belongs to one stage, once.", at: name.range)
      }
      stages.append(stage)
    }
    end = statementEnd
    cursor = end
    return Framework(
      mediation: mediation ?? .partial, stages: stages,
      range: range(from: word.range.lowerBound))
  }

  private mutating func mediatesTwice(at range: SourceRange) -> Abandoned {
    fail(
      .syntaxRepeatedModifier, "The framework says twice how it mediates.",
      remedy: "Keep one of the two words.", at: range)
  }

  /// Reads `full` in `framework full x -> ...`; in `framework full -> ...` and
  /// `framework full(a) -> ...` it is a stage.
  private mutating func takeLeadingMediation() -> Framework.Mediation? {
    guard let mediation = peek?.plainName.flatMap(Framework.Mediation.init),
      let second = peekSecond, case .name = second.kind
    else { return nil }
    cursor += 1
    return mediation
  }

  /// The mediation of `framework ... -> growth, full`.
  private func trailingMediation() -> Framework.Mediation? {
    guard end - cursor > 2, tokens[end - 2].symbol == .comma else {
      return nil
    }
    return tokens[end - 1].plainName.flatMap(Framework.Mediation.init)
  }

  /// Parses `name` or `name(member, member)` up to the end.
  private mutating func parseStage() throws(Abandoned) -> Framework.Stage {
    // A name before `(` would be read as a function's.
    let hasMembers = peekSecond?.symbol == .leftParenthesis
    let name = hasMembers ? try parseSimpleName() : try parsePlainVariable()
    var members: [NameSyntax] = []
    if let opening = peek, take(.leftParenthesis) {
      let stageEnd = end
      end = closingIndex()
      guard cursor < end else {
        throw fail(
          .syntaxEmptyStage, "The stage `\(name.text)` has no variables.",
          remedy: "Write them in the parentheses, or delete these.",
          at: opening.range.union(tokens[end].range))
      }
      members = try parseList { (parser) throws(Abandoned) in
        try parser.parsePlainVariable()
      }
      cursor = end + 1
      end = stageEnd
    }
    if let token = peek {
      var remedy = "Write `\(name.text)(a, b)` for a stage of two variables."
      if token.symbol == .comma {
        remedy +=
          " The only words after a comma are `partial`, `full` and `direct`."
      }
      let word = token.symbol == .comma ? peekSecond?.plainName : name.text
      let words = Framework.Mediation.allCases.map(\.rawValue)
      if let word, let near = NearestName.find(word, in: words) {
        remedy = "Did you mean `\(near)`?"
      }
      throw fail(
        .syntaxUnexpectedToken, "`\(text(of: token))` cannot follow a stage.",
        remedy: remedy, at: token.range)
    }
    return Framework.Stage(
      name: name, members: members,
      range: range(from: name.range.lowerBound))
  }

  /// The parenthesis that closes the one just read; they balance.
  private func closingIndex() -> Int {
    var depth = 1
    for index in cursor..<end {
      if tokens[index].symbol == .leftParenthesis { depth += 1 }
      if tokens[index].symbol == .rightParenthesis { depth -= 1 }
      if depth == 0 { return index }
    }
    return end
  }

  /// Parses a name that no modifier precedes.
  private mutating func parsePlainVariable() throws(Abandoned) -> NameSyntax {
    let term = try parseTerm()
    if let modifier = term.modifiers.first {
      throw fail(
        .syntaxMisplacedModifier, "Nothing is modified in this statement.",
        remedy: "Write the regression with its modifier on a line of its own.",
        at: modifier.range)
    }
    guard case .variable(let name) = term.subject else {
      throw fail(
        .syntaxInvalidName, "A number cannot be the name of a variable.",
        remedy: "Write the name of a variable.", at: term.range)
    }
    guard !name.isProduct else {
      throw fail(
        .syntaxMisplacedInteraction, "An interaction cannot stand here.",
        remedy: "Name its variables; `x:z -> y` enters it into the model.",
        at: name.range)
    }
    return name
  }
}
