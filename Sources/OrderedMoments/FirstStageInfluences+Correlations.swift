internal import LinearAlgebra

extension FirstStageInfluences {
  /// A pair of variables, by its number in the order of vech.
  struct Place: Sendable {
    let number: Int
    let first: Int
    let second: Int
  }

  /// The variances of the correlations of all pairs times the size: those of
  /// covariances where both variables are ordered.
  ///
  /// The influence on a correlation is that on the covariance in units of both
  /// deviations, less what the variances take of it.
  ///
  /// - Parameter covariance: The covariances of the variables.
  /// - Returns: A variance for each pair.
  func correlationVariances(_ covariance: Matrix) -> [Double] {
    let variances = variances
    return places.map { place in
      let (i, j) = (place.first, place.second)
      let statistic = layout.index(of: .covariance(i, j))
      if layout.isOrdered(i), layout.isOrdered(j) {
        return variances[statistic]
      }
      let scale = (covariance[i, i] * covariance[j, j]).squareRoot()
      let rho = covariance[i, j] / scale
      var terms = [(statistic, 1 / scale)]
      for k in [i, j] where !layout.isOrdered(k) {
        terms.append(
          (layout.index(of: .covariance(k, k)), -rho / (2 * covariance[k, k])))
      }
      return variance(of: terms)
    }
  }

  /// The variance of a sum of statistics with stored influences, times the
  /// size; of independent cases.
  private func variance(of terms: [(statistic: Int, factor: Double)])
    -> Double
  {
    var sum = 0.0
    for r in 0..<rowCount {
      var value = 0.0
      for term in terms {
        value += term.factor * storedInfluence(r, term.statistic)
      }
      sum += (spreads?[r] ?? counts[r]) * value * value
    }
    return sum / size
  }
}
