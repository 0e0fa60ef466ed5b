import Latent
import LinearAlgebra
import Messages

/// The text of `latent --version`.
enum VersionText {
  /// The version, and the library that computes with matrices.
  static var text: String {
    let blas = BLASLibrary.name?.split(separator: " ").joined(separator: " ")
    return "latent \(LatentVersion.current)\n"
      + "BLAS: \(blas ?? "reference BLAS (slower for large models)")\n"
  }
}
