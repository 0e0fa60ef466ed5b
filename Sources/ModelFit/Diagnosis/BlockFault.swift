internal import LinearAlgebra
internal import Messages
internal import MomentStructure

/// A fault of Ψ or Θ of a block.
struct BlockFault {
  let solution: Admissibility
  let index: Int
  let block: BlockWorkspace
  let check: SemidefinitenessCheck

  init(
    _ solution: Admissibility, _ index: Int, _ block: BlockWorkspace,
    _ check: SemidefinitenessCheck
  ) {
    self.solution = solution
    self.index = index
    self.block = block
    self.check = check
  }

  private var structure: BlockStructure { block.structure }
  private var place: String { solution.place(index) }
  private var isPsi: Bool { check.matrix == .psi }

  private func name(_ row: Int) -> String {
    isPsi ? structure.latent[row] : structure.observed[row]
  }

  private func isLatent(_ row: Int) -> Bool {
    isPsi && row < structure.factorCount
  }

  private func variance(_ row: Int) -> MatrixCell {
    MatrixCell(check.matrix, row, row)
  }

  /// Whether a row's variance is what predictors or factors leave.
  private func isResidual(_ row: Int) -> Bool {
    guard isPsi else { return true }
    return (structure.parameters.map(\.cell) + structure.fixedCells.map(\.cell))
      .contains { $0.matrix == .beta && $0.row == row }
  }

  /// Whether a row's variance is what the scale of an ordered variable leaves.
  private func isRemainder(_ row: Int) -> Bool {
    let observed =
      isPsi
      ? (row < structure.factorCount
        ? nil : structure.phantomObserved[row - structure.factorCount]) : row
    return observed.flatMap { structure.responses?.hasRemainder($0) } ?? false
  }

  func negativeVariances() -> [LatentWarning] {
    check.rows.filter { check.variance($0).sign(in: block) < 0 }.map { row in
      let value = rounded(check.variance(row).value(in: block))
      if isRemainder(row) {
        return LatentWarning(
          code: .admissibilityNegativeVariance,
          message: "The residual variance of the ordered variable \(name(row))"
            + "\(place) is negative (\(value), a Heywood case), as its factors "
            + "and predictors explain more than the whole variance of the "
            + "response behind it: the solution is not admissible. Look for "
            + "too few indicators, sparse categories or a misspecified model; "
            + "fixed or equal loadings are a way to restrict it.")
      }
      let isFree = solution.isFree(index, variance(row))
      return LatentWarning(
        code: .admissibilityNegativeVariance,
        message: "The \(isLatent(row) ? "" : "residual ")variance of the "
          + "\(isLatent(row) ? "latent" : "observed") variable \(name(row))"
          + "\(place) is negative (\(value)"
          + (isFree
            ? ", a Heywood case): the solution is not admissible. Look for too "
              + "few indicators, outliers or a misspecified model. A bound is "
              + "'lower(0)*' or `bounds: pos.var`; a variance of 0 at its "
              + "bound can leave the solution inadmissible for another reason, "
              + "which the fit then names."
            : "), as it is fixed: the solution is not admissible. Fix it to 0 "
              + "or more, or free it."))
    }
  }

  /// Variables that covary without having a variance.
  func zeroVariances() -> [LatentWarning] {
    check.covarying.compactMap { row in
      guard check.variance(row).sign(in: block) == 0 else { return nil }
      let others = check.covarying.filter {
        $0 != row && !check.isZeroCovariance(row, $0, in: block)
      }
      if others.isEmpty { return nil }
      let cell = variance(row)
      let state =
        if !solution.isFree(index, cell) {
          "fixed to 0"
        } else if solution.isOnBound(index, cell) {
          "0, at its bound"
        } else {
          "0"
        }
      let covariances = others.map {
        "'\(name($0)) ~~ \(name(row))' is "
          + rounded(check.covariance(row, $0, in: block))
      }
      return LatentWarning(
        code: .admissibilityZeroVariance,
        message: "The \(isResidual(row) ? "residual " : "")variance of "
          + "\(name(row))\(place) is \(state), but "
          + "\(covariances.joined(separator: ", ")): what has no variance has "
          + "no covariances, and the solution is not admissible. "
          + remedy(row, others))
    }
  }

