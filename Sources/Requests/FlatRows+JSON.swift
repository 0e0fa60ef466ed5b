import Latent
import Reporting
import Specification

extension FlatRows {
  /// The rows as a JSON value.
  ///
  /// Values are text, several groups' values stand with `;` between, and what
  /// is not given is empty.
  var json: JSONValue {
    let rowValues = rows.map { row in
      JSONValue.object(
        [
          ("lhs", .string(row.lhs)), ("op", .string(row.op)),
          ("rhs", .string(row.rhs)), ("mod.idx", .integer(row.modifierIndex)),
          ("block", .integer(row.block)),
        ] + row.modifiers.columns.map { ($0, .string($1)) })
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
}

extension TermModifiers {
  /// The columns that modifiers fill, in lavaan's order.
  fileprivate var columns: [(name: String, text: String)] {
    [
      ("fixed", Self.numbers(fixed)), ("start", Self.numbers(start)),
      ("lower", Self.numbers(lower)), ("upper", Self.numbers(upper)),
      ("label", Self.joined(label ?? equal)), ("prior", Self.joined(prior)),
      ("efa", Self.joined(efa)), ("rv", Self.joined(randomSlope)),
    ]
  }

  private static func numbers(_ values: [Double?]?) -> String {
    (values ?? []).map { $0.map(RNumber.text) ?? "NA" }
      .joined(separator: ";")
  }

  private static func joined(_ texts: [String?]?) -> String {
    let texts = texts ?? []
    let last = texts.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
    return texts.prefix(last).map { $0 ?? "" }.joined(separator: ";")
  }
}
