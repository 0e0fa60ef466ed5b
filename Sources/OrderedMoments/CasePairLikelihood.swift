internal import LinearAlgebra
internal import RealModule

/// The log-likelihood of the values of one pair of variables, case by case,
/// with its first and second derivatives: of pairs with a continuous variable,
/// and of all pairs given exogenous ones.
///
/// A pair's parameters are those of the earlier variable, of the later one, and
/// their covariance; a variable's own are its thresholds or its mean, its
/// slopes, and the variance of a continuous one, in the order of
/// `MomentLayout.parameters(of:)`. Each case has a density by at most five local
/// numbers, `PairDensity`, that move with these.
///
/// One of these serves pair after pair of one thread.
final class CasePairLikelihood {
  private let rows: FirstStageRows
  private let layout: MomentLayout
  /// What one case's local numbers move by: a parameter of the pair, a local
  /// number, and the factor between.
  private var entries: [Entry]
  private var entryCount = 0
  private var density = PairDensity()

  private struct Entry {
    var parameter = 0
    var local = 0
    var factor = 0.0
  }

  /// Makes room.
  init(_ rows: FirstStageRows, _ layout: MomentLayout) {
    self.rows = rows
    self.layout = layout
    entries = [Entry](
      repeating: Entry(), count: 5 + 2 * layout.exogenousCount)
  }

  /// Computes −Σ n log f, and its derivatives.
  ///
  /// The expected second derivatives are the sums of the products of scores: a
  /// case given exogenous variables has cells of its own.
  ///
  /// - Parameters:
  ///   - pair: The pair.
  ///   - counts: How often each row counts.
  ///   - values: All moments, in the layout's order.
  ///   - result: The places of the derivatives.
  ///   - buffer: Receives them.
  /// - Returns: −Σ n log f; NaN where there is none.
  func evaluate(
    _ pair: FirstStagePairs.Pair, counts: [Double],
    _ values: borrowing MatrixBuffer, _ result: PairLikelihood.Result,
    into buffer: borrowing MatrixBuffer
  ) -> Double {
    let q = result.count
    for k in 0..<PairLikelihood.Result.size(q) {
      buffer[result.offset + k] = 0
    }
    guard density.take(pair, layout, values) else { return .nan }
    var value = 0.0
    for r in 0..<rows.count where counts[r] != 0 {
      guard set(r, pair, values) else { continue }
      guard density.setDerivatives() else { return .nan }
      let n = counts[r]
      value -= n * density.logarithm
      for k in 0..<entryCount {
        let one = entries[k]
        let first = density.first[one.local]
        buffer[result.offset + one.parameter] -= n * one.factor * first
        for l in 0..<entryCount {
          let two = entries[l]
          let factor = n * one.factor * two.factor
          let cell = one.parameter + two.parameter * q
          buffer[result.exact + cell] -=
            factor * density.second[one.local + two.local * PairDensity.count]
          buffer[result.expected + cell] +=
            factor * first * density.first[two.local]
        }
      }
    }
    return value
  }

  /// Adds the scores of rows to their lines.
  ///
  /// - Parameters:
  ///   - pair: The pair.
  ///   - parameters: The moments of its parameters.
  ///   - values: All moments, in the layout's order.
  ///   - range: The rows.
  ///   - block: The lines, rows × moments.
  func addScores(
    _ pair: FirstStagePairs.Pair, parameters: ArraySlice<Int>,
    _ values: borrowing MatrixBuffer, _ range: Range<Int>,
    to block: borrowing MatrixBuffer
  ) {
    guard density.take(pair, layout, values) else { return }
    for (line, r) in range.enumerated() {
      guard set(r, pair, values), density.setDerivatives() else { continue }
      for entry in entries.prefix(entryCount) {
        block[line, parameters[parameters.startIndex + entry.parameter]] +=
          entry.factor * density.first[entry.local]
      }
    }
  }

  // MARK: - One case

  /// Takes the values of a case; false where one is missing.
  private func set(
    _ r: Int, _ pair: FirstStagePairs.Pair, _ values: borrowing MatrixBuffer
  ) -> Bool {
    entryCount = 0
    guard
      let end = set(r, pair.first, start: 0, local: 0, values),
      let last = set(r, pair.second, start: end, local: 2, values)
    else { return false }
    add(last, 4, 1)
    return true
  }

  private func add(_ parameter: Int, _ local: Int, _ factor: Double) {
    entries[entryCount] = Entry(
      parameter: parameter, local: local, factor: factor)
    entryCount += 1
  }

  /// Takes the limits of a case's category, or its deviation from the mean.
  ///
  /// - Parameters:
  ///   - r: The row.
  ///   - i: The variable.
  ///   - start: The pair's parameter that is the variable's first.
  ///   - local: The first of its local numbers, 0 or 2.
  ///   - values: All moments.
  /// - Returns: The pair's parameter behind the variable's; `nil` where the
  ///   value is missing.
  private func set(
    _ r: Int, _ i: Int, start: Int, local: Int,
    _ values: borrowing MatrixBuffer
  ) -> Int? {
    let q = layout.exogenousCount
    var predicted = 0.0
    for x in 0..<q {
      predicted +=
        values[layout.index(of: .slope(i, on: x))] * rows.exogenous.buffer[r, x]
    }
    let column = rows.columns[i]
    let categories = rows.categories[i]
    let slopes: Int
    if categories > 0 {
      let code = rows.codes[column * rows.count + r]
      guard code != FirstStageColumn.missingCode else { return nil }
      let (a, first) = (Int(code), layout.thresholds(of: i).lowerBound)
      if a > 0 {
        density.values[local] = values[first + a - 1] - predicted
        add(start + a - 1, local, 1)
      } else {
        density.values[local] = -.infinity
      }
      if a < categories - 1 {
        density.values[local + 1] = values[first + a] - predicted
        add(start + a, local + 1, 1)
      } else {
        density.values[local + 1] = .infinity
      }
      slopes = start + categories - 1
    } else {
      let value = rows.values.buffer[r, column]
      guard !value.isNaN else { return nil }
      density.values[local] =
        value - predicted - values[layout.index(of: .mean(i))]
      add(start, local, 1)
      add(start + 1 + q, local + 1, 1)
      slopes = start + 1
    }
    for x in 0..<q {
      add(slopes + x, PairDensity.shift(local), rows.exogenous.buffer[r, x])
    }
    return slopes + q + (categories > 0 ? 0 : 1)
  }
}
