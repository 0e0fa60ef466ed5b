internal import VariableNames

extension Parser {
  private static let modifierNames: Set<String> = [
    "c", "start", "equal", "label", "lower", "upper", "efa", "rv", "prior",
  ]

  /// Parses what stands between two `*`, or alone in a term.
  mutating func parseOperand() throws(Abandoned) -> ModifierOperand {
    guard let token = peek else {
      throw fail(
        .syntaxMissingOperand, "A term is missing here.",
        remedy: "Write a variable, or delete the extra `+`.", at: gap)
    }
    switch token.kind {
    case .string(let text):
      cursor += 1
      return ModifierOperand(kind: .texts([text]), range: token.range)
    case .name("NA", isQuoted: false):
      cursor += 1
      return ModifierOperand(kind: .numbers([nil]), range: token.range)
    case .name(let text, let isQuoted):
      if let function = peekVectorFunction {
        let (elements, range) = try parseVectorCall(function)
        return try vector(elements, by: function.rawValue, at: range)
      }
      if peekSecond?.symbol == .leftParenthesis {
        return try Self.modifierNames.contains(text) && !isQuoted
          ? parseModifierCall(text) : parseNumericOperand()
      }
      if text == "Inf", !isQuoted { return try parseNumericOperand() }
      return try parseName()
    case .number, .symbol(.leftParenthesis), .symbol(.minus):
      return try parseNumericOperand()
    case .symbol(.plus):
      if let next = peekSecond?.kind, case .number = next {
        // A signed number: R's formulas take it.
        _ = take(.plus)
        return try parseNumericOperand()
      }
      throw fail(
        .syntaxUnexpectedToken, "Two `+` follow each other.",
        remedy: "Delete one of them, or write the term between them.",
        at: token.range)
    case .symbol(let symbol) where symbol.isRelation:
      throw fail(
        .syntaxSecondRelation,
        "`\(text(of: token))` stands where a term is expected.",
        remedy: "Write one operator a formula, one formula a line.",
        at: token.range)
    default:
      throw fail(
        .syntaxMissingOperand,
        "A variable or a modifier is missing before `\(text(of: token))`.",
        remedy: "Write what is missing, or delete `\(text(of: token))`.",
        at: token.range)
    }
  }

  /// Parses a variable or an interaction `x:z`.
  private mutating func parseName() throws(Abandoned) -> ModifierOperand {
    var name = try parseSimpleName()
    if peekSymbol == .colon {
      cursor += 1
      guard let next = peek, case .name = next.kind else {
        throw fail(
          .syntaxMissingOperand,
          "The second variable of an interaction is "
            + "missing.",
          remedy: "Write an interaction as `x:z`; a block "
            + "header stands on its own line.", at: gap)
      }
      let second = try parseSimpleName()
      name.text = VariableProduct(name.text, second.text).name
      name.range = name.range.union(second.range)
    }
    return ModifierOperand(kind: .name(name), range: name.range)
  }

  mutating func parseSimpleName() throws(Abandoned) -> NameSyntax {
    let token = tokens[cursor]
    guard case .name(let text, let isQuoted) = token.kind,
      isQuoted || !ReservedName.contains(text)
    else { throw reserved(token) }
    cursor += 1
    return NameSyntax(text: text, range: token.range)
  }

  mutating func reserved(_ token: Token) -> Abandoned {
    let name = text(of: token)
    return fail(
      .syntaxReservedName, "`\(name)` is a reserved word of R.",
      remedy: "Rename it, or put it in backquotes: `` `\(name)` ``.",
      at: token.range)
  }

  private mutating func parseNumericOperand() throws(Abandoned)
    -> ModifierOperand
  {
    operationCount = 0
    let expression = try parseSigned()
    if case .name(let text) = expression.kind {
      let name = NameSyntax(text: text, range: expression.range)
      return ModifierOperand(kind: .name(name), range: expression.range)
    }
    let value = try evaluate(expression)
    if take(.colon) {
      let start = expression.range.lowerBound
      let elements = try parseRange(from: value, at: start)
      return try vector(elements, by: ":", at: range(from: start))
    }
    return ModifierOperand(kind: .numbers([value]), range: expression.range)
  }

  mutating func evaluate(
    _ expression: ExpressionSyntax
  ) throws(Abandoned) -> Double {
    do {
      return try expression.constantValue()
    } catch {
      throw fail(
        .syntaxInvalidModifier, error.message, remedy: error.remedy,
        at: error.range)
    }
  }

