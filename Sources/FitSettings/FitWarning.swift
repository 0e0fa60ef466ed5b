/// Something about a fit that its reader must know.
public struct FitWarning: Sendable, Hashable, Codable {
  /// A stable code such as `admissibility.negative-variance`.
  public var code: String
  /// The finding and its remedy.
  public var message: String

  /// Makes a warning.
  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
