public import ModelSyntax

/// Score (Lagrange multiplier) tests: what releasing constraints, or adding
/// parameters, would do to the fit.
public struct ScoreTests: Sendable, Hashable, Encodable {
  /// One restriction.
  public struct Restriction: Sendable, Hashable, Encodable {
    /// The left side as the parameter table has it.
    public var lhs: String
    /// The right side; `0` for a parameter that the model does not have.
    public var rhs: String
    /// The restriction in the names of parameters, such as
    /// `visual =~ x2: Pasteur == Grant-White`.
    public var description: String
    /// The test of this restriction, the others in force; `nil` where
    /// releasing it frees nothing: it identifies the model, or follows from
    /// others.
    public var test: HypothesisTest?
    /// The test scaled for cases of any distribution; `nil` where the fit has
    /// neither robust standard errors nor a scaled test.
    public var scaledTest: HypothesisTest?
    /// The amount by which left less right side would change; `nil` without a
    /// test.
    public var expectedChange: Double?
    /// The judgment by the power of this test, if it was asked for.
    public var misspecification: MisspecificationTest?
  }

  /// The test of a restriction together with those that are tested before it.
  public struct CumulativeTest: Sendable, Hashable, Encodable {
    /// The place of the restriction that is added, in `restrictions`.
    public var restriction: Int
    /// The test of all so far.
    public var test: HypothesisTest
    /// Its versions that hold for cases of any distribution; `nil` where the
    /// fit has neither robust standard errors nor a scaled test.
    public var robust: RobustHypothesisTests?
  }

  /// The expected value of a parameter with all of the restrictions released.
  public struct Change: Sendable, Hashable, Encodable {
    /// The left side.
    public var lhs: String
    /// The operator.
    public var op: ModelOperator
    /// The right side; empty for intercepts.
    public var rhs: String
    /// The group, from 1.
    public var group: Int
    /// The number of the free parameter, from 1; `nil` for one that the model
    /// lacks.
    public var free: Int?
    /// The user's label, or empty.
    public var label: String
    /// The estimate, or 0.
    public var estimate: Double
    /// The expected change (`epc`).
    public var expectedChange: Double
    /// The change standardized by latent standard deviations.
    public var standardizedLatent: Double?
    /// The change standardized by all standard deviations.
    public var standardizedAll: Double?
    /// The change standardized by all but those of exogenous observed
    /// variables.
    public var standardizedNoExogenous: Double?

    /// The value expected (`epv`).
    public var expectedValue: Double { estimate + expectedChange }
  }

  /// The test of all restrictions at once.
  public var total: HypothesisTest
  /// Its versions that hold for cases of any distribution; `nil` where the fit
  /// has neither robust standard errors nor a scaled test.
  public var robust: RobustHypothesisTests?
  /// Each restriction by itself.
  public var restrictions: [Restriction]
  /// The restrictions in the order of their tests, the largest first, each
  /// tested together with those before it; empty where that was not asked for.
  public var cumulative: [CumulativeTest] = []
  /// The parameters with all restrictions released.
  public var changes: [Change]
}
