package import Clusters
package import LinearAlgebra
internal import TableReading

/// Makes the bytes of a file of replicates, block by block.
package struct ReplicateWriter {
  private let layout: ReplicateFile
  private let shard: Shard
  private var hash: ContentHash
  /// How many replicates stand in the file.
  package private(set) var count: Int

  /// Begins a file.
  package init(_ layout: ReplicateFile, _ shard: Shard) {
    self.layout = layout
    self.shard = shard
    count = 0
    hash = ContentHash()
    hash.update(layout.head(shard).span)
  }

  /// Goes on behind what a reader found sound.
  package init(_ layout: ReplicateFile, after reader: ReplicateReader) {
    self.layout = layout
    shard = reader.shard
    count = reader.count
    hash = reader.hash
  }

  /// The bytes of a block of a condition's replicates.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - first: The number of the first replicate.
  ///   - count: How many there are.
  ///   - rows: Their numbers.
  /// - Returns: Their lines and the line below.
  package mutating func block(
    _ condition: SimulationCondition, first: Int, count: Int, _ rows: SharedRows
  ) -> [UInt8] {
    block(
      layout.lines(condition, first: first, count: count, rows), count: count)
  }

  /// The bytes of a block of lines.
  mutating func block(_ lines: [UInt8], count: Int) -> [UInt8] {
    self.count += count
    hash.update(lines.span)
    let check = Array(ReplicateFile.checkLine(self.count, hash).utf8)
    hash.update(check.span)
    return lines + check
  }

  /// The last line.
  package var end: [UInt8] {
    Array(ReplicateFile.endLine(count, hash).utf8)
  }
}
