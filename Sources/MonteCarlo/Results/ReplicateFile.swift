package import LinearAlgebra
package import Messages
internal import ModelFit
internal import ModelSyntax
internal import TableReading

/// The file of replicates: comments that tell the study, a line of names, a line
/// a replicate, as CSV.
///
/// Columns are the condition, the replicate, the status, fit measures, and
/// estimates and standard errors of the parameters of all conditions; those that
/// a condition has not are empty. Numbers read back to the same bits.
package struct ReplicateFile: Sendable {
  private let conditions: [SimulationCondition]
  private let study: MonteCarloStudy
  /// The names of all parameters.
  private let names: [String]
  /// The place of each parameter of each condition among `names`.
  private let places: [[Int]]
  private let hash: String

  /// Describes the file of a study.
  package init(_ study: MonteCarloStudy, _ conditions: [SimulationCondition]) {
    self.study = study
    self.conditions = conditions
    var names: [String] = []
    var known: [String: Int] = [:]
    var places: [[Int]] = []
    var hash = ContentHash()
    hash.update(Array(study.source.text.utf8).span)
    for condition in conditions {
      places.append(
        condition.parameters.map { parameter in
          let text = "\(parameter.name) \(parameter.truth ?? .nan)\n"
          hash.update(Array(text.utf8).span)
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

  private var origin: String {
    "# latent montecarlo \(LatentVersion.current); study \(hash); "
      + "seed \(study.seed); replicates \(study.replicates)"
  }

  private var columns: String {
    (["condition", "replicate", "status"] + ReplicateMeasures.names
      + names.map { "est:\($0)" } + names.map { "se:\($0)" })
      .map { $0.commaSeparatedCell() }.joined(separator: ",")
  }

  /// The lines before the first replicate.
  ///
  /// - Parameter shard: The shard whose replicates follow.
  /// - Returns: The lines.
  package func head(_ shard: Shard) -> [UInt8] {
    Array(
      (origin + "\n# shard \(shard.number)/\(shard.count)\n" + columns + "\n")
        .utf8)
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
    bytes.reserveCapacity(count * (2 * names.count + 10) * 18)
    let places = places[condition.number - 1]
    var cells = [Double](repeating: .nan, count: 2 * names.count)
    let firstEstimate = SimulationCondition.firstEstimate
    for row in 0..<count {
      let status =
        SimulationStatus(rawValue: Int(rows[row, 0])) ?? .unusableData
      bytes += "\(condition.number),\(first + row),\(status.word)".utf8
      for place in ReplicateMeasures.names.indices {
        Self.append(rows[row, SimulationCondition.firstMeasure + place], &bytes)
      }
      for (own, place) in places.enumerated() {
        cells[place] = rows[row, firstEstimate + own]
        cells[names.count + place] =
          rows[row, firstEstimate + places.count + own]
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

  // MARK: Reading

  /// Reads the replicates of a shard.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Its name, for errors.
  ///   - take: Gets each replicate: the condition, the replicate, and a value by
  ///     its place.
  /// - Returns: The shard.
  /// - Throws: `LatentError` for the file of another study, version or seed, and
  ///   one that is cut off.
  package func read(
    _ bytes: [UInt8], name: String,
    take: (SimulationCondition, (Int) -> Double) -> Void
  ) throws(LatentError) -> Shard {
    func refusal(_ message: String, _ remedy: String, line: Int? = nil)
      -> LatentError
    {
      LatentError(
        kind: .request, code: .monteCarloReplicates, message: message,
        remedy: remedy, file: name, line: line)
    }
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    func text(_ line: Int) -> String {
      line < lines.count ? String(decoding: lines[line], as: UTF8.self) : ""
    }
    guard text(0).hasPrefix("# latent montecarlo ") else {
      throw refusal(
        "The file holds no replicates of a Monte Carlo study.",
        "Name files that `replicates-file` wrote.")
    }
    guard text(0) == origin, text(2) == columns else {
      throw refusal(
        "The replicates are those of another study, version or seed: `"
          + ShortenedText.beginning(of: text(0), to: 160) + "`.",
        "Merge shards of one study file, made by one version.")
    }
    let parts = text(1).drop { !$0.isNumber }.split(separator: "/")
      .compactMap { Int($0) }
    guard parts.count == 2, parts[1] > 0, 1...parts[1] ~= parts[0] else {
      throw refusal(
        "The file does not say its shard.", "Make it anew.", line: 2)
    }
    let shard = Shard(parts[0], of: parts[1])
    let range = shard.replicates(of: study.replicates)
    var line = 3
    var values: [Double] = []
    for condition in conditions {
      let places = places[condition.number - 1]
      for replicate in range {
        guard line < lines.count,
          read(
            lines[line], condition, replicate, places, into: &values)
        else {
          throw refusal(
            "The file is cut off, or changed: replicate \(replicate) of "
              + "condition \(condition.number) does not stand here.",
            "Make the shard anew.", line: line + 1)
        }
        take(condition) { values[$0] }
        line += 1
      }
    }
    guard line == lines.count - 1, lines[line].isEmpty else {
      throw refusal(
        "The file is cut off, or has lines too many.", "Make the shard anew.",
        line: line + 1)
    }
    return shard
  }

  /// Reads a line into a replicate's numbers.
  private func read(
    _ line: ArraySlice<UInt8>, _ condition: SimulationCondition,
    _ replicate: Int, _ places: [Int], into values: inout [Double]
  ) -> Bool {
    let cells = line.split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let measures = ReplicateMeasures.names.count
    guard cells.count == 3 + measures + 2 * names.count,
      cells[0].elementsEqual("\(condition.number)".utf8),
      cells[1].elementsEqual("\(replicate)".utf8),
      let status = SimulationStatus.allCases.first(where: {
        cells[2].elementsEqual($0.word.utf8)
      })
    else { return false }
    values.removeAll(keepingCapacity: true)
    values.append(Double(status.rawValue))
    func number(_ place: Int) -> Double? {
      cells[place].isEmpty
        ? .nan : Double(String(decoding: cells[place], as: UTF8.self))
    }
    let wanted =
      (0..<measures).map { 3 + $0 } + places.map { 3 + measures + $0 }
      + places.map { 3 + measures + names.count + $0 }
    for place in wanted {
      guard let value = number(place) else { return false }
      values.append(value)
    }
    return true
  }
}
