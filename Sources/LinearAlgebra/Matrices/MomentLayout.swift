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

/// The places of a block's moments in one vector: thresholds, variable after
/// variable, means or intercepts, slopes on exogenous variables (variables ×
/// exogenous, column after column), then the lower triangle of the covariances,
/// column after column (vech).
///
/// The latent response of an ordered variable has thresholds, and neither a
/// mean nor a variance of its own: these are not moments.
package struct MomentLayout: Sendable, Hashable {
  /// The number of variables whose covariances are moments, p.
  package let variableCount: Int
  /// Whether means are among the moments.
  package let hasMeans: Bool
  /// The number of exogenous variables that slopes belong to.
  package let exogenousCount: Int
  /// The number of thresholds before those of each variable, and at the end
  /// that of all; empty without ordered variables.
  private let thresholdStarts: [Int]
  /// The number of ordered variables before each variable, and at the end that
  /// of all; empty without ordered variables.
  private let orderedBefore: [Int]

  /// Makes the layout of p variables.
  ///
  /// - Parameters:
  ///   - p: The number of variables.
  ///   - hasMeans: Whether means are among the moments.
  ///   - exogenousCount: The number of exogenous variables that slopes belong
  ///     to.
  ///   - thresholdCounts: The number of thresholds of each variable, 0 for a
  ///     continuous one; empty without ordered variables.
  package init(
    variableCount p: Int, hasMeans: Bool, exogenousCount: Int = 0,
    thresholdCounts: [Int] = []
  ) {
    precondition(
      thresholdCounts.isEmpty || thresholdCounts.count == p,
      "a number of thresholds for each variable")
    variableCount = p
    self.hasMeans = hasMeans
    self.exogenousCount = exogenousCount
    guard thresholdCounts.contains(where: { $0 > 0 }) else {
      thresholdStarts = []
      orderedBefore = []
      return
    }
    var starts = [0]
    var before = [0]
    for (i, count) in thresholdCounts.enumerated() {
      starts.append(starts[i] + count)
      before.append(before[i] + (count > 0 ? 1 : 0))
    }
    thresholdStarts = starts
    orderedBefore = before
  }

  /// Whether there are ordered variables.
  package var hasOrdered: Bool { !orderedBefore.isEmpty }
  /// The number of ordered variables.
  package var orderedCount: Int { orderedBefore.last ?? 0 }
  /// The number of thresholds of all variables.
  package var thresholdCount: Int { thresholdStarts.last ?? 0 }

  /// Whether a variable is ordered.
  package func isOrdered(_ i: Int) -> Bool {
    hasOrdered && orderedBefore[i + 1] > orderedBefore[i]
  }

  /// The places of the thresholds.
  package var thresholds: Range<Int> { 0..<thresholdCount }
  /// The places of the thresholds of a variable; empty for a continuous one.
  package func thresholds(of i: Int) -> Range<Int> {
    hasOrdered ? thresholdStarts[i]..<thresholdStarts[i + 1] : 0..<0
  }
  /// The places of the means; empty without means.
  package var means: Range<Int> {
    let start = thresholdCount
    return start..<start + (hasMeans ? variableCount - orderedCount : 0)
  }
  /// The places of the slopes; empty without exogenous variables.
  package var slopes: Range<Int> {
    let start = means.upperBound
    return start..<start + variableCount * exogenousCount
  }
  /// The places of intercepts and slopes, the coefficients of (1, x): variables
  /// × (1 + exogenous), column after column.
  package var coefficients: Range<Int> {
    means.lowerBound..<slopes.upperBound
  }
  /// The places of the covariances.
  package var covariances: Range<Int> {
    let start = slopes.upperBound
    return start..<start + Vech.count(order: variableCount) - orderedCount
  }
  /// The number of moments.
  package var count: Int { covariances.upperBound }

  /// Whether a moment of the variables is among the moments.
  package func contains(_ moment: Moment) -> Bool {
    switch moment {
    case .threshold(let number): thresholds.contains(number)
    case .mean(let i): hasMeans && !isOrdered(i)
    case .slope(_, let x): x < exogenousCount
    case .covariance(let i, let j): i != j || !isOrdered(i)
    }
  }

  /// The place of a moment.
  ///
  /// - Precondition: The layout contains it.
  package func index(of moment: Moment) -> Int {
    switch moment {
    case .threshold(let number): return number
    case .mean(let i):
      precondition(!isOrdered(i), "no mean of an ordered variable")
      return means.lowerBound + i - (hasOrdered ? orderedBefore[i] : 0)
    case .slope(let i, let x):
      return slopes.lowerBound + x * variableCount + i
    case .covariance(let i, let j):
      let all =
        covariances.lowerBound + Vech.index(i, j, order: variableCount)
      guard hasOrdered else { return all }
      precondition(
        i != j || !isOrdered(i), "no variance of an ordered variable")
      // Without the variances in the columns up to here.
      return all - orderedBefore[min(i, j) + (i == j ? 0 : 1)]
    }
  }

  /// The place of a coefficient of (1, x).
  ///
  /// - Parameters:
  ///   - i: The variable, which has an intercept.
  ///   - k: 0 for its intercept, k for its slope on the k-th exogenous variable,
  ///     from 1.
  /// - Returns: The place.
  package func index(ofCoefficient i: Int, on k: Int) -> Int {
    precondition(hasMeans && !hasOrdered, "an intercept for each variable")
    return means.lowerBound + k * variableCount + i
  }

  /// The places of a variable's own moments: its thresholds, or its mean, its
  /// slopes, and the variance of a continuous one.
  package func parameters(of i: Int) -> [Int] {
    let slopes = (0..<exogenousCount).map { index(of: .slope(i, on: $0)) }
    if isOrdered(i) { return Array(thresholds(of: i)) + slopes }
    let mean = hasMeans ? [index(of: .mean(i))] : []
    return mean + slopes + [index(of: .covariance(i, i))]
  }

  /// The moments in their order.
  package var moments: [Moment] {
    let p = variableCount
    var result = thresholds.map { Moment.threshold($0) }
    if hasMeans {
      result += (0..<p).map { .mean($0) }.filter { contains($0) }
    }
    for x in 0..<exogenousCount {
      result += (0..<p).map { .slope($0, on: x) }
    }
    for j in 0..<p {
      result += (j..<p).map { .covariance($0, j) }.filter { contains($0) }
    }
    return result
  }

  /// Means, where they are moments, and covariances as one vector, for layouts
  /// of nothing else.
  package func vector(covariance: Matrix, mean: [Double]) -> [Double] {
    (hasMeans ? mean : []) + Vech.vector(covariance)
  }

  /// The covariances in a vector of moments; zero where they are none of them,
  /// as the variances of ordered variables.
  package func covariance(in vector: [Double]) -> Matrix {
    guard hasOrdered else {
      return Vech.matrix(Array(vector[covariances]), order: variableCount)
    }
    let p = variableCount
    var result = Matrix(rows: p, columns: p)
    for j in 0..<p {
      for i in j..<p where contains(.covariance(i, j)) {
        let value = vector[index(of: .covariance(i, j))]
        result[i, j] = value
        result[j, i] = value
      }
    }
    return result
  }
}
