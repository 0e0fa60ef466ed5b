internal import Estimation
public import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import SampleStatistics
internal import TableReading

/// The draws of one bootstrap as lines of text: what a file of draws and a
/// checkpoint hold.
///
/// Comment lines name version, kind, seed, model and data; then come a header
/// of column names, the original sample's values as replicate 0, a line for
/// each replicate in any order, and the number of replicates. Numbers are
/// written in the shortest form that reads back to the same bits; what is not
/// finite is an empty cell. The last cell of a line is a hash of the cells
/// before and of the comment lines, which shows a line that was changed or
/// belongs elsewhere.
public struct DrawsFile: Sendable {
  /// The texts of the comment lines, in their order.
  let facts: [(key: String, value: String)]
  /// The columns.
  public let columns: [BootstrapColumn]
  /// The method of drawing replicates.
  public let kind: BootstrapKind
  /// The seed.
  public let seed: UInt64
  /// The largest difference between the estimates of parts, as a share of their
  /// size: 0 where they have the same bits on every machine.
  let tolerance: Double
  /// The hash of the texts of the comment lines, which the hash of every line
  /// continues.
  private let lineHash: ContentHash

  /// The beginning of files of every format.
  static let openingOfAll = "# Latent bootstrap draws, format "
  static let opening = openingOfAll + "2"
  static let endOpening = "# end: "
  static let original = "original"

  /// Describes the file of a bootstrap.
  ///
  /// - Parameters:
  ///   - fit: The fit that is bootstrapped.
  ///   - options: What to draw.
  ///   - version: The version of Latent.
  /// - Throws: `LatentError` if the fit does not have the effects asked for.
  public init(_ fit: Fit, options: BootstrapOptions, version: String)
    throws(LatentError)
  {
    let fingerprint = BootstrapFingerprint(fit)
    columns = try fit.bootstrapColumns(options)
    kind = options.kind
    seed = options.seed
    facts = [
      ("version", version), ("kind", options.kind.rawValue),
      ("seed", String(options.seed)), ("model", fingerprint.model),
      ("data", fingerprint.data),
    ]
    tolerance = Self.tolerance(fit)
    var hash = ContentHash()
    for fact in facts {
      hash.update(Array("\(fact.key)=\(fact.value);".utf8).span)
    }
    lineHash = hash
  }

  /// The largest difference of a fit's estimates where another linear-algebra
  /// library computed them, as a share of their size; 0 where bits do not
  /// depend on it.
  static func tolerance(_ fit: Fit) -> Double {
    LevelThree.isReproducible(order: largestOrder(fit)) ? 0 : 1e-8
  }

  /// The order of the largest matrix that replicates factor: that of the
  /// information of the parameters, or of the moments where those have a
  /// weight or information of their own.
  private static func largestOrder(_ fit: Fit) -> Int {
    let variables = fit.sample.map(\.variables.count).max() ?? 0
    let hasMatrixOfMoments =
      fit.options.estimation.estimator.weighsByMoments
      || fit.options.missing != .listwise
    return max(
      fit.parameterCount,
      hasMatrixOfMoments ? variables * (variables + 3) / 2 : variables)
  }

  /// Everything above the first replicate.
  public var header: String {
    var lines = [Self.opening]
    lines += facts.map { "# \($0.key): \($0.value)" }
    lines += [columnLine, originalLine]
    return lines.joined(separator: "\n") + "\n"
  }

  var columnLine: String {
    (["replicate", "status"] + columns.map { Self.quoted($0.name) })
      .joined(separator: ",") + ",checksum"
  }

  var originalLine: String {
    let line =
      "0,\(Self.original)"
      + columns.map { "," + Self.cell($0.estimate) }.joined()
    return line + "," + checksum(Array(line.utf8).span)
  }

  /// The line below the last replicate, with its line end.
  ///
  /// - Parameter count: The number of replicates above.
  /// - Returns: The line.
  public static func end(count: Int) -> String {
    "\(endOpening)\(count) replicates\n"
  }

  /// The hash of a line as its last cell: 16 hex digits.
  ///
  /// - Parameter line: The line before it, without the comma.
  /// - Returns: The cell.
  func checksum(_ line: Span<UInt8>) -> String {
    var hash = lineHash
    hash.update(line)
    return String(hash.text.suffix(16))
  }

  /// Appends a replicate's line, with its line end.
  ///
  /// - Parameters:
  ///   - replicate: The replicate, one value for each column.
  ///   - bytes: Takes the line in UTF-8.
  public func append(_ replicate: BootstrapReplicate, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes += String(replicate.number).utf8
    bytes.append(UInt8(ascii: ","))
    bytes += replicate.status.rawValue.utf8
    for value in replicate.values {
      bytes.append(UInt8(ascii: ","))
      bytes += Self.cell(value).utf8
    }
    let sum = checksum(bytes.span.extracting(start..<bytes.count))
    bytes.append(UInt8(ascii: ","))
    bytes += sum.utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes a whole file in pieces of about a megabyte.
  ///
  /// - Parameters:
  ///   - draws: The draws of this bootstrap.
  ///   - write: Takes one piece after the other.
  /// - Throws: The errors of `write`.
  public func write<Failure: Error>(
    _ draws: BootstrapDraws, to write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var bytes = Array(header.utf8)
    for index in draws.replicates.indices {
      append(
        BootstrapReplicate(
          number: draws.replicates[index], status: draws.statuses[index],
          values: columns.indices.map { draws.value(index, $0) }),
        to: &bytes)
      if bytes.count > 1 << 20 {
        try write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    bytes += Self.end(count: draws.count).utf8
    try write(bytes)
  }

  private static func cell(_ value: Double) -> String {
    value.isFinite ? value.description : ""
  }

  private static func quoted(_ name: String) -> String {
    guard name.contains(where: { $0 == "," || $0 == "\"" }) else {
      return name
    }
    return "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
