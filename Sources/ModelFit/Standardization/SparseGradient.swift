internal import LinearAlgebra

/// A value's derivatives by the free parameters that it depends on, ascending
/// by parameter.
struct SparseGradient {
  private(set) var parameters: [Int] = []
  private(set) var values: [Double] = []

  /// No derivatives.
  init() {}

  /// Forgets all derivatives and keeps the room.
  mutating func removeAll() {
    parameters.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }

  /// Adds to the derivative by a parameter, counted from 0.
  mutating func add(_ value: Double, to parameter: Int) {
    guard let last = parameters.last, last >= parameter else {
      parameters.append(parameter)
      values.append(value)
      return
    }
    var place = parameters.count
    while place > 0, parameters[place - 1] >= parameter { place -= 1 }
    if place < parameters.count, parameters[place] == parameter {
      values[place] += value
    } else {
      parameters.insert(parameter, at: place)
      values.insert(value, at: place)
    }
  }

  /// Multiplies all derivatives.
  mutating func scale(by factor: Double) {
    for place in values.indices { values[place] *= factor }
  }

  /// The standard error by the delta method.
  ///
  /// - Parameter covariance: The parameters' covariance matrix.
  /// - Returns: `nil` if nothing is estimated or the variance is negative.
  func standardError(_ covariance: Matrix?) -> Double? {
    guard let covariance, !parameters.isEmpty else { return nil }
    var variance = 0.0
    for (a, one) in zip(parameters, values) {
      for (b, two) in zip(parameters, values) {
        variance += one * two * covariance[a, b]
      }
    }
    let result = variance.squareRoot()
    return result.isFinite ? result : nil
  }
}
