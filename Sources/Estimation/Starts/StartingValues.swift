internal import LinearAlgebra
internal import ModelSyntax
package import MomentStructure
package import Specification

/// Starting values from the sample: loadings by instrumental variables
/// (Hägglund, 1982, FABIN), latent covariances by least squares on the
/// indicators' covariances, regressions by least squares on those.
package enum StartingValues {
  /// The indicator that loadings are first compared with.
  package enum Reference: Sendable {
    /// The one whose loading is fixed, or the first.
    case marker
    /// The one that shares most with the others.
    case best
  }

  /// Starting values of all free parameters; user-given ones win.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - moments: The sample moments of each block.
  ///   - reference: The indicator that loadings are first compared with.
  ///   - given: Values of parameters that the text gives none.
  /// - Returns: One value for each parameter.
  package static func fromSample(
    _ model: CompiledModel, moments: [StartingMoments],
    reference: Reference = .marker, given: [ParameterKey: Double] = [:]
  ) -> [Double] {
    fromSample(model, moments: moments, given: given) { builder in
      builder.reference = reference
      builder.run()
    }
  }

  /// Starting values whose variances are small or large by the standard of the
  /// variables' own.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - moments: The sample moments of each block.
  ///   - share: The part of the latent variances of `fromSample` that is
  ///     taken, with residual variances of half the sample's, and without
  ///     covariances and regressions of latent variables; `nil` takes all.
  /// - Returns: One value for each parameter.
  static func scaled(
    _ model: CompiledModel, moments: [StartingMoments], share: Double?
  ) -> [Double] {
    fromSample(model, moments: moments) { builder in
      builder.scaleFloors()
      builder.run()
      if let share { builder.keepApart(share: share) }
    }
  }

  private static func fromSample(
    _ model: CompiledModel, moments: [StartingMoments],
    given: [ParameterKey: Double] = [:], _ run: (inout BlockStart) -> Void
  ) -> [Double] {
    var theta = [Double](repeating: 0, count: model.parameterCount)
    let hasScales = model.table.isCorrelationStructure
    for index in model.blocks.indices {
      let moments = moments[index]
      var builder = BlockStart(
        model: model, index: index,
        moments: hasScales ? moments.standardized : moments)
      run(&builder)
      builder.write(into: &theta)
    }
    if hasScales { writeScales(model, moments: moments, into: &theta) }
    if !given.isEmpty {
      for (parameter, row) in model.rowOfParameter.enumerated() {
        if let value = given[model.table.rows[row].key] {
          theta[parameter] = value
        }
      }
    }
    return feasible(
      applyUserStarts(theta, model), model, moments: moments,
      isGiven: !given.isEmpty)
  }

  /// Plain starting values: loadings one, residual variances half the
  /// sample's, latent variances small, paths zero.
  package static func plain(
    _ model: CompiledModel, moments: [StartingMoments]
  ) -> [Double] {
    var theta = [Double](repeating: 0, count: model.parameterCount)
    if model.table.isCorrelationStructure {
      return applyUserStarts(ofCorrelations(model, moments: moments), model)
    }
    for (index, block) in model.blocks.enumerated() {
      let moments = moments[index]
      for parameter in block.parameters {
        let cell = parameter.cell
        let value: Double
        switch cell.matrix {
        case .lambda:
          value = 0.7 * moments.covariance[cell.row, cell.row].squareRoot()
        case .theta where cell.row == cell.column:
          value = 0.5 * moments.covariance[cell.row, cell.row]
        case .psi where cell.row == cell.column:
          let phantom = cell.row - block.factorCount
          if phantom >= 0 {
            let observed = block.phantomObserved[phantom]
            value = 0.5 * moments.covariance[observed, observed]
          } else {
            value = 0.5
          }
        case .nu: value = moments.mean[cell.row]
        case .tau: value = moments.thresholds[cell.row]
        case .delta, .weight: value = 1
        default: value = 0
        }
        theta[parameter.parameter] = value
      }
    }
    return feasible(applyUserStarts(theta, model), model, moments: moments)
  }

  /// lavaan's simple starting values, which do not depend on the sample:
  /// loadings .7, variances and scales 1, everything else 0.
  package static func simple(
    _ model: CompiledModel, moments: [StartingMoments]
  ) -> [Double] {
    let theta = model.rowOfParameter.map { row -> Double in
      let row = model.table.rows[row]
      return switch row.op {
      case .measurement: 0.7
      case .scaling, .formative: 1
      case .covariance where row.key.isVariance: 1
      default: 0
      }
    }
    return feasible(applyUserStarts(theta, model), model, moments: moments)
  }

  /// Writes the scales of a correlation structure, the sample's standard
  /// deviations, and the intercepts of observed variables, the means in units
  /// of these.
  private static func writeScales(
    _ model: CompiledModel, moments: [StartingMoments],
    into theta: inout [Double]
  ) {
    for (index, block) in model.blocks.enumerated() {
      let covariance = moments[index].covariance
      for parameter in block.parameters {
        let row = model.table.rows[model.rowOfParameter[parameter.parameter]]
        if row.op == .scaling {
          let i = parameter.cell.row
          theta[parameter.parameter] = covariance[i, i].squareRoot()
        } else if row.op == .intercept,
          let i = block.observed.firstIndex(of: row.lhs)
        {
          theta[parameter.parameter] =
            moments[index].mean[i] / covariance[i, i].squareRoot()
        }
      }
    }
  }

  /// Plain starting values of correlation structures: loadings of one size
  /// with the signs of the correlations with the first indicator, paths zero.
  private static func ofCorrelations(
    _ model: CompiledModel, moments: [StartingMoments]
  ) -> [Double] {
    var theta = [Double](repeating: 0, count: model.parameterCount)
    writeScales(model, moments: moments, into: &theta)
    let rows = model.table.rows
    let standardized = Set(
      rows.filter { $0.key.isVariance && !$0.isFree }.map(\.lhs))
    let predicted = Set(
      rows.compactMap {
        $0.op == .measurement ? $0.rhs : $0.op == .regression ? $0.lhs : nil
      })
    for (index, block) in model.blocks.enumerated() {
      let covariance = moments[index].covariance
      let places = Dictionary(
        uniqueKeysWithValues: block.observed.enumerated().map { ($1, $0) })
      let first = Dictionary(
        rows.filter { $0.op == .measurement && $0.blockIndex == index }.map {
          ($0.lhs, $0.rhs)
        }, uniquingKeysWith: { first, _ in first })
      for parameter in block.parameters {
        let row = rows[model.rowOfParameter[parameter.parameter]]
        switch row.op {
        case .measurement:
          var value = standardized.contains(row.lhs) ? 0.7 : 1
          if let i = places[row.rhs],
            let j = first[row.lhs].flatMap({ places[$0] }),
            covariance[max(i, j), min(i, j)] < 0
          {
            value = -value
          }
          theta[parameter.parameter] = value
        case .covariance where row.key.isVariance:
          theta[parameter.parameter] =
            places[row.lhs] != nil && !predicted.contains(row.lhs) ? 1 : 0.5
        default: break
        }
      }
    }
    return theta
  }

  /// Raises free variances until Ψ and Θ of every block are positive
  /// definite, where fixed or user-given covariances are too large for the
  /// variances beside them.
  private static func feasible(
    _ theta: [Double], _ model: CompiledModel, moments: [StartingMoments],
    isGiven: Bool = false
  ) -> [Double] {
    let hasUserValues =
      isGiven
      || model.table.rows.contains { $0.start != nil }
      || model.blocks.contains { block in
        block.fixedCells.contains {
          $0.cell.matrix.isSymmetric && $0.cell.row != $0.cell.column
        }
      }
    guard hasUserValues else { return theta }
    var result = theta
    for (index, block) in model.blocks.enumerated() {
      let matrices = ModelMatrices(block)
      for cell in block.sampleCells {
        matrices[cell.cell] = moments[index].value(of: cell)
      }
      for cell in block.parameters {
        matrices[cell.cell] = result[cell.parameter]
      }
      for matrix in [ModelMatrix.psi, .theta] {
        let diagonal = block.parameters.filter {
          $0.cell.matrix == matrix && $0.cell.row == $0.cell.column
        }
        for _ in 0..<20 {
          let values =
            matrix == .psi ? Matrix(matrices.psi) : Matrix(matrices.theta)
          let active = (0..<values.rows).filter { row in
            (0..<values.rows).contains { values[row, $0] != 0 }
          }
          if values.submatrix(rows: active, columns: active)
            .choleskyInverse() != nil
          {
            break
          }
          for cell in diagonal {
            result[cell.parameter] = max(1.5 * result[cell.parameter], 0.1)
            matrices[cell.cell] = result[cell.parameter]
          }
        }
      }
    }
    return result
  }

  private static func applyUserStarts(
    _ theta: [Double], _ model: CompiledModel
  ) -> [Double] {
    var result = theta
    for (parameter, row) in model.rowOfParameter.enumerated() {
      let row = model.table.rows[row]
      if let start = row.start { result[parameter] = start }
      if let lower = row.lower, result[parameter] < lower {
        result[parameter] = lower
      }
      if let upper = row.upper, result[parameter] > upper {
        result[parameter] = upper
      }
      if !result[parameter].isFinite { result[parameter] = 0 }
    }
    return result
  }
}
