package import Messages

extension LatentError {
  /// Wraps the errors of a model text: the one place where errors of syntax and
  /// meaning become those that users of the library see.
  package init(_ error: ModelSyntaxError) {
    let problems = error.diagnostics.filter { $0.severity == .error }.map {
      LatentError($0, in: error.source)
    }
    guard let first = problems.first else {
      self.init(
        kind: .syntax, code: .syntaxUnknown,
        message: "The model text cannot be read.", remedy: "")
      return
    }
    self.init(
      first, others: problems.dropFirst(), excerpt: error.description)
  }

  private init(_ diagnostic: Diagnostic, in source: SourceText) {
    self.init(
      kind: .syntax, code: diagnostic.code,
      message: diagnostic.message, remedy: diagnostic.remedy,
      file: source.name)
    guard let place = diagnostic.range else { return }
    let (name, position) = source.place(at: place.lowerBound)
    file = name
    line = position.line
    column = position.column
    range = place.lowerBound..<max(place.lowerBound, place.upperBound)
  }
}
