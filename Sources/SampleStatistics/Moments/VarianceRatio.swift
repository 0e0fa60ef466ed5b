internal import LinearAlgebra
package import Messages
internal import TableReading

extension LatentWarning {
  /// A sample of cases that are not more than its variables.
  ///
  /// - Parameter sample: A group.
  /// - Returns: `nil` if there are more cases than variables.
  package static func fewCases(_ sample: Sample) -> LatentWarning? {
    let moments = sample.moments
    guard moments.observationCount <= moments.variableCount else { return nil }
    return LatentWarning(
      code: "data.few-cases",
      message: "\(moments.observationCount) cases"
        + (sample.label.isEmpty ? "" : " in group \(sample.label)")
        + " of \(moments.variableCount) variables have a covariance matrix "
        + "without an inverse: standard errors and tests are not to be relied "
        + "on.")
  }

  /// Variances of a group that differ by a factor of 1000 and more, with which
  /// searches for an optimum have trouble.
  ///
  /// - Parameter samples: The groups.
  /// - Returns: The warning about the group in which they differ most; `nil` if
  ///   they do not.
  package static func unequalVariances(_ samples: [Sample]) -> LatentWarning? {
    var worst: (ratio: Double, message: String)?
    for sample in samples {
      let variances = sample.moments.covariance.diagonal
      let names = sample.moments.variableNames
      guard
        let largest = variances.indices.max(by: {
          variances[$0] < variances[$1]
        }),
        let smallest = variances.indices.min(by: {
          variances[$0] < variances[$1]
        }),
        variances[smallest] > 0
      else { continue }
      let ratio = variances[largest] / variances[smallest]
      guard ratio >= 1000, ratio > worst?.ratio ?? 0 else { continue }
      let place = samples.count > 1 ? " in group \(sample.label)" : ""
      worst = (
        ratio,
        "Variances differ by a factor of 1000 and more\(place): "
          + "\(names[largest]) has \(significant(variances[largest])), "
          + "\(names[smallest]) \(significant(variances[smallest])); divide "
          + "variables by constants until they are alike."
      )
    }
    return worst.map {
      LatentWarning(code: "data.unequal-variances", message: $0.message)
    }
  }
}

/// A positive number to three digits.
private func significant(_ value: Double) -> String {
  guard value.isNormal, value < 1e15, value > 1e-9 else { return "\(value)" }
  var digits = value
  var (factor, divisor) = (1.0, 1.0)
  while digits >= 1000 {
    digits /= 10
    factor *= 10
  }
  while digits < 100 {
    digits *= 10
    divisor *= 10
  }
  return DataColumn.label(of: digits.rounded() * factor / divisor)
}
