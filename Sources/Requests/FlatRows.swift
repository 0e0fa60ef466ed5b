import Latent

/// The rows that a model text names, before any default: what lavaan's
/// parser gives for the text alone.
///
/// Values are text, several groups' values stand with `;` between, and what
/// is not given is empty. Block headers are rows of their own.
struct FlatRows {
  /// A row.
  struct Row {
    var lhs: String
    var op: String
    var rhs: String
    /// The number of the row among those with modifiers, or 0.
    var modifierIndex = 0
    var block: Int
    var modifiers: [Column: String] = [:]
  }

  /// The columns that modifiers fill, in lavaan's order.
  enum Column: String, CaseIterable {
    case fixed
    case start
    case lower
    case upper
    case label
    case prior
    case efa
    case rv
  }

  private(set) var rows: [Row] = []
  /// The statements about parameters, blanks removed.
  private(set) var constraints: [(lhs: String, op: String, rhs: String)] = []
  private let source: SourceText
  private var block = 1
  private var modifiedCount = 0
  private var sawHeader = false

  /// Flattens an expanded tree.
  init(_ tree: SyntaxTree) {
    source = tree.source
    for statement in tree.statements {
      switch statement {
      case .header(let header): append(header)
      case .formula(let formula): append(formula)
      case .arrows, .effect, .framework:
        preconditionFailure("a tree is expanded before it is flattened")
      case .constraint(let constraint):
        constraints.append(
          (
            constraint.compactText(constraint.lhs, in: source),
            constraint.op.rawValue,
            constraint.compactText(constraint.rhs, in: source)
          ))
      }
    }
  }

  /// The rows as a JSON value.
  var json: JSONValue {
    let rowValues = rows.map { row in
      var members: [(String, JSONValue)] = [
        ("lhs", .string(row.lhs)), ("op", .string(row.op)),
        ("rhs", .string(row.rhs)), ("mod.idx", .integer(row.modifierIndex)),
        ("block", .integer(row.block)),
      ]
      for column in Column.allCases {
        members.append(
          (column.rawValue, .string(row.modifiers[column] ?? "")))
      }
      return JSONValue.object(members)
    }
    let constraintValues = constraints.map { constraint in
      JSONValue.object([
        ("lhs", .string(constraint.lhs)), ("op", .string(constraint.op)),
        ("rhs", .string(constraint.rhs)),
      ])
    }
    return .object([
      ("rows", .array(rowValues)), ("constraints", .array(constraintValues)),
    ])
  }

  private mutating func append(_ header: BlockHeader) {
    if sawHeader { block += 1 }
    sawHeader = true
    rows.append(
      Row(
        lhs: header.kind.rawValue, op: ":", rhs: header.value.text,
        block: block))
  }

  private mutating func append(_ formula: Formula) {
    let firstRow = rows.count
    for left in formula.lhs {
      guard case .variable(let name) = left.subject else { continue }
      var rowOfTerm: [[String]: Int] = [:]
      for term in formula.terms {
        var row = Row(
          lhs: name.text, op: formula.op.rawValue, rhs: "", block: block)
        switch term.subject {
        case .variable(let name): row.rhs = name.text
        case .intercept: row.op = ModelOperator.intercept.rawValue
        case .zero where formula.op == .measurement:
          row.rhs = name.text
          row.modifiers[.fixed] = "0"
        case .zero:
          row.op = ModelOperator.intercept.rawValue
          row.modifiers[.fixed] = "0"
        }
        // Of what stands before a left side only efa() passes to the terms.
        for modifier in left.modifiers {
          if case .efa = modifier.kind { Self.set(modifier, in: &row) }
        }
        for modifier in term.modifiers { Self.set(modifier, in: &row) }
        // `a*x + start(1)*x` is one parameter with two modifiers.
        if let same = rowOfTerm[[row.op, row.rhs]] {
          rows[same].modifiers.merge(row.modifiers) { old, _ in old }
        } else {
          rowOfTerm[[row.op, row.rhs]] = rows.count
          rows.append(row)
        }
      }
    }
    for index in firstRow..<rows.count where !rows[index].modifiers.isEmpty {
      modifiedCount += 1
      rows[index].modifierIndex = modifiedCount
    }
  }

  private static func set(_ modifier: ModifierSyntax, in row: inout Row) {
    let (column, value): (Column, String) =
      switch modifier.kind {
      case .fixed(let values): (.fixed, numbers(values))
      case .start(let values): (.start, numbers(values))
      case .lower(let values): (.lower, numbers(values))
      case .upper(let values): (.upper, numbers(values))
      case .label(let texts): (.label, joined(texts))
      case .equal(let texts): (.label, joined(texts))
      case .efa(let texts): (.efa, joined(texts))
      case .prior(let texts): (.prior, joined(texts))
      case .randomSlope(let texts): (.rv, joined(texts))
      }
    if row.modifiers[column] == nil { row.modifiers[column] = value }
  }

  private static func numbers(_ values: [Double?]) -> String {
    values.map { $0.map(RNumber.text) ?? "NA" }.joined(separator: ";")
  }

  private static func joined(_ texts: [String?]) -> String {
    let last = texts.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
    return texts.prefix(last).map { $0 ?? "" }.joined(separator: ";")
  }
}
