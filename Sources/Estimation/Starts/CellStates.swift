internal import MomentStructure

/// The cells of a block that are free, and those fixed to a value.
struct CellStates {
  private let p: Int
  private let m: Int
  private var states: [UInt8]

  init(observedCount p: Int, latentCount m: Int) {
    self.p = p
    self.m = m
    // Thresholds, scaling factors and weights are not looked at: a place for
    // all.
    states = [UInt8](
      repeating: 0, count: p * m + 2 * m * m + p * p + p + m + 1)
  }

  private func index(_ cell: MatrixCell) -> Int {
    switch cell.matrix {
    case .lambda: cell.row * m + cell.column
    case .beta: p * m + cell.row * m + cell.column
    case .psi: p * m + m * m + cell.row * m + cell.column
    case .theta: p * m + 2 * m * m + cell.row * p + cell.column
    case .nu: p * m + 2 * m * m + p * p + cell.row
    case .alpha: p * m + 2 * m * m + p * p + p + cell.row
    case .tau, .delta, .weight: states.count - 1
    }
  }

  mutating func setFixed(_ cell: MatrixCell) { states[index(cell)] = 1 }
  mutating func setFree(_ cell: MatrixCell) { states[index(cell)] = 2 }
  func isFree(_ cell: MatrixCell) -> Bool { states[index(cell)] == 2 }
  func isUsed(_ cell: MatrixCell) -> Bool { states[index(cell)] != 0 }
}
