internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Which cells of a block are free, and which fixed to a value.
private struct CellStates {
  private let p: Int
  private let m: Int
  private var states: [UInt8]

  init(observedCount p: Int, latentCount m: Int) {
    self.p = p
    self.m = m
    states = [UInt8](repeating: 0, count: p * m + 2 * m * m + p * p + p + m)
  }

  private func index(_ cell: MatrixCell) -> Int {
    switch cell.matrix {
    case .lambda: cell.row * m + cell.column
    case .beta: p * m + cell.row * m + cell.column
    case .psi: p * m + m * m + cell.row * m + cell.column
    case .theta: p * m + 2 * m * m + cell.row * p + cell.column
    case .nu: p * m + 2 * m * m + p * p + cell.row
    case .alpha: p * m + 2 * m * m + p * p + p + cell.row
    }
  }

  mutating func setFixed(_ cell: MatrixCell) { states[index(cell)] = 1 }
  mutating func setFree(_ cell: MatrixCell) { states[index(cell)] = 2 }
  func isFree(_ cell: MatrixCell) -> Bool { states[index(cell)] == 2 }
  func isUsed(_ cell: MatrixCell) -> Bool { states[index(cell)] != 0 }
}

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
  private let cells: CellStates

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
  private func isLatentLoading(_ i: Int, _ j: Int) -> Bool {
    latentLoadings[i * block.latentCount + j]
  }

  /// The place of latent variable `l` among the extended variables.
  func place(_ l: Int) -> Int {
    l < block.trueLatentCount
      ? block.observedCount + l
      : block.dummyObserved[l - block.trueLatentCount]
  }

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

  private mutating func store(_ cell: MatrixCell, _ value: Double) {
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

extension BlockStart {
  /// A factor's indicators: places among the extended variables and cells.
  private func indicators(of factor: Int) -> [(place: Int, cell: MatrixCell)] {
    var result: [(place: Int, cell: MatrixCell)] = []
    for i in 0..<block.observedCount {
      let cell = MatrixCell(.lambda, i, factor)
      if cells.isUsed(cell) { result.append((i, cell)) }
    }
    for l in 0..<block.latentCount where isLatentLoading(l, factor) {
      let cell = MatrixCell(.beta, l, factor)
      if cells.isUsed(cell) {
        result.append((place(l), cell))
      }
    }
    return result
  }

  /// Loadings and latent covariances, first-order factors first.
  private mutating func estimateFactors() {
    let p = block.observedCount
    let t = block.trueLatentCount
    var remaining = Array(0..<t)
    var done: [Int] = []
    // Covariances left after the factors so far, for indicators of several.
    var left = extended
    while !remaining.isEmpty {
      let ready =
        remaining.first { factor in
          indicators(of: factor).allSatisfy {
            $0.place < p || done.contains($0.place - p)
          }
        } ?? remaining[0]
      remaining.removeAll { $0 == ready }
      let items = indicators(of: ready).filter {
        $0.place < p || done.contains($0.place - p)
      }
      estimateFactor(ready, items, covariance: &left)
      done.append(ready)
    }
  }

  private mutating func estimateFactor(
    _ factor: Int, _ items: [(place: Int, cell: MatrixCell)],
    covariance left: inout Matrix
  ) {
    let place = block.observedCount + factor
    let variance = MatrixCell(.psi, factor, factor)
    guard let first = items.first else {
      // Phantom or purely structural: its variance as it stands, or one.
      let value = !cells.isFree(variance) ? psi[factor, factor] : 1
      extended[place, place] = max(value, 0)
      left[place, place] = extended[place, place]
      return
    }
    let reference =
      items.first { !cells.isFree($0.cell) && loading($0.cell) != 0 }
      ?? first
    let r = reference.place
    let others = items.filter { $0.place != r }
    var ratios: [Int: Double] = [r: 1]
    for item in others {
      let j = item.place
      var above = 0.0
      var below = 0.0
      for third in others where third.place != j {
        above += left[r, third.place] * left[j, third.place]
        below += left[r, third.place] * left[r, third.place]
      }
      let spread = (max(left[j, j], 1e-8) / max(left[r, r], 1e-8)).squareRoot()
      var ratio =
        below > 0 ? above / below : spread * (left[r, j] < 0 ? -1 : 1)
      let size = min(max(abs(ratio), 0.2 * spread), 3 * spread)
      ratio = ratio < 0 ? -size : size
      ratios[j] = ratio.isFinite ? ratio : spread
    }
    var above = 0.0
    var below = 0.0
    for (a, one) in items.enumerated() {
      for two in items[(a + 1)...] {
        let weight = (ratios[one.place] ?? 1) * (ratios[two.place] ?? 1)
        above += weight * left[one.place, two.place]
        below += weight * weight
      }
    }
    let spread = max(extended[r, r], 1e-8)
    var phi = below > 0 ? above / below : (others.isEmpty ? spread : 0)
    phi = min(max(phi, 0.05 * spread), (others.isEmpty ? 1 : 0.95) * spread)
    // From the reference's metric to the model's.
    var unit = 1.0
    if !cells.isFree(reference.cell) {
      unit = loading(reference.cell)
    } else if !cells.isFree(variance), psi[factor, factor] > 0 {
      unit = (phi / psi[factor, factor]).squareRoot()
    } else if cells.isFree(variance) {
      unit = Double(items.count) / ratios.values.reduce(0, +)
      if !unit.isFinite || unit <= 0 { unit = 1 }
    } else {
      unit = phi.squareRoot()
    }
    let latentVariance = phi / (unit * unit)
    for item in items where cells.isFree(item.cell) {
      store(item.cell, unit * (ratios[item.place] ?? 1))
    }
    extended[place, place] = latentVariance
    left[place, place] = latentVariance
    fillCovariances(factor, items)
    for one in items {
      for two in items where one.place != two.place {
        left[one.place, two.place] -=
          loading(one.cell) * loading(two.cell) * latentVariance
      }
    }
    for other in 0..<extended.rows where other != place {
      left[place, other] = extended[place, other]
      left[other, place] = extended[place, other]
    }
  }

  private func loading(_ cell: MatrixCell) -> Double {
    cell.matrix == .lambda
      ? lambda[cell.row, cell.column] : beta[cell.row, cell.column]
  }

  /// Covariances of a factor with all other extended variables, from its
  /// indicators' covariances.
  private mutating func fillCovariances(
    _ factor: Int, _ items: [(place: Int, cell: MatrixCell)]
  ) {
    let place = block.observedCount + factor
    let own = Set(items.map(\.place))
    for other in 0..<extended.rows where other != place {
      var above = 0.0
      var below = 0.0
      for item in items where item.place != other {
        // A shared indicator says nothing of the factors' covariance.
        if own.contains(other) { continue }
        let value = loading(item.cell)
        above += value * extended[item.place, other]
        below += value * value
      }
      if own.contains(other),
        let item = items.first(where: { $0.place == other })
      {
        above = loading(item.cell) * extended[place, place]
        below = 1
      }
      let value = below > 0 ? above / below : 0
      let limit =
        0.9
        * (max(extended[place, place], 0) * max(extended[other, other], 0))
        .squareRoot()
      let clipped = min(max(value, -limit), limit)
      extended[place, other] = clipped.isFinite ? clipped : 0
      extended[other, place] = extended[place, other]
    }
  }

  /// Regressions by least squares on the extended covariances.
  private mutating func estimateRegressions() {
    for l in 0..<block.latentCount {
      var predictors: [Int] = []
      for k in 0..<block.latentCount {
        let cell = MatrixCell(.beta, l, k)
        if cells.isFree(cell), !isLatentLoading(l, k) {
          predictors.append(k)
        }
      }
      if predictors.isEmpty { continue }
      let places = predictors.map(place)
      var gram = extended.submatrix(rows: places, columns: places)
      for i in 0..<gram.rows { gram[i, i] *= 1 + 1e-6 }
      guard let inverse = gram.choleskyInverse()?.inverse else { continue }
      var right = places.map { extended[$0, place(l)] }
      for k in 0..<block.latentCount where beta[l, k] != 0 {
        for (index, other) in places.enumerated() {
          right[index] -= beta[l, k] * extended[other, place(k)]
        }
      }
      for (k, value) in zip(predictors, inverse * right)
      where value.isFinite {
        beta[l, k] = value
      }
    }
  }

  /// Residual variances and exogenous covariances, kept positive definite.
  private mutating func estimateVariances() {
    let m = block.latentCount
    for l in 0..<m where cells.isFree(MatrixCell(.psi, l, l)) {
      let total = max(extended[place(l), place(l)], 1e-3)
      let explained = explainedVariance(l)
      psi[l, l] = max(total - explained, 0.1 * total)
    }
    var shrink = 1.0
    for _ in 0..<12 {
      for a in 0..<m {
        for b in 0..<a where cells.isFree(MatrixCell(.psi, a, b)) {
          let isExogenous = !hasPredictors(a) && !hasPredictors(b)
          let value =
            isExogenous ? shrink * extended[place(a), place(b)] : 0
          psi[a, b] = value
          psi[b, a] = value
        }
      }
      if isPositiveDefinite(psi) { break }
      shrink *= 0.7
    }
    for i in 0..<block.observedCount
    where cells.isFree(MatrixCell(.theta, i, i)) {
      let total = moments.covariance[i, i]
      var explained = 0.0
      for a in 0..<block.trueLatentCount where lambda[i, a] != 0 {
        for b in 0..<block.trueLatentCount where lambda[i, b] != 0 {
          explained +=
            lambda[i, a] * lambda[i, b] * extended[place(a), place(b)]
        }
      }
      theta[i, i] = min(max(total - explained, 0.1 * total), total)
      // Observed exogenous variables without a dummy explain themselves.
    }
  }

  private func hasPredictors(_ l: Int) -> Bool {
    (0..<block.latentCount).contains { k in
      beta[l, k] != 0 || cells.isFree(MatrixCell(.beta, l, k))
    }
  }

  private func explainedVariance(_ l: Int) -> Double {
    var sum = 0.0
    for a in 0..<block.latentCount where beta[l, a] != 0 {
      for b in 0..<block.latentCount where beta[l, b] != 0 {
        sum += beta[l, a] * beta[l, b] * extended[place(a), place(b)]
      }
    }
    return sum
  }

  private func isPositiveDefinite(_ matrix: Matrix) -> Bool {
    let active = (0..<matrix.rows).filter { matrix[$0, $0] != 0 }
    return matrix.submatrix(rows: active, columns: active)
      .choleskyInverse() != nil
  }

  /// Free intercepts at the sample's means; free latent means by least
  /// squares on what fixed intercepts leave.
  private mutating func estimateMeans() {
    let p = block.observedCount
    let m = block.latentCount
    for i in 0..<p where cells.isFree(MatrixCell(.nu, i, 0)) {
      nu[i] = moments.mean[i]
    }
    for l in block.trueLatentCount..<max(m, block.trueLatentCount)
    where cells.isFree(MatrixCell(.alpha, l, 0)) {
      var value = moments.mean[place(l)]
      for k in 0..<m where beta[l, k] != 0 && k >= block.trueLatentCount {
        value -= beta[l, k] * moments.mean[place(k)]
      }
      alpha[l] = value
    }
    let free = (0..<block.trueLatentCount).filter {
      cells.isFree(MatrixCell(.alpha, $0, 0))
    }
    if free.isEmpty { return }
    var difference = Matrix.identity(m)
    for j in 0..<m {
      for i in 0..<m { difference[i, j] -= beta[i, j] }
    }
    guard let inverse = difference.generalInverse() else { return }
    let a = lambda * inverse
    let current = a * alpha
    let target = (0..<p).map { moments.mean[$0] - nu[$0] - current[$0] }
    let design = a.submatrix(rows: Array(0..<p), columns: free)
    var gram = design.transposed * design
    for i in 0..<gram.rows { gram[i, i] = gram[i, i] * (1 + 1e-8) + 1e-10 }
    guard let solved = gram.choleskyInverse()?.inverse else { return }
    for (l, value) in zip(free, solved * (design.transposed * target)) {
      alpha[l] += value
    }
  }
}
