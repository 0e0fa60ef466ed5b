/// tr(AB) of symmetric matrices, and tr(ABᵀ) of any.
package func traceOfProduct(_ a: Matrix, _ b: Matrix) -> Double {
  zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
}
