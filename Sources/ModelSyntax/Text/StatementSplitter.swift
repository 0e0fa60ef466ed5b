/// Joins continuation lines and cuts a text's tokens into statements.
struct StatementSplitter {
  /// The tokens without line ends and semicolons.
  private(set) var tokens: [Token] = []
  /// The statements as ranges of `tokens`, none empty.
  private(set) var statements: [Range<Int>] = []
  private var start = 0

  /// Splits tokens as the lexer gives them.
  init(_ all: [Token]) {
    let closed = Self.closedParentheses(all)
    tokens.reserveCapacity(all.count)
    var depth = 0
    var lineEnded = false
    for (index, token) in all.enumerated() {
      switch token.kind {
      case .newline:
        lineEnded = true
        continue
      case .semicolon:
        endStatement()
        depth = 0
        lineEnded = false
        continue
      default: break
      }
      if token.symbol == .rule {
        // A rule is a mistake here; keep it from spoiling its neighbours.
        endStatement()
        tokens.append(token)
        endStatement()
        lineEnded = false
        continue
      }
      if lineEnded, depth == 0, !continues(before: token) { endStatement() }
      lineEnded = false
      if closed.contains(index) {
        depth += token.symbol == .leftParenthesis ? 1 : -1
      }
      tokens.append(token)
    }
    endStatement()
  }

  private mutating func endStatement() {
    if start < tokens.count { statements.append(start..<tokens.count) }
    start = tokens.count
  }

  private func continues(before next: Token) -> Bool {
    if next.symbol?.continuesBefore == true { return true }
    guard start < tokens.count, let last = tokens.last else { return false }
    return last.symbol?.continuesAfter == true
  }

  /// The indices of parentheses that have a partner in their statement.
  ///
  /// Only these join lines, so that one left open does not swallow the model.
  private static func closedParentheses(_ all: [Token]) -> Set<Int> {
    var closed: Set<Int> = []
    var open: [Int] = []
    for (index, token) in all.enumerated() {
      switch token.kind {
      case .semicolon: open.removeAll()
      case .symbol(.leftParenthesis): open.append(index)
      case .symbol(.rightParenthesis):
        if let partner = open.popLast() {
          closed.insert(partner)
          closed.insert(index)
        }
      // No relation stands inside parentheses: one of them is missing.
      case .symbol(let symbol) where symbol.isRelation && symbol != .assign:
        open.removeAll()
      default: break
      }
    }
    return closed
  }
}
