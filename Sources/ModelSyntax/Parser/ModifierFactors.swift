internal import Messages

/// One operand of the products that make a term.
struct ModifierOperand {
  /// The kinds of operand.
  enum Kind {
    /// A variable, if it comes last, or else a label.
    case name(NameSyntax)
    /// Numbers with `NA` as `nil`.
    case numbers([Double?])
    /// Labels, from text in quotes or from `c()`.
    case texts([String?])
    /// A call such as `start(1)`.
    case modifier(ModifierSyntax.Kind)
  }

  var kind: Kind
  var range: SourceRange
}

/// Collects the operands before a term's variable as modifiers; numbers that
/// are multiplied or divided become one.
struct ModifierFactors {
  /// The faults of the modifiers.
  struct Problem {
    var code: LatentError.Code
    var message: String
    var remedy: String
  }

  private(set) var modifiers: [ModifierSyntax] = []
  private var pending: ModifierOperand?
  /// The operator between the pending numbers and what comes next.
  private var pendingOperator = Symbol.star

  /// Adds the operand before an operator; returns the error about it.
  mutating func append(
    _ operand: ModifierOperand, before symbol: Symbol
  ) -> Problem? {
    if case .numbers(let values) = operand.kind {
      return append(values, range: operand.range, before: symbol)
    }
    if symbol == .question {
      return Problem(
        code: .syntaxInvalidModifier, message: "`?` follows a starting value.",
        remedy: "Write `0.5?x` or `start(0.5)*x`.")
    }
    if let problem = finish() { return problem }
    guard symbol == .star else { return Self.notANumber }
    let kind: ModifierSyntax.Kind =
      switch operand.kind {
      case .name(let name): .label([name.text])
      case .texts(let texts): .label(texts)
      case .modifier(let kind): kind
      case .numbers(let values): .fixed(values)
      }
    if case .name(let name) = operand.kind, name.isProduct {
      return Problem(
        code: .syntaxInvalidModifier,
        message: "An interaction modifies nothing.",
        remedy: "Write a label or a number before `*`.")
    }
    add(kind, operand.range)
    return nil
  }

  /// Ends the modifiers, before a term's variable.
  mutating func finish() -> Problem? {
    guard pendingOperator == .star else { return Self.notANumber }
    flush()
    return nil
  }

  private static let notANumber = Problem(
    code: .syntaxInvalidModifier, message: "Only numbers can be divided here.",
    remedy: "Write `*` between a modifier and its variable.")

  private mutating func append(
    _ values: [Double?], range: SourceRange, before symbol: Symbol
  ) -> Problem? {
    var values = values
    var range = range
    if let left = pending, case .numbers(let first) = left.kind {
      guard let product = Self.combine(first, pendingOperator, values) else {
        return Problem(
          code: .syntaxInvalidModifier,
          message: "These vectors differ in length.",
          remedy: "Give one number, or one for every group.")
      }
      values = product
      range = left.range.union(range)
      pending = nil
    }
    pendingOperator = .star
    if symbol == .question {
      add(.start(values), range)
      return nil
    }
    pending = ModifierOperand(kind: .numbers(values), range: range)
    pendingOperator = symbol
    return nil
  }

  private mutating func flush() {
    guard let operand = pending, case .numbers(let values) = operand.kind
    else { return }
    pending = nil
    add(.fixed(values), operand.range)
  }

  private mutating func add(
    _ kind: ModifierSyntax.Kind, _ range: SourceRange
  ) {
    modifiers.append(ModifierSyntax(kind: kind, range: range))
  }

  private static func combine(
    _ left: [Double?], _ op: Symbol, _ right: [Double?]
  ) -> [Double?]? {
    let count = max(left.count, right.count)
    guard left.count == count || left.count == 1,
      right.count == count || right.count == 1
    else { return nil }
    return (0..<count)
      .map { index in
        guard let first = left[left.count == 1 ? 0 : index],
          let second = right[right.count == 1 ? 0 : index]
        else { return nil }
        return op == .slash ? first / second : first * second
      }
  }
}
