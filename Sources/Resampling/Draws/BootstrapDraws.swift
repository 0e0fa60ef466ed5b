public import FitSettings
package import LinearAlgebra
public import Messages
public import ModelFit

/// The draws of a bootstrap: one row for each replicate, failed ones included.
public struct BootstrapDraws: Sendable {
  /// The columns.
  public let columns: [BootstrapColumn]
  /// The method by which replicates were drawn.
  public let kind: BootstrapKind
  /// The seed.
  public let seed: UInt64
  /// The replicates' numbers, ascending.
  public let replicates: [Int]
  /// The outcome of each replicate, in the order of `replicates`.
  public let statuses: [ReplicateStatus]
  /// The largest difference between estimates of the same bootstrap, as a share
  /// of their size, where linear-algebra libraries of other machines computed
  /// them.
  package var tolerance = 0.0
  /// The values, and the row of each replicate in them.
  private let storage: SharedRows
  private let rows: [Int]

  package init(
    columns: [BootstrapColumn], kind: BootstrapKind, seed: UInt64,
    replicates: [Int], statuses: [ReplicateStatus], storage: SharedRows,
    rows: [Int]
  ) {
    precondition(replicates.count == statuses.count)
    precondition(replicates.count == rows.count)
    self.columns = columns
    self.kind = kind
    self.seed = seed
    self.replicates = replicates
    self.statuses = statuses
    self.storage = storage
    self.rows = rows
  }

  /// Makes draws from values, replicate after replicate.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - kind: The method by which replicates were drawn.
  ///   - seed: The seed.
  ///   - replicates: The replicates' numbers, ascending.
  ///   - statuses: The outcome of each replicate.
  ///   - values: One value for every replicate and column.
  public init(
    columns: [BootstrapColumn], kind: BootstrapKind, seed: UInt64,
    replicates: [Int], statuses: [ReplicateStatus], values: [Double]
  ) {
    precondition(values.count == replicates.count * columns.count)
    let storage = SharedRows(rows: replicates.count, columns: columns.count)
    for row in replicates.indices {
      for column in columns.indices {
        storage[row, column] = values[row * columns.count + column]
      }
    }
    self.init(
      columns: columns, kind: kind, seed: seed, replicates: replicates,
      statuses: statuses, storage: storage, rows: Array(replicates.indices))
  }

  /// The value of a replicate, by its place in `replicates`, in a column; NaN
  /// where the replicate has none.
  public func value(_ index: Int, _ column: Int) -> Double {
    storage[rows[index], column]
  }

  /// The number of replicates asked for and drawn.
  public var count: Int { replicates.count }

  /// Whether inference uses a replicate.
  public func isUsable(_ index: Int) -> Bool {
    statuses[index] == .converged || statuses[index] == .retried
  }

  /// The number of replicates that inference uses.
  public var usableCount: Int {
    statuses.indices.reduce(0) { $0 + (isUsable($1) ? 1 : 0) }
  }

  /// The number of replicates by outcome.
  public var statusCounts: [(status: ReplicateStatus, count: Int)] {
    ReplicateStatus.allCases.map { status in
      (status, statuses.reduce(0) { $0 + ($1 == status ? 1 : 0) })
    }
  }

  /// The usable draws of a column, in the order of the replicates.
  public func usable(_ column: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(count)
    for index in replicates.indices where isUsable(index) {
      let value = value(index, column)
      if value.isFinite { result.append(value) }
    }
    return result
  }

  /// The draws of a column that every converged replicate has, admissible or
  /// not.
  func finite(_ column: Int) -> [Double] {
    replicates.indices.map { value($0, column) }.filter(\.isFinite)
  }

  /// The index of a statistic's column.
  public func column(_ statistic: BootstrapStatistic) -> Int? {
    columns.firstIndex { $0.statistic == statistic }
  }

  /// Puts parts of one bootstrap together.
  ///
  /// - Parameter parts: Draws of one model, data, kind and seed.
  /// - Returns: All replicates, ascending by number.
  /// - Throws: `LatentError` if the parts differ or share a replicate.
  public static func merge(_ parts: [BootstrapDraws]) throws(LatentError)
    -> BootstrapDraws
  {
    guard let first = parts.first else {
      throw LatentError(
        code: .bootstrapNothingToMerge, message: "There are no draws.",
        remedy: "Give the files that the shards wrote.")
    }
    for part in parts.dropFirst() {
      guard part.kind == first.kind, part.seed == first.seed,
        part.columns.map(\.name) == first.columns.map(\.name),
        zip(part.columns, first.columns).allSatisfy({
          $1.difference(from: $0.estimate) <= first.tolerance
        })
      else {
        throw LatentError(
          code: .bootstrapDifferentParts,
          message: "The draws come from different models, data, kinds or "
            + "seeds.",
          remedy: "Merge shards of one bootstrap only.")
      }
    }
    var order: [(replicate: Int, part: Int, index: Int)] = []
    for (number, part) in parts.enumerated() {
      for (index, replicate) in part.replicates.enumerated() {
        order.append((replicate, number, index))
      }
    }
    order.sort { $0.replicate < $1.replicate }
    for (one, two) in zip(order, order.dropFirst())
    where one.replicate == two.replicate {
      throw LatentError(
        code: .bootstrapRepeatedReplicate,
        message: "Replicate \(one.replicate) stands in two of the parts.",
        remedy: "Give each shard replicates of its own.")
    }
    let storage = SharedRows(rows: order.count, columns: first.columns.count)
    for (row, entry) in order.enumerated() {
      for column in first.columns.indices {
        storage[row, column] = parts[entry.part].value(entry.index, column)
      }
    }
    var draws = BootstrapDraws(
      columns: first.columns, kind: first.kind, seed: first.seed,
      replicates: order.map(\.replicate),
      statuses: order.map { parts[$0.part].statuses[$0.index] },
      storage: storage, rows: Array(order.indices))
    draws.tolerance = first.tolerance
    return draws
  }
}
