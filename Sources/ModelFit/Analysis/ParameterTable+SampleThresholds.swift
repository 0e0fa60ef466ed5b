internal import LinearAlgebra
package import Messages
package import SampleStatistics
package import Specification

extension ParameterTable {
  /// The table with the sample's thresholds as the values of those that nobody
  /// frees or fixes (`auto-th: false`).
  ///
  /// - Parameter samples: The sample of each group.
  /// - Returns: The table, and what is to be said of it.
  package func fixingThresholds(_ samples: [Sample]) -> (
    table: ParameterTable, warnings: [LatentWarning]
  ) {
    var result = self
    var count = 0
    for index in rows.indices where rows[index].isOfSample {
      let row = rows[index]
      guard let group = row.groupIndex, let number = row.thresholdNumber,
        let responses = samples[group].responses,
        let variable = responses.names.firstIndex(of: row.lhs)
      else { continue }
      let places = responses.layout.thresholds(of: variable)
      result.rows[index].fixedValue =
        responses.values[places.lowerBound + number - 1]
      count += 1
    }
    guard count > 0 else { return (self, []) }
    return (
      result,
      [
        LatentWarning(
          code: .modelThresholdsOfSample,
          message: "\(counted(count, "threshold")) that the text does not name "
            + "\(count == 1 ? "is" : "are") fixed to the sample's "
            + "(`auto-th: false`, as with `kind: lavaan`), and "
            + "\(count == 1 ? "counts" : "count") as known: the degrees of "
            + "freedom are \(count) more than what χ² tests.")
      ]
    )
  }
}
