package import LinearAlgebra

/// The first-stage statistics of a group with ordered variables: thresholds,
/// means of continuous variables, slopes on the variables that the others are
/// given, and correlations of responses, with variances of continuous
/// variables and covariances in their units (Muthén, 1984).
package struct ResponseStatistics: Sendable {
  /// The places of the statistics.
  package let layout: MomentLayout
  /// The statistics, in the order of the layout.
  package let values: [Double]
  /// The number of cases in each category of an ordered variable, of the
  /// layout's variables; empty for a continuous one.
  package let categoryCounts: [[Int]]
  /// The categories of an ordered variable, ascending; empty for a continuous
  /// one.
  package var categories: [[Double]] = []
  /// The variables.
  package var names: [String] = []

  /// Takes statistics.
  ///
  /// - Parameters:
  ///   - layout: Their places.
  ///   - values: Their values.
  ///   - counts: The number of cases in each category of each variable.
  package init(
    layout: MomentLayout, values: [Double], categoryCounts counts: [[Int]] = []
  ) {
    precondition(values.count == layout.count, "one value a statistic")
    self.layout = layout
    self.values = values
    categoryCounts = counts
  }

  /// The thresholds of all variables.
  package var thresholds: [Double] { Array(values[layout.thresholds]) }

  /// The correlations, with variances of continuous variables and 1 of ordered
  /// ones on the diagonal.
  package var covariance: Matrix {
    var result = layout.covariance(in: values)
    for i in 0..<layout.variableCount where layout.isOrdered(i) {
      result[i, i] = 1
    }
    return result
  }

  /// The means or intercepts of continuous variables; 0 of ordered ones.
  package var means: [Double] {
    (0..<layout.variableCount).map {
      layout.contains(.mean($0)) ? values[layout.index(of: .mean($0))] : 0
    }
  }

  /// The slopes, variables × exogenous.
  package var slopes: Matrix {
    var result = Matrix(
      rows: layout.variableCount, columns: layout.exogenousCount)
    for x in 0..<layout.exogenousCount {
      for i in 0..<layout.variableCount {
        result[i, x] = values[layout.index(of: .slope(i, on: x))]
      }
    }
    return result
  }

  /// The covariances and means of all variables of a block, as far as they are
  /// known: those of responses are correlations given exogenous variables, with
  /// what these explain added.
  ///
  /// - Parameters:
  ///   - places: The places of the layout's variables among all.
  ///   - exogenous: The places of the exogenous variables among all.
  ///   - own: The covariances and means of the exogenous variables.
  /// - Returns: The covariances and means.
  package func allMoments(
    places: [Int], exogenous: [Int], own: (covariance: Matrix, mean: [Double])
  ) -> (covariance: Matrix, mean: [Double]) {
    let p = places.count + exogenous.count
    var covariance = Matrix(rows: p, columns: p)
    var mean = [Double](repeating: 0, count: p)
    let slopes = self.slopes
    let cross = slopes * own.covariance
    let all = self.covariance + cross * slopes.transposed
    let shift = exogenous.isEmpty ? [] : slopes * own.mean
    for (j, second) in places.enumerated() {
      for (i, first) in places.enumerated() {
        covariance[first, second] = all[i, j]
      }
      mean[second] = means[j] + (shift.isEmpty ? 0 : shift[j])
    }
    for (x, second) in exogenous.enumerated() {
      for (i, first) in places.enumerated() {
        covariance[first, second] = cross[i, x]
        covariance[second, first] = cross[i, x]
      }
      for (z, first) in exogenous.enumerated() {
        covariance[first, second] = own.covariance[z, x]
      }
      mean[second] = own.mean[x]
    }
    return (covariance, mean)
  }
}
