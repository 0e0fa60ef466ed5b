/// Something about a fit that its reader must know.
public struct FitWarning: Sendable, Hashable, Codable {
  /// A stable code such as `admissibility.negative-variance`.
  public var code: String
  /// What was found and what to do about it.
  public var message: String

  /// Makes a warning.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// Why no fit could be made of a model and data.
public struct FitError: Error, Sendable, Hashable, Codable {
  /// A stable code such as `model.not-identified`.
  public var code: String
  /// What is wrong, one sentence.
  public var message: String
  /// What to do about it.
  public var remedy: String

  /// Makes an error.
  public init(code: String, message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
