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
  /// size.
  private func variance(of terms: [(statistic: Int, factor: Double)])
    -> Double
  {
    func value(_ r: Int) -> Double {
      terms.reduce(0) {
        $0 + $1.factor * storedInfluence(r, $1.statistic)
      }
    }
    var sum = 0.0
    guard let clusters else {
      for r in 0..<rowCount {
        let own = value(r)
        sum += (spreads?[r] ?? counts[r]) * own * own
      }
      return sum / size
    }
    var total = 0.0
    for r in 0..<rowCount {
      if r > 0, clusters[r] != clusters[r - 1] {
        sum += total * total
        total = 0
      }
      total += counts[r] * value(r)
    }
    sum += total * total
    let units = Double(unitCount)
    return units / max(units - 1, 1) * sum / size
  }
}
