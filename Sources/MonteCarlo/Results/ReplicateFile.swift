package import Clusters
package import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import TableReading

/// The file of replicates: comments that tell the study, a line of names, a line
/// a replicate, as CSV.
///
/// Columns are the condition, the replicate, the status, fit measures, and
/// estimates and standard errors of the parameters of all conditions, behind
/// them the limits of bootstrap intervals where a condition has such; those that
/// a condition has not are empty. Numbers read back to the same bits.
///
/// Lines come in blocks. Below each stands a comment with the number of
/// replicates so far and the hash of all that is above: what has no such line
/// below it is a part that was being written when the process died.
package struct ReplicateFile: Sendable {
  let conditions: [SimulationCondition]
  let study: MonteCarloStudy
  /// The names of all parameters.
  let names: [String]
  /// The place of each parameter of each condition among `names`.
  let places: [[Int]]
  private let hash: String

  /// Describes the file of a study.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - conditions: Its conditions.
  ///   - files: The texts of the files that the study names.
  package init(
    _ study: MonteCarloStudy, _ conditions: [SimulationCondition],
    files: [String] = []
  ) {
    self.study = study
    self.conditions = conditions
    var names: [String] = []
    var known: [String: Int] = [:]
    var places: [[Int]] = []
    var hash = ContentHash()
    for text in [study.source.text] + files {
      hash.update(Array("\(text.utf8.count) \(text)".utf8).span)
    }
    for condition in conditions {
      places.append(
        condition.parameters.map { parameter in
          if let place = known[parameter.name] { return place }
          known[parameter.name] = names.count
          names.append(parameter.name)
          return names.count - 1
        })
    }
    self.names = names
    self.places = places
    self.hash = hash.text
  }

  /// What a file belongs to, by name.
  var origin: [(name: String, value: String)] {
    [
      ("version", LatentVersion.current), ("study", hash),
      ("seed", "\(study.seed)"), ("replicates", "\(study.replicates)"),
    ]
  }

  /// The beginning of all files.
  static let opening = "# latent montecarlo: "

  /// The line of what the file belongs to.
  var originLine: String {
    Self.opening
      + origin.map { "\($0.name) \($0.value)" }.joined(separator: "; ")
  }

  /// The library that computes with matrices, as files name it.
  package static let ownLibrary =
    BLASLibrary.name?.split(separator: " ").joined(separator: " ")
    ?? "reference"

  /// The line of the shard.
  static func shardLine(_ shard: Shard, library: String = ownLibrary) -> String
  {
    "# shard \(shard.number)/\(shard.count); BLAS \(library)"
  }

  /// The line below a block.
  ///
  /// - Parameters:
  ///   - count: The number of replicates above.
  ///   - hash: The hash of all bytes above.
  /// - Returns: The line.
  static func checkLine(_ count: Int, _ hash: ContentHash) -> String {
    "# kept \(count): \(hash.text)\n"
  }

  /// The last line of a file that holds all replicates.
  static func endLine(_ count: Int, _ hash: ContentHash) -> String {
    "# end \(count): \(hash.text)\n"
  }

  /// The numbers that each parameter has.
  var kinds: [String] {
    conditions.contains { $0.bootstrap != nil }
      ? ["est", "se", "lower", "upper"] : ["est", "se"]
  }

  var columns: String {
    (["condition", "replicate", "status"] + ReplicateMeasures.names
      + kinds.flatMap { kind in names.map { "\(kind):\($0)" } })
      .map { $0.commaSeparatedCell() }.joined(separator: ",")
  }

  /// The lines before the first replicate.
  ///
  /// - Parameter shard: The shard whose replicates follow.
  /// - Returns: The lines.
  package func head(_ shard: Shard) -> [UInt8] {
    Array(
      (originLine + "\n" + Self.shardLine(shard) + "\n" + columns + "\n").utf8)
  }

  /// How many replicates a shard has, of all conditions.
  package func count(_ shard: Shard) -> Int {
    conditions.count * shard.replicates(of: study.replicates).count
  }

  /// The lines of a batch.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - first: The number of the first replicate.
  ///   - count: How many there are.
  ///   - rows: Their numbers.
  /// - Returns: The lines.
  package func lines(
    _ condition: SimulationCondition, first: Int, count: Int, _ rows: SharedRows
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    let kinds = kinds.count
    // A condition without bootstraps has no limits.
    let own = condition.bootstrap == nil ? 2 : kinds
    bytes.reserveCapacity(count * (kinds * names.count + 10) * 18)
    let places = places[condition.number - 1]
    var cells = [Double](repeating: .nan, count: kinds * names.count)
    let firstEstimate = SimulationCondition.firstEstimate
    for row in 0..<count {
      let status =
        SimulationStatus(rawValue: Int(rows[row, 0])) ?? .unusableData
      bytes += "\(condition.number),\(first + row),\(status.word)".utf8
      for place in ReplicateMeasures.names.indices {
        Self.append(rows[row, SimulationCondition.firstMeasure + place], &bytes)
      }
      for kind in 0..<own {
        for (parameter, place) in places.enumerated() {
          cells[kind * names.count + place] =
            rows[row, firstEstimate + kind * places.count + parameter]
        }
      }
      for cell in cells { Self.append(cell, &bytes) }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private static func append(_ value: Double, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    if !value.isNaN { bytes += "\(value)".utf8 }
  }
}
