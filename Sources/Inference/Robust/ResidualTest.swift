internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

extension RobustAnalysis {
  /// Browne's test from residual moments r (1984, equation 2.20):
  /// n rᵀ(V − VΔ(ΔᵀVΔ)⁻¹ΔᵀV)r with V the inverse of the moments'
  /// covariances; moments among fixed exogenous variables do not count.
  ///
  /// - Parameter isNormal: Whether these covariances are those of normal
  ///   variables with the sample's covariances; else distribution-free.
  /// - Returns: The statistic; `nil` if the covariances have no inverse.
  func residualTest(isNormal: Bool) -> Double? {
    let t = fitter.model.parameterCount
    var form = 0.0
    let slope = MatrixBuffer(rows: t)
    let information = MatrixBuffer(rows: t, columns: t)
    for group in fitter.sample.groups.indices {
      let factor = fitter.sample.multiplier(group, fitter.options)
      let part =
        isNormal
        ? normalPart(group, factor, slope, information)
        : freePart(group, factor, slope, information)
      guard let part else { return nil }
      form += part
    }
    information.symmetrizeFromLower()
    // The projection needs no case count: both parts carry it.
    let outcome = ParameterCovariance.projectedInverse(
      Matrix(information), fitter: fitter, estimates: estimates)
    guard case .covariance(let inverse) = outcome else { return nil }
    let moved = inverse * slope.elements
    let less = zip(moved, slope.elements).reduce(0) { $0 + $1.0 * $1.1 }
    return max(0, form - less)
  }

  /// n rᵀVr for V = ½Dᵀ(S⁻¹⊗S⁻¹)D; adds nΔᵀVr and nΔᵀVΔ.
  private func normalPart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer
  ) -> Double? {
    guard let weight = Information.unstructuredWeight(group, fitter) else {
      return nil
    }
    let block = fitter.objective.blocks[group]
    let moments = fitter.sample.groups[group]
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    let w = Matrix(weight.covariance)
    let residual = moments.covariance - Matrix(block.sigma)
    let sandwiched = w * (residual * w)
    let gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: p, columns: q)
    block.gram(
      of: MatrixBuffer(0.5 * (sandwiched + sandwiched.transposed)),
      into: gram, product: product)
    var form = 0.5 * Self.traceOfProduct(sandwiched, residual)
    let projection = MatrixBuffer(rows: q)
    if block.structure.hasMeans {
      let mean = zip(moments.mean, block.mu.elements).map { $0 - $1 }
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

  /// The same for distribution-free V, which is formed.
  private func freePart(
    _ group: Int, _ factor: Double, _ slope: borrowing MatrixBuffer,
    _ information: borrowing MatrixBuffer
  ) -> Double? {
    guard let cases = cases?[group] else { return nil }
    let block = fitter.objective.blocks[group]
    let moments = fitter.sample.groups[group]
    let hasMeans = block.structure.hasMeans
    let p = block.structure.observedCount
    let all = block.structure.momentCount
    let fixed = Set(block.structure.fixedExogenous)
    var kept: [Int] = hasMeans ? (0..<p).filter { !fixed.contains($0) } : []
    var index = hasMeans ? p : 0
    for j in 0..<p {
      for i in j..<p {
        if !(fixed.contains(i) && fixed.contains(j)) { kept.append(index) }
        index += 1
      }
    }
    guard cases.count > kept.count else { return nil }
    let delta = MatrixBuffer(
      rows: all, columns: fitter.model.parameterCount)
    block.writeJacobian(into: delta)
    let columns = Array(0..<delta.columns)
    let kernel = gamma(cases, hasMeans: hasMeans, count: all)
      .submatrix(rows: kept, columns: kept)
    guard let inverse = kernel.choleskyInverse()?.inverse else { return nil }
    let own = Matrix(delta).submatrix(rows: kept, columns: columns)
    var vector = Vech.vector(moments.covariance - Matrix(block.sigma))
    if hasMeans {
      vector = zip(moments.mean, block.mu.elements).map { $0 - $1 } + vector
    }
    let residual = kept.map { vector[$0] }
    let weighted = inverse * residual
    let moved = inverse * own
    let gradient = own.transposed * weighted
    let square = own.transposed * moved
    for i in gradient.indices {
      slope[i] += factor * gradient[i]
      for j in gradient.indices {
        information[i, j] += factor * square[i, j]
      }
    }
    return factor * zip(residual, weighted).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Γ of a group's cases, divided by their number.
  private func gamma(_ cases: GroupCases, hasMeans: Bool, count: Int)
    -> Matrix
  {
    let result = MatrixBuffer(rows: count, columns: count)
    let size = CaseScores.blockSize
    let rows = MatrixBuffer(rows: size, columns: count)
    for start in stride(from: 0, to: cases.count, by: size) {
      let range = start..<min(start + size, cases.count)
      rows.fill(0)
      for (k, i) in range.enumerated() {
        cases.writeMoments(of: i, hasMeans: hasMeans) { rows[k, $0] = $1 }
      }
      multiply(
        rows, rows, into: result, transposeA: true,
        scale: 1 / Double(cases.count), keep: 1)
    }
    return Matrix(result)
  }
}
