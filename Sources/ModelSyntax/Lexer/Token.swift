/// A token with its place.
struct Token: Sendable, Hashable {
  /// The kinds of token.
  enum Kind: Sendable, Hashable {
    /// A name; `isQuoted` if it was written in backquotes.
    case name(String, isQuoted: Bool)
    /// An unsigned number.
    case number(Double)
    /// Text in quotes, without them.
    case string(String)
    /// An operator or a mark of punctuation.
    case symbol(Symbol)
    /// A line end, before continuation lines are joined.
    case newline
    /// `;`
    case semicolon
    /// Something the lexer has already reported.
    case invalid
  }

  var kind: Kind
  var range: SourceRange

  /// The token's symbol, if it is one.
  var symbol: Symbol? {
    if case .symbol(let symbol) = kind { symbol } else { nil }
  }

  /// The text of a name written without backquotes.
  var plainName: String? {
    if case .name(let text, isQuoted: false) = kind { text } else { nil }
  }

  /// True of tokens that can begin a term or an operand.
  var beginsOperand: Bool {
    switch kind {
    case .name, .number, .string, .symbol(.leftParenthesis): true
    default: false
    }
  }
}

/// Operators and punctuation, right ones and those that deserve an answer.
enum Symbol: String, Sendable, Hashable {
  case measurement = "=~"
  case formative = "<~"
  case scaling = "~*~"
  case covariance = "~~"
  case regression = "~"
  case threshold = "|"
  case definition = ":="
  case equal = "=="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case assign = "="
  case arrow = "->"
  case doubleArrow = "<->"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case caret = "^"
  /// Between `group` and `w`.
  case percent = "%"
  case modulo = "%%"
  case integerDivision = "%/%"
  case question = "?"
  case colon = ":"
  case comma = ","
  case leftParenthesis = "("
  case rightParenthesis = ")"
  /// A line `---`.
  case rule = "---"

  /// The operator of the model language, if the symbol is one.
  var modelOperator: ModelOperator? {
    ModelOperator(rawValue: rawValue)
  }

  /// True of what separates a statement's two sides, rightly or wrongly.
  var isRelation: Bool {
    switch self {
    case .lessOrEqual, .greaterOrEqual, .assign, .arrow, .doubleArrow: true
    default: modelOperator != nil
    }
  }

  /// True if a statement cannot end with the symbol: the next line continues.
  var continuesAfter: Bool {
    // A line that ends with a colon is a heading of other programs.
    self != .rightParenthesis && self != .rule && self != .colon
  }

  /// True if no statement begins with the symbol: the line above continues.
  var continuesBefore: Bool {
    self != .leftParenthesis && self != .rule && self != .percent
  }
}
