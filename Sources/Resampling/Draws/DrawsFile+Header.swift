internal import Messages
internal import ModelFit

/// The lines above the replicates of a file.
extension DrawsFile {
  /// Reads the lines above the replicates.
  ///
  /// - Returns: The difference of the estimates there from those here.
  func checkHeader(
    _ bytes: Span<UInt8>, _ lines: inout LineScanner, _ name: String
  ) throws(LatentError) -> Double {
    func next() throws(LatentError) -> String {
      guard let line = lines.next(bytes), line.isWhole else {
        throw foreign(name)
      }
      return bytes.text(line.range)
    }
    let opening = try next()
    guard opening == Self.opening else {
      guard opening.hasPrefix(Self.openingOfAll) else { throw foreign(name) }
      guard opening != Self.opening + "\r" else {
        throw LatentError(
          code: .drawsOtherFormat,
          message: "The lines of \(name) end in carriage returns: another "
            + "program wrote it anew.",
          remedy: "Take the file as Latent wrote it, or make its line ends "
            + "line feeds alone, as `dos2unix` does.")
      }
      throw LatentError(
        code: .drawsOtherFormat,
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
        code: .drawsOtherColumns,
        message: "\(name) holds other columns than this bootstrap draws.",
        remedy: "Ask for the same effects and fit measures, and for "
          + "studentized intervals in both or none.")
    }
    guard let line = lines.next(bytes), line.isWhole else {
      throw foreign(name)
    }
    if bytes.text(line.range) == originalLine { return 0 }
    guard let difference = differenceOfOriginal(bytes, line.range),
      difference <= tolerance
    else {
      throw LatentError(
        code: .drawsOtherEstimates,
        message: "\(name) was drawn from estimates that differ from these"
          + (tolerance > 0 ? " by more than 1e-8 of their size." : "."),
        remedy: "Use it with the linear-algebra library that it was drawn "
          + "with.")
    }
    return difference
  }

  /// The largest difference between the original sample's values in a file and
  /// those here, as a share of their size; `nil` if the line is damaged.
  private func differenceOfOriginal(_ bytes: Span<UInt8>, _ range: Range<Int>)
    -> Double?
  {
    guard
      let values = values(
        bytes, range, number: { $0 == "0" },
        status: { $0 == Self.original })
    else { return nil }
    var largest = 0.0
    for (value, column) in zip(values, columns) {
      let difference = column.difference(from: value)
      guard difference.isFinite else { return nil }
      largest = max(largest, difference)
    }
    return largest
  }

  private func foreign(_ name: String) -> LatentError {
    LatentError(
      code: .drawsNotDraws,
      message: "\(name) is not a file of bootstrap draws.",
      remedy: "Give a file that `draws` or `checkpoint` wrote.")
  }

  private func mismatch(
    _ name: String, _ key: String, found: String, expected: String
  ) -> LatentError {
    let (code, remedy): (LatentError.Code, String) =
      switch key {
      case "seed":
        (.drawsOtherSeed, "Give `seed: \(found)`, or another file.")
      case "kind":
        (
          .drawsOtherKind, "Give `bootstrap-kind: \(found)`, or another file."
        )
      case "version":
        (
          .drawsOtherVersion,
          "Draw again: replicates could differ in last digits."
        )
      case "model":
        (.drawsOtherModel, "Give the file of this \(key), or another name.")
      default:
        (.drawsOtherData, "Give the file of this \(key), or another name.")
      }
    return LatentError(
      code: code,
      message: "\(name) was drawn with another \(key): \(found), here "
        + "\(expected).", remedy: remedy)
  }

  /// Whether a file breaks off inside its header.
  static func isPrefix(_ bytes: Span<UInt8>, of header: String) -> Bool {
    let whole = Array(header.utf8)
    return bytes.count < whole.count
      && bytes.indices.allSatisfy { bytes[$0] == whole[$0] }
  }
}
