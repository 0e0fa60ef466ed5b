internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The covariances of the moments behind a residual-based test.
package enum ResidualSpread: Sendable {
  /// Those of the cases, whatever their distribution.
  case distributionFree
  /// Those of normal variables with the sample's covariances.
  case normal
  /// Those of normal variables with the model's covariances: with maximum
  /// likelihood the test is reweighted least squares (Browne, 1974).
  case normalOfModel
}

extension RobustAnalysis {
  /// Browne's test from residual moments r (1984, equation 2.20):
  /// n rᵀ(V − VΔ(ΔᵀVΔ)⁻¹ΔᵀV)r with V the inverse of the moments'
  /// covariances; moments among fixed exogenous variables do not count.
  ///
  /// - Parameter spread: These covariances.
  /// - Returns: The statistic; `nil` if the covariances have no inverse.
  package func residualTest(_ spread: ResidualSpread) -> Double? {
    let t = fitter.model.parameterCount
    var form = 0.0
    let slope = MatrixBuffer(rows: t)
    let information = MatrixBuffer(rows: t, columns: t)
    for group in fitter.sample.indices {
      let factor = fitter.sample.multiplier(group, fitter.options)
      let part =
        fitter.model.table.conditionsOnExogenous
        ? conditionalPart(group, factor, slope, information, spread)
        : spread == .distributionFree
          ? freePart(group, factor, slope, information)
          : normalPart(group, factor, slope, information, spread)
      guard let part else { return nil }
      form += part
    }
    if spread == .normalOfModel, isStationary(form) { return form }
    information.symmetrizeFromLower()
    // The projection needs no case count: both parts carry it.
    let outcome = ParameterCovariance.projectedInverse(
      Matrix(information), fitter: fitter, estimates: estimates,
      holding: .equalities)
    guard case .covariance(let inverse) = outcome else { return nil }
    let moved = inverse * slope.elements
    let less = zip(moved, slope.elements).reduce(0) { $0 + $1.0 * $1.1 }
    return max(0, form - less)
  }

  /// Whether the gradient of the form is that of the likelihood, which
  /// vanishes in the directions that constraints leave: where the model
  /// reproduces the means, and all groups count by their sizes.
  private func isStationary(_ form: Double) -> Bool {
    // Where a bound or an inequality holds the estimates, it is not zero.
    guard fitter.options.estimator == .ml,
      !fitter.model.table.conditionsOnExogenous,
      !estimates.multipliers.contains(where: { $0 != 0 }),
      fitter.space.limits.isEmpty,
      fitter.options.likelihood == .normal || fitter.sample.count == 1
    else { return false }
    let means = fitter.sample.indices.reduce(0.0) { sum, group in
      guard let term = fitter.objective.terms[group].momentTerm,
        term.block.structure.hasMeans,
        let weight = term.discrepancy.weight.product
      else { return sum }
      let mean = zip(
        fitter.sample[group].center, term.block.implied.mu.elements
      ).map { $0 - $1 }
      return sum
        + weight.quadraticForm(
          covariance: Matrix(rows: mean.count, columns: mean.count), mean: mean)
    }
    return fitter.sample.totalSize * means <= 1e-14 * form
  }

  /// n rᵀVr for V = ½Dᵀ(W⊗W)D, W the inverse of the sample's or the model's
  /// covariances; adds nΔᵀVr and nΔᵀVΔ.
  private func normalPart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer, _ spread: ResidualSpread
  ) -> Double? {
    let moments = fitter.sample[group]
    guard let block = fitter.objective.terms[group].momentTerm?.block,
      let w =
        (spread == .normal
        ? moments.covariance : Matrix(block.implied.sigma)).choleskyInverse()?
        .inverse
    else { return nil }
    let weight = MatrixBuffer(w)
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    let residual = moments.covariance - Matrix(block.implied.sigma)
    let sandwiched = w * (residual * w)
    let gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: p, columns: q)
    block.gram(
      of: MatrixBuffer(0.5 * (sandwiched + sandwiched.transposed)),
      into: gram, product: product)
    var form = 0.5 * Self.traceOfProduct(sandwiched, residual)
    let projection = MatrixBuffer(rows: q)
    if block.structure.hasMeans {
      let mean = zip(moments.center, block.implied.mu.elements).map { $0 - $1 }
      let solved = MatrixBuffer(rows: p)
      solved.copy(from: w * mean)
      form += zip(mean, solved.elements).reduce(0) { $0 + $1.0 * $1.1 }
      // The gradient doubles what it takes of the covariances only.
      block.project(solved, into: projection)
    }
    let half = MatrixBuffer(0.5 * Matrix(gram))
    block.addGradient(
      gram: half, meanProjection: projection, weight: factor, to: slope)
    block.gram(of: weight, into: gram, product: product)
    block.addInformation(
      gram: gram, other: gram, meanGram: gram, weight: factor,
      to: information)
    return factor * form
  }

  /// The same for distribution-free V, which is formed.
  private func freePart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer
  ) -> Double? {
    guard let cases = self.moments.cases?[group],
      let block = fitter.objective.terms[group].momentTerm?.block
    else { return nil }
    let moments = fitter.sample[group]
    let layout = block.structure.layout
    let kept = block.structure.explainedMoments
    guard cases.count > kept.count else { return nil }
    let delta = block.jacobian(parameterCount: fitter.model.parameterCount)
    let columns = Array(0..<delta.columns)
    let kernel = cases.momentCovariance(hasMeans: layout.hasMeans)
      .submatrix(rows: kept, columns: kept)
    guard let inverse = kernel.choleskyInverse()?.inverse else { return nil }
    let own = delta.submatrix(rows: kept, columns: columns)
    let vector = layout.vector(
      covariance: moments.covariance - Matrix(block.implied.sigma),
      mean: zip(moments.center, block.implied.mu.elements).map { $0 - $1 })
    return add(
      kept.map { vector[$0] }, own, weight: inverse, factor, slope, information)
  }

  /// The same for moments given exogenous variables.
  private func conditionalPart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer, _ spread: ResidualSpread
  ) -> Double? {
    guard let block = fitter.objective.terms[group].momentTerm?.block,
      let moments = ConditionalDerivatives(
        block, fitter.sample[group],
        count: fitter.model.parameterCount),
      let weight = conditionalWeight(moments, group, spread)
    else { return nil }
    return add(
      moments.residual, moments.jacobian, weight: weight, factor, slope,
      information)
  }

  private func conditionalWeight(
    _ moments: ConditionalDerivatives, _ group: Int, _ spread: ResidualSpread
  ) -> Matrix? {
    switch spread {
    case .normal: moments.normalWeight
    case .normalOfModel: moments.normalWeightOfModel
    case .distributionFree:
      self.moments.cases?[group].conditionalCovariance(
        given: fitter.model.groups[group].block.fixedExogenous)?
        .choleskyInverse()?.inverse
    }
  }

  /// n rᵀVr for a V that is formed; adds nΔᵀVr and nΔᵀVΔ.
  private func add(
    _ residual: [Double], _ delta: Matrix, weight: Matrix, _ factor: Double,
    _ slope: borrowing MatrixBuffer, _ information: borrowing MatrixBuffer
  ) -> Double {
    let weighted = weight * residual
    let gradient = delta.transposed * weighted
    let square = delta.transposed * (weight * delta)
    for i in gradient.indices {
      slope[i] += factor * gradient[i]
      for j in gradient.indices {
        information[i, j] += factor * square[i, j]
      }
    }
    return factor * zip(residual, weighted).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
