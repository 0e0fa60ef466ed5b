internal import Estimation
package import FitSettings
internal import Messages
package import ModelFit
internal import Specification

/// A model in a comparison, beside the first one: what rules look at.
package struct RequestedComparison: Sendable {
  /// The properties of a model that the rules of a comparison look at.
  package struct Model: Sendable {
    /// The model's name.
    package var name: String
    /// The options of its fit.
    package var options: FitOptions
    /// The scaled test that its fit measures derive from, else the test by
    /// eigenvalues.
    package var differenceTest: TestKind?
    /// The test that has no difference between models, without one beside it
    /// that has.
    package var testOfOneModel: TestKind?
    /// Whether it has a χ² statistic.
    package var hasChiSquare: Bool
    /// Whether any variable is ordered.
    package var hasOrdered: Bool

    /// Looks at a fit.
    package init(_ fit: Fit, name: String) {
      self.name = name
      options = fit.options
      differenceTest = fit.differenceTest
      testOfOneModel = Self.testOfOneModel(fit.tests.map(\.kind))
      hasChiSquare = fit.chiSquare != nil
      hasOrdered = fit.table.hasOrdered
    }

    /// Looks at options, as a fit by them would have it.
    package init(_ options: FitOptions, name: String) {
      self.name = name
      self.options = options
      differenceTest = options.tests.differenceTest
      testOfOneModel = Self.testOfOneModel(options.tests)
      hasChiSquare = !options.tests.isEmpty
      hasOrdered = options.model.hasOrdered
    }

    private static func testOfOneModel(_ tests: [TestKind]) -> TestKind? {
      tests.differenceTest != nil
        ? nil : tests.first(where: \.isOfOneModel)
    }
  }

  /// The first model.
  package var first: Model
  /// The model that is compared with it; the first one too.
  package var own: Model
  /// The method by which differences of scaled statistics are tested.
  package var method: DifferenceMethod

  /// Asks for a comparison of two models.
  package init(
    _ first: Model, _ own: Model, method: DifferenceMethod = .default
  ) {
    self.first = first
    self.own = own
    self.method = method
  }
}

