/// The candidate a writer most probably meant by `name`, if one is close.
///
/// Equal but for case comes first; otherwise the smallest number of inserted,
/// deleted, replaced or transposed characters, at most a third of the name.
///
/// - Complexity: O(candidates x length squared).
func nearestName(to name: String, among candidates: [String]) -> String? {
  let folded = name.lowercased()
  if let same = candidates.first(where: { $0.lowercased() == folded }) {
    return same
  }
  let target = Array(folded)
  let limit = max(1, target.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let other = Array(candidate.lowercased())
    guard abs(other.count - target.count) <= limit else { continue }
    let distance = editDistance(target, other)
    if distance <= limit, distance < best?.distance ?? Int.max {
      best = (candidate, distance)
    }
  }
  // A one-character name is near every other: nothing was meant.
  guard let best, best.distance < target.count else { return nil }
  return best.name
}

/// The optimal string alignment distance.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var current = last
  for i in 0..<a.count {
    current[0] = i + 1
    for j in 0..<b.count {
      let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
      var distance = min(replaced, last[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      current[j + 1] = distance
    }
    (beforeLast, last, current) = (last, current, beforeLast)
  }
  return last[b.count]
}
