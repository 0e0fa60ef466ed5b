import Clusters
import LinearAlgebra
import Messages
import Testing

@testable import MonteCarlo

private let text = """
  replicates: 31
  standardized: true
  population: "f =~ 0.7*x1 + 0.7*x2 + 0.7*x3 + 0.7*x4"
  model: "f =~ x1 + x2 + x3 + x4"
  nobs: [40, 60]
  """

private func source(_ bytes: [UInt8]) -> ReplicateReader.Source {
  { place, most in Array(bytes.dropFirst(place).prefix(most)) }
}

private func merge(
  _ layout: ReplicateFile, _ parts: [[UInt8]]
) throws -> ReplicateMerge {
  try ReplicateMerge(
    layout,
    parts.enumerated().map {
      ReplicateMerge.File(name: "part \($0 + 1)", source: source($1))
    })
}

/// What a reader finds sound: the length, how many replicates, the end.
private func sound(_ layout: ReplicateFile, _ bytes: [UInt8]) throws -> (
  reader: ReplicateReader?, isWhole: Bool
) {
  guard
    var reader = try ReplicateReader(layout, name: "file", source(bytes))
  else { return (nil, false) }
  while true {
    switch try reader.next(source(bytes)) {
    case .block: continue
    case .end: return (reader, true)
    case .part, .damage: return (reader, false)
    }
  }
}

@Suite("Files of replicates")
struct ReplicateFileTests {
  @Test func threadsAndShardsGiveTheSameBits() throws {
    let (whole, bytes) = try carriedOut(text, threads: 1)
    #expect(try carriedOut(text, threads: 2).1 == bytes)
    let (study, conditions) = try planned(text)
    let layout = ReplicateFile(study, conditions)
    // In any order; of more shards than replicates, some are empty.
    for count in [1, 3, 40] {
      let parts = try (1...count).reversed().map {
        try carriedOut(text, shard: Shard($0, of: count)).1
      }
      var results = MonteCarloResults(study, conditions)
      var merged: [UInt8] = []
      var merge = try merge(layout, parts)
      try merge.run(
        take: { results.add($0, $1) }, write: { merged += $0 })
      #expect(merged == bytes)
      #expect(
        ReportedMonteCarlo(results).document
          == ReportedMonteCarlo(whole).document)
    }
  }

  /// Blocks of a run without shards are those of a merge, whatever the blocks
  /// of the shards.
  @Test func mergedFilesHaveTheBlocksOfOneRun() throws {
    let text = """
      replicates: 1100
      standardized: true
      population: "y ~ 0.5*x"
      model: "y ~ x"
      nobs: 20
      """
    let bytes = try carriedOut(text).1
    let (study, conditions) = try planned(text)
    let layout = ReplicateFile(study, conditions)
    var merged: [UInt8] = []
    var merge = try merge(
      layout, (1...3).map { try carriedOut(text, shard: Shard($0, of: 3)).1 })
    try merge.run(take: { _, _ in }, write: { merged += $0 })
    #expect(merged == bytes)
    #expect(try sound(layout, bytes).reader?.count == 1100)
  }

  @Test func aRunGoesOnFromAnyByte() throws {
    let bytes = try carriedOut(text).1
    let (study, conditions) = try planned(text)
    let layout = ReplicateFile(study, conditions)
    for cut in [0, 5] + Array(stride(from: 30, through: bytes.count, by: 997)) {
      let part = Array(bytes.prefix(cut))
      let (reader, isWhole) = try sound(layout, part)
      #expect(!isWhole)
      var whole =
        reader.map { Array(part.prefix($0.length)) }
        ?? layout.head(Shard())
      var writer =
        reader.map { ReplicateWriter(layout, after: $0) }
        ?? ReplicateWriter(layout, Shard())
      _ = try MonteCarloRun(conditions, replicates: study.replicates).run(
        after: writer.count, isStopped: { false }, progress: { _ in },
        take: { condition, first, count, rows in
          whole += writer.block(condition, first: first, count: count, rows)
        })
      #expect(whole + writer.end == bytes)
    }
    #expect(try sound(layout, bytes).isWhole)
    #expect(try !sound(layout, bytes + [0]).isWhole)
  }

  @Test func noChangedByteIsBelieved() throws {
    let bytes = try carriedOut(text).1
    let (study, conditions) = try planned(text)
    let layout = ReplicateFile(study, conditions)
    let head = layout.head(Shard()).count
    for place in stride(from: head, to: bytes.count, by: 211) {
      var changed = bytes
      changed[place] ^= 1
      let (reader, isWhole) = try sound(layout, changed)
      #expect(!isWhole)
      #expect(try #require(reader).length <= place)
      #expect(throws: LatentError.self) {
        var merge = try merge(layout, [changed])
        try merge.run(take: { _, _ in }, write: nil)
      }
    }
  }

  @Test(arguments: [
    ([1, 1, 2], 3, "This is shard 1, and so is part 1."),
    ([1, 3], 4, "Shards 2 and 4 of 4 are missing."),
    ([2], 2, "Shard 1 of 2 is missing."),
  ])
  func shardsThatDoNotBelongTogetherAreNamed(
    numbers: [Int], count: Int, message: String
  ) throws {
    let (study, conditions) = try planned(text)
    let layout = ReplicateFile(study, conditions)
    let parts = numbers.map { layout.head(Shard($0, of: count)) }
    let error = #expect(throws: LatentError.self) {
      _ = try merge(layout, parts)
    }
    #expect(error?.message == message)
  }

  @Test(arguments: [
    ("nobs: [40, 60]", "nobs: [40, 61]", "another study"),
    ("seed: 5", "seed: 6", "another study"),
  ])
  func otherStudiesAreRefused(old: String, new: String, message: String) throws
  {
    let text = text + "\nseed: 5"
    let (study, conditions) = try planned(text)
    let other = try planned(text.replacing(old, with: new))
    let head = ReplicateFile(other.0, other.1).head(Shard())
    let error = #expect(throws: LatentError.self) {
      _ = try sound(ReplicateFile(study, conditions), head)
    }
    #expect(error?.message.contains(message) == true)
    // Files that the study names are part of it.
    let changed = ReplicateFile(study, conditions, files: ["y ~ x"])
    #expect(throws: LatentError.self) {
      _ = try sound(changed, ReplicateFile(study, conditions).head(Shard()))
    }
  }

  @Test func otherVersionsAndDivisionsAreNamed() throws {
    let (study, conditions) = try planned(text)
    let layout = ReplicateFile(study, conditions)
    let head = String(decoding: layout.head(Shard()), as: UTF8.self)
    let old = head.replacing(
      "version \(LatentVersion.current)", with: "version 0.0.9")
    let error = #expect(throws: LatentError.self) {
      _ = try sound(layout, Array(old.utf8))
    }
    #expect(error?.message.contains("another version: 0.0.9") == true)
    let division = #expect(throws: LatentError.self) {
      _ = try merge(
        layout,
        [layout.head(Shard(1, of: 2)), layout.head(Shard(2, of: 3))])
    }
    #expect(
      division?.message == "This is one of 3 shards, and part 1 one of 2.")
  }
}
