package import Messages
internal import ModelFit

extension DrawsFile {
  /// Refuses to lose what a file holds by writing these draws to it: it has to
  /// hold nothing but replicates of this bootstrap that are drawn again.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for errors.
  ///   - isDrawn: Whether a replicate is among those that will be written.
  /// - Throws: `LatentError` that says what it holds.
  package func requireReplaceable(
    _ bytes: Span<UInt8>, name: String, by isDrawn: (_ number: Int) -> Bool
  ) throws(LatentError) {
    let contents = try read(bytes, name: name)
    let others = contents.replicates.count { !isDrawn($0.number) }
    guard others == 0 else {
      throw LatentError(
        code: .drawsMoreReplicates,
        message: "\(name) holds \(counted(others, "replicate")) that would not "
          + "be in it any more.",
        remedy: "Give another file.")
    }
  }

  /// The note about a file that was drawn from estimates that differ in their
  /// last digits, for a sentence that begins with its name; `nil` where they do
  /// not.
  package static func note(onDifferenceIn contents: Contents) -> String? {
    guard contents.estimateDifference > 0 else { return nil }
    let difference = PrintedNumber.general(
      contents.estimateDifference, digits: 2)
    return "was drawn with another linear-algebra library: its estimates "
      + "differ from these by \(difference) of their size (at most 1e-08 is "
      + "accepted), and replicates may differ as much."
  }

  /// Whether some bytes may be the beginning of a line that Latent writes
  /// below the header.
  static func isBeginning(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let line = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    if line.hasPrefix("#") {
      return endOpening.hasPrefix(line)
        || line.hasPrefix(endOpening)
          && isEnd(line.dropFirst(endOpening.count))
    }
    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
    guard let number = cells.first, number.allSatisfy(\.isASCIIDigit) else {
      return false
    }
    guard cells.count > 1 else { return true }
    let statuses = ReplicateStatus.allCases.map(\.rawValue)
    return cells.count == 2
      ? statuses.contains { $0.hasPrefix(cells[1]) }
      : statuses.contains(String(cells[1]))
        && cells.dropFirst(2).allSatisfy { cell in
          cell.allSatisfy { $0.isHexDigit && $0.isASCII || "+-.".contains($0) }
        }
  }

  private static func isEnd(_ rest: Substring) -> Bool {
    let count = rest.prefix(while: \.isASCIIDigit)
    return " replicates".hasPrefix(rest[count.endIndex...])
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
