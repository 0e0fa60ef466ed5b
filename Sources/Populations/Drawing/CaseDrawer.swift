package import Messages
internal import Probability
package import TableReading

/// Draws cases of a population into buffers of its own, without allocating.
///
/// Each worker has one.
package struct CaseDrawer {
  private let generator: DataGenerator
  /// The number of cases of each group.
  package let counts: [Int]
  /// The values of each group, cases × variables, column after column; NaN for
  /// a missing one, and 1, 2, … for categories.
  package private(set) var values: [[Double]]
  private var numbers: [Double]
  private var shared: [Double]

  /// Makes a drawer.
  ///
  /// - Parameters:
  ///   - generator: The way of drawing.
  ///   - counts: The number of cases of each group.
  package init(_ generator: DataGenerator, counts: [Int]) {
    precondition(counts.count == generator.groups.count, "a count a group")
    self.generator = generator
    self.counts = counts
    values = zip(generator.groups, counts).map { group, count in
      [Double](repeating: 0, count: count * group.variables.count)
    }
    let most = generator.groups.map(\.variables.count).max() ?? 0
    numbers = [Double](repeating: 0, count: most)
    shared = numbers
  }

  /// Draws a replicate.
  ///
  /// - Parameters:
  ///   - replicate: Its number, from 1.
  ///   - streams: The streams of its condition.
  package mutating func draw(replicate: Int, _ streams: SimulationStreams) {
    var random = streams.stream(replicate: replicate, .values)
    for group in counts.indices { draw(group, &random) }
    guard generator.hasMissing else { return }
    var other = streams.stream(replicate: replicate, .missing)
    for (group, count) in counts.enumerated() {
      var span = values[group].mutableSpan
      for row in 0..<count {
        generator.missing[group].apply(&other, to: &span, case: row, of: count)
      }
    }
  }

  private mutating func draw(_ group: Int, _ random: inout RandomStream) {
    let count = counts[group]
    let transform = generator.transforms[group]
    let options = generator.options
    let p = generator.groups[group].variables.count
    let between = options.intraclass.squareRoot()
    let within = (1 - options.intraclass).squareRoot()
    // Taken out for the time: two buffers of one value are written to.
    var own: [Double] = []
    var normal: [Double] = []
    swap(&own, &values[group])
    swap(&normal, &numbers)
    defer {
      swap(&own, &values[group])
      swap(&normal, &numbers)
    }
    var span = own.mutableSpan
    var z = normal.mutableSpan
    for row in 0..<count {
      for j in 0..<p { z[j] = random.normal() }
      if let size = options.clusterSize {
        if row % size == 0 {
          for j in 0..<p { shared[j] = random.normal() }
        }
        for j in 0..<p { z[j] = between * shared[j] + within * z[j] }
      }
      var factor = 1.0
      if options.contamination > 0,
        random.uniform() < options.contamination
      {
        factor = options.contaminationScale
      }
      transform.write(&z, factor: factor, to: &span, case: row, of: count)
    }
    for (place, limits) in generator.groups[group].thresholds.enumerated()
    where !limits.isEmpty {
      for row in place &* count..<(place &+ 1) &* count {
        var category = 1
        while category <= limits.count, span[row] > limits[category &- 1] {
          category &+= 1
        }
        span[row] = Double(category)
      }
    }
  }
}

extension CaseDrawer {
  /// The name of the column of clusters.
  package static let clusterColumn = "cluster"

  /// The cases last drawn as a table.
  ///
  /// - Parameters:
  ///   - group: The name of the column of groups; left out for one group.
  ///   - replicate: A number for a first column `replicate`; `nil` for none.
  /// - Returns: The table; variables in the order of the first group.
  /// - Throws: `LatentError` if a column has the name of a variable.
  package func table(
    group: String, replicate: Int? = nil
  ) throws(LatentError) -> DataTable {
    let total = counts.reduce(0, +)
    var columns: [DataColumn] = []
    if let replicate {
      columns.append(
        DataColumn(
          name: "replicate",
          numbers: [Double](repeating: Double(replicate), count: total)))
    }
    for name in generator.groups[0].variables {
      var column: [Double] = []
      column.reserveCapacity(total)
      for (index, own) in generator.groups.enumerated() {
        // Groups of one text have the same variables.
        guard let place = own.variables.firstIndex(of: name) else {
          column += [Double](repeating: .nan, count: counts[index])
          continue
        }
        let start = place * counts[index]
        column += values[index][start..<start + counts[index]]
      }
      columns.append(DataColumn(name: name, numbers: column))
    }
    if counts.count > 1 {
      columns.append(
        DataColumn(
          name: group,
          strings: zip(generator.groups, counts).flatMap { group, count in
            [String?](repeating: group.label, count: count)
          }))
    }
    if let size = generator.options.clusterSize {
      var first = 0
      var clusters: [Double] = []
      for count in counts {
        clusters += (0..<count).map { Double(first + $0 / size + 1) }
        first += (count + size - 1) / size
      }
      columns.append(
        DataColumn(name: Self.clusterColumn, numbers: clusters))
    }
    return try DataTable(columns: columns, fileName: "<simulated>")
  }
}
