package import Clusters
internal import Messages
internal import TableReading

/// Reads a file of replicates from its beginning, one block after the other, and
/// believes nothing that has no line of its hash below it.
///
/// It holds a place in the file and no part of it: many readers take turns.
package struct ReplicateReader {
  /// Gives bytes of the file from a place on, at most so many; none at its end.
  package typealias Source = (_ place: Int, _ most: Int) throws -> [UInt8]

  /// What follows the blocks that were read.
  package enum Next {
    /// Another block: its lines, and how many there are.
    case block([UInt8], count: Int)
    /// The line of the end, and nothing below it.
    case end
    /// Nothing, or a part of a block.
    case part
    /// What Latent did not write there.
    case damage
  }

  private let layout: ReplicateFile
  private let name: String
  /// The shard whose replicates the file holds.
  package let shard: Shard
  /// The library that computed with matrices.
  package let library: String
  /// The length of what is sound.
  package private(set) var length: Int
  /// How many sound replicates were read.
  package private(set) var count = 0
  private(set) var hash = ContentHash()
  /// What was read of the file from `length` on.
  private var ahead: [UInt8] = []

  /// The most bytes that a block may have.
  private let mostBytes: Int
  private static let piece = 1 << 20

  /// Reads what stands above the replicates; `nil` of a file that is empty, or
  /// breaks off before that.
  ///
  /// - Parameters:
  ///   - layout: The study's file.
  ///   - name: The file's name, for errors.
  ///   - source: The file.
  /// - Throws: `LatentError` for the file of another study, version or seed,
  ///   and one that holds something else; what the source throws.
  package init?(
    _ layout: ReplicateFile, name: String, _ source: Source
  ) throws {
    self.layout = layout
    self.name = name
    mostBytes =
      MonteCarloRun.largestBatch
      * (64 + 26 * (layout.columns.utf8.count { $0 == 0x2C } + 1))
    let most = layout.columns.utf8.count + 4096
    let found = try source(0, most)
    // A machine that lost its power may leave zeros of what was not written.
    let end = found.firstIndex(of: 0) ?? found.endIndex
    let isCut = end < found.count && found[end...].allSatisfy { $0 == 0 }
    let bytes = isCut ? Array(found[..<end]) : found
    let opening = Array(ReplicateFile.opening.utf8)
    guard !bytes.isEmpty else { return nil }
    guard bytes.prefix(opening.count).elementsEqual(opening.prefix(bytes.count))
    else {
      throw Self.refusal(
        "The file holds no replicates of a Monte Carlo study.",
        "Name a file that `replicates-file` wrote, or a new one.", name)
    }
    let lines = bytes.split(
      separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count == 4 else {
      guard bytes.count < most else {
        throw Self.refusal(
          "The replicates have other columns than this study's.",
          "Name a file of this study.", name)
      }
      return nil
    }
    let texts = lines.prefix(3).map { String(decoding: $0, as: UTF8.self) }
    try Self.requireOrigin(texts[0], of: layout, name)
    guard let (shard, library) = Self.shard(texts[1]) else {
      throw Self.refusal(
        "The file does not say its shard.", "Make it anew.", name, line: 2)
    }
    guard texts[2] == layout.columns else {
      throw Self.refusal(
        "The replicates have other columns than this study's.",
        "Name a file of this study.", name, line: 3)
    }
    self.shard = shard
    self.library = library
    length = bytes.count - lines[3].count
    hash.update(bytes.span.extracting(0..<length))
  }

  // MARK: Blocks

  /// Gives back what was read ahead, where another reader has its turn.
  mutating func pause() { ahead = [] }

  /// Reads the next block, or finds that there is none.
  ///
  /// - Parameter source: The file.
  /// - Returns: What follows.
  /// - Throws: What the source throws.
  package mutating func next(_ source: Source) throws -> Next {
    var bytes: [UInt8] = []
    swap(&bytes, &ahead)
    var start = 0
    var place = 0
    var lines = 0
    while true {
      while place < bytes.count {
        if bytes[place] != 0x0A {
          place += 1
          continue
        }
        place += 1
        if bytes[start] == UInt8(ascii: "#") {
          return try take(&bytes, check: start..<place, lines, source)
        }
        lines += 1
        start = place
      }
      guard bytes.count <= mostBytes else { return .damage }
      let more = try source(length + bytes.count, Self.piece)
      if more.isEmpty { return .part }
      bytes += more
    }
  }

  /// Takes a block, if the line below it is that of its hash.
  private mutating func take(
    _ bytes: inout [UInt8], check: Range<Int>, _ lines: Int, _ source: Source
  ) throws -> Next {
    var hash = hash
    hash.update(bytes.span.extracting(0..<check.lowerBound))
    let line = bytes[check]
    if lines == 0 {
      guard line.elementsEqual(ReplicateFile.endLine(count, hash).utf8),
        count == layout.count(shard), bytes.count == check.upperBound,
        try source(length + bytes.count, 1).isEmpty
      else { return .damage }
      return .end
    }
    guard
      line.elementsEqual(ReplicateFile.checkLine(count + lines, hash).utf8),
      count + lines <= layout.count(shard)
    else { return .damage }
    hash.update(bytes.span.extracting(check))
    self.hash = hash
    length += check.upperBound
    count += lines
    ahead = Array(bytes[check.upperBound...])
    bytes.removeSubrange(check.lowerBound...)
    return .block(bytes, count: lines)
  }

  // MARK: What a file belongs to

  private static func requireOrigin(
    _ line: String, of layout: ReplicateFile, _ name: String
  ) throws(LatentError) {
    guard line != layout.originLine else { return }
    let found = line.dropFirst(ReplicateFile.opening.count)
      .parts(between: "; ")
    for (own, other) in zip(layout.origin, found) {
      guard other != "\(own.name) \(own.value)" else { continue }
      let value = ShortenedText.beginning(
        of: String(other.dropFirst(own.name.count + 1)), to: 40)
      throw refusal(
        "The replicates are those of another "
          + (own.name == "replicates" ? "number of replicates" : own.name)
          + ": \(value), here \(own.value).",
        own.name == "version"
          ? "Go on with the version that began, or draw all shards anew."
          : "Name a file of this study as it stands now, or a new one.", name)
    }
    throw refusal(
      "The replicates are those of another study.",
      "Name a file of this study, or a new one.", name)
  }

  private static func shard(_ line: String) -> (Shard, String)? {
    let parts = line.parts(between: "; BLAS ")
    guard parts.count == 2, parts[0].hasPrefix("# shard ") else { return nil }
    let numbers = parts[0].dropFirst(8).split(separator: "/").map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
      count > 0, 1...count ~= number
    else { return nil }
    let shard = Shard(number, of: count)
    guard line == ReplicateFile.shardLine(shard, library: parts[1]) else {
      return nil
    }
    return (shard, parts[1])
  }

  static func refusal(
    _ message: String, _ remedy: String, _ name: String, line: Int? = nil
  ) -> LatentError {
    LatentError(
      kind: .request, code: .monteCarloReplicates, message: message,
      remedy: remedy, file: name, line: line)
  }
}

extension StringProtocol {
  /// The parts between separators of several characters.
  fileprivate func parts(between separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false)
      .map { String($0) }
  }
}
