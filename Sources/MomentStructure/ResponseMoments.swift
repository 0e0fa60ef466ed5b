package import LinearAlgebra
internal import Specification

/// The responses that one parameter moves.
private struct MovedResponses {
  /// Those whose scale it moves.
  private(set) var scales: [Int] = []
  /// Those with a left vector that is not 0, and with such a right one.
  private(set) var left: [Int] = []
  private(set) var right: [Int] = []
  private(set) var isLeft: [Bool]
  private(set) var isRight: [Bool]

  init(count: Int) {
    isLeft = [Bool](repeating: false, count: count)
    isRight = isLeft
  }

  mutating func set(
    _ block: BlockWorkspace, _ cell: ParameterCell, _ places: [Int],
    _ scaleChange: borrowing MatrixBuffer
  ) {
    scales.removeAll(keepingCapacity: true)
    left.removeAll(keepingCapacity: true)
    right.removeAll(keepingCapacity: true)
    for (i, place) in places.enumerated() {
      if scaleChange[i] != 0 { scales.append(i) }
      isLeft[i] = cell.left >= 0 && block.vectors[place, cell.left] != 0
      isRight[i] = cell.left >= 0 && block.vectors[place, cell.right] != 0
      if isLeft[i] { left.append(i) }
      if isRight[i] { right.append(i) }
    }
  }
}

