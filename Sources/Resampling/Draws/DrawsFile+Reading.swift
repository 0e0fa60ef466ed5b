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
    try checkHeader(bytes, &lines, name)
    var contents = Contents()
    contents.length = lines.position
    var places: [Int: Int] = [:]
    var announced: Int?
    while let line = lines.next(bytes) {
      guard line.isWhole || !leavesOutDamage else { break }
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
            code: "draws.repeated-replicate",
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
        code: "draws.unfinished",
        message: "\(name) breaks off: its writer did not end.",
        remedy: "Go on with `checkpoint: \(name)`.")
    }
    guard announced == count else {
      throw LatentError(
        code: "draws.missing-lines",
        message: "\(name) holds \(count) replicates where \(announced) were "
          + "written.",
        remedy: "Draw what is missing with `checkpoint: \(name)`.")
    }
  }

  private func damage(
    _ name: String, _ number: Int, isWhole: Bool
  ) -> LatentError {
    LatentError(
      code: "draws.malformed",
      message: isWhole
        ? "\(name):\(number): This line is damaged: it is no replicate as "
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
    let replicates = try read(bytes, name: name).replicates.sorted {
      $0.number < $1.number
    }
    return BootstrapDraws(
      columns: columns, kind: kind, seed: seed,
      replicates: replicates.map(\.number),
      statuses: replicates.map(\.status),
      values: replicates.flatMap(\.values))
  }

  private func checkHeader(
    _ bytes: Span<UInt8>, _ lines: inout LineScanner, _ name: String
  ) throws(LatentError) {
    func next() throws(LatentError) -> String {
      guard let line = lines.next(bytes), line.isWhole else {
        throw foreign(name)
      }
      return bytes.text(line.range)
    }
    let opening = try next()
    guard opening == Self.opening else {
      guard opening.hasPrefix(Self.openingOfAll) else { throw foreign(name) }
      throw LatentError(
        code: "draws.other-format",
        message: "\(name) was written by another version of Latent, in "
          + "format \(opening.dropFirst(Self.openingOfAll.count)) of draws.",
        remedy: "Draw again: this version writes a checksum beside every "
          + "replicate.")
    }
    for fact in facts {
      let line = try next()
      let start = "# \(fact.key): "
      guard line.hasPrefix(start) else { throw foreign(name) }
      let found = String(line.dropFirst(start.count))
      guard found == fact.value else {
        throw mismatch(name, fact.key, found: found, expected: fact.value)
      }
    }
    guard try next() == columnLine else {
      throw LatentError(
        code: "draws.other-columns",
        message: "\(name) holds other columns than this bootstrap draws.",
        remedy: "Ask for the same effects and fit measures, and for "
          + "studentized intervals in both or none.")
    }
    guard try next() == originalLine else {
      throw LatentError(
        code: "draws.other-estimates",
        message: "\(name) was drawn from estimates that differ in their last "
          + "digits from these.",
        remedy: "Use it with the linear-algebra library that it was drawn "
          + "with.")
    }
  }

  private func foreign(_ name: String) -> LatentError {
    LatentError(
      code: "draws.not-draws",
      message: "\(name) is no file of bootstrap draws.",
      remedy: "Give a file that `draws` or `checkpoint` wrote.")
  }

  private func mismatch(
    _ name: String, _ key: String, found: String, expected: String
  ) -> LatentError {
    let remedy =
      switch key {
      case "seed": "Give `seed: \(found)`, or another file."
      case "kind": "Give `bootstrap-kind: \(found)`, or another file."
      case "version": "Draw again: replicates could differ in last digits."
      default: "Give the file of this \(key), or another name."
      }
    return LatentError(
      code: LatentError.Code(rawValue: "draws.other-\(key)"),
      message: "\(name) was drawn with another \(key): \(found), here "
        + "\(expected).", remedy: remedy)
  }

  /// A line `number,status,value,…,checksum`; `nil` if it is not as it was
  /// written.
  private func replicate(_ bytes: Span<UInt8>, _ range: Range<Int>)
    -> BootstrapReplicate?
  {
    let comma = UInt8(ascii: ",")
    // The hash is 16 digits after a comma.
    let end = range.upperBound - 17
    guard end > range.lowerBound, bytes[end] == comma,
      bytes.text(end + 1..<range.upperBound)
        == checksum(bytes.extracting(range.lowerBound..<end))
    else { return nil }
    var values: [Double] = []
    values.reserveCapacity(columns.count)
    var number: Int?
    var status: ReplicateStatus?
    var start = range.lowerBound
    var field = 0
    for position in range.lowerBound...end
    where position == end || bytes[position] == comma {
      let text = bytes.text(start..<position)
      switch field {
      case 0: number = Int(text)
      case 1: status = ReplicateStatus(rawValue: text)
      default:
        guard let value = text.isEmpty ? .nan : Double(text),
          value.isFinite || text.isEmpty
        else { return nil }
        values.append(value)
      }
      field += 1
      start = position + 1
    }
    guard let number, number >= 1, let status, values.count == columns.count
    else { return nil }
    return BootstrapReplicate(number: number, status: status, values: values)
  }

  private static func isSame(
    _ one: BootstrapReplicate, _ other: BootstrapReplicate
  ) -> Bool {
    one.status == other.status
      && one.values.map(\.bitPattern) == other.values.map(\.bitPattern)
  }

  /// Whether a file breaks off inside its header.
  private static func isPrefix(_ bytes: Span<UInt8>, of header: String) -> Bool
  {
    let whole = Array(header.utf8)
    return bytes.count < whole.count
      && bytes.indices.allSatisfy { bytes[$0] == whole[$0] }
  }
}

/// Finds the lines of a file.
private struct LineScanner {
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
  fileprivate func text(_ range: Range<Int>) -> String {
    String(decoding: range.map { self[$0] }, as: UTF8.self)
  }
}
