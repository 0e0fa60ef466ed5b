internal import EffectAnalysis
package import Messages
package import ModelFit
internal import Specification

extension BootstrapResults {
  /// The warnings of the draws, and of ratios that have no standard deviation.
  ///
  /// - Parameter fit: The fit that was bootstrapped.
  /// - Returns: The warnings.
  package func warnings(of fit: Fit) -> [LatentWarning] {
    let own = LatentWarning(unstableRatios: unstableRatios(of: fit))
    return warnings + [own].compactMap(\.self)
  }

  /// The defined parameters that divide by something whose percentile interval
  /// holds 0.
  ///
  /// A ratio whose denominator has a density at 0 has no variance (Marsaglia,
  /// 2006).
  private func unstableRatios(of fit: Fit) -> [String] {
    let usable = draws.replicates.indices.filter(draws.isUsable)
    let tail = (1 - origin.level) / 2 * Double(usable.count)
    return fit.table.definitions.compactMap { definition in
      let isUnstable = definition.expression.denominators.contains {
        denominator in
        let columns = denominator.rows.compactMap { row in
          draws.column(.estimate(row: row)).map { (row: row, column: $0) }
        }
        var rows = fit.parameters.map(\.estimate)
        var signs = (negative: 0, positive: 0)
        for index in usable {
          for (row, column) in columns {
            rows[row] = draws.value(index, column)
          }
          let value = denominator.value(rows)
          if value < 0 { signs.negative += 1 }
          if value > 0 { signs.positive += 1 }
        }
        return Double(signs.negative) > tail && Double(signs.positive) > tail
      }
      return isUnstable ? fit.table.rows[definition.row].lhs : nil
    }
  }
}
