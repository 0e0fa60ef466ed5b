internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// The starting values of one block, matrix by matrix.
struct BlockStart {
  let block: BlockStructure
  let moments: GroupMoments
  /// Sample covariances of the observed variables, then what is known of the
  /// true latent variables: (p + T) × (p + T).
  var extended: Matrix
  var lambda: Matrix
  var beta: Matrix
  var psi: Matrix
  var theta: Matrix
  var nu: [Double]
  var alpha: [Double]
  /// Which cells of B, row after row, are loadings of `=~`.
  let latentLoadings: [Bool]
  let cells: CellStates

  init(model: CompiledModel, index block: Int, moments: GroupMoments) {
    let blockIndex = block
    let block = model.blocks[blockIndex]
    self.block = block
    self.moments = moments
    let p = block.observedCount
    let m = block.latentCount
    let t = block.trueLatentCount
    extended = Matrix(rows: p + t, columns: p + t)
    for j in 0..<p {
      for i in 0..<p { extended[i, j] = moments.covariance[i, j] }
    }
    lambda = Matrix(rows: p, columns: m)
    beta = Matrix(rows: m, columns: m)
    psi = Matrix(rows: m, columns: m)
    theta = Matrix(rows: p, columns: p)
    nu = [Double](repeating: 0, count: p)
    alpha = [Double](repeating: 0, count: m)
    var cells = CellStates(observedCount: p, latentCount: m)
    var loadings = [Bool](repeating: false, count: m * m)
    for cell in block.fixedCells { cells.setFixed(cell.cell) }
    for parameter in block.parameters { cells.setFree(parameter.cell) }
    for (index, location) in model.locations.enumerated() {
      guard let location, location.block == blockIndex,
        model.table.rows[index].op == .measurement,
        location.cell.matrix == .beta
      else { continue }
      loadings[location.cell.row * m + location.cell.column] = true
    }
    self.cells = cells
    latentLoadings = loadings
  }

  /// Whether B's cell (i, j) is a loading of `=~`.
  func isLatentLoading(_ i: Int, _ j: Int) -> Bool {
    latentLoadings[i * block.latentCount + j]
  }

  /// The place of latent variable `l` among the extended variables.
  func place(_ l: Int) -> Int {
    l < block.trueLatentCount
      ? block.observedCount + l
      : block.dummyObserved[l - block.trueLatentCount]
  }

  /// Finds the values: factors, then what they and the observed variables
  /// regress on, then what remains.
  mutating func run() {
    for cell in block.fixedCells { store(cell.cell, cell.value) }
    for sample in block.sampleCells {
      let value =
        sample.second.map { moments.covariance[sample.first, $0] }
        ?? moments.mean[sample.first]
      store(sample.cell, value)
    }
    estimateFactors()
    estimateRegressions()
    estimateVariances()
    if block.hasMeans { estimateMeans() }
  }

  /// Writes the values of the block's free parameters.
  func write(into theta: inout [Double]) {
    for parameter in block.parameters {
      let (i, j) = (parameter.cell.row, parameter.cell.column)
      theta[parameter.parameter] =
        switch parameter.cell.matrix {
        case .lambda: lambda[i, j]
        case .beta: beta[i, j]
        case .psi: psi[i, j]
        case .theta: self.theta[i, j]
        case .nu: nu[i]
        case .alpha: alpha[i]
        }
    }
  }

  /// Sets a cell, both of them in the symmetric matrices.
  mutating func store(_ cell: MatrixCell, _ value: Double) {
    let (i, j) = (cell.row, cell.column)
    switch cell.matrix {
    case .lambda: lambda[i, j] = value
    case .beta: beta[i, j] = value
    case .nu: nu[i] = value
    case .alpha: alpha[i] = value
    case .psi:
      psi[i, j] = value
      psi[j, i] = value
    case .theta:
      theta[i, j] = value
      theta[j, i] = value
    }
  }
}
