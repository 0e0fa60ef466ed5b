package import LinearAlgebra
package import MomentStructure
package import SampleStatistics

extension CaseDeviations {
  /// Prepares a group's cases; `nil` without complete cases, or if fixed
  /// variables are collinear.
  ///
  /// - Parameters:
  ///   - sample: The group's sample.
  ///   - structure: The block, for its fixed exogenous variables.
  ///   - implied: Covariances whose regressions on the fixed variables take
  ///     the place of the sample's, p × p.
  package convenience init?(
    _ sample: Sample, _ structure: BlockStructure,
    predictingBy implied: Matrix? = nil
  ) {
    guard let cases = sample.completeCases else { return nil }
    self.init(
      cases, size: sample.size, fixed: structure.fixedExogenous,
      predictingBy: implied)
  }
}
