internal import CLAPACK

/// The number of threads that the BLAS uses: one.
///
/// Workers in parallel would fight for cores, small problems wait for threads,
/// and OpenBLAS 0.3.21 computed wrong factorizations of order
/// 2,370 after its thread count had been lowered and raised again (see
/// Documentation/Decisions). Fits run in parallel instead.
package enum LinearAlgebraThreads {
  /// Makes the BLAS single-threaded, once a process; without effect on a
  /// BLAS that offers no setting.
  package static func useOne() { _ = isSet }

  private static let isSet: Bool = clapack_set_threads(1) == 1
}
