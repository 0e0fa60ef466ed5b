internal import CLAPACK

/// The library that computes with matrices.
package enum BLASLibrary {
  /// The name that the library gives itself; `nil` for the reference BLAS.
  package static let name: String? = unsafe clapack_name().map {
    unsafe String(cString: $0)
  }

  /// Whether it is the reference BLAS, which is many times slower than others:
  /// own kernels take its place.
  package static let isReference = name == nil

  /// Whether several threads may call it at once.
  ///
  /// Debian's OpenBLAS 0.3.21 without threads may not be: its threads share
  /// buffers, and products have wrong digits.
  package static let isThreadSafe =
    !(name?.contains("SINGLE_THREADED") ?? false)
}