  /// A remedy for a row without variance that covaries with others.
  private func remedy(_ row: Int, _ others: [Int]) -> String {
    let own = name(row)
    let zeros = others.map { "'\(name($0)) ~~ 0*\(own)'" }
      .joined(separator: ", ")
    guard solution.isFree(index, variance(row)) else {
      return "Write \(zeros) too, or free the variance of \(own)."
    }
    // Without variance and covariances nothing determines free loadings.
    let hasFreeLoadings = structure.parameters.contains {
      $0.cell.column == row && isLatent(row)
        && ($0.cell.matrix == .lambda || $0.cell.matrix == .beta)
    }
    return hasFreeLoadings
      ? "\(own) explains nothing in these data: leave it out of the model, or "
        + "measure it by indicators that share more."
      : "Write '\(own) ~~ 0*\(own)' and \(zeros), and compare the fits."
  }

  /// Correlations of latent variables that cannot be.
  func latentCovariances() -> [LatentWarning] {
    guard let fault = latentFault else { return [] }
    let active = fault.rows
    var pairs: [String] = []
    for (a, one) in active.enumerated() {
      for (b, two) in active.enumerated()
      where b < a && abs(fault.matrix[a, b]) >= 1 {
        pairs.append(
          "\(structure.latent[two]) and \(structure.latent[one]) "
            + "(r = \(rounded(fault.matrix[a, b])))")
      }
    }
    let who =
      pairs.isEmpty
      ? "look at \(listing(fault.names(structure.latent)))"
      : "correlations of 1 or more: \(pairs.joined(separator: "; "))"
    return [
      LatentWarning(
        code: .admissibilityLatentCovariance,
        message: "The covariance matrix of the latent variables"
          + "\(place) is not positive definite: \(who). Merge latent "
          + "variables that cannot be told apart, or simplify the model.")
    ]
  }

  /// The correlations of the true latent variables, if they cannot be.
  private var latentFault: CorrelationFault? {
    guard isPsi else { return nil }
    let rows = (0..<structure.factorCount).filter {
      VarianceSource.latentTotal($0).sign(in: block) > 0
    }
    return CorrelationFault(rows) { block.latentCovariance[$0, $1] }
  }

  /// Residual correlations, and those of latent with observed variables, that
  /// cannot be.
  func correlations() -> [LatentWarning] {
    let isTold = latentFault != nil
    let rows = check.covarying.filter {
      check.variance($0).sign(in: block) > 0
    }
    return components(rows).flatMap { rows -> [LatentWarning] in
      if isTold, rows.allSatisfy(isLatent) { return [] }
      let fault = CorrelationFault(rows) {
        check.covariance($0, $1, in: block)
      }
      guard let fault else { return [] }
      let pairs = self.pairs(fault)
      return pairs.isEmpty ? [together(fault)] : pairs
    }
  }

  private func pairs(_ fault: CorrelationFault) -> [LatentWarning] {
    var result: [LatentWarning] = []
    for (a, one) in fault.rows.enumerated() {
      for (b, two) in fault.rows.enumerated()
      where b < a && abs(fault.matrix[a, b]) >= 1 {
        let cell = MatrixCell(check.matrix, max(one, two), min(one, two))
        let row = solution.row(index, cell)
        let key = row.map { solution.key(of: $0) }
        let names = key ?? (name(two), name(one))
        let residual = isResidual(one) || isResidual(two) ? "residual " : ""
        result.append(
          LatentWarning(
            code: .admissibilityResidualCorrelation,
            message: "The \(residual)correlation of \(names.0) and \(names.1)"
              + "\(place) is \(rounded(fault.matrix[a, b])): the solution "
              + "is not admissible. Remove '\(names.0) ~~ \(names.1)' or "
              + "measure what they share by a latent variable."))
      }
    }
    return result
  }

  /// Correlations each of which can be, but not all of them.
  private func together(_ fault: CorrelationFault) -> LatentWarning {
    let names = fault.names(isPsi ? structure.latent : structure.observed)
    let residual = fault.rows.contains(where: isResidual) ? "residual " : ""
    return LatentWarning(
      code: .admissibilityResidualCovariance,
      message: "The \(residual)covariances of \(listing(names))"
        + "\(place) cannot be those of one population: their matrix is not "
        + "positive semidefinite, and the solution is not admissible. Remove "
        + "some of them, or measure what the variables share by a latent "
        + "variable.")
  }

  /// Rows that covary, directly or by others.
  private func components(_ rows: [Int]) -> [[Int]] {
    var left = rows
    var result: [[Int]] = []
    while let first = left.first {
      var component = [first]
      left.removeFirst()
      var next = 0
      while next < component.count {
        let row = component[next]
        let found = left.filter {
          check.covariance(row, $0, in: block) != 0
        }
        component += found
        left.removeAll { found.contains($0) }
        next += 1
      }
      if component.count > 1 { result.append(component.sorted()) }
    }
    return result
  }
}
