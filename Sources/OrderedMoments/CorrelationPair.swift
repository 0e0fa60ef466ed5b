package import LinearAlgebra
internal import Probability
internal import RealModule

/// The correlation of two variables of a first stage, with its standard error
/// and what its table tells of it.
package struct CorrelationPair: Sendable {
  /// The kinds of correlations.
  package enum Kind: String, Sendable, Hashable {
    /// Of two ordered variables.
    case polychoric
    /// Of an ordered and a continuous variable.
    case polyserial
    /// Of two continuous variables.
    case pearson
  }

  /// A test of the bivariate normal distribution behind a table, by the two
  /// statistics of its cells (Jöreskog, 1994).
  package struct CellTest: Sendable, Hashable {
    /// Pearson's X².
    package let pearson: Double
    /// The likelihood ratio G².
    package let likelihoodRatio: Double
    /// The degrees of freedom: cells − 1 less thresholds and the correlation.
    package let degreesOfFreedom: Int

    /// The p value of Pearson's X².
    package var pearsonProbability: Double {
      ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .upperTail(pearson)
    }
    /// The p value of the likelihood ratio.
    package var likelihoodRatioProbability: Double {
      ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .upperTail(likelihoodRatio)
    }
  }

  /// The earlier variable, from 0.
  package let first: Int
  /// The later variable.
  package let second: Int
  /// The kind of the correlation.
  package let kind: Kind
  /// The correlation.
  package let correlation: Double
  /// Its standard error.
  package let standardError: Double
  /// The number of cases with both values.
  package let count: Double
  /// The counts of the cells, and what the bivariate normal distribution
  /// expects, earlier × later variable; `nil` unless both are ordered.
  package let table: (observed: Matrix, expected: Matrix)?
  /// The test of that distribution; `nil` where it leaves no degrees of freedom,
  /// and of weighted or clustered cases.
  package let test: CellTest?
}

extension FirstStage {
  /// The correlations of all pairs, in the order of vech, of a first stage
  /// without exogenous variables.
  package func correlationPairs() -> [CorrelationPair] {
    let variances = influences.correlationVariances(covariance)
    return influences.places.map { place in
      let (i, j) = (place.first, place.second)
      let kinds = (layout.isOrdered(i), layout.isOrdered(j))
      let rho = correlation[i, j]
      let table = influences.table(i, j).map { observed in
        (observed: observed, expected: expected(observed, i, j, rho))
      }
      return CorrelationPair(
        first: i, second: j,
        kind: kinds == (true, true)
          ? .polychoric : kinds == (false, false) ? .pearson : .polyserial,
        correlation: rho,
        // As of covariances that divide by n − 1.
        standardError: (variances[place.number] / (size - 1)).squareRoot(),
        count: Self.count(influences.pairSize(i, j)), table: table,
        // Counts of weighted or dependent cases are not multinomial.
        test: influences.isSimple
          ? table.flatMap { Self.test($0.observed, $0.expected) } : nil)
    }
  }

  /// A sum of weights without the rounding of what is a whole number.
  private static func count(_ sum: Double) -> Double {
    abs(sum - sum.rounded()) <= 1e-9 * sum ? sum.rounded() : sum
  }

  /// The counts that are expected of a table.
  private func expected(
    _ observed: Matrix, _ i: Int, _ j: Int, _ rho: Double
  ) -> Matrix {
    let total = observed.elements.reduce(0, +)
    let distribution = BivariateNormalDistribution(correlation: rho)
    let rowLimits = [-.infinity] + thresholds[i] + [.infinity]
    let columnLimits = [-.infinity] + thresholds[j] + [.infinity]
    var result = Matrix(rows: observed.rows, columns: observed.columns)
    for b in 0..<result.columns {
      for a in 0..<result.rows {
        let x = (rowLimits[a], rowLimits[a + 1])
        let y = (columnLimits[b], columnLimits[b + 1])
        var p = distribution.rectangle(x: x, y: y)
        if p < 1e-6 { p = distribution.smallRectangle(x: x, y: y) }
        result[a, b] = total * p
      }
    }
    return result
  }

  private static func test(_ observed: Matrix, _ expected: Matrix)
    -> CorrelationPair.CellTest?
  {
    let degrees = (observed.rows - 1) * (observed.columns - 1) - 1
    guard degrees > 0 else { return nil }
    var (pearson, ratio) = (0.0, 0.0)
    for (n, e) in zip(observed.elements, expected.elements) {
      pearson += (n - e) * (n - e) / e
      if n > 0 { ratio += 2 * n * .log(n / e) }
    }
    return CorrelationPair.CellTest(
      pearson: pearson, likelihoodRatio: ratio, degreesOfFreedom: degrees)
  }
}
