internal import LinearAlgebra
internal import MomentStructure

extension BlockStart {
  /// Free intercepts at the sample's means; free latent means by least
  /// squares on what fixed intercepts leave.
  mutating func estimateMeans() {
    let p = block.observedCount
    let m = block.latentCount
    for i in 0..<p where cells.isFree(MatrixCell(.nu, i, 0)) {
      matrices.nu[i] = moments.mean[i]
    }
    for l in block.factorCount..<max(m, block.factorCount)
    where cells.isFree(MatrixCell(.alpha, l, 0)) {
      var value = moments.mean[place(l)]
      for k in 0..<m
      where matrices.beta[l, k] != 0 && k >= block.factorCount {
        value -= matrices.beta[l, k] * moments.mean[place(k)]
      }
      matrices.alpha[l] = value
    }
    placeMeansOfParts()
    let free = (0..<block.factorCount).filter {
      cells.isFree(MatrixCell(.alpha, $0, 0))
    }
    if free.isEmpty { return }
    var difference = Matrix.identity(m)
    for j in 0..<m {
      for i in 0..<m { difference[i, j] -= matrices.beta[i, j] }
    }
    guard let inverse = difference.generalInverse() else { return }
    let a = Matrix(matrices.lambda) * inverse
    let current = a * matrices.alpha.elements
    let target = (0..<p).map {
      moments.mean[$0] - matrices.nu[$0] - current[$0]
    }
    let design = a.submatrix(rows: Array(0..<p), columns: free)
    var gram = design.transposed * design
    for i in 0..<gram.rows { gram[i, i] = gram[i, i] * (1 + 1e-8) + 1e-10 }
    guard let solved = gram.choleskyInverse()?.inverse else { return }
    for (l, value) in zip(free, solved * (design.transposed * target)) {
      matrices.alpha[l] += value
    }
  }
}
