import Clusters
import LinearAlgebra
import Messages
import MonteCarlo
import RequestSettings

/// The file in which a run of a Monte Carlo study, or of a shard of it, keeps its
/// replicates, and from which it goes on.
struct KeptReplicates {
  /// Whether the file holds all replicates, and the line of its end.
  let isFinished: Bool
  /// What a file that was there held, as a sentence; `nil` for a new one.
  let note: String?
  private var file: GrowingFile
  private var writer: ReplicateWriter

  /// How many replicates are kept.
  var count: Int { writer.count }
  /// The file's path.
  var path: String { file.path }

  /// Opens the file, or makes one; what is not sound at its end is cut.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - layout: The study's file.
  ///   - shard: The shard that is carried out.
  ///   - take: Gets each replicate that is there; `nil` where nobody needs them.
  /// - Throws: `LatentError` for a file of another study, seed, version or
  ///   shard, or of something else; `InputError` if it cannot be opened or
  ///   another process has it.
  init(
    _ path: String, _ layout: ReplicateFile, _ shard: Shard,
    take: ((SimulationCondition, (Int) -> Double) -> Void)?
  ) throws {
    file = try GrowingFile(
      WrittenFile(path, .result, isNamedByModel: false),
      words: GrowingFile.Words(
        noun: "file of replicates", purpose: "replicates can", work: "study",
        code: .monteCarloNotKept))
    let own = file.file
    let source = { (place: Int, most: Int) in
      try own.bytes(at: place, atMost: most)
    }
    guard var reader = try ReplicateReader(layout, name: path, source) else {
      writer = ReplicateWriter(layout, shard)
      isFinished = false
      note = nil
      try file.truncate(to: 0)
      try file.append(layout.head(shard).span)
      return
    }
    try Self.require(shard, reader, layout, path)
    var isFinished = false
    var isDamaged = false
    reading: while true {
      let known = reader.count
      switch try reader.next(source) {
      case .block(let lines, _):
        guard let take else { continue }
        try layout.read(lines, after: known, of: shard, name: path, take: take)
      case .end:
        isFinished = true
        break reading
      case .damage:
        isDamaged = true
        break reading
      case .part: break reading
      }
    }
    writer = ReplicateWriter(layout, after: reader)
    self.isFinished = isFinished
    let total = layout.count(shard)
    if isFinished {
      note = "\(path) is finished: it holds all \(total) replicates."
    } else {
      try file.truncate(to: reader.length)
      note =
        "\(path) holds \(reader.count) of \(total) replicates; the rest is "
        + "drawn."
        + (isDamaged
          ? " What followed them in the file was damaged, and is cut off." : "")
    }
  }

  private static func require(
    _ shard: Shard, _ reader: ReplicateReader, _ layout: ReplicateFile,
    _ path: String
  ) throws {
    guard reader.shard == shard else {
      throw InputError(
        message: "The file holds replicates of shard \(reader.shard.number)/"
          + "\(reader.shard.count), not of \(shard.number)/\(shard.count).",
        help: "Give each shard a file of its own.", place: path)
    }
    guard layout.isReproducible || reader.library == ReplicateFile.ownLibrary
    else {
      throw InputError(
        message: "The file was begun with another library of matrices, "
          + "\(reader.library); here it is \(ReplicateFile.ownLibrary). With so "
          + "many variables last digits depend on it.",
        help: "Go on with a machine of that kind, or make the file anew.",
        place: path)
    }
  }

  /// Appends a block.
  ///
  /// - Throws: `LatentError` if the file cannot be written any more.
  mutating func keep(
    _ condition: SimulationCondition, first: Int, count: Int, _ rows: SharedRows
  ) throws {
    let block = writer.block(condition, first: first, count: count, rows)
    if try file.append(block.span) { try file.requireInPlace() }
  }

  /// Appends the line of the end, and waits for the disk.
  ///
  /// - Throws: `LatentError` if the file cannot be written any more.
  mutating func finish() throws {
    try file.append(writer.end.span)
    try file.synchronize()
    try file.requireInPlace()
  }
}
