package import LinearAlgebra

/// Γ of some statistics.
package struct InfluenceProducts {
  /// The statistics, one after the other.
  package let statistics: [Range<Int>]
  /// Γ of these.
  package let matrix: MatrixBox

  /// The places of statistics in the matrix.
  ///
  /// - Parameter wanted: The statistics.
  /// - Returns: A range for each; `nil` where one is not there.
  package func places(of wanted: [Range<Int>]) -> [Range<Int>]? {
    var result: [Range<Int>] = []
    for range in wanted {
      var first = 0
      var place: Range<Int>?
      for own in statistics {
        if own.lowerBound <= range.lowerBound,
          range.upperBound <= own.upperBound
        {
          let start = first + range.lowerBound - own.lowerBound
          place = start..<start + range.count
        }
        first += own.count
      }
      guard let place else { return nil }
      result.append(place)
    }
    return result
  }
}
