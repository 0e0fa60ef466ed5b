/// Something about a model text, data or a fit that stops nothing and that its
/// reader must know.
public struct LatentWarning: Sendable, Hashable, Codable {
  /// A stable code such as `admissibility.negative-variance`.
  public var code: LatentError.Code
  /// What was found and what to do about it.
  public var message: String

  /// Makes a warning.
  package init(code: LatentError.Code, message: String) {
    self.code = code
    self.message = message
  }
}
