package import Clusters
internal import LinearAlgebra
package import Messages
internal import ModelFit
internal import Populations

extension ReplicateFile {
  /// Reads the lines of a block.
  ///
  /// - Parameters:
  ///   - lines: The lines.
  ///   - known: How many replicates stand above them.
  ///   - shard: The shard of the file.
  ///   - name: The name of the file, for errors.
  ///   - take: Gets each replicate: the condition, and a value by its place.
  /// - Throws: `LatentError` for a line that is no replicate, or not the one
  ///   that stands there.
  package func read(
    _ lines: [UInt8], after known: Int, of shard: Shard, name: String,
    take: (SimulationCondition, (Int) -> Double) -> Void
  ) throws(LatentError) {
    let range = shard.replicates(of: study.replicates)
    var values: [Double] = []
    var ends: [Int] = []
    var place = known
    var start = 0
    while start < lines.count {
      ends.removeAll(keepingCapacity: true)
      var end = start
      while end < lines.count, lines[end] != UInt8(ascii: "\n") {
        if lines[end] == UInt8(ascii: ",") { ends.append(end) }
        end += 1
      }
      ends.append(end)
      let condition = conditions[place / range.count]
      let replicate = range.lowerBound + place % range.count
      guard
        read(
          lines, start, ends, condition, replicate, into: &values)
      else {
        throw ReplicateReader.refusal(
          "The file was changed: replicate \(replicate) of condition "
            + "\(condition.number) does not stand where it should.",
          "Make the shard anew.", name)
      }
      take(condition) { values[$0] }
      place += 1
      start = end + 1
    }
  }

  /// Reads a line into a replicate's numbers.
  private func read(
    _ bytes: [UInt8], _ start: Int, _ ends: [Int],
    _ condition: SimulationCondition, _ replicate: Int,
    into values: inout [Double]
  ) -> Bool {
    let measures = ReplicateMeasures.names.count
    guard ends.count == 3 + measures + kinds.count * names.count else {
      return false
    }
    func cell(_ place: Int) -> ArraySlice<UInt8> {
      bytes[(place == 0 ? start : ends[place - 1] + 1)..<ends[place]]
    }
    guard cell(0).elementsEqual("\(condition.number)".utf8),
      cell(1).elementsEqual("\(replicate)".utf8),
      let status = SimulationStatus.allCases.first(where: {
        cell(2).elementsEqual($0.word.utf8)
      })
    else { return false }
    values.removeAll(keepingCapacity: true)
    values.append(Double(status.rawValue))
    func take(_ place: Int) -> Bool {
      let cell = cell(place)
      guard !cell.isEmpty else {
        values.append(.nan)
        return true
      }
      guard let value = Double(String(decoding: cell, as: UTF8.self)) else {
        return false
      }
      values.append(value)
      return true
    }
    for place in 0..<measures where !take(3 + place) { return false }
    let own = places[condition.number - 1]
    let kinds = condition.bootstrap == nil ? 2 : kinds.count
    for kind in 0..<kinds {
      for place in own where !take(3 + measures + kind * names.count + place) {
        return false
      }
    }
    return true
  }

  /// Whether replicates have the same bits whatever the library that computes
  /// with matrices.
  package var isReproducible: Bool {
    conditions.allSatisfy { condition in
      let variables =
        condition.generator.groups.map(\.variables.count).max() ?? 0
      // Weights and robust errors have matrices of moments.
      let order = max(
        condition.parameters.count,
        condition.isQuick ? variables : variables * (variables + 3) / 2)
      return LevelThree.isReproducible(order: order)
    }
  }
}
