internal import LinearAlgebra

/// Newton's method on the conditions of a conditional extreme (the system of
/// Karush, Kuhn and Tucker), with the exact second derivatives of the deviance.
final class ExtremeSearch {
  private let surface: DevianceSurface
  private let matrix: MatrixBuffer
  private let factor: MatrixBuffer

  /// Makes a search on a surface.
  init(_ surface: DevianceSurface) {
    self.surface = surface
    matrix = MatrixBuffer(rows: surface.count, columns: surface.count)
    factor = MatrixBuffer(rows: surface.count, columns: surface.count)
  }

  /// Finds the extreme near a point.
  ///
  /// - Parameters:
  ///   - start: The point.
  ///   - side: The quantity and its side.
  ///   - condition: What is held.
  ///   - active: The model's constraints that hold with equality.
  /// - Returns: The extreme, if the second derivatives say that it is one and
  ///   the deviance rises outwards; else `nil`.
  func solve(
    from start: [Double], _ side: ProfiledSide,
    _ condition: ConditionalExtreme.Condition, active: [Int]
  ) -> ConditionalExtreme? {
    guard
      var now = ProfileState(start, on: surface, side, active: active)
    else { return nil }
    var multipliers = leastSquares(now, condition)
    var system = system(now, side, multipliers, condition)
    for _ in 0..<Self.iterations {
      guard
        let step = step(
          now, side, multipliers, system, condition, active: active)
      else { return nil }
      if system.isSolved(condition, resolution: surface.resolution) {
        return extreme(now, multipliers, condition)
      }
      let longest = step.point.reduce(0) { max($0, abs($1)) }
      guard longest.isFinite else { return nil }
      var length = min(1, Self.longestStep / max(longest, 1e-300))
      var isAccepted = false
      while !isAccepted, length > 1e-3 {
        let tried = zip(multipliers, step.multipliers).map {
          $0 + length * $1
        }
        if let next = ProfileState(
          zip(now.y, step.point).map { $0 + length * $1 }, on: surface, side,
          active: active)
        {
          let left = self.system(next, side, tried, condition)
          // Newton's method may lose a little on its way, not much.
          if left.size <= 2 * system.size || length < Self.shortestStep {
            (now, multipliers, system) = (next, tried, left)
            isAccepted = true
          }
        }
        length *= 0.5
      }
      guard isAccepted else { return nil }
    }
    return nil
  }

  private static let iterations = 40
  /// The longest step of a coordinate, in its units.
  private static let longestStep = 4.0
  /// The share of a step that is taken whatever it leaves.
  private static let shortestStep = 0.05

  private func extreme(
    _ state: ProfileState, _ multipliers: [Double],
    _ condition: ConditionalExtreme.Condition
  ) -> ConditionalExtreme? {
    let (valueWeight, devianceWeight) = Self.weights(multipliers[0], condition)
    // Where T falls outwards, an extreme of g is no limit.
    guard valueWeight > 0, devianceWeight > 0 else { return nil }
    return ConditionalExtreme(
      y: state.y, valueWeight: valueWeight, devianceWeight: devianceWeight,
      multipliers: Array(multipliers.dropFirst()), value: state.value,
      deviance: state.deviance, theta: state.theta)
  }

  private static func weights(
    _ multiplier: Double, _ condition: ConditionalExtreme.Condition
  ) -> (value: Double, deviance: Double) {
    switch condition {
    case .deviance: (1, multiplier)
    case .distance: (multiplier, 1)
    }
  }

  // MARK: The system

  /// The conditions at a point: what is left of them, and their gradients.
  private struct System {
    /// w_g s∇g − w_T ∇T − Σλⱼ∇hⱼ.
    var stationarity: [Double]
    /// The gradients of the conditions, a vector each: ∇T or −s∇g, then ∇hⱼ.
    var normals: [[Double]]
    /// The residuals of the conditions: T or −s g less its value, then hⱼ.
    var left: [Double]
    /// The largest element of the gradient that stationarity is measured by.
    var scale: Double

    /// A measure of what is left of all conditions.
    var size: Double {
      stationarity.reduce(0) { max($0, abs($1)) } / scale
        + left.reduce(0) { max($0, abs($1)) }
    }

    func isSolved(
      _ condition: ConditionalExtreme.Condition, resolution: Double
    ) -> Bool {
      let allowed =
        switch condition {
        case .deviance: resolution
        case .distance(let value): 1e-10 * max(1, abs(value))
        }
      // Value and deviance are flat in what is left of stationarity.
      return stationarity.allSatisfy { abs($0) <= 1e-7 * scale }
        && abs(left[0]) <= allowed
        && left.dropFirst().allSatisfy { abs($0) <= 1e-9 }
    }
  }

