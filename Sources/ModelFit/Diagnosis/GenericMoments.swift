internal import LinearAlgebra
internal import MomentStructure
internal import Probability
internal import Specification

/// A block at parameter values that are drawn: what is singular there is
/// singular at all values but a set of measure zero.
struct GenericMoments {
  private let structure: BlockStructure
  /// The cells of free parameters, but variances that can only be 0.
  private let freeCells: [MatrixCell]
  /// Rows of Ψ and Θ whose variances are 0 at all values.
  private let zeroPsi: Set<Int>
  private let zeroTheta: Set<Int>

  /// Prepares a block.
  ///
  /// - Parameters:
  ///   - structure: The block.
  ///   - zeros: Free parameters, variances that bounds hold at 0 or below.
  init(_ structure: BlockStructure, zeros: Set<ParameterIndex> = []) {
    self.structure = structure
    let free = structure.parameters.filter { !zeros.contains($0.parameter) }
      .map(\.cell)
    freeCells = free
    zeroPsi = Self.zeroRows(
      .psi, structure, free, Array(0..<structure.latentCount))
    zeroTheta = Self.zeroRows(
      .theta, structure, free,
      (0..<structure.observedCount).filter {
        !structure.phantomObserved.contains($0)
      })
  }

  private static func zeroRows(
    _ matrix: ModelMatrix, _ structure: BlockStructure, _ free: [MatrixCell],
    _ rows: [Int]
  ) -> Set<Int> {
    var result = Set(rows)
    func remove(_ cell: MatrixCell) {
      if cell.matrix == matrix, cell.row == cell.column {
        result.remove(cell.row)
      }
    }
    for cell in free { remove(cell) }
    for fixed in structure.fixedCells { remove(fixed.cell) }
    for sample in structure.sampleCells { remove(sample.cell) }
    return result
  }

  /// Latent variables that fixed paths bind so that I − B has no inverse;
  /// empty if it has one.
  func boundByPaths() -> [Int] {
    guard structure.hasRegressions else { return [] }
    let workspace = drawn()
    _ = workspace.computeMoments()
    return cycles().first { cycle in
      var difference = Matrix.identity(cycle.count)
      for (b, j) in cycle.enumerated() {
        for (a, i) in cycle.enumerated() {
          difference[a, b] -= workspace.matrices.beta[i, j]
        }
      }
      guard let inverse = difference.generalInverse() else { return true }
      let size = { (matrix: Matrix) in
        matrix.elements.reduce(0) { max($0, abs($1)) }
      }
      return !(size(difference) * size(inverse) < 1e12)
    } ?? []
  }

  /// Observed variables without a residual variance whose lack makes Σ
  /// singular at all values; empty if Σ can have an inverse.
  func withoutResidual() -> [Int] {
    if zeroTheta.isEmpty, zeroPsi.isEmpty { return [] }
    let workspace = drawn()
    guard workspace.computeMoments() else { return [] }
    let rows = unaffectedRows(workspace)
    var sigma = Matrix(workspace.implied.sigma).submatrix(
      rows: rows, columns: rows)
    let candidates = rows.indices.filter { isWithoutResidual(rows[$0]) }
    if candidates.isEmpty { return [] }
    var result: [Int] = []
    while let direction = nullDirection(sigma) {
      let open = candidates.filter { !result.contains(rows[$0]) }
      // Outcomes before what predicts them.
      let found = open.filter { abs(direction[$0]) > 1e-6 }
      guard
        let next = found.first(where: { hasCause(rows[$0], workspace) })
          ?? found.first
      else { return [] }
      result.append(rows[next])
      sigma[next, next] += max(1, sigma[next, next])
    }
    return result.sorted()
  }

