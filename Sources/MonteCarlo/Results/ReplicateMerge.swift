internal import Clusters
internal import Messages

/// Puts the files of all shards together, condition by condition, in the order
/// of the replicates: results, and the file of replicates, are those of a run
/// without shards.
package struct ReplicateMerge {
  /// A file of a shard.
  package struct File {
    var name: String
    var source: ReplicateReader.Source

    /// Describes a file.
    package init(name: String, source: @escaping ReplicateReader.Source) {
      self.name = name
      self.source = source
    }
  }

  private let layout: ReplicateFile
  private var parts: [(file: File, reader: ReplicateReader)] = []

  /// Finds out whether files belong together; their order does not matter.
  ///
  /// - Parameters:
  ///   - layout: The study's file.
  ///   - files: One file for each shard.
  /// - Throws: `LatentError` that names a file of another study, version, seed,
  ///   number of shards or, where numbers depend on it, library; and shards that
  ///   are missing or there twice.
  package init(_ layout: ReplicateFile, _ files: [File]) throws {
    self.layout = layout
    for file in files {
      guard
        let reader = try ReplicateReader(layout, name: file.name, file.source)
      else {
        throw ReplicateReader.refusal(
          "The file holds no replicate yet.",
          "Run its shard: the same command goes on where it stopped.",
          file.name)
      }
      parts.append((file, reader))
    }
    try requireTogether()
    parts.sort { $0.reader.shard.number < $1.reader.shard.number }
  }

  private func requireTogether() throws(LatentError) {
    guard let first = parts.first else {
      throw ReplicateReader.refusal(
        "No file is named.", "Name the files of all shards.", "merge")
    }
    var seen: [Int: String] = [:]
    for (file, reader) in parts {
      guard reader.shard.count == first.reader.shard.count else {
        throw ReplicateReader.refusal(
          "This is one of \(reader.shard.count) shards, and "
            + "\(first.file.name) one of \(first.reader.shard.count).",
          "Merge shards of one division.", file.name)
      }
      if let other = seen.updateValue(file.name, forKey: reader.shard.number) {
        throw ReplicateReader.refusal(
          "This is shard \(reader.shard.number), and so is \(other).",
          "Name each shard once.", file.name)
      }
      guard layout.isReproducible || reader.library == first.reader.library
      else {
        throw ReplicateReader.refusal(
          "Another library computed with matrices: \(reader.library); of "
            + "\(first.file.name) \(first.reader.library). With so many "
            + "variables last digits depend on it.",
          "Draw all shards on machines of one kind, as by "
            + "`OPENBLAS_CORETYPE=Haswell` everywhere.", file.name)
      }
    }
    let missing = (1...first.reader.shard.count).filter { seen[$0] == nil }
    guard missing.isEmpty else {
      let noun = missing.count == 1 ? "Shard" : "Shards"
      let verb = missing.count == 1 ? "is" : "are"
      throw ReplicateReader.refusal(
        "\(noun) \(listing(missing.map(String.init), limit: 12)) of "
          + "\(first.reader.shard.count) \(verb) missing.",
        "Name the files of all shards.", first.file.name)
    }
  }

  /// Reads all replicates.
  ///
  /// - Parameters:
  ///   - take: Gets each replicate: the condition, and a value by its place.
  ///   - write: Gets the bytes of the file of a run without shards; `nil` where
  ///     nobody needs them.
  /// - Throws: `LatentError` for a shard that is not finished or was changed;
  ///   what sources and `write` throw.
  package mutating func run(
    take: (SimulationCondition, (Int) -> Double) -> Void,
    write: (([UInt8]) throws -> Void)?
  ) throws {
    var writer = ReplicateWriter(layout, Shard())
    try write?(layout.head(Shard()))
    for condition in layout.conditions {
      let batch = MonteCarloRun.batch(of: condition)
      var lines: [UInt8] = []
      var count = 0
      func flush(_ write: ([UInt8]) throws -> Void) throws {
        if count > 0 { try write(writer.block(lines, count: count)) }
        lines.removeAll(keepingCapacity: true)
        count = 0
      }
      for place in parts.indices {
        let size = parts[place].reader.shard
          .replicates(of: layout.study.replicates).count
        while parts[place].reader.count < condition.number * size {
          let block = try block(of: place, take)
          guard let write else { continue }
          for line in block.split(separator: 0x0A) {
            lines += line
            lines.append(0x0A)
            count += 1
            if count == batch { try flush(write) }
          }
        }
        parts[place].reader.pause()
      }
      if let write { try flush(write) }
    }
    for place in parts.indices {
      guard case .end = try parts[place].reader.next(parts[place].file.source)
      else { throw unfinished(place) }
    }
    try write?(writer.end)
  }

  private mutating func block(
    of place: Int, _ take: (SimulationCondition, (Int) -> Double) -> Void
  ) throws -> [UInt8] {
    let known = parts[place].reader.count
    guard
      case .block(let lines, _) =
        try parts[place].reader.next(parts[place].file.source)
    else { throw unfinished(place) }
    try layout.read(
      lines, after: known, of: parts[place].reader.shard,
      name: parts[place].file.name, take: take)
    return lines
  }

  private func unfinished(_ place: Int) -> LatentError {
    let (file, reader) = parts[place]
    return ReplicateReader.refusal(
      "The file is not finished, or damaged: \(reader.count) of "
        + "\(layout.count(reader.shard)) replicates are sound.",
      "Run its shard again: it goes on where it stopped.", file.name)
  }
}
