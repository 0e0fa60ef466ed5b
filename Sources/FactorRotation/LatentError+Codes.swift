package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// A rotation cannot be made.
  static let impossibleRotation: Self = "efa.rotation"
  /// A rotation has not converged.
  package static let rotationNotConverged: Self = "efa.rotation-not-converged"
}
