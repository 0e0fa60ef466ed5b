public import Estimation
public import FitSettings
public import Messages
public import ModelFit

/// The thresholds by which a model holds.
public struct ComparisonCriteria: Sendable, Hashable {
  /// The level of the χ² difference test.
  public var significance: Double = 0.05
  /// The largest fall in CFI that a restriction may cost (Cheung & Rensvold,
  /// 2002).
  public var cfiFall: Double = 0.01

  /// Makes the usual criteria.
  public init() {}
}

/// The relation of two models of one sample.
public enum ModelRelation: String, Sendable, Hashable, Codable, CaseIterable {
  /// The one with more degrees of freedom restricts the other.
  case nested
  /// They have the same degrees of freedom and imply the same moments.
  case equivalent
  /// They have the same degrees of freedom and imply different moments.
  case sameDegreesOfFreedom = "same-df"
  /// Neither restricts the other.
  case notNested = "not-nested"
  /// The check of nesting did not converge.
  case undetermined
  /// They explain different observed variables.
  case differentVariables = "different-variables"
  /// They were fitted to different cases or groups.
  case differentSamples = "different-samples"
}

/// The likelihood-ratio test of a restriction, or its least-squares
/// counterpart (Bollen, 1989, chapter 7), scaled where the models' tests are.
public struct ChiSquareDifference: Sendable, Hashable, Encodable {
  /// The method of scaling.
  public var method: DifferenceMethod = .standard
  /// The divisor of the difference; `nil` if it is not scaled.
  public var scalingFactor: Double?
  /// χ² of the restricted model less that of the general one; scaled, not
  /// the difference of scaled statistics; by eigenvalues the χ² with the same
  /// p value.
  public var chiSquare: Double
  /// Their difference in degrees of freedom.
  public var degreesOfFreedom: Int
  /// The p value.
  public var pValue: Double
  /// The RMSEA of the restriction (Steiger, Shapiro & Browne, 1985).
  ///
  /// That of a scaled difference is from the unscaled one less its expectation,
  /// the factor times the degrees of freedom; `nil` for shifted ones, tests by
  /// eigenvalues, and scaled ones of incomplete cases.
  public var rmsea: Double?
}

/// One of the models of a comparison.
public struct ComparedModel: Sendable, Hashable, Encodable {
  /// The name.
  public var name: String
  /// The place among the fits that were given, from 0.
  public var position: Int
  /// The degrees of freedom.
  public var degreesOfFreedom: Int
  /// Free parameters, less equality constraints.
  public var parameterCount: Int
  /// The fit measures.
  public var measures: FitMeasures
  /// The warnings of its fit.
  public var warnings: [LatentWarning]
  /// The model that it is tested against, as a place in the comparison's
  /// `models`; `nil` if it is nested in none.
  ///
  /// Among those in which it is nested, the one with most degrees of freedom;
  /// among several of these, the one that fits best.
  public var reference: Int?
}

/// Two of the models of a comparison.
public struct ModelPair: Sendable, Hashable, Encodable {
  /// The model with fewer degrees of freedom, as a place in `models`.
  public var general: Int
  /// The model with more degrees of freedom, as a place in `models`.
  public var restricted: Int
  /// Their relation.
  public var relation: ModelRelation
  /// The distance of the general model from the moments that the restricted one
  /// implies: F at its minimum, practically zero if they are nested; `nil` if
  /// that was not computed.
  public var discrepancy: Double?
  /// The test of the restriction; `nil` unless they are nested.
  public var test: ChiSquareDifference?
  /// The reason why a scaled test could not be computed.
  var failure: DifferenceFailure?
  /// CFI of the restricted model less that of the general one; `nil` unless
  /// they are nested.
  public var cfiChange: Double?
}

/// The reason why two nested models have no test.
enum DifferenceFailure: String, Error, Sendable, Hashable, Encodable {
  /// The restricted model fits better.
  case worse
  /// The scaling factor of the difference is negative.
  case negativeFactor
  /// A quantity that the method needs could not be computed.
  case unavailable
}

/// The conclusions of a comparison; models are places in `models`.
public struct ComparisonVerdict: Sendable, Hashable, Encodable {
  /// The model that holds; `nil` if the criteria leave it open.
  public var holds: Int?
  /// The model that the χ² difference tests lead to, if it is only one.
  public var byTest: Int?
  /// The model with the smallest AIC; `nil` if another is as good.
  public var byAIC: Int?
  /// The model with the smallest BIC; `nil` if another is as good.
  public var byBIC: Int?
  /// The model that the changes in CFI lead to, if it is only one.
  public var byCFI: Int?
  /// The conclusion, in one or a few sentences.
  public var sentence: String
}

/// Fits of several models to one sample, compared.
public struct ModelComparison: Sendable, Hashable {
  /// The estimator of all models.
  public let estimator: Estimator
  /// The estimator's name in reports, such as `MLR`; several names, with commas
  /// between, where the models' standard errors differ.
  public let estimatorName: String
  /// The test of all models by which differences are tested, scaled or by
  /// eigenvalues; `nil` if theirs are standard.
  public let differenceTest: TestKind?
  /// The method of scaling differences of χ².
  public let method: DifferenceMethod
  /// The numbers of cases, one for each group, of the first fit given.
  public let observationCounts: [Int]
  /// The thresholds of a model that holds.
  public let criteria: ComparisonCriteria
  /// The models, by ascending degrees of freedom.
  public let models: [ComparedModel]
  /// Every pair of them.
  public let pairs: [ModelPair]
  /// The conclusions.
  public let verdict: ComparisonVerdict
  /// Warnings, such as of pairs that cannot be tested.
  public let notes: [LatentWarning]

  /// The relation of two models.
  ///
  /// - Parameters:
  ///   - first: A place in `models`.
  ///   - second: Another place in `models`.
  /// - Returns: The pair.
  public func pair(_ first: Int, _ second: Int) -> ModelPair? {
    pairs.first {
      $0.general == min(first, second) && $0.restricted == max(first, second)
    }
  }

  /// The pair of a model and the one that it is tested against.
  ///
  /// - Parameter model: A place in `models`.
  /// - Returns: The pair; `nil` if the model is nested in none.
  public func step(to model: Int) -> ModelPair? {
    models[model].reference.flatMap { pair($0, model) }
  }
}
