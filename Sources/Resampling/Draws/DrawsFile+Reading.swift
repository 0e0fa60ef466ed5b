public import Messages
internal import ModelFit

extension DrawsFile {
  /// The contents of a file of draws.
  public struct Contents: Sendable {
    /// The replicates in the file's order, none of them twice.
    public var replicates: [BootstrapReplicate] = []
    /// The bytes of the lines of replicates and above: where writing goes on.
    public var length = 0
    /// The numbers of whole lines that are damaged.
    public var damagedLines: [Int] = []
    /// The number of replicates that the end announces, if there is one.
    package var announcedCount: Int?
    /// The largest difference of the estimates that it was drawn from from those
    /// here, as a share of their size.
    package var estimateDifference = 0.0
    /// Whether the file breaks off in a line that is not the beginning of one
    /// that Latent writes.
    package var endsForeign = false

    /// Makes the contents of a file that holds nothing yet.
    public init() {}
  }

  /// Reads lines that this bootstrap, or a part of it, wrote.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for errors.
  ///   - leavesOutDamage: Whether lines that are damaged, and a last one
  ///     without an end as a process that died leaves it, are left out; else
  ///     they are errors, and so is a file without its end.
  /// - Returns: The replicates.
  /// - Throws: `LatentError` if the file is malformed, or of another model,
  ///   data, seed, kind or version.
  public func read(
    _ bytes: Span<UInt8>, name: String,
    leavingOutDamage leavesOutDamage: Bool = false
  ) throws(LatentError) -> Contents {
    var lines = LineScanner(bytes.count)
    if leavesOutDamage, Self.isPrefix(bytes, of: header) {
      return Contents()
    }
    var contents = Contents()
    contents.estimateDifference = try checkHeader(bytes, &lines, name)
    contents.length = lines.position
    var places: [Int: Int] = [:]
    var announced: Int?
    while let line = lines.next(bytes) {
      guard line.isWhole || !leavesOutDamage else {
        contents.endsForeign = !Self.isBeginning(bytes, line.range)
        break
      }
      if line.isWhole, announced == nil,
        let count = Self.announcedCount(bytes, line.range)
      {
        announced = count
        continue
      }
      guard line.isWhole, announced == nil,
        let replicate = replicate(bytes, line.range)
      else {
        guard leavesOutDamage else {
          throw damage(name, lines.number, isWhole: line.isWhole)
        }
        contents.damagedLines.append(lines.number)
        continue
      }
      contents.length = lines.position
      if let place = places[replicate.number] {
        guard Self.isSame(contents.replicates[place], replicate) else {
          throw LatentError(
            code: .drawsRepeatedReplicate,
            message: "\(name):\(lines.number): Replicate "
              + "\(replicate.number) stands in the file twice, with "
              + "different values.",
            remedy: "Draw it again.")
        }
        continue
      }
      places[replicate.number] = contents.replicates.count
      contents.replicates.append(replicate)
    }
    contents.announcedCount = announced
    if !leavesOutDamage {
      try requireEnd(announced, of: contents.replicates.count, name)
    }
    return contents
  }

