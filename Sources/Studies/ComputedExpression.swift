/// An expression of variables, such as `mean(trust)` or `log(size + 1)`.
indirect enum ComputedExpression: Sendable, Hashable {
  /// Operators between two values.
  enum Operator: String, Sendable, Hashable {
    case or, and
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "^"

    /// How strongly it binds.
    var strength: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .unequal, .less, .atMost, .greater, .atLeast: 3
      case .plus, .minus: 4
      case .times, .over: 5
      case .power: 7
      }
    }
  }

  case number(Double)
  case text(String)
  /// A variable or a construct.
  case name(PlacedText)
  case negative(ComputedExpression)
  case not(ComputedExpression)
  case binary(Operator, ComputedExpression, ComputedExpression)
  case call(PlacedText, [ComputedExpression])
}

/// Reads an expression.
struct ComputedExpressionParser {
  /// What is wrong, and where.
  struct Fault: Error {
    var message: String
    var remedy: String
    var place: PlacedText
  }

  private enum Token: Hashable {
    case number(Double)
    case text(String)
    case name(String)
    case mark(String)
    case end
  }

  /// The deepest nesting of an expression.
  private static let deepest = 64

  private let source: PlacedText
  private var rest: Substring
  private var token = Token.end
  private var tokenText: Substring
  private var depth = 0

  private init(_ source: PlacedText) throws(Fault) {
    self.source = source
    rest = source.text[...]
    tokenText = rest.prefix(0)
    try advance()
  }

  /// Reads a text.
  ///
  /// - Parameter source: The text.
  /// - Returns: The expression.
  /// - Throws: `Fault` at the first error.
  static func parse(_ source: PlacedText) throws(Fault) -> ComputedExpression {
    var parser = try ComputedExpressionParser(source)
    let expression = try parser.expression(above: 0)
    guard parser.token == .end else {
      throw parser.fault("`\(parser.tokenText)` is not expected here.")
    }
    return expression
  }

  private func fault(_ message: String, _ remedy: String? = nil) -> Fault {
    Fault(
      message: message,
      remedy: remedy
        ?? "Expressions are such as `mean(trust)`, `log(size + 1)`, "
        + "`center(x) * center(w)` or `district == \"Wenzhou\"`.",
      place: tokenText.isEmpty ? source : source.part(tokenText))
  }

  // MARK: Tokens

  private static let marks = [
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",",
    "，",
  ]

  private mutating func advance() throws(Fault) {
    rest = rest.drop { $0.isWhitespace }
    guard let first = rest.first else {
      (token, tokenText) = (.end, rest)
      return
    }
    if first == "\"" || first == "'" || first == "`" {
      let inner = rest.dropFirst()
      guard let end = inner.firstIndex(of: first) else {
        tokenText = rest.prefix(1)
        throw fault("The quote is not closed.", "Write it at both ends.")
      }
      let text = String(inner[..<end])
      take(
        first == "`" ? .name(text) : .text(text),
        upTo: inner.index(after: end))
    } else if first.isASCII, first.isNumber {
      var end = rest.startIndex
      while end < rest.endIndex, isPartOfNumber(end) {
        end = rest.index(after: end)
      }
      guard let number = Double(rest[..<end]), number.isFinite else {
        tokenText = rest[..<end]
        throw fault("`\(tokenText)` is not a number.")
      }
      take(.number(number), upTo: end)
    } else if first.isLetter || first == "_" {
      let name = rest.prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
      }
      take(.name(String(name)), upTo: name.endIndex)
    } else if let mark = Self.marks.first(where: rest.hasPrefix) {
      take(
        .mark(mark == "，" ? "," : mark),
        upTo: rest.index(rest.startIndex, offsetBy: mark.count))
    } else {
      tokenText = rest.prefix(1)
      throw fault("`\(first)` has no meaning here.")
    }
  }

  private func isPartOfNumber(_ place: Substring.Index) -> Bool {
    let character = rest[place]
    if character.isASCII, character.isNumber || character == "." {
      return true
    }
    if character == "e" || character == "E" { return true }
    guard character == "-" || character == "+", place > rest.startIndex else {
      return false
    }
    let before = rest[rest.index(before: place)]
    return before == "e" || before == "E"
  }

  private mutating func take(_ token: Token, upTo end: Substring.Index) {
    self.token = token
    tokenText = rest[..<end]
    rest = rest[end...]
  }

  // MARK: Grammar

  private var binaryOperator: ComputedExpression.Operator? {
    switch token {
    case .mark(let mark): ComputedExpression.Operator(rawValue: mark)
    case .name("and"): .and
    case .name("or"): .or
    default: nil
    }
  }

  private mutating func expression(
    above strength: Int
  ) throws(Fault) -> ComputedExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else {
      throw fault("The expression is nested too deeply.")
    }
    var left = try operand()
    while let own = binaryOperator, own.strength > strength {
      try advance()
      // a ^ b ^ c is a ^ (b ^ c).
      let right = try expression(
        above: own == .power ? own.strength - 1 : own.strength)
      left = .binary(own, left, right)
    }
    return left
  }

  private mutating func operand() throws(Fault) -> ComputedExpression {
    let own = token
    let place = source.part(tokenText)
    switch own {
    case .number(let number):
      try advance()
      return .number(number)
    case .text(let text):
      try advance()
      return .text(text)
    case .mark("-"):
      try advance()
      return .negative(try expression(above: 6))
    case .name("not"):
      try advance()
      return .not(try expression(above: 2))
    case .name(let name):
      try advance()
      let placed = PlacedText(name, place.range)
      guard token == .mark("(") else { return .name(placed) }
      return .call(placed, try arguments())
    case .mark("("):
      try advance()
      let inner = try expression(above: 0)
      try close()
      return inner
    case .mark, .end:
      throw fault(
        own == .end
          ? "The expression ends too early."
          : "`\(tokenText)` is not expected here.")
    }
  }

  private mutating func arguments() throws(Fault) -> [ComputedExpression] {
    try advance()
    var arguments: [ComputedExpression] = []
    while token != .mark(")") {
      arguments.append(try expression(above: 0))
      guard token == .mark(",") else { break }
      try advance()
    }
    try close()
    return arguments
  }

  private mutating func close() throws(Fault) {
    guard token == .mark(")") else {
      throw fault("A `)` is missing.", "Close what `(` opens.")
    }
    try advance()
  }
}
