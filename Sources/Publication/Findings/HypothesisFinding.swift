import FitSettings
import EffectAnalysis
import ModelFit
import ModelSyntax

/// A hypothesis about a path of a model.
package struct PublishedHypothesis: Sendable, Hashable {
  /// The signs that a hypothesis can expect.
  package enum Sign: String, Sendable, Hashable, CaseIterable {
    case positive, negative, either
  }

  /// Its name, such as `H1`.
  package var name: String
  /// The variables in the order of the arrows: two for a direct path, more for
  /// the indirect effect along them. The first can be a product, `x:w`.
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
struct HypothesisFinding: Sendable {
  let hypothesis: PublishedHypothesis
  let outcome: HypothesisOutcome
  /// The estimate; `nil` where the model has no such path.
  let estimate: Double?
  let standardError: Double?
  let z: Double?
  let pValue: Double?
  let standardized: Double?
  /// The bootstrap interval that the outcome rests on, in the place of p.
  let limits: (lower: Double, upper: Double)?
  /// The level of the interval.
  let level: Double
  /// Whether p lies between the level and twice that.
  let isMarginal: Bool
  /// Whether the estimate has the expected sign.
  let hasExpectedSign: Bool
  /// Whether p rounds to the level although it is below.
  let roundsToLevel: Bool

  /// Judges a hypothesis.
  ///
  /// An indirect effect is judged by the bootstrap interval of the effects, if
  /// these have one, else by their p value; a path by its p value.
  init(
    _ hypothesis: PublishedHypothesis, in fit: Fit, effects: EffectTable?,
    level: Double
  ) {
    self.hypothesis = hypothesis
    self.level = effects?.bootstrap?.level ?? fit.options.confidenceLevel
    var value: EffectValue?
    if hypothesis.path.count == 2, fit.isConverged,
      let row = fit.parameter(
        hypothesis.path[1], "~", hypothesis.path[0], group: hypothesis.group)
    {
      let isTested = row.isFree && row.standardError != nil
      (estimate, standardized) = (
        row.estimate, row.standardizedAll?.estimate
      )
      standardError = isTested ? row.standardError : nil
      (z, pValue) = isTested ? (row.z, row.pValue) : (nil, nil)
    } else {
      let effect =
        hypothesis.path.count > 2
        ? effects?.effect(along: hypothesis.path, group: hypothesis.group) : nil
      value = effect?.unstandardized
      estimate = value?.estimate
      standardized = effect?.standardized.estimate
      standardError =
        value?.bootstrap == nil
        ? value?.standardError : value?.bootstrap?.standardError
      (z, pValue) =
        value?.bootstrap == nil ? (value?.z, value?.pValue) : (nil, nil)
    }
    if let own = value?.bootstrap, let lower = own.lower, let upper = own.upper
    {
      limits = (lower, upper)
    } else {
      limits = nil
    }
    let isSignificant: Bool?
    if let limits {
      isSignificant = limits.lower > 0 || limits.upper < 0
    } else {
      isSignificant = pValue.map { $0 < level }
    }
    let sign = estimate ?? 0
    hasExpectedSign =
      switch hypothesis.sign {
      case .positive: sign > 0
      case .negative: sign < 0
      case .either: true
      }
    outcome =
      switch isSignificant {
      case nil: .untested
      case false?: .notSupported
      case true?: hasExpectedSign ? .supported : .opposite
      }
    isMarginal = pValue.map { $0 >= level && $0 < 2 * level } ?? false
    roundsToLevel =
      pValue.map { $0 < level && (1000 * $0).rounded() == 1000 * level }
      ?? false
  }
}

/// The outcomes of several hypotheses by name.
struct HypothesisSummary: Sendable {
  var supported: [String]
  var opposite: [String]
  var notSupported: [String]
  var untested: [String]

  init(_ findings: [HypothesisFinding]) {
    func names(_ outcome: HypothesisOutcome) -> [String] {
      findings.filter { $0.outcome == outcome }.map(\.hypothesis.name)
    }
    supported = names(.supported)
    opposite = names(.opposite)
    notSupported = names(.notSupported)
    untested = names(.untested)
  }
}
