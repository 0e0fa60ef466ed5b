import CasePrediction
import ModelCriticism
import ModelFit
internal import ModelSyntax
internal import Specification

extension Comparison {
  /// Compares modification indices; every one of the reference must be there.
  mutating func compareModification(
    _ rows: [ReferenceValue], of fit: Fit, prefix: String
  ) {
    guard let own = try? fit.modificationIndices() else {
      return lacks("\(prefix)modification indices")
    }
    if prefix.isEmpty { compareOrder(own, with: rows, of: fit) }
    for reference in rows {
      let lhs = reference["lhs"]?.text ?? ""
      let op = reference["op"]?.text ?? ""
      let rhs = reference["rhs"]?.text ?? ""
      let group = Int(reference["group"]?.number ?? 1)
      let place =
        "\(prefix)modification \(lhs) \(op) \(rhs)"
        + (group > 1 ? " (group \(group))" : "")
      guard
        let row = own.first(where: {
          $0.op.rawValue == op && $0.group == group
            && ($0.lhs == lhs && $0.rhs == rhs
              || op == "~~" && $0.lhs == rhs && $0.rhs == lhs)
        })
      else {
        lacks(place)
        continue
      }
      let columns: [(String, Double?)] = [
        ("mi", row.statistic), ("epc", row.expectedChange),
        ("sepc_lv", row.standardizedLatent),
        ("sepc_all", row.standardizedAll),
        ("sepc_nox", row.standardizedNoExogenous),
      ]
      for (name, value) in columns {
        guard let expected = reference[name] else { continue }
        compare(
          value, with: expected, name == "mi" ? .measure : .estimate,
          at: "\(place): \(name)")
      }
    }
  }

  /// A full list must hold the same rows in the same order; regressions of
  /// fixed exogenous variables, which references leave out, aside.
  private mutating func compareOrder(
    _ own: [ModificationIndex], with rows: [ReferenceValue], of fit: Fit
  ) {
    let fixed = Set(
      fit.table.rows.filter { $0.isExogenous && !$0.isFree }.map(\.lhs))
    let listed = own.filter { !fixed.contains($0.lhs) }
    for (index, row) in listed.enumerated() {
      let other = index < rows.count ? rows[index] : .none
      let isSame =
        other["lhs"]?.text == row.lhs && other["op"]?.text == row.op.rawValue
        && other["rhs"]?.text == row.rhs
        && other["group"]?.number == Double(row.group)
      if !isSame {
        return lacks(
          "order of modification indices at \(row.lhs) "
            + "\(row.op.rawValue) \(row.rhs)")
      }
    }
    if listed.count < rows.count { lacks("the last modification indices") }
  }

  /// Compares factor scores, or predicted values, of some rows.
  mutating func compareScores(_ blocks: [ReferenceValue], of fit: Fit) {
    for block in blocks {
      let method = block["method"]?.text ?? ""
      let isLatent = block["type"]?.text == "lv"
      let place = "\(method) \(isLatent ? "scores" : "predictions")"
      let group = Int(block["group"]?.number ?? 1)
      let names = block["names"]?.list?.compactMap(\.text) ?? []
      guard let kind = FactorScoreMethod(rawValue: method) else {
        refuse("unknown method of scores `\(method)`")
        continue
      }
      guard
        let own = try? isLatent
          ? fit.factorScores(kind) : fit.predictedValues(kind)
      else {
        lacks(place)
        continue
      }
      let columns = names.map { own.variables.firstIndex(of: $0) }
      let numbers = block["rows"]?.list?.compactMap(\.number) ?? []
      for (number, values) in zip(numbers, block["values"]?.list ?? []) {
        let item = own.cases.first {
          Double($0.rowNumber) == number && $0.group == group
        }
        for (index, value) in (values.list ?? []).enumerated() {
          let column = columns[index]
          compare(
            column.flatMap { item?.values[$0] }, with: value, .score,
            at: "\(place) of \(names[index]), row \(Int(number))")
          guard let errors = block["se"]?.list else { continue }
          compare(
            column.flatMap { item?.standardErrors[$0] }, with: errors[index],
            .standardError,
            at: "\(place) of \(names[index]), row \(Int(number)): se")
        }
      }
    }
  }
}
