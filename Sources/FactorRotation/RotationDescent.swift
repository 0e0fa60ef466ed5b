internal import LinearAlgebra

/// One search for a rotation T, Λ = A(T')⁻¹, by limited-memory BFGS (Nocedal,
/// 1980) on the manifold of rotations.
///
/// A step multiplies T by I + E from the right and returns to the manifold:
/// columns of length 1 of oblique rotations, by Cayley's transform of a skew E
/// of orthogonal ones. Gradients by E are those of the projected gradients of
/// Jennrich (2001, 2002) in the coordinates of T; steps of one place go over to
/// the next as they are.
///
/// All memory is taken once; a search allocates nothing while it steps, for the
/// criteria that do not.
final class RotationDescent {
  private let m: Int
  private let criterion: RotationCriterion
  private let isOrthogonal: Bool
  private let loadings: MatrixBuffer
  private let rotated: MatrixBuffer
  private let derivatives: MatrixBuffer
  private let rotation: MatrixBuffer
  private let trial: MatrixBuffer
  private let inverse: MatrixBuffer
  private let room: MatrixBuffer
  private let pivots: PivotBuffer
  private let gradient: MatrixBuffer
  private let trialGradient: MatrixBuffer
  private let direction: MatrixBuffer
  private var memory: StepMemory
  private var isCollapsed = false

  /// Elements of the inverse rotation beyond which factors are collinear.
  private static let collapse = 1e3
  /// The largest element of a step.
  private static let reach = 0.5

  init(
    _ loadings: Matrix, _ criterion: RotationCriterion, isOrthogonal: Bool
  ) {
    let m = loadings.columns
    self.m = m
    self.criterion = criterion
    self.isOrthogonal = isOrthogonal
    self.loadings = MatrixBuffer(loadings)
    rotated = MatrixBuffer(rows: loadings.rows, columns: m)
    derivatives = MatrixBuffer(rows: loadings.rows, columns: m)
    rotation = MatrixBuffer(rows: m, columns: m)
    trial = MatrixBuffer(rows: m, columns: m)
    inverse = MatrixBuffer(rows: m, columns: m)
    room = MatrixBuffer(rows: m, columns: m)
    pivots = PivotBuffer(count: m)
    gradient = MatrixBuffer(rows: m, columns: m)
    trialGradient = MatrixBuffer(rows: m, columns: m)
    direction = MatrixBuffer(rows: m, columns: m)
    memory = StepMemory(size: m * m)
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - start: A rotation.
  ///   - limits: When the search ends.
  /// - Returns: Where it has ended.
  func run(from start: Matrix, _ limits: RotationSearch.Limits)
    -> RotationSearch.End
  {
    trial.copy(from: start.elements)
    memory.clear()
    guard var value = evaluate() else {
      return .init(rotation: start, value: .infinity, isConverged: false)
    }
    accept()
    for _ in 0..<limits.steps {
      if isCollapsed {
        var end = self.end(value, isConverged: false)
        end.isCollapsed = true
        return end
      }
      let size = dot(gradient, gradient).squareRoot()
      if size < limits.tolerance { return end(value, isConverged: true) }
      var next = step(from: value, size)
      if next == nil, !memory.isEmpty {
        memory.clear()
        next = step(from: value, size)
      }
      guard let next else { return end(value, isConverged: size < 1e-5) }
      memory.remember(
        step: direction, from: gradient, to: trialGradient)
      value = next
      accept()
    }
    return end(value, isConverged: false)
  }

  /// Moves to a trial that is better, whose step `direction` holds then.
  ///
  /// - Returns: Its value; `nil` if there is none.
  private func step(from value: Double, _ size: Double) -> Double? {
    memory.placeDirection(of: gradient, into: direction)
    var slope = dot(gradient, direction)
    if !(slope < -1e-12 * size * size) {
      memory.clear()
      memory.placeDirection(of: gradient, into: direction)
      slope = -size * size
    }
    var largest = 0.0
    for index in 0..<direction.count {
      largest = max(largest, abs(direction[index]))
    }
    if largest > Self.reach {
      scaleDirection(Self.reach / largest)
      slope *= Self.reach / largest
    }
    // Values of a trial are known to their rounding only.
    let noise = 1e-14 * max(abs(value), 1e-3)
    for _ in 0..<40 {
      if place(), let next = evaluate() {
        if next < value + 1e-4 * slope { return next }
        if next <= value + noise,
          dot(trialGradient, trialGradient) < 0.81 * size * size
        {
          return next
        }
      }
      scaleDirection(0.5)
      slope *= 0.5
    }
    return nil
  }

  private func scaleDirection(_ factor: Double) {
    for index in 0..<direction.count { direction[index] *= factor }
  }

  private func end(_ value: Double, isConverged: Bool) -> RotationSearch.End {
    .init(
      rotation: Matrix(rotation), value: value, isConverged: isConverged)
  }

  private func accept() {
    rotation.copy(from: trial)
    gradient.copy(from: trialGradient)
  }

  /// Writes the value and the gradient of the trial.
  private func evaluate() -> Double? {
    isCollapsed = false
    if isOrthogonal {
      multiply(loadings, trial, into: rotated)
    } else {
      room.copy(from: trial)
      guard
        GeneralSolve.inverse(destroying: room, into: inverse, pivots: pivots)
      else { return nil }
      for index in 0..<inverse.count
      where !(abs(inverse[index]) < Self.collapse) { isCollapsed = true }
      multiply(loadings, inverse, into: rotated, transposeB: true)
    }
    let value = criterion.evaluate(rotated, derivatives: derivatives)
    guard value.isFinite else { return nil }
    multiply(rotated, derivatives, into: room, transposeA: true)
    if isOrthogonal {
      for j in 0..<m {
        for i in 0..<m { trialGradient[i, j] = 0.5 * (room[i, j] - room[j, i]) }
      }
      return value
    }
    // −(Λ'G)', less what the lengths of the columns take back.
    multiply(trial, trial, into: inverse, transposeA: true)
    for j in 0..<m {
      let own = room[j, j]
      for k in 0..<m {
        trialGradient[k, j] = k == j ? 0 : inverse[k, j] * own - room[j, k]
      }
    }
    return value
  }

  /// Writes the trial that `direction` leads to.
  ///
  /// - Returns: False if it is none.
  private func place() -> Bool {
    if isOrthogonal {
      // (I − E/2)⁻¹(I + E/2).
      for j in 0..<m {
        for i in 0..<m {
          room[i, j] = (i == j ? 1 : 0) - 0.5 * direction[i, j]
        }
      }
      guard
        GeneralSolve.inverse(destroying: room, into: inverse, pivots: pivots)
      else { return false }
      for j in 0..<m {
        for i in 0..<m {
          room[i, j] = 2 * inverse[i, j] - (i == j ? 1 : 0)
        }
      }
      multiply(rotation, room, into: trial)
      return true
    }
    trial.copy(from: rotation)
    multiply(rotation, direction, into: trial, keep: 1)
    for j in 0..<m {
      var length = 0.0
      for i in 0..<m { length += trial[i, j] * trial[i, j] }
      guard length > 0, length.isFinite else { return false }
      let scale = 1 / length.squareRoot()
      for i in 0..<m { trial[i, j] *= scale }
    }
    return true
  }
}

/// The last steps of a search with the changes of the gradient, from which
/// limited-memory BFGS makes directions.
private struct StepMemory: ~Copyable {
  private static let most = 12
  private let steps: MatrixBuffer
  private let changes: MatrixBuffer
  /// 1/(s'y) of each.
  private let scales: MatrixBuffer
  private let factors: MatrixBuffer
  private var first = 0
  private var count = 0

