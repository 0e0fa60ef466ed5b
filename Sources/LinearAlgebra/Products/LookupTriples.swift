/// Pairs of columns of codes, three columns at a time.
///
/// A table of what three pairs have for each pattern of their three codes takes
/// one look where the pairs take three.
struct LookupTriples {
  /// A triple of columns, ascending, and which of its pairs it stands for: the
  /// first and second one, the first and third one, the second and third one.
  struct Triple: Equatable {
    var columns: [Int]
    var isOwn: [Bool]
  }

  /// The triples, whose pairs are all pairs, each once.
  private(set) var all: [Triple] = []
  private var isCovered: [Bool]
  private let count: Int

  /// Finds the triples of three columns or more.
  ///
  /// Columns are split into three sets of one size m; the triples (i, j, i + j
  /// mod m) of their numbers have all pairs of columns of different sets once
  /// (a Latin square). Pairs within a set are found in the same way.
  ///
  /// - Parameter count: The number of columns.
  init(count: Int) {
    precondition(count >= 3, "three columns")
    self.count = count
    isCovered = [Bool](repeating: false, count: count * count)
    cover(Array(0..<count))
    for i in 0..<count {
      for j in (i + 1)..<max(count, i + 1) { cover(i, j) }
    }
  }

  private mutating func cover(_ columns: [Int]) {
    let m = columns.count / 3
    guard m > 0 else { return }
    for i in 0..<m {
      for j in 0..<m {
        add([columns[i], columns[m + j], columns[2 * m + (i + j) % m]])
      }
    }
    for set in 0..<3 { cover(Array(columns[set * m..<(set + 1) * m])) }
    // One or two that are left over, with two others at a time.
    for rest in columns[(3 * m)...] {
      for k in stride(from: 0, to: 3 * m - 1, by: 2) {
        add([rest, columns[k], columns[k + 1]])
      }
    }
  }

  /// Adds what stands for a pair, unless there is something.
  private mutating func cover(_ i: Int, _ j: Int) {
    if isCovered[i + j * count] { return }
    let third = (0..<count).first {
      $0 != i && $0 != j
        && (!isCovered[min(i, $0) + max(i, $0) * count]
          || !isCovered[min(j, $0) + max(j, $0) * count])
    }
    add([i, j, third ?? (0..<count).first { $0 != i && $0 != j } ?? 0])
  }

  private mutating func add(_ columns: [Int]) {
    let sorted = columns.sorted()
    let isOwn = [(0, 1), (0, 2), (1, 2)].map { a, b in
      let place = sorted[a] + sorted[b] * count
      defer { isCovered[place] = true }
      return !isCovered[place]
    }
    if isOwn.contains(true) {
      all.append(Triple(columns: sorted, isOwn: isOwn))
    }
  }
}
