public import Messages
internal import ModelFit

extension DrawsFile {
  /// The contents of a file of draws.
  public struct Contents: Sendable {
    /// The replicates in the file's order, none of them twice.
    public var replicates: [BootstrapReplicate]
    /// The bytes of the whole lines: where writing goes on.
    public var length: Int

    /// Makes the contents of a file that holds nothing yet.
    public init(replicates: [BootstrapReplicate] = [], length: Int = 0) {
      self.replicates = replicates
      self.length = length
    }
  }

  /// Reads lines that this bootstrap, or a part of it, wrote.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for errors.
  ///   - ignoresTornEnd: Whether a last line without an end is left out, as a
  ///     process that died leaves one; else it is an error.
  /// - Returns: The replicates.
  /// - Throws: `LatentError` if the file is malformed, or of another model,
  ///   data, seed, kind or version.
  public func read(
    _ bytes: Span<UInt8>, name: String, ignoresTornEnd: Bool = false
  ) throws(LatentError) -> Contents {
    var lines = LineScanner(bytes.count)
    if ignoresTornEnd, Self.isPrefix(bytes, of: header) {
      return Contents()
    }
    try checkHeader(bytes, &lines, name)
    var contents = Contents(replicates: [], length: lines.position)
    var places: [Int: Int] = [:]
    while let line = lines.next(bytes) {
      guard line.isWhole || !ignoresTornEnd else { break }
      guard line.isWhole, let replicate = replicate(bytes, line.range) else {
        throw LatentError(
          code: "draws.malformed",
          message: "\(name):\(lines.number): This line is no replicate with "
            + "\(columns.count) values.",
          remedy: line.isWhole
            ? "Was the file edited? Draw it again."
            : "The file breaks off; its writer did not end. Go on with "
              + "`checkpoint: \(name)`.")
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
    return contents
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
    guard try next() == Self.opening else { throw foreign(name) }
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

  /// A line `number,status,value,…`.
  private func replicate(_ bytes: Span<UInt8>, _ range: Range<Int>)
    -> BootstrapReplicate?
  {
    let comma = UInt8(ascii: ",")
    var values: [Double] = []
    values.reserveCapacity(columns.count)
    var number: Int?
    var status: ReplicateStatus?
    var start = range.lowerBound
    var field = 0
    for position in range.lowerBound...range.upperBound
    where position == range.upperBound || bytes[position] == comma {
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
