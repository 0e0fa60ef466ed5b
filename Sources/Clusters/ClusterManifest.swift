internal import Foundation
internal import TableReading

/// What a cluster folder says of itself.
///
/// It names the work, its shards, and the files that it depends on, and knows
/// nothing of what the work computes.
package struct ClusterManifest: Sendable, Hashable, Codable {
  /// A file that the work reads.
  package struct File: Sendable, Hashable, Codable {
    /// Its path in the folder.
    package var name: String
    /// Its hash.
    package var hash: String

    /// Describes a file.
    package init(name: String, bytes: [UInt8]) {
      self.name = name
      hash = Self.hash(bytes)
    }

    /// The hash of a file's bytes.
    package static func hash(_ bytes: [UInt8]) -> String {
      var hash = ContentHash()
      hash.update(bytes.span)
      return hash.text
    }
  }

  /// The work that is divided.
  package enum Work: String, Sendable, Hashable, Codable {
    /// `latent montecarlo`.
    case montecarlo
    /// `latent bootstrap`.
    case bootstrap
  }

  /// The version of the folder's form.
  package var format = 1
  /// The version of Latent.
  package var version: String
  /// The work.
  package var work: Work
  /// The words and options of the command that shards and the merge share.
  package var arguments: [String]
  /// Further options of the merge.
  package var merging: [String]
  /// The replicates of each set.
  package var replicates: Int
  /// The number of sets that each shard has a part of.
  package var sets: Int
  /// The number of shards.
  package var shards: Int
  /// The file of results.
  package var output: String
  /// What each shard needs.
  package var resources: ClusterResources
  /// The files that the work reads.
  package var files: [File]

  /// Describes a folder.
  package init(
    version: String, work: Work, arguments: [String], merging: [String],
    replicates: Int, sets: Int, shards: Int, output: String,
    resources: ClusterResources, files: [File]
  ) {
    self.version = version
    self.work = work
    self.arguments = arguments
    self.merging = merging
    self.replicates = replicates
    self.sets = sets
    self.shards = shards
    self.output = output
    self.resources = resources
    self.files = files
  }

  /// The name of a manifest in its folder.
  package static let name = "manifest.json"

  /// Reads a manifest; `nil` for a text that is none.
  package init?(_ bytes: [UInt8]) {
    guard
      let own = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      own.format == 1, own.shards > 0, own.replicates >= own.shards,
      own.sets > 0, own.resources.arrayLimit > 0, own.resources.cores > 0
    else { return nil }
    self = own
  }

  /// The manifest as JSON.
  package var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    // A value of texts and whole numbers has a form in JSON.
    return (try? encoder.encode(self)).map { Array($0) + [0x0A] } ?? []
  }

  // MARK: Shards

  /// The file of a shard, from the folder.
  package func file(of shard: Int) -> String { "shards/\(shard).csv" }

  /// The replicates of a shard in each set.
  package func range(of shard: Int) -> Range<Int> {
    Shard(shard, of: shards).replicates(of: replicates)
  }

  /// How many replicates a shard has, of all sets.
  package func count(of shard: Int) -> Int { sets * range(of: shard).count }

  /// The command line of a shard, without the program.
  package func command(of shard: Int) -> [String] {
    let threads = ["--threads", "\(resources.cores)"]
    switch work {
    case .montecarlo:
      return ["montecarlo"] + arguments + threads
        + [
          "--shard", "\(shard)/\(shards)", "--replicates-file",
          file(of: shard), "--output", "/dev/null",
        ]
    case .bootstrap:
      let range = range(of: shard)
      return ["bootstrap"] + arguments + threads
        + [
          "--replicates", "\(range.lowerBound)-\(range.upperBound - 1)",
          "--checkpoint", file(of: shard), "--output", "/dev/null",
        ]
    }
  }

  /// The command line of the merge, without the program.
  package var mergeCommand: [String] {
    let files = (1...shards).map(file).joined(separator: ",")
    return [work.rawValue] + arguments + merging
      + [
        work == .montecarlo ? "--merge" : "--from-draws", files, "--output",
        output,
      ]
  }
}