  /// The number in the line below the last replicate; `nil` for other lines.
  private static func announcedCount(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Int? {
    guard bytes[range.lowerBound] == UInt8(ascii: "#") else { return nil }
    let line = bytes.text(range)
    guard line.hasPrefix(endOpening) else { return nil }
    let count = line.dropFirst(endOpening.count).split(separator: " ").first
    guard let number = count.flatMap({ Int($0) }),
      line + "\n" == end(count: number)
    else { return nil }
    return number
  }

  private func requireEnd(
    _ announced: Int?, of count: Int, _ name: String
  ) throws(LatentError) {
    guard let announced else {
      throw LatentError(
        code: .drawsUnfinished,
        message: "\(name) breaks off: its writer did not end.",
        remedy: "Go on with `checkpoint: \(name)`.")
    }
    guard announced == count else {
      throw LatentError(
        code: .drawsMissingLines,
        message: "\(name) holds \(count) replicates where \(announced) were "
          + "written.",
        remedy: "Draw what is missing with `checkpoint: \(name)`.")
    }
  }

  private func damage(
    _ name: String, _ number: Int, isWhole: Bool
  ) -> LatentError {
    LatentError(
      code: .drawsMalformed,
      message: isWhole
        ? "\(name):\(number): This line is damaged: it is not a replicate as "
          + "Latent wrote it."
        : "\(name):\(number): The file breaks off in this line.",
      remedy: "Draw it again with `checkpoint: \(name)`, which leaves out "
        + "what is damaged.")
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for errors.
  /// - Returns: The draws, ascending by replicate.
  /// - Throws: `LatentError` as `read` does.
  public func draws(_ bytes: Span<UInt8>, name: String) throws(LatentError)
    -> BootstrapDraws
  {
    draws(try read(bytes, name: name))
  }

  /// The draws of a file, ascending by replicate.
  package func draws(_ contents: Contents) -> BootstrapDraws {
    let replicates = contents.replicates.sorted { $0.number < $1.number }
    var draws = BootstrapDraws(
      columns: columns, kind: kind, seed: seed,
      replicates: replicates.map(\.number),
      statuses: replicates.map(\.status),
      values: replicates.flatMap(\.values))
    draws.tolerance = tolerance
    return draws
  }

  /// A line `number,status,value,…,checksum`; `nil` if it is not as it was
  /// written.
  private func replicate(_ bytes: Span<UInt8>, _ range: Range<Int>)
    -> BootstrapReplicate?
  {
    var number: Int?
    var status: ReplicateStatus?
    let values = values(bytes, range) {
      number = Int($0)
      return number.map { $0 >= 1 } ?? false
    } status: {
      status = ReplicateStatus(rawValue: $0)
      return status != nil
    }
    guard let number, let status, let values else { return nil }
    return BootstrapReplicate(number: number, status: status, values: values)
  }

  /// The values of a line; `nil` if it is damaged, or its first two cells are
  /// not what they should be.
  func values(
    _ bytes: Span<UInt8>, _ range: Range<Int>, number: (String) -> Bool,
    status: (String) -> Bool
  ) -> [Double]? {
    let comma = UInt8(ascii: ",")
    // The hash is 16 digits after a comma.
    let end = range.upperBound - 17
    guard end > range.lowerBound, bytes[end] == comma,
      bytes.text(end + 1..<range.upperBound)
        == checksum(bytes.extracting(range.lowerBound..<end))
    else { return nil }
    var values: [Double] = []
    values.reserveCapacity(columns.count)
    var start = range.lowerBound
    var field = 0
    for position in range.lowerBound...end
    where position == end || bytes[position] == comma {
      let text = bytes.text(start..<position)
      switch field {
      case 0: guard number(text) else { return nil }
      case 1: guard status(text) else { return nil }
      default:
        guard let value = text.isEmpty ? .nan : Double(text),
          value.isFinite || text.isEmpty
        else { return nil }
        values.append(value)
      }
      field += 1
      start = position + 1
    }
    return values.count == columns.count ? values : nil
  }

  private static func isSame(
    _ one: BootstrapReplicate, _ other: BootstrapReplicate
  ) -> Bool {
    one.status == other.status
      && one.values.map(\.bitPattern) == other.values.map(\.bitPattern)
  }
}

/// Finds the lines of a file.
struct LineScanner {
  private let end: Int
  private(set) var position = 0
  private(set) var number = 0

  init(_ end: Int) { self.end = end }

  mutating func next(_ bytes: Span<UInt8>) -> (
    range: Range<Int>, isWhole: Bool
  )? {
    guard position < end else { return nil }
    let start = position
    number += 1
    while position < end, bytes[position] != UInt8(ascii: "\n") {
      position += 1
    }
    let range = start..<position
    guard position < end else { return (range, false) }
    position += 1
    return (range, true)
  }
}

extension Span<UInt8> {
  func text(_ range: Range<Int>) -> String {
    String(decoding: range.map { self[$0] }, as: UTF8.self)
  }
}
