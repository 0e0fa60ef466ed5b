/// The part of some work that a process carries out: of each set of replicates
/// those of one shard.
package struct Shard: Sendable, Hashable {
  /// The number, from 1.
  package var number = 1
  /// The number of shards.
  package var count = 1

  /// Makes the only shard.
  package init() {}

  /// Makes a shard of several.
  package init(_ number: Int, of count: Int) {
    precondition(1...count ~= number)
    self.number = number
    self.count = count
  }

  /// The replicates of a set.
  ///
  /// - Parameter total: All replicates.
  /// - Returns: A range from 1, empty where there are fewer than shards.
  package func replicates(of total: Int) -> Range<Int> {
    let before = { (number: Int) in
      number * (total / self.count) + min(number, total % self.count)
    }
    return before(number - 1) + 1..<before(number) + 1
  }
}
