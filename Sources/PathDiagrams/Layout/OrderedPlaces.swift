/// Places on a line that keep an order and distances, as near as possible to
/// where they are wanted.
enum OrderedPlaces {
  /// The places with the least weighted sum of squared distances from what is
  /// wanted: pooling of neighbours that are too near (Best & Chakravarti,
  /// 1990).
  ///
  /// - Parameters:
  ///   - wanted: The wanted places, in order.
  ///   - weights: Their weights.
  ///   - distances: The least distance of each from the one before; the first
  ///     is not used.
  /// - Returns: The places.
  static func nearest(
    to wanted: [Double], weights: [Double], distances: [Double]
  ) -> [Double] {
    var shift = [Double](repeating: 0, count: wanted.count)
    for index in wanted.indices.dropFirst() {
      shift[index] = shift[index - 1] + distances[index]
    }
    var pools: [(mean: Double, weight: Double, count: Int)] = []
    for index in wanted.indices {
      pools.append((wanted[index] - shift[index], weights[index], 1))
      while pools.count > 1,
        pools[pools.count - 2].mean > pools[pools.count - 1].mean
      {
        let last = pools.removeLast()
        let own = pools[pools.count - 1]
        let weight = own.weight + last.weight
        pools[pools.count - 1] = (
          (own.mean * own.weight + last.mean * last.weight) / weight, weight,
          own.count + last.count
        )
      }
    }
    var places: [Double] = []
    for pool in pools {
      for _ in 0..<pool.count {
        places.append(pool.mean + shift[places.count])
      }
    }
    return places
  }
}
