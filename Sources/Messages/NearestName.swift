/// Finds the known name nearest to a mistyped one.
package enum NearestName {
  /// The candidate most like a name, if one is close enough to be meant.
  ///
  /// Names that differ in case only are always close. Otherwise up to a third
  /// of the letters may be wrong, three at most; an exchange of neighbours
  /// counts once (Damerau-Levenshtein distance, restricted).
  ///
  /// - Parameters:
  ///   - name: The name as written.
  ///   - candidates: The names that exist.
  /// - Returns: The nearest candidate, the first of several; `nil` if none is
  ///   close.
  package static func find(
    _ name: String, in candidates: some Sequence<String>
  ) -> String? {
    let target = Array(name.lowercased())
    let limit =
      target.allSatisfy(\.isASCII)
      ? min(3, target.count / 3) : min(3, max(1, target.count / 3))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased())
      let allowed = min(limit, (best?.distance ?? .max) - 1)
      guard allowed >= 0, abs(other.count - target.count) <= allowed else {
        continue
      }
      let distance = distance(target, other)
      // A single letter of another script has no part that could be right.
      guard distance <= allowed, distance < max(1, target.count) else {
        continue
      }
      best = (candidate, distance)
      if distance == 0, candidate == name { break }
    }
    return best?.name
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int
  {
    var twoBack = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        let substituted =
          previous[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(
          substituted, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1],
          left[row - 1] == right[column]
        {
          cost = min(cost, twoBack[column - 1] + 1)
        }
        current.append(cost)
      }
      twoBack = previous
      previous = current
    }
    return previous[right.count]
  }
}
