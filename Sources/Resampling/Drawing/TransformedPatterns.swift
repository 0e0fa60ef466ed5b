package import Estimation
internal import LinearAlgebra
package import Messages
internal import ModelFit
package import SampleStatistics

/// One group's incomplete cases transformed so that the model holds exactly in
/// them: their saturated moments are those that the model implies (Savalei &
/// Yuan, 2009).
///
/// A case of pattern j becomes Σ_j^½ S_j^(−½) (x − m_j) + μ_j, with m and S the
/// saturated moments of the cases, μ and Σ the model's, each the pattern's own
/// part (Enders, 2002). One such step is exact for complete cases; others are
/// transformed again, from the saturated moments of the result, until these are
/// the model's.
package struct TransformedPatterns {
  /// The group with its cases transformed.
  package let sample: Sample

  /// The distance that saturated moments may have from the model's, in standard
  /// deviations.
  private static let tolerance = 1e-8
  private static let stepLimit = 200

  /// Turns a group's cases.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - cases: Its cases.
  ///   - implied: The moments that the model implies.
  /// - Throws: `LatentError` if moments are not positive definite, or if the
  ///   steps do not end.
  package init(
    _ group: Sample, _ cases: SampleCases,
    to implied: ImpliedMoments
  ) throws(LatentError) {
    var cases = cases
    var covariance = group.covariance
    var mean = group.mean ?? []
    for _ in 0..<Self.stepLimit {
      guard
        let values = Self.transformed(
          cases, from: (covariance, mean),
          to: (implied.covariance, implied.mean))
      else { throw ReplicateSource.notPositiveDefinite }
      cases = cases.replacing(values: values)
      let moments = SaturatedMoments.fit(cases)
      guard moments.isConverged else { break }
      (covariance, mean) = (moments.covariance, moments.mean)
      guard Self.distance((covariance, mean), implied) < Self.tolerance else {
        continue
      }
      var result = group
      result.cases = cases
      result.covariance = covariance
      result.mean = mean
      sample = result
      return
    }
    throw LatentError(
      code: .bootstrapNoTransformation,
      message: "The incomplete cases"
        + (group.label.isEmpty ? "" : " of group \(group.label)")
        + " could not be transformed so that the model holds in them.",
      remedy: "Use the parametric bootstrap.")
  }

  /// One step; `nil` if a pattern's moments are not positive definite.
  private static func transformed(
    _ cases: SampleCases, from: (covariance: Matrix, mean: [Double]),
    to: (covariance: Matrix, mean: [Double])
  ) -> Matrix? {
    var values = cases.values
    for pattern in cases.patterns {
      let known = pattern.partition.known.map { Int($0) }
      guard
        let whiten = ReplicateSource.root(
          from.covariance.submatrix(rows: known, columns: known), power: -0.5),
        let color = ReplicateSource.root(
          to.covariance.submatrix(rows: known, columns: known), power: 0.5)
      else { return nil }
      let turn = color * whiten
      for number in pattern.cases {
        let moved =
          turn * known.map { cases.values[$0, number] - from.mean[$0] }
        for (k, i) in known.enumerated() {
          values[i, number] = moved[k] + to.mean[i]
        }
      }
    }
    return values
  }

  /// The largest difference of moments, in the model's standard deviations.
  private static func distance(
    _ own: (covariance: Matrix, mean: [Double]), _ implied: ImpliedMoments
  ) -> Double {
    let sd = implied.covariance.diagonal.map { $0.squareRoot() }
    var largest = 0.0
    for j in sd.indices {
      largest = max(largest, abs(own.mean[j] - implied.mean[j]) / sd[j])
      for i in sd.indices {
        let difference = own.covariance[i, j] - implied.covariance[i, j]
        largest = max(largest, abs(difference) / (sd[i] * sd[j]))
      }
    }
    return largest
  }
}
