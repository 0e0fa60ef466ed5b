import LinearAlgebra
import Testing

/// Orders below, at and above the changes from loops to blocks to LAPACK.
let orders = [1, 2, 3, 7, 15, 16, 17, 18, 33, 60, 64, 65, 97]

/// The unit of a rounding-error bound: n · eps, with room for constants.
func rounding(_ order: Int) -> Double { 32 * Double(order) * 0x1p-52 }

/// A buffer whose old contents must not show in a result.
func poisoned(rows: Int, columns: Int = 1) -> MatrixBuffer {
  let buffer = MatrixBuffer(rows: rows, columns: columns)
  buffer.fill(.nan)
  return buffer
}

@Test func ordersStandOnBothSidesOfTheThreshold() {
  #expect(orders.contains(smallOrder) && orders.contains(smallOrder + 1))
}
