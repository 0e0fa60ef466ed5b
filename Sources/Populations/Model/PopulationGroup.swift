package import LinearAlgebra

/// One group of a population: the moments of its observed variables, or of the
/// responses behind ordered ones.
package struct PopulationGroup: Sendable, Hashable {
  /// The group's label; empty for a single group.
  package var label: String
  /// The observed variables in the order of the moments.
  package var variables: [String]
  /// The covariances, p × p.
  package var covariance: Matrix
  /// The means, p.
  package var mean: [Double]
  /// The thresholds of each variable, ascending; empty for continuous ones.
  package var thresholds: [[Double]]

  /// Makes a group.
  package init(
    label: String, variables: [String], covariance: Matrix, mean: [Double],
    thresholds: [[Double]]
  ) {
    self.label = label
    self.variables = variables
    self.covariance = covariance
    self.mean = mean
    self.thresholds = thresholds
  }

  /// The standard deviation of a variable.
  func deviation(_ place: Int) -> Double {
    covariance[place, place].squareRoot()
  }
}
