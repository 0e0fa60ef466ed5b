internal import Discrepancies
internal import Estimation
package import FitSettings
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics
internal import Specification

extension RobustAnalysis {
  /// Browne's test from residual moments r (1984, equation 2.20):
  /// n rᵀ(V − VΔ(ΔᵀVΔ)⁻¹ΔᵀV)r with V the inverse of the moments'
  /// covariances; moments among fixed exogenous variables do not count.
  ///
  /// These covariances are distribution-free or those of normal variables, at
  /// the sample's moments or at the model's. At the model's, the first is
  /// Γ + rrᵀ, which makes of a statistic T of one group T/(1 + T/N) (Yuan &
  /// Bentler, 1998), and the second the statistic of reweighted least squares
  /// (Browne, 1974).
  ///
  /// - Parameter kind: One of the four tests.
  /// - Returns: The statistic; `nil` if the covariances have no inverse.
  package func residualTest(_ kind: TestKind) -> Double? {
    let isNormal = kind == .browneResidualNT || kind == .browneResidualNTModel
    let isAtModel =
      kind == .browneResidualNTModel || kind == .browneResidualADFModel
    // The moments of ordered variables have no distribution of their own.
    if fitter.model.table.hasOrdered { return nil }
    if let groups {
      var sum = 0.0
      for (_, analysis) in groups {
        guard let own = analysis.residualTest(kind) else { return nil }
        sum += own
      }
      return sum
    }
    let t = fitter.model.parameterCount
    var form = 0.0
    let slope = MatrixBuffer(rows: t)
    let information = MatrixBuffer(rows: t, columns: t)
    for group in fitter.sample.indices {
      let factor = fitter.sample.multiplier(group, fitter.options)
      let part =
        fitter.model.table.conditionsOnExogenous
        ? conditionalPart(
          group, factor, slope, information, isNormal, isAtModel: isAtModel)
        : isNormal
          ? normalPart(
            group, factor, slope, information, isAtModel: isAtModel)
          : freePart(group, factor, slope, information, isAtModel: isAtModel)
      guard let part else { return nil }
      form += part
    }
    if kind == .browneResidualNTModel, isStationary(form) { return form }
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

  /// Whether the gradient of the form at the model's moments is that of the
  /// likelihood, which vanishes in the directions that constraints leave: where
  /// the model reproduces the means, and all groups count by their sizes.
  private func isStationary(_ form: Double) -> Bool {
    // Where a bound or an inequality holds the estimates, it is not zero.
    guard fitter.options.estimator.hasCaseLikelihood,
      !fitter.model.table.conditionsOnExogenous,
      !estimates.multipliers.contains(where: { $0 != 0 }),
      fitter.space.limits.isEmpty,
      fitter.options.likelihood == .normal || fitter.sample.count == 1
    else { return false }
    let means = fitter.sample.indices.reduce(0.0) { sum, group in
      guard let block = fitter.momentBlock(of: group),
        block.structure.hasMeans,
        let weight = moments.saturated?[group].weight(SaturatedChoice())
      else { return sum }
      let mean = zip(
        fitter.sample[group].center, block.implied.mu.elements
      ).map { $0 - $1 }
      return sum
        + weight.quadraticForm(
          covariance: Matrix(rows: mean.count, columns: mean.count), mean: mean)
    }
    return fitter.sample.totalSize * means <= 1e-14 * form
  }

  /// n rᵀVr for V = ½Dᵀ(W⊗W)D, W = S⁻¹ or Σ⁻¹; adds nΔᵀVr and nΔᵀVΔ.
  private func normalPart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer, isAtModel: Bool
  ) -> Double? {
    guard let block = fitter.momentBlock(of: group),
      let weight = isAtModel
        ? KroneckerWeight(inverseOf: Matrix(block.implied.sigma))
        : KroneckerWeight(inverseOf: fitter.sample[group].covariance)
    else { return nil }
    let moments = fitter.sample[group]
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    let w = Matrix(weight.covariance)
    let residual = moments.covariance - Matrix(block.implied.sigma)
    let sandwiched = w * (residual * w)
    let gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: p, columns: q)
    block.gram(
      of: MatrixBuffer(0.5 * (sandwiched + sandwiched.transposed)),
      into: gram, product: product)
    var form = 0.5 * traceOfProduct(sandwiched, residual)
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
    block.gram(of: weight.covariance, into: gram, product: product)
    block.addInformation(
      gram: gram, other: gram, meanGram: gram, weight: factor,
      to: information)
    return factor * form
  }

  /// The most moments of a group, those among exogenous variables counted too,
  /// for which the distribution-free V is formed: 800 MB.
  package static let freeMomentLimit = 10_000

  /// The same for distribution-free V, which is formed.
  private func freePart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer, isAtModel: Bool
  ) -> Double? {
    guard let cases = self.moments.cases?[group],
      let block = fitter.momentBlock(of: group)
    else { return nil }
    let moments = fitter.sample[group]
    let layout = block.structure.layout
    let kept = block.structure.explainedMoments
    guard cases.count > kept.count,
      block.structure.momentCount <= Self.freeMomentLimit
    else { return nil }
    let delta = block.jacobian(parameterCount: fitter.model.parameterCount)
    let columns = Array(0..<delta.columns)
    var all = cases.momentCovariance(hasMeans: layout.hasMeans)
    if isAtModel {
      all = cases.moved(
        all, to: Matrix(block.implied.sigma),
        mean: layout.hasMeans ? block.implied.mu.elements : nil)
    }
    let kernel = all.submatrix(rows: kept, columns: kept)
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
    _ information: borrowing MatrixBuffer, _ isNormal: Bool, isAtModel: Bool
  ) -> Double? {
    let exogenous = fitter.model.groups[group].block.fixedExogenous
    guard let block = fitter.momentBlock(of: group),
      let moments = ConditionalDerivatives(
        block, fitter.sample[group],
        count: fitter.model.parameterCount),
      isNormal || !isAtModel,
      let weight = isNormal
        ? (isAtModel ? moments.impliedWeight : moments.normalWeight)
        : self.moments.cases?[group].conditionalCovariance(given: exogenous)?
          .choleskyInverse()?.inverse
    else { return nil }
    return add(
      moments.residual, moments.jacobian, weight: weight, factor, slope,
      information)
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

extension CaseDeviations {
  /// Γ of the cases' moments around those of a model: the covariances of
  /// (x, (x − μ)(x − μ)ᵀ), and what their means differ by from μ and Σ.
  ///
  /// - Parameters:
  ///   - gamma: Γ around the sample's moments.
  ///   - sigma: Σ.
  ///   - mu: μ; `nil` without means.
  /// - Returns: The matrix, moments × moments.
  fileprivate func moved(_ gamma: Matrix, to sigma: Matrix, mean mu: [Double]?)
    -> Matrix
  {
    let p = sigma.rows
    let layout = MomentLayout(variableCount: p, hasMeans: mu != nil)
    let shift = mu.map { zip(mean, $0).map { $0 - $1 } }
    var own = gamma
    if let shift {
      // (x − μ)(x − μ)ᵀ has dyᵀ + ydᵀ more than yyᵀ, d = x̄ − μ.
      var turn = Matrix.identity(layout.count)
      for moment in layout.moments {
        guard case .covariance(let i, let j) = moment else { continue }
        let row = layout.index(of: moment)
        turn[row, layout.index(of: .mean(i))] += shift[j]
        turn[row, layout.index(of: .mean(j))] += shift[i]
      }
      own = turn * (gamma * turn.transposed)
    }
    var difference = sampleCovariance - sigma
    if let shift {
      for j in 0..<p {
        for i in 0..<p { difference[i, j] += shift[i] * shift[j] }
      }
    }
    let center = layout.vector(covariance: difference, mean: shift ?? [])
    for j in center.indices {
      for i in center.indices { own[i, j] += center[i] * center[j] }
    }
    return own
  }
}
