extension Matrix {
  /// The places on a square matrix's diagonal whose columns have no other
  /// element.
  package var loneDiagonalElements: [Int] {
    (0..<columns).filter { j in
      var start = j * rows
      for i in 0..<rows {
        if i != j, elements[start] != 0 { return false }
        start += 1
      }
      return true
    }
  }
}
