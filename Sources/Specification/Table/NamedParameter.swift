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

  /// Takes over the modifiers of the same parameter in a later formula.
  ///
  /// - Parameter other: The later one.
  /// - Returns: False, with nothing taken, if a modifier differs from one of
  ///   its kind, or the sides are exchanged.
  mutating func takeModifiers(of other: NamedParameter) -> Bool {
    guard isFlipped == other.isFlipped,
      let merged = modifiers.merged(with: other.modifiers)
    else { return false }
    modifiers = merged
    return true
  }

  /// Exchanges the sides.
  mutating func flip() {
    (key.lhs, key.rhs) = (key.rhs, key.lhs)
    isFlipped.toggle()
  }
}
