/// A file that an analysis writes.
package struct WrittenFile: Sendable, Hashable {
  /// The kind of contents of a file.
  package enum Kind: Sendable, Hashable {
    /// A result.
    case result
    /// Draws of a bootstrap.
    case draws
    /// A picture.
    case picture
    /// A table of cases.
    case table
    /// A document of a study.
    case document
  }

  /// The path as the current folder sees it.
  package var path: String
  /// The kind of contents.
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
  /// The endings of the names of such files that model files may name: none of
  /// these belongs to a program or to the settings of one.
  var endings: [String] {
    switch self {
    case .result: [".txt", ".json", ".csv"]
    case .draws: [".csv", ".txt"]
    case .picture: [".svg"]
    case .table: [".csv"]
    case .document:
      [".json", ".txt", ".csv", ".md", ".html", ".docx", ".tex", ".xlsx"]
    }
  }
}
