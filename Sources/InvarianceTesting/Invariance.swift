public import FitComparison
internal import FitSettings
public import Messages
public import ModelFit
public import Specification

/// The comparison of a step of invariance with the one that it rests on.
public struct InvarianceChange: Sendable, Hashable, Encodable {
  /// The χ² difference test; `nil` where the estimator has none.
  public var test: ChiSquareDifference?
  /// The change in CFI, robust where both fits have it.
  public var cfi: Double?
  /// The change in RMSEA, robust where both fits have it.
  public var rmsea: Double?
  /// The change in SRMR.
  public var srmr: Double?
}

/// An equality across groups that a step could give up.
public struct InvarianceRelease: Sendable, Hashable, Encodable {
  /// The parameter as `visual=~x2` or `x2~1`, the way `group.partial` takes
  /// it.
  public var parameter: String
  /// The score statistic of releasing it.
  public var chiSquare: Double
  /// Its degrees of freedom: the number of groups less one.
  public var degreesOfFreedom: Int
  /// The p value.
  public var pValue: Double
  /// The value to expect in each group once it is released.
  public var expectedValues: [Double]
  /// Whether so few equal indicators would be left that it is not released.
  public var isNeeded: Bool
}

/// A model of an invariance ladder.
public struct InvarianceRung: Sendable {
  /// The step's name; `configural` for the first.
  public var name: String
  /// The parameters held equal across groups.
  public var equal: Set<GroupEquality>
  /// The exceptions, as `group.partial` takes them.
  public var released: [String]
  /// The fit.
  public var fit: Fit
  /// The place of the rung that it is compared with; `nil` for the first.
  public var reference: Int?
  /// The comparison with that one; `nil` for the first, and where a fit did not
  /// converge.
  public var change: InvarianceChange?
  /// Whether it holds; `nil` for the first, and where that is not known.
  public var holds: Bool?
  /// The verdicts of all criteria that can be applied.
  public var verdicts: [InvarianceCriterion: Bool]
  /// The equalities of a failing step that could be released, the largest score
  /// statistic first.
  public var candidates: [InvarianceRelease]
}

/// An equality that was given up, and why.
public struct InvarianceLogEntry: Sendable, Hashable, Encodable {
  /// The step's name.
  public var step: String
  /// The released equality, with its score test at the time.
  public var release: InvarianceRelease
}

/// Models with more and more held equal across groups.
public struct Invariance: Sendable {
  /// The requested settings.
  public var options: InvarianceOptions
  /// The models, in the order in which they were fitted.
  public var rungs: [InvarianceRung]
  /// The released equalities, in order.
  public var log: [InvarianceLogEntry]
  /// The conclusion, in one or a few sentences.
  public var sentence: String
  /// Warnings for the reader.
  public var warnings: [LatentWarning]
}
