import Clusters
import RequestSettings

/// The end of a shard's file: whether it is whole, and how far it came.
struct ShardEnd {
  /// The length of the file.
  private(set) var size = 0
  /// Whether the last line says that all replicates are there.
  private(set) var isWhole = false
  /// How many replicates are kept.
  private(set) var kept = 0

  /// Looks at a file.
  ///
  /// The merge reads it all; here the last lines have to do.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - manifest: What it is a part of.
  ///   - shard: The shard.
  init(_ path: String, of manifest: ClusterManifest, shard: Int) {
    guard let file = try? RawFile(path, .reading) else { return }
    defer { try? file.close() }
    size = FileStatus(descriptor: file.descriptor)?.size ?? 0
    let count = manifest.count(of: shard)
    let opening =
      manifest.work == .montecarlo
      ? "# end \(count): " : "# end: \(count) replicates"
    let last = Self.lines(file, from: max(0, size - 200)).last ?? ""
    if last.hasPrefix(opening) {
      isWhole = true
      kept = count
      return
    }
    kept =
      manifest.work == .montecarlo
      ? Self.checked(file, size) : Self.drawn(file, size)
  }

  /// The number in the last line `# kept N: …`.
  private static func checked(_ file: RawFile, _ size: Int) -> Int {
    var length = 1 << 16
    while true {
      let start = max(0, size - length)
      let found = lines(file, from: start).last { $0.hasPrefix("# kept ") }
      if let found {
        return Int(found.dropFirst(7).prefix { $0.isNumber }) ?? 0
      }
      if start == 0 || length > 1 << 26 { return 0 }
      length *= 8
    }
  }

  /// The lines of draws: those that are no comments, less the names of columns
  /// and the sample's own values.
  private static func drawn(_ file: RawFile, _ size: Int) -> Int {
    max(0, lines(file, from: 0).count { !$0.hasPrefix("#") } - 2)
  }

  /// The whole lines from a place on.
  private static func lines(_ file: RawFile, from start: Int) -> [String] {
    var bytes: [UInt8] = []
    while let more = try? file.bytes(at: start + bytes.count, atMost: 1 << 20),
      !more.isEmpty
    {
      bytes += more
    }
    guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
    return bytes[..<end].split(separator: 0x0A).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