  /// Parses `c(...)`, `start(...)` and their like.
  private mutating func parseModifierCall(
    _ function: String
  ) throws(Abandoned) -> ModifierOperand {
    let name = tokens[cursor].range
    let elements = try parseArguments()
    let place = range(from: name.lowerBound)
    guard !elements.isEmpty else {
      throw fail(
        .syntaxInvalidModifier, "`\(function)()` holds nothing.",
        remedy: "Write a value, or one value for every group.", at: place)
    }
    switch function {
    case "c": return try vector(elements, by: function, at: place)
    case "start", "lower", "upper":
      let values = try numbers(elements, of: function, at: place)
      let kind: ModifierSyntax.Kind =
        switch function {
        case "start": .start(values)
        case "lower": .lower(values)
        default: .upper(values)
        }
      return ModifierOperand(kind: .modifier(kind), range: place)
    default:
      let texts = try texts(elements, of: function, at: place)
      let kind: ModifierSyntax.Kind =
        switch function {
        case "label": .label(texts)
        // The spaces of `equal("f =~ x1")` mean nothing.
        case "equal": .equal(texts.map { $0?.filter { !$0.isWhitespace } })
        case "efa": .efa(texts)
        case "rv": .randomSlope(texts)
        default: .prior(texts)
        }
      return ModifierOperand(kind: .modifier(kind), range: place)
    }
  }

  private mutating func vector(
    _ elements: [VectorElement], by function: String, at place: SourceRange
  ) throws(Abandoned) -> ModifierOperand {
    var hasNumber = false
    var hasText = false
    for element in elements {
      switch element {
      case .number: hasNumber = true
      case .text: hasText = true
      case .missing: break
      }
    }
    if hasNumber, hasText {
      throw fail(
        .syntaxMixedVector, "`\(function)()` mixes numbers and labels.",
        remedy: "Name the term twice, `c(a, NA)*x + c(NA, 1)*x`: the label "
          + "of one group, the number of the other.", at: place)
    }
    return ModifierOperand(
      kind: hasText
        ? .texts(try texts(elements, of: function, at: place))
        : .numbers(try numbers(elements, of: function, at: place)), range: place
    )
  }

  private mutating func numbers(
    _ elements: [VectorElement], of function: String, at place: SourceRange
  ) throws(Abandoned) -> [Double?] {
    var values: [Double?] = []
    for element in elements {
      switch element {
      case .number(let value): values.append(value)
      case .missing: values.append(nil)
      case .text:
        throw fail(
          .syntaxInvalidModifier, "`\(function)()` takes numbers only.",
          remedy: "Write a number, or one number for every group in `c()`.",
          at: place)
      }
    }
    return values
  }

  private mutating func texts(
    _ elements: [VectorElement], of function: String, at place: SourceRange
  ) throws(Abandoned) -> [String?] {
    var values: [String?] = []
    for element in elements {
      switch element {
      case .text(let text): values.append(text)
      case .missing: values.append(nil)
      case .number:
        throw fail(
          .syntaxInvalidModifier, "`\(function)()` takes text, not numbers.",
          remedy: "Write the text in quotes.", at: place)
      }
    }
    return values
  }

  /// Parses the arguments of the function that comes next, with its
  /// parentheses; vectors among them are joined to their neighbours, as in R.
  mutating func parseArguments() throws(Abandoned) -> [VectorElement] {
    cursor += 1
    let opening = tokens[cursor].range
    cursor += 1
    try nest(at: opening)
    var elements: [VectorElement] = []
    if peekSymbol != .rightParenthesis {
      repeat {
        try skipArgumentName()
        elements += try parseElements()
      } while take(.comma)
    }
    try close(opening)
    nesting -= 1
    return elements
  }

  /// Skips `a =` in `c(a = 1)`, which changes nothing in lavaan either.
  private mutating func skipArgumentName() throws(Abandoned) {
    guard let token = peek, peekSecond?.symbol == .assign else { return }
    switch token.kind {
    case .name, .string: break
    default: return
    }
    cursor += 2
    warn(
      .syntaxIgnoredArgumentName, "The name `\(text(of: token))` is ignored.",
      remedy: "Give the values in the order of the groups, without names.",
      at: token.range)
  }

  mutating func parseElement() throws(Abandoned) -> VectorElement {
    guard let token = peek else {
      throw fail(
        .syntaxMissingOperand, "A value is missing here.",
        remedy: "Write a number, a label or `NA`, then `)`.", at: gap)
    }
    let next = peekSecond?.symbol
    let isAlone = next == .comma || next == .rightParenthesis
    switch token.kind {
    case .string(let text) where isAlone || next == nil:
      cursor += 1
      return .text(text)
    case .name("NA", isQuoted: false):
      cursor += 1
      return .missing
    case .name(let text, let isQuoted)
    where isAlone && (isQuoted || text != "Inf"):
      return .text(try parseSimpleName().text)
    default:
      operationCount = 0
      return .number(try evaluate(try parseExpression()))
    }
  }
}
