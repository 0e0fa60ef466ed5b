package import LinearAlgebra
internal import ModelFit
package import MomentStructure
internal import Specification

/// The metrics of an effect's size; raw values are stable.
public enum EffectMetric: String, Sendable, Hashable, Codable, CaseIterable {
  /// In the variables' own units.
  case unstandardized
  /// In standard deviations of the outcome, a unit of the predictor.
  case standardizedOutcome = "std_y"
  /// In standard deviations of the outcome, a standard deviation of the
  /// predictor.
  case standardized = "std_all"
}

/// The slope of one variable on another: Σ coefficient · B[row, column].
package struct EffectSlope: Sendable, Hashable {
  /// The variable acted on.
  package var row: Int
  /// The variables whose coefficients make the slope: the acting one, and
  /// its products with moderators held at values.
  package var columns: [Int]
  /// The factor of each coefficient.
  package var coefficients: [Double]
  /// The origin that was taken off each coefficient's moderator; empty if
  /// none was.
  package var origins: [ProductOrigin?]

  /// Makes a slope.
  package init(
    row: Int, columns: [Int], coefficients: [Double],
    origins: [ProductOrigin?] = []
  ) {
    precondition(columns.count == coefficients.count)
    precondition(origins.isEmpty || origins.count == columns.count)
    self.row = row
    self.columns = columns
    self.coefficients = coefficients
    self.origins = origins
  }
}

/// An effect before standardization: a function of one block's B.
package enum EffectTerm: Sendable, Hashable {
  /// A product of slopes.
  case path([EffectSlope])
  /// (I − B)⁻¹ − I.
  case total
  /// The total effect less the direct one.
  case totalIndirect
}

/// One variable's effect on another in one block.
package struct EffectQuantity: Sendable, Hashable {
  /// The block, from 0.
  package var block: Int
  /// The index of the acting variable in the block's B.
  package var from: Int
  /// The index of the outcome in the block's B.
  package var to: Int
  /// Its value before standardization is the sum of these.
  package var terms: [EffectTerm]

  /// Makes a quantity.
  package init(block: Int, from: Int, to: Int, terms: [EffectTerm]) {
    self.block = block
    self.from = from
    self.to = to
    self.terms = terms
  }
}

