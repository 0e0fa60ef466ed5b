/// The gradient of a function by Richardson-extrapolated central differences.
///
/// Accurate to about 1e-10 relative for smooth functions of moderate scale,
/// enough to hold an analytic gradient to 1e-7.
///
/// - Parameters:
///   - function: The function; it must be defined in a neighbourhood of the
///     point of about 1% in each coordinate.
///   - point: The point of differentiation.
///   - step: The first step, relative to max(1, |coordinate|).
///   - levels: The number of halvings of the step, and one; smooth functions
///     that cost much need 4.
/// - Returns: One derivative a coordinate.
public func richardsonGradient(
  of function: ([Double]) -> Double, at point: [Double], step: Double = 1e-2,
  levels: Int = 8
) -> [Double] {
  richardsonJacobian(
    of: { [function($0)] }, at: point, step: step, levels: levels)[0]
}

/// The Jacobian of a function by Richardson-extrapolated central differences.
///
/// Ridders (1982), Advances in Engineering Software 4, 75-76: the step is
/// halved and the table of extrapolations extended; for each derivative the
/// entry with the smallest estimated error is kept.
///
/// - Parameters:
///   - function: The function; it must be defined in a neighbourhood of the
///     point of about 1% in each coordinate.
///   - point: The point of differentiation; at least one coordinate.
///   - step: The first step, relative to max(1, |coordinate|).
///   - levels: The number of halvings of the step, and one; smooth functions
///     that cost much need 4.
/// - Returns: One row an output, one column a coordinate.
public func richardsonJacobian(
  of function: ([Double]) -> [Double], at point: [Double], step: Double = 1e-2,
  levels: Int = 8
) -> [[Double]] {
  let columns = point.indices.map { index in
    derivative(
      of: function, at: point, along: index, step: step, levels: levels)
  }
  precondition(!columns.isEmpty, "a Jacobian needs at least one coordinate")
  return columns[0].indices.map { output in columns.map { $0[output] } }
}

private func derivative(
  of function: ([Double]) -> [Double], at point: [Double], along index: Int,
  step: Double, levels: Int
) -> [Double] {
  func centralDifference(_ size: Double) -> [Double] {
    var above = point
    var below = point
    above[index] += size
    below[index] -= size
    // The step really taken, after rounding.
    let width = above[index] - below[index]
    return zip(function(above), function(below)).map { ($0 - $1) / width }
  }

  var size = step * max(1, abs(point[index]))
  var previous = [centralDifference(size)]
  var best = previous[0]
  var bestError = [Double](repeating: .infinity, count: best.count)
  for order in 1..<levels {
    size /= 2
    var row = [centralDifference(size)]
    var factor = 1.0
    for column in 0..<order {
      factor *= 4
      let finer = row[column]
      let coarser = previous[column]
      let extrapolated = finer.indices.map {
        finer[$0] + (finer[$0] - coarser[$0]) / (factor - 1)
      }
      for output in extrapolated.indices {
        let error = max(
          abs(extrapolated[output] - finer[output]),
          abs(extrapolated[output] - coarser[output]))
        if error <= bestError[output] {
          bestError[output] = error
          best[output] = extrapolated[output]
        }
      }
      row.append(extrapolated)
    }
    previous = row
  }
  return best
}
