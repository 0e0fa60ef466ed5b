internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// The starting values of one block, matrix by matrix.
struct BlockStart {
  let block: BlockStructure
  let moments: StartingMoments
  /// Sample covariances of the observed variables, then what is known of the
  /// true latent variables: (p + T) × (p + T).
  var extended: Matrix
  let matrices: ModelMatrices
  /// Whether each cell of B, row after row, is a loading of `=~`.
  let latentLoadings: [Bool]
  let cells: CellStates
  /// The indicator that a factor's loadings are first compared with.
  var reference = StartingValues.Reference.marker
  /// The variance below which an observed variable's counts as this much.
  private(set) var leastVariance = 1e-8
  /// The variance below which a latent variable's counts as this much.
  private(set) var leastLatentVariance = 1e-3

  init(model: CompiledModel, index block: Int, moments: StartingMoments) {
    let blockIndex = block
    let block = model.blocks[blockIndex]
    self.block = block
    self.moments = moments
    let p = block.observedCount
    let m = block.latentCount
    let t = block.factorCount
    extended = Matrix(rows: p + t, columns: p + t)
    for j in 0..<p {
      for i in 0..<p { extended[i, j] = moments.covariance[i, j] }
    }
    matrices = ModelMatrices(block)
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

  /// Makes the least variances ones in the units of the data.
  mutating func scaleFloors() {
    let least = moments.covariance.diagonal.filter { $0 > 0 }.min() ?? 1
    leastVariance = 1e-8 * least
    leastLatentVariance = 1e-3 * least
  }

  /// Whether B's cell (i, j) is a loading of `=~`.
  func isLatentLoading(_ i: Int, _ j: Int) -> Bool {
    latentLoadings[i * block.latentCount + j]
  }

  /// The place of latent variable `l` among the extended variables.
  func place(_ l: Int) -> Int {
    l < block.factorCount
      ? block.observedCount + l
      : block.phantomObserved[l - block.factorCount]
  }

  /// Finds the values: factors, then what they and the observed variables
  /// regress on, then what remains.
  mutating func run() {
    for sample in block.sampleCells {
      matrices[sample.cell] = moments.value(of: sample)
    }
    estimateComposites()
    estimateFactors()
    estimateRegressions()
    estimateVariances()
    if block.hasMeans { estimateMeans() }
    for (k, value) in moments.thresholds.enumerated()
    where k < matrices.tau.rows { matrices.tau[k] = value }
  }

  /// Writes the values of the block's free parameters.
  func write(into theta: inout [Double]) {
    for parameter in block.parameters {
      theta[parameter.parameter] = matrices[parameter.cell]
    }
  }
}
