import Foundation
import ModelSyntax
import Testing

/// Compares trees with what lavaan's parser makes of the same texts; see
/// `Fixtures/flat.R`.
@Suite struct LavaanTests {
  struct Reference: Decodable {
    struct Model: Decodable {
      var model: String
      var rows: [[String: String]]
      var constraints: [[String: String]]
    }
    var software: String
    var models: [Model]
  }

  static let reference: [String: Reference.Model] = {
    let file = Fixture.folder.appending(path: "flat.json")
    guard let data = try? Data(contentsOf: file),
      let reference = try? JSONDecoder().decode(Reference.self, from: data)
    else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: reference.models.map { ($0.model, $0) })
  }()

  @Test(arguments: Fixture.all("valid"))
  func readsWhatLavaanReads(_ fixture: Fixture) throws {
    let expected = try #require(
      Self.reference[fixture.name], "run flat.R for \(fixture.name)")
    let tree = try SyntaxTree.parse(fixture.source)
    let found = flatten(tree)
    #expect(found.count == expected.rows.count)
    for (row, other) in zip(found, expected.rows) {
      #expect(Set(row.keys) == Set(other.keys), "\(row) \(other)")
      for (key, value) in row {
        #expect(agree(value, other[key] ?? ""), "\(key): \(row) \(other)")
      }
    }
    let constraints = tree.statements.compactMap { statement in
      if case .constraint(let constraint) = statement {
        [
          "lhs": compact(tree.source.text(in: constraint.lhs.range)),
          "op": constraint.op.rawValue,
          "rhs": compact(tree.source.text(in: constraint.rhs.range)),
        ]
      } else {
        nil
      }
    }
    #expect(constraints == expected.constraints)
  }

  private func compact(_ text: String) -> String {
    text.filter { !$0.isWhitespace }
  }

  /// lavaan prints 15 digits, so numbers agree to that.
  private func agree(_ left: String, _ right: String) -> Bool {
    let lefts = left.split(separator: ";", omittingEmptySubsequences: false)
    let rights = right.split(separator: ";", omittingEmptySubsequences: false)
    guard lefts.count == rights.count else { return false }
    return zip(lefts, rights)
      .allSatisfy { left, right in
        if left == right { return true }
        guard let left = Double(left), let right = Double(right) else {
          return false
        }
        return left == right || abs(left - right) <= 1e-14 * abs(left)
      }
  }

  /// The rows that lavaan's parser makes: one for each pair of names in a
  /// formula, in whose columns later modifiers replace earlier ones.
  private func flatten(_ tree: SyntaxTree) -> [[String: String]] {
    var rows: [[String: String]] = []
    for statement in tree.statements {
      switch statement {
      case .constraint, .arrows, .effect, .framework: continue
      case .header(let header):
        rows.append([
          "lhs": header.kind.rawValue, "op": ":", "rhs": header.value.text,
        ])
      case .formula(let formula):
        for left in formula.lhs { rows += flatten(formula, left) }
      }
    }
    return rows
  }

  private func flatten(
    _ formula: Formula, _ left: FormulaTerm
  ) -> [[String: String]] {
    guard case .variable(let name) = left.subject else { return [] }
    var rows: [[String: String]] = []
    for term in formula.terms {
      var row = ["lhs": name.text, "op": formula.op.rawValue]
      var columns: [String: String] = [:]
      switch term.subject {
      case .variable(let name): row["rhs"] = name.text
      case .intercept: (row["op"], row["rhs"]) = ("~1", "")
      case .zero:
        let isIntercept = formula.op == .regression
        if isIntercept { row["op"] = "~1" }
        row["rhs"] = isIntercept ? "" : name.text
        columns["fixed"] = "0"
      }
      for modifier in left.modifiers + term.modifiers {
        let (column, value) = flatten(modifier.kind)
        columns[column] = value
      }
      let same = rows.firstIndex { other in
        ["lhs", "op", "rhs"].allSatisfy { other[$0] == row[$0] }
      }
      if let same {
        rows[same].merge(columns) { $1 }
      } else {
        rows.append(row.merging(columns) { $1 })
      }
    }
    return rows
  }

  private func flatten(_ kind: ModifierSyntax.Kind) -> (String, String) {
    func numbers(_ values: [Double?]) -> String {
      values.map { $0.map { "\($0)" } ?? "NA" }.joined(separator: ";")
    }
    func texts(_ values: [String?]) -> String {
      values.map { $0 ?? "" }.joined(separator: ";")
    }
    return switch kind {
    case .fixed(let values): ("fixed", numbers(values))
    case .start(let values): ("start", numbers(values))
    case .lower(let values): ("lower", numbers(values))
    case .upper(let values): ("upper", numbers(values))
    case .label(let values), .equal(let values): ("label", texts(values))
    case .efa(let values): ("efa", texts(values))
    case .randomSlope(let values): ("rv", texts(values))
    case .prior(let values): ("prior", texts(values))
    }
  }
}