/// The moments of ordered variables, alone or beside continuous ones, that a
/// block implies: thresholds, means of continuous variables, slopes on the
/// variables that moments are given, correlations of responses (Muthén, 1984).
///
/// With d the scales of the responses, 1 for continuous variables, thresholds
/// are d(τ − μ), slopes dΠ, covariances d_i d_j σ_ij. In delta d is a parameter
/// and the variances of responses are what it says; in theta it is 1/√σ_ii.
package final class ResponseMoments {
  /// The responses.
  package let structure: ResponseStructure
  /// The moments, in the order of the structure's layout.
  package let values: MatrixBuffer
  /// d, an element for each of the structure's places.
  package let scales: MatrixBuffer
  /// Π, places × exogenous.
  package let slopes: MatrixBuffer
  private let derivatives: MatrixBuffer
  private let scaleChange: MatrixBuffer
  /// What one parameter moves, in storage that is used again.
  private var moved: MovedResponses
  /// The row of the first covariance of each variable's column, and the variable
  /// of each threshold.
  private let columnStarts: [Int]
  private let owners: [Int]

  /// Makes room for a block's moments.
  init(_ structure: ResponseStructure) {
    self.structure = structure
    let layout = structure.layout
    values = MatrixBuffer(rows: layout.count)
    scales = MatrixBuffer(rows: layout.variableCount)
    slopes = MatrixBuffer(
      rows: layout.variableCount, columns: layout.exogenousCount)
    derivatives = MatrixBuffer(rows: layout.count)
    scaleChange = MatrixBuffer(rows: layout.variableCount)
    var starts: [Int] = []
    var row = layout.covariances.lowerBound
    for j in 0..<layout.variableCount {
      starts.append(row)
      row += layout.variableCount - j - (layout.isOrdered(j) ? 1 : 0)
    }
    columnStarts = starts
    owners = (0..<layout.variableCount).flatMap { i in
      layout.thresholds(of: i).map { _ in i }
    }
    moved = MovedResponses(count: layout.variableCount)
    scales.fill(1)
  }

  /// Computes the moments from Σ, μ, A, τ and δ of a block.
  ///
  /// - Returns: False if a response has no scale.
  func update(_ block: BlockWorkspace) -> Bool {
    let layout = structure.layout
    let p = structure.thresholdCounts.count
    for (i, place) in structure.places.enumerated() {
      if layout.isOrdered(i) {
        switch structure.parameterization {
        case .delta: scales[i] = block.matrices.delta[place]
        case .theta:
          scales[i] = 1 / block.implied.sigma[place, place].squareRoot()
        }
        guard scales[i] > 0, scales[i].isFinite else { return false }
        for k in layout.thresholds(of: i) {
          values[k] =
            scales[i] * (block.matrices.tau[k] - block.implied.mu[place])
        }
      } else {
        values[layout.index(of: .mean(i))] = block.implied.mu[place]
      }
      for (x, phantom) in structure.exogenousPhantoms.enumerated() {
        let slope = block.vectors[place, p + phantom]
        slopes[i, x] = slope
        values[layout.index(of: .slope(i, on: x))] = scales[i] * slope
      }
    }
    var row = layout.covariances.lowerBound
    for (j, second) in structure.places.enumerated() {
      for i in j..<structure.places.count
      where i != j || !layout.isOrdered(i) {
        values[row] =
          scales[i] * scales[j]
          * block.implied.sigma[structure.places[i], second]
        row += 1
      }
    }
    return true
  }

  /// Writes the derivatives of the moments by all free parameters.
  ///
  /// - Parameters:
  ///   - block: The block that the moments were last computed of.
  ///   - jacobian: Receives them, moments × free.
  func writeJacobian(
    _ block: BlockWorkspace, into jacobian: borrowing MatrixBuffer
  ) {
    precondition(jacobian.rows == values.rows)
    jacobian.fill(0)
    for cell in block.structure.parameters {
      if cell.cell.matrix == .tau {
        // No other moment depends on a threshold.
        let k = cell.cell.row
        jacobian[k, cell.parameter] = scales[owners[k]]
        continue
      }
      write(block, cell)
      for row in 0..<values.rows {
        jacobian[row, cell.parameter] = derivatives[row]
      }
    }
  }

  /// The derivatives of the moments by one parameter.
  func derivative(_ block: BlockWorkspace, by cell: ParameterCell)
    -> [Double]
  {
    write(block, cell)
    return derivatives.elements
  }

  /// Writes the derivatives of the scales by all free parameters.
  ///
  /// - Parameters:
  ///   - block: The block that the moments were last computed of.
  ///   - jacobian: Receives them, free × places.
  package func writeScaleJacobian(
    _ block: BlockWorkspace, into jacobian: borrowing MatrixBuffer
  ) {
    jacobian.fill(0)
    for cell in block.structure.parameters {
      writeScaleChange(block, cell)
      for i in 0..<scales.rows {
        jacobian[cell.parameter, i] = scaleChange[i]
      }
    }
  }

  private func writeScaleChange(_ block: BlockWorkspace, _ cell: ParameterCell)
  {
    scaleChange.fill(0)
    switch structure.parameterization {
    case .delta:
      guard cell.cell.matrix == .delta,
        let i = structure.places.firstIndex(of: cell.cell.row)
      else { return }
      scaleChange[i] = 1
    case .theta:
      guard cell.left >= 0 else { return }
      for (i, place) in structure.places.enumerated()
      where structure.isOrdered(place) {
        let change =
          2 * cell.factor * block.vectors[place, cell.left]
          * block.vectors[place, cell.right]
        let scale = scales[i]
        scaleChange[i] = -0.5 * scale * scale * scale * change
      }
    }
  }

  /// Does something with the derivatives of the moments by one parameter that
  /// are not 0.
  ///
  /// - Parameters:
  ///   - block: The block that the moments were last computed of.
  ///   - cell: The parameter.
  ///   - use: Takes a moment's place and its derivative, in any order.
  func forDerivatives(
    _ block: BlockWorkspace, by cell: ParameterCell,
    _ use: (_ row: Int, _ value: Double) -> Void
  ) {
    if cell.cell.matrix == .tau {
      use(cell.cell.row, scales[owners[cell.cell.row]])
      return
    }
    let layout = structure.layout
    let p = structure.places.count
    writeScaleChange(block, cell)
    let meanFactor = cell.meanVector >= 0 ? block.meanFactor(cell) : 0
    for (i, place) in structure.places.enumerated() {
      let moved =
        meanFactor == 0 ? 0 : meanFactor * block.vectors[place, cell.meanVector]
      let change = scaleChange[i]
      if layout.isOrdered(i) {
        if change != 0 || moved != 0 {
          for k in layout.thresholds(of: i) {
            use(
              k,
              change * (block.matrices.tau[k] - block.implied.mu[place])
                - scales[i] * moved)
          }
        }
      } else if moved != 0 {
        use(layout.index(of: .mean(i)), moved)
      }
      for (x, phantom) in structure.exogenousPhantoms.enumerated() {
        let turned =
          cell.meanScale >= 0
          ? block.vectors[place, cell.meanVector]
            * block.inverse[cell.meanScale, phantom] : 0
        let value = scales[i] * turned + change * slopes[i, x]
        if value != 0 { use(layout.index(of: .slope(i, on: x)), value) }
      }
    }
    // A covariance moves where the scale of one of its variables does, or where
    // one of them has a left vector and the other one a right one. Storage is
    // taken out, since every access to what a class holds is checked.
    var own = MovedResponses(count: 0)
    swap(&own, &moved)
    own.set(block, cell, structure.places, scaleChange)
    for j in own.scales {
      for i in 0..<p where i < j || scaleChange[i] == 0 {
        useCovariance(i, j, block, cell, use)
      }
      if !layout.isOrdered(j) { useCovariance(j, j, block, cell, use) }
    }
    for j in own.left where scaleChange[j] == 0 {
      for i in own.right where scaleChange[i] == 0 {
        if i == j {
          if layout.isOrdered(i) { continue }
        } else if i < j, own.isLeft[i], own.isRight[j] {
          // Met from its other side.
          continue
        }
        useCovariance(i, j, block, cell, use)
      }
    }
    swap(&own, &moved)
  }

  @inline(__always)
  private func useCovariance(
    _ i: Int, _ j: Int, _ block: BlockWorkspace, _ cell: ParameterCell,
    _ use: (_ row: Int, _ value: Double) -> Void
  ) {
    let value = covarianceDerivative(i, j, block, cell)
    if value == 0 { return }
    let (row, column) = (max(i, j), min(i, j))
    use(
      columnStarts[column] + row - column
        - (structure.layout.isOrdered(column) ? 1 : 0), value)
  }

  @inline(__always)
  private func covarianceDerivative(
    _ i: Int, _ j: Int, _ block: BlockWorkspace, _ cell: ParameterCell
  ) -> Double {
    let (first, second) = (structure.places[i], structure.places[j])
    var value = 0.0
    if scaleChange[i] != 0 || scaleChange[j] != 0 {
      value =
        (scaleChange[i] * scales[j] + scales[i] * scaleChange[j])
        * block.implied.sigma[first, second]
    }
    if cell.left >= 0 {
      value +=
        scales[i] * scales[j] * cell.factor
        * (block.vectors[first, cell.left] * block.vectors[second, cell.right]
          + block.vectors[first, cell.right]
          * block.vectors[second, cell.left])
    }
    return value
  }

  private func write(_ block: BlockWorkspace, _ cell: ParameterCell) {
    let layout = structure.layout
    let places = structure.places
    writeScaleChange(block, cell)
    let meanFactor = cell.meanVector >= 0 ? block.meanFactor(cell) : 0
    for (i, place) in places.enumerated() {
      let moved =
        meanFactor == 0 ? 0 : meanFactor * block.vectors[place, cell.meanVector]
      let change = scaleChange[i]
      if layout.isOrdered(i) {
        for k in layout.thresholds(of: i) {
          derivatives[k] =
            change * (block.matrices.tau[k] - block.implied.mu[place])
            - scales[i] * moved
        }
      } else {
        derivatives[layout.index(of: .mean(i))] = moved
      }
      for (x, phantom) in structure.exogenousPhantoms.enumerated() {
        let turned =
          cell.meanScale >= 0
          ? block.vectors[place, cell.meanVector]
            * block.inverse[cell.meanScale, phantom] : 0
        derivatives[layout.index(of: .slope(i, on: x))] =
          scales[i] * turned + change * slopes[i, x]
      }
    }
    if cell.cell.matrix == .tau {
      derivatives[cell.cell.row] += scales[owners[cell.cell.row]]
    }
    var row = layout.covariances.lowerBound
    for (j, second) in places.enumerated() {
      for i in j..<places.count where i != j || !layout.isOrdered(i) {
        let first = places[i]
        var value =
          (scaleChange[i] * scales[j] + scales[i] * scaleChange[j])
          * block.implied.sigma[first, second]
        if cell.left >= 0 {
          value +=
            scales[i] * scales[j] * cell.factor
            * (block.vectors[first, cell.left]
              * block.vectors[second, cell.right]
              + block.vectors[first, cell.right]
              * block.vectors[second, cell.left])
        }
        derivatives[row] = value
        row += 1
      }
    }
  }
}