/// The rules of what models a comparison goes with: their figures would not
/// compare.
package enum ComparisonRules {
  /// Every rule; where several apply, the first one speaks.
  package static let all = CombinationRules<RequestedComparison>([
    CombinationRule(
      .comparisonDifferentEstimators,
      when: [
        differing("`estimator` or `likelihood`") {
          [
            $0.estimation.estimator.rawValue,
            $0.estimation.likelihood.rawValue,
          ]
        }
      ],
      message: {
        "The models \($0.names) were fitted by different estimators "
          + "(\($0.first.estimator) and \($0.own.estimator)): their figures "
          + "cannot be compared."
      },
      remedy: { _ in "Fit both by the same one." }),
    CombinationRule(
      .comparisonDifferentTests,
      when: [
        Condition("models of different scaled tests") {
          $0.first.differenceTest != $0.own.differenceTest
        }
      ],
      message: {
        "The models \($0.names) have different tests (\($0.first.test) and "
          + "\($0.own.test)): their figures cannot be compared."
      },
      remedy: { _ in "Fit both by the same estimator's name." }),
    CombinationRule(
      .comparisonTest,
      when: [
        Condition(
          Condition<RequestedComparison>.optionWords(
            "test", TestKind.allCases.filter(\.isOfOneModel).map(\.rawValue))
        ) { $0.own.testOfOneModel != nil },
        Condition("a comparison") { _ in true },
      ],
      message: {
        "The test \($0.own.testOfOneModel?.rawValue ?? "") of the model "
          + "\($0.own.name) belongs to a single model and has no difference."
      },
      remedy: { _ in
        "Leave it out, or use a scaled test such as satorra.bentler or "
          + "scaled.shifted."
      }),
    CombinationRule(
      .comparisonTest,
      when: [
        Condition("`standard-test` but `standard`") {
          $0.own.options.standardStatistic != .standard
        },
        Condition("a comparison") { _ in true },
      ],
      message: {
        "The measures of the model \($0.own.name) are of "
          + "\($0.own.options.standardStatistic.rawValue), and differences of "
          + "the standard statistic."
      },
      remedy: { _ in "Leave `standard-test` out." }),
    CombinationRule(
      .comparisonDifferentMissing,
      when: [differing("`missing`") { [$0.missing.rawValue] }],
      message: {
        "The models \($0.names) treat missing values differently "
          + "(\($0.first.options.missing.rawValue) and "
          + "\($0.own.options.missing.rawValue)): their figures cannot "
          + "be compared."
      },
      remedy: { _ in "Treat them alike in both." }),
    CombinationRule(
      .comparisonNoChiSquare,
      when: [Condition("a comparison") { _ in true }],
      unless: [Condition("a test of every model") { $0.own.hasChiSquare }],
      message: { "The model \($0.own.name) was fitted without a test." },
      remedy: { _ in "Leave `test: none` out." }),
    CombinationRule(
      .comparisonMethod,
      when: [
        method(
          DifferenceMethod.allCases.filter {
            ![.default, .standard].contains($0)
          }
        )
      ],
      unless: [
        Condition("models of a scaled test, or of one by eigenvalues") {
          $0.first.differenceTest != nil
        }
      ],
      message: {
        "The method \($0.method.rawValue) needs models with a scaled test."
      },
      remedy: { _ in
        "Use an estimator such as MLR or MLM, or leave the method out."
      }),
    CombinationRule(
      .comparisonMethod,
      when: [
        method([.satorraBentler2001, .satorraBentler2010]),
        Condition(
          "models with ordered variables, of a test that is scaled and "
            + "shifted or adjusts the degrees of freedom"
        ) {
          $0.first.hasOrdered
            && $0.first.differenceTest?.needsSecondTrace == true
        },
      ],
      message: {
        "The method \($0.method.rawValue) divides by one factor, and the test "
          + "\($0.first.test) has none."
      },
      remedy: { _ in "Use satorra.2000, or `estimator: WLSM`." }),
    CombinationRule(
      .comparisonMethod,
      when: [
        method([.satorraBentler2001, .satorraBentler2010]),
        Condition("models of a test by eigenvalues") {
          $0.first.differenceTest?.isByEigenvalues == true
        },
      ],
      message: {
        "The method \($0.method.rawValue) divides by one factor, and the test "
          + "\($0.first.test) has none."
      },
      remedy: { _ in "Use satorra.2000, or a test such as satorra.bentler." }),
    CombinationRule(
      .comparisonMethod,
      when: [
        method([.standard]),
        Condition("models of a scaled test, or of one by eigenvalues") {
          $0.first.differenceTest != nil
        },
      ],
      message: { _ in
        "The difference of standard statistics does not go with scaled tests."
      },
      remedy: {
        $0.first.hasOrdered
          ? "Leave the method out, or use satorra.2000."
          : "Use `estimator: ML`, or another method."
      }),
  ])

  private static func differing(
    _ options: String,
    _ choice: @escaping @Sendable (FitOptions) -> [String]
  ) -> Condition<RequestedComparison> {
    Condition("models of different \(options)") {
      choice($0.first.options) != choice($0.own.options)
    }
  }

  private static func method(_ values: [DifferenceMethod])
    -> Condition<RequestedComparison>
  {
    .option("method", in: values) { $0.method }
  }
}

extension RequestedComparison {
  /// Both models' names.
  fileprivate var names: String { "\(first.name) and \(own.name)" }
}

extension RequestedComparison.Model {
  /// The estimator, and of ML the likelihood.
  fileprivate var estimator: String {
    let estimation = options.estimation
    return estimation.estimator.hasCaseLikelihood
      ? "ML, \(estimation.likelihood.rawValue) likelihood"
      : estimation.estimator.rawValue
  }

  /// The name of the test.
  fileprivate var test: String { differenceTest?.rawValue ?? "standard" }
}