/// Values and gradients of effects, made once for a model and evaluated for
/// many parameter vectors.
///
/// Evaluation uses no heap: bootstrap and Monte Carlo share it.
package struct EffectEvaluator: Sendable {
  /// The effects that are functions of B themselves.
  package let quantities: [EffectQuantity]
  /// Differences between them: contrasts of paths and of groups.
  package let differences: [(first: Int, second: Int)]
  private let regressions: [RegressionParameters]
  private let scales: [[VarianceSource]]
  private let parameterCount: Int

  /// Makes an evaluator.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - quantities: The effects.
  ///   - differences: Pairs of indices into `quantities`, first less second.
  package init(
    _ model: CompiledModel, quantities: [EffectQuantity],
    differences: [(first: Int, second: Int)] = []
  ) {
    self.quantities = quantities
    self.differences = differences
    parameterCount = model.parameterCount
    regressions = model.blocks.map(\.regressionParameters)
    scales = model.latentScales
  }

  private init(
    of other: EffectEvaluator, quantities: [EffectQuantity],
    differences: [(first: Int, second: Int)]
  ) {
    self.quantities = quantities
    self.differences = differences
    parameterCount = other.parameterCount
    regressions = other.regressions
    scales = other.scales
  }

  /// The evaluator of one effect, its last.
  ///
  /// - Parameter effect: The effect's index; those of differences follow those
  ///   of quantities.
  /// - Returns: The evaluator; of a difference with both quantities.
  func alone(_ effect: Int) -> EffectEvaluator {
    guard effect >= quantities.count else {
      return EffectEvaluator(
        of: self, quantities: [quantities[effect]], differences: [])
    }
    let pair = differences[effect - quantities.count]
    return EffectEvaluator(
      of: self, quantities: [quantities[pair.first], quantities[pair.second]],
      differences: [(0, 1)])
  }

  /// The free parameter that the only effect is; `nil` for others.
  var onlyParameter: ParameterIndex? {
    guard effectCount == 1, quantities[0].terms.count == 1,
      case .path(let slopes) = quantities[0].terms[0], slopes.count == 1,
      slopes[0].coefficients == [1]
    else { return nil }
    return regressions[quantities[0].block][
      slopes[0].row, slopes[0].columns[0]]
  }

  /// The number of effects, differences after quantities.
  package var effectCount: Int { quantities.count + differences.count }

  /// The number of values: one for each metric of each effect.
  package var valueCount: Int { Self.metricCount * effectCount }

  /// The number of metrics: those of `EffectMetric`, in its order.
  package static let metricCount = 3

  /// The place of an effect's value in a metric.
  package static func place(_ effect: Int, _ metric: Int) -> Int {
    effect * metricCount + metric
  }

  /// Computes every effect in every metric.
  ///
  /// - Parameters:
  ///   - blocks: The model's blocks, up to date at some parameter values.
  ///   - values: Room for `valueCount` numbers; standardized ones are NaN
  ///     where they divide by a variance that is not positive.
  ///   - centres: The origin of the products, if the sample is not the one that
  ///     the effects were planned for.
  package func evaluate(
    _ blocks: [BlockWorkspace], into values: borrowing MatrixBuffer,
    centres: ProductCentres? = nil
  ) {
    precondition(values.count >= valueCount, "room for every value")
    for index in quantities.indices {
      let quantity = quantities[index]
      let block = blocks[quantity.block]
      var raw = 0.0
      for term in quantity.terms {
        raw += Self.value(term, quantity, block, centres)
      }
      let scale = scales[quantity.block]
      let x = scale[quantity.from].deviation(in: block)
      let y = scale[quantity.to].deviation(in: block)
      let start = Self.place(index, 0)
      values[start] = raw
      values[start + 1] = raw * Self.reciprocal(y)
      values[start + 2] = raw * x * Self.reciprocal(y)
    }
    for index in differences.indices {
      let (first, second) = differences[index]
      for metric in 0..<Self.metricCount {
        values[Self.place(quantities.count + index, metric)] =
          values[Self.place(first, metric)]
          - values[Self.place(second, metric)]
      }
    }
  }

  /// 1 over a standard deviation; NaN over none.
  private static func reciprocal(_ deviation: Double) -> Double {
    deviation > 0 ? 1 / deviation : .nan
  }

  private static func value(
    _ term: EffectTerm, _ quantity: EffectQuantity, _ block: BlockWorkspace,
    _ centres: ProductCentres?
  ) -> Double {
    let (x, y) = (quantity.from, quantity.to)
    switch term {
    case .path(let slopes):
      var product = 1.0
      for slope in slopes {
        product *= value(slope, quantity.block, block, centres)
      }
      return product
    case .total: return block.inverse[y, x] - (x == y ? 1 : 0)
    case .totalIndirect:
      return block.inverse[y, x] - (x == y ? 1 : 0) - block.matrices.beta[y, x]
    }
  }

  private static func value(
    _ slope: EffectSlope, _ number: Int, _ block: BlockWorkspace,
    _ centres: ProductCentres?
  ) -> Double {
    var sum = 0.0
    for index in slope.columns.indices {
      sum +=
        coefficient(slope, index, number, block, centres)
        * block.matrices.beta[slope.row, slope.columns[index]]
    }
    return sum
  }

  /// The factor of a column of a slope, v − c: at the same value v of the
  /// moderator it follows the origin c.
  private static func coefficient(
    _ slope: EffectSlope, _ index: Int, _ number: Int,
    _ block: BlockWorkspace, _ centres: ProductCentres?
  ) -> Double {
    let planned = slope.coefficients[index]
    guard let centres, !slope.origins.isEmpty, let origin = slope.origins[index]
    else { return planned }
    return planned
      + (origin.value - centres.value(of: origin, in: block, number: number))
  }
}