  init(size: Int) {
    steps = MatrixBuffer(rows: size, columns: Self.most)
    changes = MatrixBuffer(rows: size, columns: Self.most)
    scales = MatrixBuffer(rows: Self.most)
    factors = MatrixBuffer(rows: Self.most)
  }

  var isEmpty: Bool { count == 0 }

  mutating func clear() {
    first = 0
    count = 0
  }

  /// Keeps a step along which the gradient has grown.
  mutating func remember(
    step: borrowing MatrixBuffer, from old: borrowing MatrixBuffer,
    to new: borrowing MatrixBuffer
  ) {
    let place = (first + count) % Self.most
    var along = 0.0
    var length = 0.0
    for index in 0..<step.count {
      let change = new[index] - old[index]
      steps[index, place] = step[index]
      changes[index, place] = change
      along += step[index] * change
      length += change * change
    }
    guard along > 1e-12 * length.squareRoot() * dot(step, step).squareRoot()
    else { return }
    scales[place] = 1 / along
    if count < Self.most {
      count += 1
    } else {
      first = (first + 1) % Self.most
    }
  }

  /// Writes −Hg by the two loops (Nocedal & Wright, 2006, algorithm 7.4).
  func placeDirection(
    of gradient: borrowing MatrixBuffer, into d: borrowing MatrixBuffer
  ) {
    for index in 0..<d.count { d[index] = -gradient[index] }
    if count == 0 { return }
    for back in 0..<count {
      let place = (first + count - 1 - back) % Self.most
      let factor = scales[place] * product(steps, place, d)
      factors[place] = factor
      add(-factor, changes, place, to: d)
    }
    let last = (first + count - 1) % Self.most
    var length = 0.0
    for index in 0..<d.count {
      length += changes[index, last] * changes[index, last]
    }
    let scale = 1 / (scales[last] * length)
    for index in 0..<d.count { d[index] *= scale }
    for forward in 0..<count {
      let place = (first + forward) % Self.most
      let factor = scales[place] * product(changes, place, d)
      add(factors[place] - factor, steps, place, to: d)
    }
  }

  private func product(
    _ a: borrowing MatrixBuffer, _ column: Int, _ d: borrowing MatrixBuffer
  ) -> Double {
    var sum = 0.0
    for index in 0..<d.count { sum += a[index, column] * d[index] }
    return sum
  }

  private func add(
    _ factor: Double, _ a: borrowing MatrixBuffer, _ column: Int,
    to d: borrowing MatrixBuffer
  ) {
    for index in 0..<d.count { d[index] += factor * a[index, column] }
  }
}
