import ModelSyntax

/// One parameter that the text names, with all its modifiers.
struct NamedParameter {
  /// The sides and the operator, in no block yet.
  var key: ParameterKey
  var modifiers: TermModifiers
  var range: SourceRange
  /// Whether the sides of a covariance stand in the other order than in the
  /// text.
  private(set) var isFlipped = false

  init(_ key: ParameterKey, modifiers: TermModifiers, range: SourceRange) {
    self.key = key
    self.modifiers = modifiers
    self.range = range
  }

  /// The parameter's name in diagnostics.
  var description: String { key.compactDescription }

  /// The parameter's name in the text.
  var written: String {
    isFlipped ? key.rhs + key.op.rawValue + key.lhs : description
  }

  /// Takes over the modifiers of the same parameter in a later formula; of two
  /// that differ in one kind the later one counts.
  ///
  /// - Parameter other: The later one.
  /// - Returns: The error or warning to report; an error, with nothing taken,
  ///   if the sides are exchanged.
  mutating func takeModifiers(of other: NamedParameter) -> Diagnostic? {
    guard isFlipped == other.isFlipped else {
      return Diagnostic(
        code: .modelDuplicateParameter,
        message: "`\(other.written)` is specified twice",
        remedy: "Keep one of them, with all its modifiers.",
        range: other.range)
    }
    guard !modifiers.merge(other.modifiers) else { return nil }
    return repeatedModifier(at: other.modifiers.range ?? other.range)
  }

  /// The warning that a modifier takes the place of another one.
  func repeatedModifier(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      severity: .warning, code: .modelRepeatedModifier,
      message: "`\(description)` has two different modifiers of one kind; the "
        + "last one counts",
      remedy: "Write one of them.", range: range)
  }

  /// Exchanges the sides.
  mutating func flip() {
    (key.lhs, key.rhs) = (key.rhs, key.lhs)
    isFlipped.toggle()
  }
}