  private func system(
    _ state: ProfileState, _ side: ProfiledSide, _ multipliers: [Double],
    _ condition: ConditionalExtreme.Condition
  ) -> System {
    let (valueWeight, devianceWeight) = Self.weights(multipliers[0], condition)
    var rest = state.gradient.indices.map {
      valueWeight * state.gradient[$0] - devianceWeight * state.slope[$0]
    }
    for (lambda, constraint) in zip(
      multipliers.dropFirst(), state.constraints)
    {
      for k in rest.indices { rest[k] -= lambda * constraint.gradient[k] }
    }
    let first: [Double]
    let left: Double
    switch condition {
    case .deviance(let value):
      first = state.slope
      left = state.deviance - value
    case .distance(let value):
      first = state.gradient.map { -$0 }
      left = value - side.distance(state.value)
    }
    let scaled =
      valueWeight * state.gradient.reduce(0) { max($0, abs($1)) }
      + abs(devianceWeight) * state.slope.reduce(0) { max($0, abs($1)) }
    return System(
      stationarity: rest,
      normals: [first] + state.constraints.map(\.gradient),
      left: [left] + state.constraints.map(\.value),
      scale: max(scaled, 1e-300))
  }

  /// The multipliers that fit best at a point.
  private func leastSquares(
    _ state: ProfileState, _ condition: ConditionalExtreme.Condition
  ) -> [Double] {
    let target: [Double]
    let first: [Double]
    switch condition {
    case .deviance: (target, first) = (state.gradient, state.slope)
    case .distance:
      (target, first) = (state.slope.map { -$0 }, state.gradient.map { -$0 })
    }
    let columns = [first] + state.constraints.map(\.gradient)
    let normal = Matrix(
      rowArrays: columns.map { a in columns.map { Self.product(a, $0) } })
    let projected = columns.map { Self.product($0, target) }
    return normal.choleskyInverse().map { $0.inverse * projected }
      ?? [1] + [Double](repeating: 0, count: state.constraints.count)
  }

  // MARK: Steps

  private struct Step {
    var point: [Double]
    var multipliers: [Double]
  }

  /// Newton's step from where the surface stands: with M the second derivatives
  /// of w_T T + Σλⱼhⱼ − w_g s g and A the gradients of the conditions,
  /// M dy + A dμ = the stationarity's rest and Aᵀdy = − the conditions' rest.
  ///
  /// M is made positive definite by A's own directions, which leaves the
  /// solution the same; `nil` if that does not do, so that there is no extreme.
  private func step(
    _ state: ProfileState, _ side: ProfiledSide, _ multipliers: [Double],
    _ system: System, _ condition: ConditionalExtreme.Condition,
    active: [Int]
  ) -> Step? {
    let n = surface.count
    let (valueWeight, devianceWeight) = Self.weights(multipliers[0], condition)
    surface.writeCurvature(times: devianceWeight, into: matrix)
    let support = state.gradient.indices.filter { state.gradient[$0] != 0 }
    guard
      surface.addCurvature(
        of: side.function, at: state.y, along: support,
        times: -valueWeight * side.sign / side.unit, to: matrix)
    else { return nil }
    for (place, lambda) in multipliers.dropFirst().enumerated() {
      surface.addCurvature(
        ofConstraint: active[place], at: state.y, times: lambda, to: matrix)
    }
    var largest = 0.0
    for i in 0..<n { largest = max(largest, abs(matrix[i, i])) }
    for weight in [0.0, 1, 1e3, 1e6] {
      let penalties = system.normals.map { normal in
        weight * largest / max(Self.product(normal, normal), 1e-300)
      }
      factor.copy(from: matrix)
      if weight > 0 {
        for (normal, penalty) in zip(system.normals, penalties) {
          for j in 0..<n {
            for i in j..<n { factor[i, j] += penalty * normal[i] * normal[j] }
          }
        }
      }
      guard Cholesky.factor(factor).isFactored else { continue }
      return step(system, penalties)
    }
    return nil
  }

  private func step(_ system: System, _ penalties: [Double]) -> Step? {
    let n = surface.count
    let count = system.normals.count
    let columns = MatrixBuffer(rows: n, columns: count + 1)
    for (j, normal) in system.normals.enumerated() {
      for i in 0..<n { columns[i, j] = normal[i] }
    }
    for i in 0..<n {
      var value = system.stationarity[i]
      for j in 0..<count {
        value -= penalties[j] * system.left[j] * system.normals[j][i]
      }
      columns[i, count] = value
    }
    Cholesky.solve(factor: factor, inPlace: columns)
    // AᵀM⁻¹ of A and of the right-hand side.
    var outer = Matrix(rows: count, columns: count + 1)
    for (i, normal) in system.normals.enumerated() {
      for j in 0...count {
        var sum = 0.0
        for k in 0..<n { sum += normal[k] * columns[k, j] }
        outer[i, j] = sum
      }
    }
    let all = Array(0..<count)
    guard
      let inverse = outer.submatrix(rows: all, columns: all)
        .choleskyInverse()?.inverse
    else { return nil }
    let multipliers = inverse * all.map { outer[$0, count] + system.left[$0] }
    var point = [Double](repeating: 0, count: n)
    for i in 0..<n {
      var value = columns[i, count]
      for j in 0..<count { value -= columns[i, j] * multipliers[j] }
      point[i] = value
    }
    return Step(point: point, multipliers: multipliers)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for k in a.indices { sum += a[k] * b[k] }
    return sum
  }
}
