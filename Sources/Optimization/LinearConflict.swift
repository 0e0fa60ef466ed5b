/// Linear equalities and inequalities that no point meets.
///
/// The point nearest to the origin is looked for by the dual active-set method
/// of Goldfarb & Idnani (1983), the rows taken in their order. A row that
/// cannot be met is a combination of active ones, which are independent of each
/// other: with them it contradicts, and without one of them it does not (Farkas'
/// lemma).
package struct LinearConflict {
  /// Σ aₖxₖ = b, or at least b.
  package struct Row: Sendable, Hashable {
    /// The places of the coefficients other than 0.
    package var places: [Int]
    /// The coefficients; their squares sum to 1.
    package var values: [Double]
    /// b.
    package var bound: Double
    /// Whether the row is an equality.
    package var isEquality: Bool

    package init(
      places: [Int], values: [Double], bound: Double, isEquality: Bool
    ) {
      self.places = places
      self.values = values
      self.bound = bound
      self.isEquality = isEquality
    }
  }

  /// Rows that contradict each other, none of them without need, among the
  /// fewest first rows that no point meets.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - count: The number of arguments.
  /// - Returns: The rows' places in order; `nil` if some point meets all.
  package static func find(among rows: [Row], count: Int) -> [Int]? {
    var search = LinearConflict(rows: rows, count: count)
    for index in rows.indices {
      if let conflict = search.add(index) { return conflict.sorted() }
    }
    return nil
  }

  private let rows: [Row]
  private var x: [Double]
  /// A vector of zeros except in the row that is looked at.
  private var spread: [Double]
  private var active: [Int] = []
  private var isActive: [Bool]
  private var signs: [Double] = []
  private var multipliers: [Double] = []
  /// The Cholesky factor of the products of active rows, row by row.
  private var factor: [[Double]] = []

  private init(rows: [Row], count: Int) {
    self.rows = rows
    x = [Double](repeating: 0, count: count)
    spread = x
    isActive = [Bool](repeating: false, count: rows.count)
  }

  /// Moves to the nearest point that meets a row with all those before it.
  private mutating func add(_ last: Int) -> [Int]? {
    var next: Int? = last
    // The distance rises with each pass, so that no active set comes back.
    for _ in 0..<(50 * (last + 1)) {
      guard let row = next, isViolated(row) else { return nil }
      if let conflict = activate(row) { return conflict }
      next = worst(upTo: last)
    }
    return nil
  }

  private func slack(_ index: Int) -> Double {
    let row = rows[index]
    var sum = -row.bound
    for (place, value) in zip(row.places, row.values) {
      sum += value * x[place]
    }
    return sum
  }

  private func isViolated(_ index: Int) -> Bool {
    if isActive[index] { return false }
    let slack = slack(index)
    let tolerance = 1e-12 * (1 + abs(rows[index].bound))
    return rows[index].isEquality ? abs(slack) > tolerance : slack < -tolerance
  }

  private func worst(upTo last: Int) -> Int? {
    var result: Int?
    var least = 0.0
    for index in 0...last where isViolated(index) {
      let size = -abs(slack(index))
      if size < least {
        least = size
        result = index
      }
    }
    return result
  }

  /// Brings a row to its bound, dropping inequalities that block.
  ///
  /// - Returns: The rows that contradict it, with itself; `nil` if it is met.
  private mutating func activate(_ index: Int) -> [Int]? {
    let row = rows[index]
    let sign: Double = row.isEquality && slack(index) > 0 ? -1 : 1
    for (place, value) in zip(row.places, row.values) {
      spread[place] = sign * value
    }
    defer { for place in row.places { spread[place] = 0 } }
    var multiplier = 0.0
    while true {
      let (half, response) = response(to: spread)
      let square = row.values.reduce(0) { $0 + $1 * $1 }
      let left = square - half.reduce(0) { $0 + $1 * $1 }
      let isFree = left > 1e-10 && active.count < x.count
      let slack = sign * slack(index)
      var length = isFree ? -slack / left : .infinity
      var blocking: Int?
      for position in active.indices
      where !rows[active[position]].isEquality && response[position] > 1e-12 {
        let partial = multipliers[position] / response[position]
        if partial < length {
          length = partial
          blocking = position
        }
      }
      guard length.isFinite else {
        if abs(slack) <= 1e-8 * (1 + abs(row.bound)) { return nil }
        return [index]
          + active.indices.filter { abs(response[$0]) > 1e-9 }
          .map { active[$0] }
      }
      if isFree { move(row, sign: sign, response: response, length: length) }
      for position in active.indices {
        multipliers[position] -= length * response[position]
      }
      multiplier += length
      guard let blocking else {
        active.append(index)
        isActive[index] = true
        signs.append(sign)
        multipliers.append(multiplier)
        factor.append(half + [left.squareRoot()])
        return nil
      }
      drop(blocking)
    }
  }

  /// The combination r of active rows that is nearest to a vector, and Lᵀr.
  private func response(to vector: [Double]) -> (
    half: [Double], whole: [Double]
  ) {
    let q = active.count
    var half = [Double](repeating: 0, count: q)
    for i in 0..<q {
      let other = rows[active[i]]
      var sum = 0.0
      for (place, value) in zip(other.places, other.values) {
        sum += value * vector[place]
      }
      sum *= signs[i]
      let line = factor[i]
      for j in 0..<i { sum -= line[j] * half[j] }
      half[i] = sum / line[i]
    }
    var whole = half
    for i in stride(from: q - 1, through: 0, by: -1) {
      let line = factor[i]
      whole[i] /= line[i]
      for j in 0..<i { whole[j] -= line[j] * whole[i] }
    }
    return (half, whole)
  }

  private mutating func move(
    _ row: Row, sign: Double, response: [Double], length: Double
  ) {
    for (place, value) in zip(row.places, row.values) {
      x[place] += length * sign * value
    }
    for position in active.indices where response[position] != 0 {
      let other = rows[active[position]]
      let size = length * response[position] * signs[position]
      for (place, value) in zip(other.places, other.values) {
        x[place] -= size * value
      }
    }
  }

  /// Takes a row out of the active ones, and out of their factor by Givens'
  /// rotations.
  private mutating func drop(_ position: Int) {
    isActive[active[position]] = false
    active.remove(at: position)
    signs.remove(at: position)
    multipliers.remove(at: position)
    factor.remove(at: position)
    for k in position..<factor.count {
      let size =
        (factor[k][k] * factor[k][k]
        + factor[k][k + 1] * factor[k][k + 1]).squareRoot()
      let cosine = factor[k][k] / size
      let sine = factor[k][k + 1] / size
      for i in k..<factor.count {
        let (one, two) = (factor[i][k], factor[i][k + 1])
        factor[i][k] = cosine * one + sine * two
        factor[i][k + 1] = cosine * two - sine * one
      }
      factor[k].removeLast()
    }
  }
}
