/// A remark on a model text, data or a fit that its reader must know and that
/// stops nothing.
public struct LatentWarning: Sendable, Hashable, Codable {
  /// A stable code such as `admissibility.negative-variance`.
  public var code: LatentError.Code
  /// The finding and its remedy.
  public var message: String

  /// Makes a warning.
  package init(code: LatentError.Code, message: String) {
    self.code = code
    self.message = message
  }
}
