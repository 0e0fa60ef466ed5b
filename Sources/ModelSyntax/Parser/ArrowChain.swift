/// Variables joined by arrows: `a -> b -> c`, or `x <-> y`.
///
/// Every variable of a stage acts on every variable of the next; a term's
/// modifiers belong to its regressions in the next stage.
public struct ArrowChain: Sendable, Hashable {
  /// The kinds of arrow.
  public enum Kind: String, Sendable, Hashable {
    /// `->`: what stands right is regressed on what stands left.
    case regression = "->"
    /// `<->`: both sides covary.
    case covariance = "<->"
  }
  /// The kind of all arrows of the chain.
  public var kind: Kind
  /// The stages in their order, two or more; covariances have two.
  public var stages: [[FormulaTerm]]
  /// The ranges of the arrows, one fewer than stages.
  public var arrowRanges: [SourceRange]
  /// The range of the whole statement.
  public var range: SourceRange

  /// Makes a chain.
  public init(
    kind: Kind, stages: [[FormulaTerm]], arrowRanges: [SourceRange],
    range: SourceRange
  ) {
    self.kind = kind
    self.stages = stages
    self.arrowRanges = arrowRanges
    self.range = range
  }
}

/// A statement that defines effects along the model's regressions.
public struct EffectStatement: Sendable, Hashable {
  /// The kind of effects.
  public enum Kind: String, Sendable, Hashable {
    /// `effect a -> m -> y`: the effect along this one path.
    case specific = "effect"
    /// `effects a -> y`: direct, every specific indirect, total indirect and
    /// total.
    case all = "effects"
  }
  /// The kind of effects.
  public var kind: Kind
  /// The variables of each stage; `.all` has two stages.
  public var stages: [[NameSyntax]]
  /// The range of the whole statement.
  public var range: SourceRange

  /// Makes a statement.
  public init(kind: Kind, stages: [[NameSyntax]], range: SourceRange) {
    self.kind = kind
    self.stages = stages
    self.range = range
  }
}

/// A theory in one statement: stages of variables, each acting on later ones.
///
/// ```
/// framework network(strength, openness) -> learning -> growth(scale, profit)
/// ```
public struct Framework: Sendable, Hashable {
  /// The kind of mediation by the middle stages.
  public enum Mediation: String, Sendable, Hashable, CaseIterable {
    /// Every stage acts on every later one.
    case partial
    /// A stage acts on the next one only.
    case full
    /// The first stage acts on the last; the middle ones are left out.
    case direct
  }

  /// A stage: its name and its variables.
  public struct Stage: Sendable, Hashable {
    /// The stage's name; the variable's where it has no members.
    public var name: NameSyntax
    /// The variables in parentheses; empty without parentheses.
    public var members: [NameSyntax]
    /// The range of the stage.
    public var range: SourceRange

    /// Makes a stage.
    public init(name: NameSyntax, members: [NameSyntax], range: SourceRange) {
      self.name = name
      self.members = members
      self.range = range
    }

    /// The stage's variables.
    public var variables: [NameSyntax] { members.isEmpty ? [name] : members }
  }

  /// The kind of mediation by the middle stages.
  public var mediation: Mediation
  /// The stages in their order, two or more.
  public var stages: [Stage]
  /// The range of the whole statement.
  public var range: SourceRange

  /// Makes a framework.
  public init(mediation: Mediation, stages: [Stage], range: SourceRange) {
    self.mediation = mediation
    self.stages = stages
    self.range = range
  }
}