  /// A workspace with a value in every cell; variables without variance covary
  /// with none.
  private func drawn() -> BlockWorkspace {
    let workspace = BlockWorkspace(structure)
    var stream = RandomStream(seed: 20_26)
    for cell in freeCells + structure.sampleCells.map(\.cell) {
      let value = stream.uniform()
      switch cell.matrix {
      case .lambda, .beta, .weight:
        workspace.matrices[cell] = 0.3 + 0.6 * value
      case .psi where cell.row == cell.column,
        .theta where cell.row == cell.column:
        workspace.matrices[cell] = 1 + value
      case .psi:
        workspace.matrices[cell] =
          zeroPsi.contains(cell.row) || zeroPsi.contains(cell.column)
          ? 0 : 0.1 * value / Double(structure.latentCount)
      case .theta:
        workspace.matrices[cell] =
          zeroTheta.contains(cell.row) || zeroTheta.contains(cell.column)
          ? 0 : 0.1 * value / Double(structure.observedCount)
      case .nu, .alpha, .tau, .delta: break
      }
    }
    return workspace
  }

  /// Observed variables that no covariance with a variable without variance
  /// touches: those could make Σ indefinite in place of singular.
  private func unaffectedRows(_ workspace: BlockWorkspace) -> [Int] {
    var latent = Set<Int>()
    var observed = Set<Int>()
    let cells =
      structure.parameters.map(\.cell) + structure.fixedCells.map(\.cell)
    for cell in cells where cell.row != cell.column {
      for (one, two) in [(cell.row, cell.column), (cell.column, cell.row)] {
        switch cell.matrix {
        case .psi where zeroPsi.contains(one): latent.insert(two)
        case .theta where zeroTheta.contains(one): observed.insert(two)
        default: break
        }
      }
    }
    let p = structure.observedCount
    return (0..<p).filter { i in
      !observed.contains(i)
        && !latent.contains { workspace.vectors[i, p + $0] != 0 }
    }
  }

  private func isWithoutResidual(_ i: Int) -> Bool {
    guard let phantom = structure.phantomObserved.firstIndex(of: i) else {
      return zeroTheta.contains(i)
    }
    return zeroPsi.contains(structure.factorCount + phantom)
  }

  /// Whether predictors or factors explain an observed variable.
  private func hasCause(_ i: Int, _ workspace: BlockWorkspace) -> Bool {
    guard let phantom = structure.phantomObserved.firstIndex(of: i) else {
      return true
    }
    let row = structure.factorCount + phantom
    return (0..<structure.latentCount).contains {
      workspace.matrices.beta[row, $0] != 0
    }
  }

  /// The eigenvector of an eigenvalue that is zero up to rounding, of the
  /// matrix scaled to a unit diagonal.
  private func nullDirection(_ matrix: Matrix) -> [Double]? {
    var scaled = matrix
    let roots = matrix.diagonal.map { $0 > 0 ? $0.squareRoot() : 1 }
    for j in 0..<scaled.columns {
      for i in 0..<scaled.rows { scaled[i, j] /= roots[i] * roots[j] }
    }
    let factor = MatrixBuffer(scaled)
    if Cholesky.factor(factor).isFactored,
      (0..<factor.rows).allSatisfy({ factor[$0, $0] > 1e-4 })
    {
      // Far from singular, without eigenvalues.
      return nil
    }
    guard let eigen = SymmetricEigen(scaled), let smallest = eigen.values.first,
      abs(smallest) < 1e-10
    else { return nil }
    return eigen.vectors.column(0)
  }

  /// The circles of regressions: latent variables that reach each other.
  private func cycles() -> [[Int]] {
    let m = structure.latentCount
    var targets = [Set<Int>](repeating: [], count: m)
    for cell in structure.parameters.map(\.cell)
      + structure.fixedCells.map(\.cell)
    where cell.matrix == .beta {
      targets[cell.column].insert(cell.row)
    }
    func reached(from start: Int) -> Set<Int> {
      var result = Set<Int>()
      var open = [start]
      while let next = open.popLast() {
        for target in targets[next] where result.insert(target).inserted {
          open.append(target)
        }
      }
      return result
    }
    var left = Set((0..<m).filter { !targets[$0].isEmpty })
    var result: [[Int]] = []
    for start in 0..<m where left.contains(start) {
      let forward = reached(from: start)
      guard forward.contains(start) else { continue }
      let circle = forward.filter { reached(from: $0).contains(start) }
      left.subtract(circle)
      result.append(circle.sorted())
    }
    return result
  }
}
