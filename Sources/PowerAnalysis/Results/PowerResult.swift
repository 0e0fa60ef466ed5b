/// The power with a number of cases.
package struct PowerFigure: Sendable, Hashable {
  /// The cases of all groups.
  package var cases: Int
  /// The power.
  package var power: Double
  /// The limits of the power's interval; `nil` of power that is computed.
  package var interval: ClosedRange<Double>?
  /// The samples whose test could be made; `nil` of power that is computed.
  package var replicates: Int?

  /// Makes a figure.
  package init(
    cases: Int, power: Double, interval: ClosedRange<Double>? = nil,
    replicates: Int? = nil
  ) {
    self.cases = cases
    self.power = power
    self.interval = interval
    self.replicates = replicates
  }
}

/// A least number of cases.
package struct NeededCases: Sendable, Hashable {
  /// The number, of all groups.
  package var cases: Int
  /// Those of each group.
  package var counts: [Int]
  /// The power that was wanted.
  package var power: Double
  /// The limits of the number's interval; `nil` of a number that is computed.
  package var interval: ClosedRange<Int>?
  /// The power with this number, of samples that the search did not use, or
  /// computed.
  package var reached: PowerFigure?
  /// Whether it is the least number that was looked at.
  package var isAtLowerEnd = false
}

/// The value of an effect that gives a power.
package struct DetectableValue: Sendable, Hashable {
  /// The value.
  package var value: Double
  /// The population's own.
  package var populationValue: Double
  /// The power.
  package var power: Double
}

/// What a power analysis found.
package struct PowerResult: Sendable, Hashable {
  /// What the test is of.
  package enum Subject: Sendable, Hashable {
    /// Effects, as they were written, and whether they are tested for being
    /// equal in all groups.
    case effects([String], isEquality: Bool)
    /// Statements of a restricted model.
    case restriction(String)
    /// The fit of a model by its RMSEA, and the one of the null hypothesis.
    case fit(null: Double, rmsea: Double)
    /// The difference between nested models.
    case difference(null: [Double], rmsea: [Double])
    /// The χ² test of the model, which does not hold in the population.
    case misfit
  }

  /// What the test is of.
  package var subject: Subject
  /// The way.
  package var method: PowerOptions.Method
  /// The test of simulated samples.
  package var test: PowerOptions.Test?
  /// The level.
  package var alpha: Double
  /// The number of groups.
  package var groups: Int
  /// The degrees of freedom of the test; `nil` of tests without.
  package var degrees: Int?
  /// The noncentrality of a case under the null hypothesis and the
  /// alternative.
  package var noncentralities: [Double] = []
  /// The power with the number of cases that was given.
  package var given: PowerFigure?
  /// The least number of cases for the power that was wanted.
  package var needed: NeededCases?
  /// The value that gives the power that was wanted.
  package var detectable: DetectableValue?
  /// The power with several numbers of cases, ascending.
  package var curve: [PowerFigure] = []
  /// A smooth curve through simulated powers, with its band.
  package var smooth: [PowerFigure] = []
  /// The seed; `nil` where nothing is drawn.
  package var seed: UInt64?
  /// The draws of intervals within each sample.
  package var draws: Int?
  /// The samples drawn.
  package var sampleCount = 0
  /// The samples whose test could not be made.
  package var unusableCount = 0

  /// Makes a result.
  init(
    _ subject: Subject, _ method: PowerOptions.Method, _ options: PowerOptions
  ) {
    self.subject = subject
    self.method = method
    alpha = options.alpha
    groups = options.groupCount
  }
}
