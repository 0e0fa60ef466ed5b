internal import ModelSyntax

extension ParameterTable {
  /// Factors whose loadings are fixed as those of a growth curve, where none of
  /// their means is estimated: one with ones, others with different numbers for
  /// the same three or more indicators.
  package var curveFactorsWithoutMeans: [String] {
    // Most models fix no more loadings than set scales.
    let fixedCount = rows.indices.count {
      rows[$0].op == .measurement && !rows[$0].isFree
    }
    guard fixedCount > 4 else { return [] }
    var order: [String] = []
    var loadings: [String: [String: Double]] = [:]
    var others: Set<String> = []
    for row in rows where row.group == 1 {
      switch row.op {
      case .measurement:
        guard !row.isFree, let value = row.fixedValue else {
          others.insert(row.lhs)
          continue
        }
        if loadings[row.lhs] == nil { order.append(row.lhs) }
        loadings[row.lhs, default: [:]][row.rhs] = value
      case .intercept:
        if row.isFree || row.fixedValue ?? 0 != 0, loadings[row.lhs] != nil {
          others.insert(row.lhs)
        }
      default: break
      }
    }
    let fixed = order.filter { !others.contains($0) }
    for level in fixed {
      guard let ones = loadings[level], ones.count > 2,
        ones.values.allSatisfy({ $0 == 1 })
      else { continue }
      let slopes = fixed.filter { name in
        guard name != level, let own = loadings[name] else { return false }
        // A loading of 0 may be left out.
        return own.keys.allSatisfy { ones[$0] != nil }
          && own.count + 1 >= ones.count
          && Set(own.values).count + (own.count < ones.count ? 1 : 0) > 2
      }
      if !slopes.isEmpty { return [level] + slopes }
    }
    return []
  }
}