extension EffectEvaluator {
  /// The derivatives of every value by the free parameters, values × free.
  ///
  /// ∂(I−B)⁻¹[y, x]/∂β_kl = C_yk C_lx with C = (I−B)⁻¹; standard deviations
  /// by the Jacobian of the latent variances.
  ///
  /// - Parameters:
  ///   - blocks: The model's blocks, up to date.
  ///   - centres: The origin of the products, if the sample is not the one that
  ///     the effects were planned for.
  /// - Returns: The Jacobian, in the order of the values.
  package func jacobian(
    _ blocks: [BlockWorkspace], centres: ProductCentres? = nil
  ) -> Matrix {
    var result = Matrix(rows: valueCount, columns: parameterCount)
    let variances = blocks.map {
      $0.totalVarianceJacobian(parameterCount: parameterCount)
    }
    for (index, quantity) in quantities.enumerated() {
      let block = blocks[quantity.block]
      let (x, y) = (quantity.from, quantity.to)
      var raw = 0.0
      var gradient = [Double](repeating: 0, count: parameterCount)
      for term in quantity.terms {
        raw += Self.value(term, quantity, block, centres)
        addGradient(of: term, quantity, block, centres, to: &gradient)
      }
      let own = self.scales[quantity.block]
      let perOutcome = Self.reciprocal(own[y].deviation(in: block))
      let scales = [1, perOutcome, own[x].deviation(in: block) * perOutcome]
      let (sourceParts, outcomeParts) = (own[x].totals, own[y].totals)
      func logSlope(_ totals: [Int], _ parameter: Int) -> Double {
        totals.reduce(0) {
          $0 + 0.5 * variances[quantity.block][$1, parameter]
            / block.totalVariance(latent: $1)
        }
      }
      for parameter in 0..<parameterCount {
        let logX = logSlope(sourceParts, parameter)
        let logY = logSlope(outcomeParts, parameter)
        let logScales = [0, -logY, logX - logY]
        for metric in 0..<Self.metricCount {
          result[Self.place(index, metric), parameter] =
            scales[metric] * (gradient[parameter] + raw * logScales[metric])
        }
      }
    }
    for (index, pair) in differences.enumerated() {
      for metric in 0..<Self.metricCount {
        for parameter in 0..<parameterCount {
          result[Self.place(quantities.count + index, metric), parameter] =
            result[Self.place(pair.first, metric), parameter]
            - result[Self.place(pair.second, metric), parameter]
        }
      }
    }
    return result
  }

  /// √(g V gᵀ) of every value's gradient g: standard errors by the delta
  /// method.
  ///
  /// - Parameters:
  ///   - blocks: The model's blocks, up to date.
  ///   - covariance: The covariances V of the free parameters.
  ///   - centres: The origin of the products, if the sample is not the one that
  ///     the effects were planned for.
  /// - Returns: One for each value; `nil` where nothing is estimated.
  package func standardErrors(
    _ blocks: [BlockWorkspace], _ covariance: Matrix,
    centres: ProductCentres? = nil
  ) -> [Double?] {
    let jacobian = jacobian(blocks, centres: centres)
    let product = jacobian * covariance
    return (0..<jacobian.rows).map { row in
      var variance = 0.0
      var isEstimated = false
      for column in 0..<jacobian.columns where jacobian[row, column] != 0 {
        isEstimated = true
        variance += product[row, column] * jacobian[row, column]
      }
      guard isEstimated, variance.isFinite else { return nil }
      return max(variance, 0).squareRoot()
    }
  }

  private func addGradient(
    of term: EffectTerm, _ quantity: EffectQuantity, _ block: BlockWorkspace,
    _ centres: ProductCentres?, to gradient: inout [Double]
  ) {
    let cells = regressions[quantity.block]
    let (x, y) = (quantity.from, quantity.to)
    switch term {
    case .path(let slopes):
      let number = quantity.block
      let values = slopes.map { Self.value($0, number, block, centres) }
      for (place, slope) in slopes.enumerated() {
        var others = 1.0
        for other in values.indices where other != place {
          others *= values[other]
        }
        for (index, column) in slope.columns.enumerated() {
          guard let parameter = cells[slope.row, column] else { continue }
          gradient[parameter] +=
            others * Self.coefficient(slope, index, number, block, centres)
        }
      }
    case .total, .totalIndirect:
      for cell in block.structure.parameters where cell.cell.matrix == .beta {
        let (k, l) = (cell.cell.row, cell.cell.column)
        gradient[cell.parameter] += block.inverse[y, k] * block.inverse[l, x]
      }
      if case .totalIndirect = term, let direct = cells[y, x] {
        gradient[direct] -= 1
      }
    }
  }
}
