/// What a power analysis is asked for.
package struct PowerOptions: Sendable {
  /// The ways to a power.
  package enum Method: String, Sendable, Hashable, CaseIterable {
    /// The share of simulated samples whose test rejects.
    case simulation
    /// The likelihood ratio's noncentrality (Satorra & Saris, 1985).
    case likelihoodRatio = "likelihood-ratio"
    /// The noncentrality of the Wald test.
    case wald
    /// The noncentrality that a RMSEA gives (MacCallum, Browne & Sugawara,
    /// 1996).
    case rmsea
  }

  /// The tests of simulated samples.
  package enum Test: String, Sendable, Hashable, CaseIterable {
    /// z tests; of a product by the delta method (Sobel, 1982).
    case wald
    /// z tests of every path, all of which have to reject.
    case joint
    /// The Monte Carlo interval of the product (MacKinnon, Lockwood & Williams,
    /// 2004).
    case monteCarlo = "monte-carlo"
    /// The bootstrap's percentile interval.
    case percentile
    /// The bias-corrected interval.
    case biasCorrected = "bias-corrected"
    /// The χ² test of the whole model.
    case fit

    /// Whether replicates are bootstrapped.
    package var isBootstrap: Bool {
      self == .percentile || self == .biasCorrected
    }
  }

  /// The null hypotheses.
  package enum Null: String, Sendable, Hashable, CaseIterable {
    /// The parameters are 0.
    case zero
    /// The parameters are equal in all groups.
    case equalGroups = "equal-groups"
  }

  /// The effects as they are written.
  package var effects: [String] = []
  /// The way; `nil` for what the effects suggest.
  package var method: Method?
  /// The test; `nil` for what the effects suggest.
  package var test: Test?
  /// The null hypothesis.
  package var null = Null.zero
  /// Statements that the restricted model has beside the model's own, with
  /// semicolons between.
  package var restriction: String?
  /// The numbers of cases of the groups; empty where they are looked for.
  package var counts: [Int] = []
  /// The groups' shares of the cases.
  package var shares: [Double] = []
  /// The power that is wanted; `nil` without one.
  package var power: Double?
  /// Whether the value of the effect is looked for.
  package var isDetectable = false
  /// The level of tests.
  package var alpha = 0.05
  /// Degrees of freedom; two of nested models, the restricted one's first.
  package var degrees: [Int] = []
  /// The RMSEA of the null hypothesis, or of nested models.
  package var nullRMSEA: [Double] = []
  /// The RMSEA of the alternative, or of nested models.
  package var rmsea: [Double] = []
  /// The number of groups; `nil` for one, or as many as there are shares.
  package var groups: Int?
  /// The numbers of cases that are looked through; `nil` for all that fits can
  /// have, up to 10,000.
  package var range: ClosedRange<Int>?
  /// The replicates of the final run.
  package var replicates: Int?
  /// The draws of bootstraps and Monte Carlo intervals.
  package var draws: Int?
  /// Half the width of the number's interval as a share of it.
  package var tolerance: Double?
  /// The seed.
  package var seed: UInt64 = 1

  /// Makes options.
  package init() {}

  /// The power that is wanted, .80 where nothing else is said.
  package var wantedPower: Double { power ?? 0.8 }
  /// The number of groups.
  package var groupCount: Int {
    if !counts.isEmpty { return max(counts.count, groups ?? 1) }
    return max(shares.count, groups ?? 1)
  }
}
