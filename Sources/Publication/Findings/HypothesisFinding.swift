package import EffectAnalysis
import FitSettings
package import ModelFit
import ModelSyntax
import VariableNames

/// A hypothesis about a path of a model.
package struct PublishedHypothesis: Sendable, Hashable {
  /// The signs that a hypothesis can expect.
  package enum Sign: String, Sendable, Hashable, CaseIterable {
    case positive, negative, either
  }

  /// Its name, such as `H1`.
  package var name: String
  /// The variables in the order of the arrows.
  ///
  /// Two are a direct path, more the indirect effect along them. The first can
  /// be a product, `x:w`.
  package var path: [String]
  /// The expected sign.
  package var sign: Sign
  /// The group, from 1.
  package var group: Int

  /// Makes a hypothesis.
  package init(
    _ name: String, path: [String], sign: Sign = .positive, group: Int = 1
  ) {
    self.name = name
    self.path = path
    self.sign = sign
    self.group = group
  }
}

/// The outcomes of a hypothesis.
package enum HypothesisOutcome: String, Sendable, Hashable, CaseIterable {
  /// The path is significant and has the expected sign.
  case supported
  /// The path is significant and has the opposite sign.
  case opposite
  /// The path is not significant.
  case notSupported = "not supported"
  /// There is no test: the path is fixed, not in the model, or has no standard
  /// error.
  case untested
}

/// A hypothesis with the numbers that it is judged by.
package struct HypothesisFinding: Sendable {
  /// The numbers of a path.
  package struct Numbers: Sendable, Hashable {
    /// The estimate; `nil` where the model has no such path.
    package var estimate: Double?
    /// Its standard error, of the bootstrap where there is one.
    package var standardError: Double?
    /// Estimate over standard error; `nil` beside a bootstrap.
    package var z: Double?
    /// The two-sided p value of z; `nil` beside a bootstrap.
    package var pValue: Double?
    /// The ends of the bootstrap interval that the path is judged by in the
    /// place of p; `nil` for none.
    package var lower: Double?
    package var upper: Double?
    /// The standardized estimate.
    package var standardized: Double?

    /// No numbers.
    package init() {}
  }

  /// The hypothesis.
  package let hypothesis: PublishedHypothesis
  /// Its outcome.
  package let outcome: HypothesisOutcome
  let numbers: Numbers
  /// The level of the interval.
  let level: Double
  /// Whether p lies between the level of significance and twice that.
  let isMarginal: Bool
  /// Whether the estimate has the expected sign.
  let hasExpectedSign: Bool
  /// Whether p rounds to the level of significance although it is below.
  let roundsToLevel: Bool

  /// The bootstrap interval.
  var limits: (lower: Double, upper: Double)? {
    guard let lower = numbers.lower, let upper = numbers.upper else {
      return nil
    }
    return (lower, upper)
  }

  /// Judges a hypothesis by numbers.
  ///
  /// - Parameters:
  ///   - hypothesis: The hypothesis.
  ///   - numbers: The numbers of its path.
  ///   - level: The level of intervals.
  ///   - significance: The level of significance of p.
  package init(
    _ hypothesis: PublishedHypothesis, _ numbers: Numbers,
    level: Double = 0.95, significance: Double = 0.05
  ) {
    self.hypothesis = hypothesis
    self.numbers = numbers
    self.level = level
    let isSignificant: Bool?
    if let lower = numbers.lower, let upper = numbers.upper {
      isSignificant = lower > 0 || upper < 0
    } else {
      isSignificant = numbers.pValue.map { $0 < significance }
    }
    let estimate = numbers.estimate ?? 0
    hasExpectedSign =
      switch hypothesis.sign {
      case .positive: estimate > 0
      case .negative: estimate < 0
      case .either: true
      }
    outcome =
      switch isSignificant {
      case nil: .untested
      case false?: .notSupported
      case true?: hasExpectedSign ? .supported : .opposite
      }
    let p = numbers.pValue
    isMarginal =
      p.map { $0 >= significance && $0 < 2 * significance } ?? false
    roundsToLevel =
      p.map {
        $0 < significance && (1000 * $0).rounded() == 1000 * significance
      }
      ?? false
  }

  /// Judges a hypothesis by a fit.
  ///
  /// An indirect effect is judged by the bootstrap interval of the effects, if
  /// these have one, else by their p value; a path by its p value.
  ///
  /// - Parameters:
  ///   - hypothesis: The hypothesis.
  ///   - fit: The fit of the model that has its path.
  ///   - effects: The effects of the fit; `nil` for none.
  ///   - significance: The level of significance of p.
  package init(
    _ hypothesis: PublishedHypothesis, in fit: Fit, effects: EffectTable?,
    significance: Double
  ) {
    self.init(
      hypothesis,
      hypothesis.path.count == 2
        ? Numbers(hypothesis, in: fit)
        : Numbers(
          effects?.effect(along: hypothesis.path, group: hypothesis.group)),
      level: effects?.bootstrap?.level ?? fit.options.confidenceLevel,
      significance: significance)
  }
}

extension HypothesisFinding.Numbers {
  /// Those of a path of a fit.
  fileprivate init(_ hypothesis: PublishedHypothesis, in fit: Fit) {
    self.init()
    let source = hypothesis.path[0]
    let names =
      [source] + (VariableProduct(source).map { [$0.reversedName] } ?? [])
    let rows = names.compactMap {
      fit.parameter(hypothesis.path[1], "~", $0, group: hypothesis.group)
    }
    guard fit.isConverged, let row = rows.first else { return }
    estimate = row.estimate
    standardized = row.standardizedAll?.estimate
    guard row.isFree, row.standardError != nil else { return }
    standardError = row.standardError
    (z, pValue) = (row.z, row.pValue)
  }

  /// Those of an effect.
  fileprivate init(_ effect: EffectEstimate?) {
    self.init()
    guard let effect else { return }
    let value = effect.unstandardized
    estimate = value.estimate
    standardized = effect.standardized.estimate
    guard let bootstrap = value.bootstrap else {
      standardError = value.standardError
      (z, pValue) = (value.z, value.pValue)
      return
    }
    standardError = bootstrap.standardError
    (lower, upper) = (bootstrap.lower, bootstrap.upper)
  }
}

/// The outcomes of several hypotheses by name; one may have several paths.
struct HypothesisSummary: Sendable {
  /// All paths have the expected sign and are significant.
  var supported: [String] = []
  /// Some paths are, and none has the opposite sign.
  var partly: [String] = []
  /// No path is, or one is significant with the opposite sign.
  var notSupported: [String] = []
  /// No path has a test.
  var untested: [String] = []

  init(_ findings: [HypothesisFinding]) {
    var names: [String] = []
    for own in findings where !names.contains(own.hypothesis.name) {
      names.append(own.hypothesis.name)
    }
    for name in names {
      let outcomes = findings.filter { $0.hypothesis.name == name }
        .map(\.outcome)
      if outcomes.allSatisfy({ $0 == .supported }) {
        supported.append(name)
      } else if outcomes.allSatisfy({ $0 == .untested }) {
        untested.append(name)
      } else if outcomes.contains(.supported), !outcomes.contains(.opposite) {
        partly.append(name)
      } else {
        notSupported.append(name)
      }
    }
  }

  /// The number of hypotheses.
  var count: Int {
    supported.count + partly.count + notSupported.count + untested.count
  }
}
