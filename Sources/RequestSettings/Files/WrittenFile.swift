/// A file that an analysis writes.
package struct WrittenFile: Sendable, Hashable {
  /// What is written to it.
  package enum Kind: Sendable, Hashable {
    /// A result.
    case result
    /// Draws of a bootstrap.
    case draws
    /// A picture.
    case picture
  }

  /// The path as the current folder sees it.
  package var path: String
  /// What is written to it.
  package var kind: Kind
  /// Whether a model file names it, and not the request.
  package var isNamedByModel: Bool

  /// Makes a file that a request names.
  package init(
    _ path: String, _ kind: Kind = .result, isNamedByModel: Bool = false
  ) {
    self.path = path
    self.kind = kind
    self.isNamedByModel = isNamedByModel
  }
}

extension WrittenFile.Kind {
  /// How the names of such files end where model files name them: none of
  /// these is a program or the settings of one.
  var endings: [String] {
    switch self {
    case .result: [".txt", ".json", ".csv"]
    case .draws: [".csv", ".txt"]
    case .picture: [".svg"]
    }
  }
}
