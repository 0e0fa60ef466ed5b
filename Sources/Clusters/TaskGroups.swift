/// Shards as the tasks of arrays.
///
/// Slurm limits the numbers of tasks: shard s is task s − o of an array with the
/// offset o, a multiple of the limit.
package enum TaskGroups {
  /// The arrays of some shards: `0:1-1000`, `1000:3,7-9`.
  ///
  /// - Parameters:
  ///   - shards: The shards, ascending.
  ///   - limit: The most tasks of an array.
  /// - Returns: The offset of each array, a colon, and its tasks.
  package static func groups(_ shards: [Int], limit: Int) -> [String] {
    var result: [String] = []
    var rest = shards[...]
    while let first = rest.first {
      let offset = (first - 1) / limit * limit
      let own = rest.prefix { $0 <= offset + limit }
      rest = rest.dropFirst(own.count)
      result.append("\(offset):\(list(own.map { $0 - offset }))")
    }
    return result
  }

  /// Numbers as ranges with commas between: `1-3,7`.
  package static func list(_ numbers: [Int]) -> String {
    var parts: [String] = []
    var rest = numbers[...]
    while let first = rest.first {
      var last = first
      rest = rest.dropFirst()
      while rest.first == last + 1 {
        last += 1
        rest = rest.dropFirst()
      }
      parts.append(first == last ? "\(first)" : "\(first)-\(last)")
    }
    return parts.joined(separator: ",")
  }

  /// The numbers of such a list; `nil` for another text.
  static func numbers(_ list: some StringProtocol) -> [Int]? {
    var result: [Int] = []
    for part in list.split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil,
        ends.count <= 2, 1...last ~= first, last - first < 10_000_000
      else { return nil }
      result += first...last
    }
    return result.isEmpty ? nil : result
  }
}
