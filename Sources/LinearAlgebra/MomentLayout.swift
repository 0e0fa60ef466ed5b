/// One moment of a block's variables.
package enum Moment: Sendable, Hashable {
  /// A threshold, by its number among all variables' thresholds.
  case threshold(Int)
  /// The mean, or the intercept given exogenous variables, of a variable.
  case mean(Int)
  /// The slope of a variable on an exogenous one.
  case slope(Int, on: Int)
  /// The covariance of two variables, in either order.
  case covariance(Int, Int)
}

/// The places of a block's moments in one vector: thresholds, means or
/// intercepts, slopes on exogenous variables (variables × exogenous, column
/// after column), then the lower triangle of the covariances, column after
/// column (vech).
package struct MomentLayout: Sendable, Hashable {
  /// The number of variables whose covariances are moments, p.
  package let variableCount: Int
  /// Whether means are among the moments.
  package let hasMeans: Bool
  /// The number of exogenous variables that slopes belong to.
  package let exogenousCount: Int
  /// The number of thresholds of all variables.
  package let thresholdCount: Int

  /// Makes the layout of p variables.
  package init(
    variableCount p: Int, hasMeans: Bool, exogenousCount: Int = 0,
    thresholdCount: Int = 0
  ) {
    variableCount = p
    self.hasMeans = hasMeans
    self.exogenousCount = exogenousCount
    self.thresholdCount = thresholdCount
  }

  /// The places of the thresholds.
  package var thresholds: Range<Int> { 0..<thresholdCount }
  /// The places of the means; empty without means.
  package var means: Range<Int> {
    let start = thresholdCount
    return start..<start + (hasMeans ? variableCount : 0)
  }
  /// The places of the slopes; empty without exogenous variables.
  package var slopes: Range<Int> {
    let start = means.upperBound
    return start..<start + variableCount * exogenousCount
  }
  /// The places of the covariances.
  package var covariances: Range<Int> {
    let start = slopes.upperBound
    return start..<start + Vech.count(order: variableCount)
  }
  /// The number of moments.
  package var count: Int { covariances.upperBound }

  /// The place of a moment.
  package func index(of moment: Moment) -> Int {
    switch moment {
    case .threshold(let number): number
    case .mean(let i): means.lowerBound + i
    case .slope(let i, let x): slopes.lowerBound + x * variableCount + i
    case .covariance(let i, let j):
      covariances.lowerBound + Vech.index(i, j, order: variableCount)
    }
  }

  /// The moments in their order.
  package var moments: [Moment] {
    let p = variableCount
    var result = thresholds.map { Moment.threshold($0) }
    if hasMeans { result += (0..<p).map { .mean($0) } }
    for x in 0..<exogenousCount {
      result += (0..<p).map { .slope($0, on: x) }
    }
    for j in 0..<p {
      result += (j..<p).map { .covariance($0, j) }
    }
    return result
  }

  /// Means, where they are moments, and covariances as one vector, for layouts
  /// of nothing else.
  package func vector(covariance: Matrix, mean: [Double]) -> [Double] {
    (hasMeans ? mean : []) + Vech.vector(covariance)
  }

  /// The covariances in a vector of moments.
  package func covariance(in vector: [Double]) -> Matrix {
    Vech.matrix(Array(vector[covariances]), order: variableCount)
  }
}
