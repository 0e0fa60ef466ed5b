import ModelCriticism
import ModelFit
internal import ModelSyntax

extension Comparison {
  /// Compares score tests and Wald tests.
  mutating func compareTests(_ reference: ReferenceValue, of fit: Fit) {
    if let block = reference["score_tests"] {
      compareScoreTests(try? fit.scoreTests(), with: block, at: "score test")
    }
    if let block = reference["added"] {
      compareScoreTests(
        try? fit.scoreTests(adding: block["add"]?.text ?? ""), with: block,
        at: "test of adding")
    }
    for block in reference["wald"]?.list ?? [] {
      let text = block["text"]?.text ?? ""
      let place = "Wald test of \(text.replacing("\n", with: "; "))"
      guard let own = try? fit.waldTest(text) else {
        lacks(place)
        continue
      }
      compareTest(own.test, with: block, at: place)
    }
  }

  private mutating func compareScoreTests(
    _ own: ScoreTests?, with block: ReferenceValue, at place: String
  ) {
    guard let own else { return lacks(place) }
    if let total = block["total"] {
      compareTest(own.total, with: total, at: "\(place) of all")
    }
    for row in block["uni"]?.list ?? [] {
      let lhs = row["lhs"]?.text ?? ""
      let rhs = row["rhs"]?.text ?? ""
      let name = "\(place) \(lhs) == \(rhs)"
      // lavaan numbers the parameters that it adds in later groups.
      let plain = lhs.replacing(/\.g[0-9]+$/, with: "")
      let matches = own.restrictions.filter {
        $0.rhs == rhs && ($0.lhs == lhs || $0.lhs == plain)
      }
      let group =
        plain == lhs ? 0 : (Int(lhs.split(separator: ".g").last ?? "") ?? 1) - 1
      guard group < matches.count else {
        lacks(name)
        continue
      }
      // A release that frees nothing has the statistic 0 in lavaan.
      compare(
        matches[group].test?.statistic ?? 0, with: row["X2"] ?? .none, .measure,
        at: "\(name): X2")
      compare(
        matches[group].test?.pValue ?? 1, with: row["p_value"] ?? .none,
        .probability, at: "\(name): p")
      if let change = row["epc"] {
        compare(
          matches[group].expectedChange, with: change, .estimate,
          at: "\(name): epc")
      }
    }
    for row in block["epc"]?.list ?? [] {
      let lhs = row["lhs"]?.text ?? ""
      let op = row["op"]?.text ?? ""
      let rhs = row["rhs"]?.text ?? ""
      let name = "\(place): change of \(lhs) \(op) \(rhs)"
      let change = own.changes.first {
        $0.lhs == lhs && $0.op.rawValue == op && $0.rhs == rhs
          && Double($0.group) == row["group"]?.number
      }
      guard let change else {
        lacks(name)
        continue
      }
      // The sign of a change of 0 is rounding, and lavaan standardizes
      // variances by it.
      let isZero = abs(change.expectedChange) < 1e-7
      let columns: [(String, Double?)] = [
        ("epc", change.expectedChange), ("epv", change.expectedValue),
        ("sepc_lv", isZero ? nil : change.standardizedLatent),
        ("sepc_all", isZero ? nil : change.standardizedAll),
        ("sepc_nox", isZero ? nil : change.standardizedNoExogenous),
      ]
      for (column, value) in columns {
        guard let expected = row[column], value != nil || !isZero else {
          continue
        }
        compare(
          value, with: expected, .estimate, at: "\(name): \(column)")
      }
    }
  }

  private mutating func compareTest(
    _ own: HypothesisTest, with reference: ReferenceValue, at place: String
  ) {
    compare(
      own.statistic, with: reference["X2"] ?? .none, .measure,
      at: "\(place): X2")
    compare(
      Double(own.degreesOfFreedom), with: reference["df"] ?? .none, .measure,
      at: "\(place): df")
    compare(
      own.pValue ?? 1, with: reference["p_value"] ?? .none, .probability,
      at: "\(place): p")
  }
}
