package import LinearAlgebra

/// Information between single parameters, for those that no fit estimates:
/// the rank-2 rule needs a few elements of a Gram matrix for each pair, so a
/// thousand candidates cost a thousand columns and no square matrix of them.
extension BlockWorkspace {
  /// ½ tr(W ∂_aΣ W ∂_bΣ) + ∂_aμᵀ V ∂_bμ of one pair.
  ///
  /// - Parameters:
  ///   - a: The first parameter.
  ///   - b: The second.
  ///   - gram: ZᵀWZ, W the weight of the covariances.
  ///   - meanGram: ZᵀVZ, V the weight of the means; not read without means.
  /// - Returns: The information of one case.
  package func information(
    _ a: ParameterCell, _ b: ParameterCell, gram: borrowing MatrixBuffer,
    meanGram: borrowing MatrixBuffer
  ) -> Double {
    var value = 0.0
    if a.left >= 0, b.left >= 0 {
      value =
        a.factor * b.factor
        * (gram[a.left, b.left] * gram[a.right, b.right]
          + gram[a.left, b.right] * gram[a.right, b.left])
    }
    if structure.hasMeans, a.meanVector >= 0, b.meanVector >= 0 {
      value +=
        meanFactor(a) * meanFactor(b) * meanGram[a.meanVector, b.meanVector]
    }
    return value
  }

  /// ½ Σᵢ ∂_aΣᵢᵢ ∂_bΣᵢᵢ: what variances add where they count twice.
  package func varianceInformation(_ a: ParameterCell, _ b: ParameterCell)
    -> Double
  {
    guard a.left >= 0, b.left >= 0 else { return 0 }
    var sum = 0.0
    for i in 0..<structure.observedCount {
      sum +=
        vectors[i, a.left] * vectors[i, a.right] * vectors[i, b.left]
        * vectors[i, b.right]
    }
    return 2 * a.factor * b.factor * sum
  }

  /// The derivative of (μ, vech Σ) by one parameter: the column that
  /// `writeJacobian` writes for it.
  package func momentDerivative(_ cell: ParameterCell) -> [Double] {
    let p = structure.observedCount
    let layout = structure.layout
    if let responses { return responses.derivative(self, by: cell) }
    var result = [Double](repeating: 0, count: layout.count)
    if cell.left >= 0 {
      var row = layout.covariances.lowerBound
      for j in 0..<p {
        for i in j..<p {
          result[row] =
            cell.factor
            * (vectors[i, cell.left] * vectors[j, cell.right]
              + vectors[i, cell.right] * vectors[j, cell.left])
          row += 1
        }
      }
    }
    if structure.hasMeans, cell.meanVector >= 0 {
      let scale = meanFactor(cell)
      for i in 0..<p { result[i] += scale * vectors[i, cell.meanVector] }
    }
    return result
  }
}
