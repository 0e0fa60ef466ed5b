/// The range of some values, and whether all of them are numbers.
package struct ValueRange: Sendable {
  /// The smallest finite value; ∞ if there is none.
  package private(set) var low = Double.infinity
  /// The largest finite value; −∞ if there is none.
  package private(set) var high = -Double.infinity
  /// Whether all values are finite.
  package private(set) var isFinite = true

  /// Looks at values.
  package init(_ values: [Double]) {
    unsafe values.withUnsafeBufferPointer { values in
      unsafe scan(values)
    }
    if isFinite { return }
    low = .infinity
    high = -.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
  }

  /// Whether there are two finite values at least.
  package var varies: Bool { low < high }

  /// The range of values that may all be finite.
  private mutating func scan(_ values: UnsafeBufferPointer<Double>) {
    guard let start = values.baseAddress else { return }
    var lows = SIMD4<Double>(repeating: .infinity)
    var highs = SIMD4<Double>(repeating: -.infinity)
    // x − x is 0 for finite values only.
    var rest = SIMD4<Double>.zero
    var index = 0
    while index &+ 4 <= values.count {
      let value = unsafe four(start, at: index)
      lows.replace(with: value, where: value .< lows)
      highs.replace(with: value, where: value .> highs)
      rest += value - value
      index &+= 4
    }
    isFinite = rest == .zero
    low = lows.min()
    high = highs.max()
    while index < values.count {
      let value = unsafe start[index]
      isFinite = isFinite && value.isFinite
      if value < low { low = value }
      if value > high { high = value }
      index &+= 1
    }
  }
}
