internal import LinearAlgebra

/// The search of a case's scores by Newton's method, in buffers that serve case
/// after case.
final class ScoreSearch {
  /// An outcome with its equation.
  struct Item {
    /// The equation.
    var equation: ResponseEquation
    /// c + Σ b_x x.
    var base: Double
    /// The value, or the number of the category.
    var outcome: Double
  }

  /// The outcomes.
  var items: [Item] = []
  /// Whether each latent variable has scores.
  var isActive: [Bool]
  /// The latent variables' means; the search begins there.
  let mean: MatrixBuffer
  /// The scores.
  let scores: MatrixBuffer
  /// The inverse of the information's diagonal, at the scores.
  let variances: MatrixBuffer

  /// The latent variables' precision; `nil` without a prior.
  private let precision: MatrixBox?
  private let trial: MatrixBuffer
  private let gradient: MatrixBuffer
  private let trialGradient: MatrixBuffer
  private let information: MatrixBuffer
  private let trialInformation: MatrixBuffer
  private let factor: MatrixBuffer
  private let step: MatrixBuffer
  private let deviation: MatrixBuffer

  private static let iterationLimit = 100

  /// Makes room for latent variables.
  ///
  /// - Parameters:
  ///   - count: Their number.
  ///   - prior: Their precision; `nil` for the likelihood alone.
  init(count: Int, prior: Matrix?) {
    isActive = [Bool](repeating: false, count: count)
    mean = MatrixBuffer(rows: count)
    scores = MatrixBuffer(rows: count)
    variances = MatrixBuffer(rows: count)
    precision = prior.map {
      let box = MatrixBox(rows: count, columns: count)
      box.buffer.copy(from: $0.elements)
      return box
    }
    trial = MatrixBuffer(rows: count)
    gradient = MatrixBuffer(rows: count)
    trialGradient = MatrixBuffer(rows: count)
    information = MatrixBuffer(rows: count, columns: count)
    trialInformation = MatrixBuffer(rows: count, columns: count)
    factor = MatrixBuffer(rows: count, columns: count)
    step = MatrixBuffer(rows: count)
    deviation = MatrixBuffer(rows: count)
  }

  /// Finds the scores.
  ///
  /// - Returns: False if there is no maximum.
  func run() -> Bool {
    let count = mean.rows
    scores.copy(from: mean)
    var value = evaluate(scores, gradient, information)
    for _ in 0..<Self.iterationLimit {
      factor.copy(from: information)
      guard Cholesky.factor(factor).isFactored else { return false }
      step.copy(from: gradient)
      Cholesky.solve(factor: factor, inPlace: step)
      let decrement = dot(step, gradient)
      // The score of an extreme pattern is infinite without a prior.
      let isFlat =
        precision == nil
        && (0..<count).contains { isActive[$0] && information[$0, $0] < 1e-8 }
      var length = 1.0
      var next = value
      repeat {
        for j in 0..<count { trial[j] = scores[j] + length * step[j] }
        next = evaluate(trial, trialGradient, trialInformation)
        length /= 2
        // Rounding of the objective is no descent.
      } while next < value - 1e-13 * abs(value) && length > 1e-10
      scores.copy(from: trial)
      gradient.copy(from: trialGradient)
      information.copy(from: trialInformation)
      value = next
      if isFlat { return false }
      // Quadratic convergence: after this step the error is rounding.
      if decrement < 1e-14 { return setVariances() }
    }
    return false
  }

  private func setVariances() -> Bool {
    factor.copy(from: information)
    guard Cholesky.factor(factor).isFactored else { return false }
    for j in 0..<mean.rows {
      step.fill(0)
      step[j] = 1
      Cholesky.solve(factor: factor, inPlace: step)
      variances[j] = step[j]
    }
    return true
  }

  /// The objective, its gradient and minus its second derivatives, those of an
  /// identity where a latent variable has no scores.
  private func evaluate(
    _ eta: borrowing MatrixBuffer, _ gradient: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer
  ) -> Double {
    let count = eta.rows
    var value = 0.0
    gradient.fill(0)
    information.fill(0)
    if let precision {
      for j in 0..<count { deviation[j] = eta[j] - mean[j] }
      multiply(precision.buffer, vector: deviation, into: gradient, scale: -1)
      value = 0.5 * dot(deviation, gradient)
      information.copy(from: precision.buffer)
    }
    for item in items {
      var center = item.base
      for j in 0..<count { center += item.equation.loadings[j] * eta[j] }
      let own = item.equation.value(item.outcome, mean: center)
      value += own.logDensity
      for j in 0..<count where isActive[j] {
        let loading = item.equation.loadings[j]
        if loading == 0 { continue }
        gradient[j] += own.slope * loading
        for i in 0..<count where isActive[i] {
          information[i, j] +=
            own.information * item.equation.loadings[i] * loading
        }
      }
    }
    for j in 0..<count where !isActive[j] { information[j, j] += 1 }
    return value
  }
}
