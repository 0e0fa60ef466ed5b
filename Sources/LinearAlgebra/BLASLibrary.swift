internal import CLAPACK

/// The library that computes with matrices.
package enum BLASLibrary {
  /// What the library calls itself; `nil` for the reference BLAS.
  package static let name: String? = unsafe clapack_name().map {
    unsafe String(cString: $0)
  }

  /// Whether it is the reference BLAS, which is many times slower than others
  /// for large matrices.
  package static var isReference: Bool { name == nil }
}
