import EffectAnalysis
import ModelFit

/// An effect in one metric with the interval that it is judged by.
struct EffectFinding: Sendable {
  /// The kinds of intervals, from the one that is preferred on.
  enum Method: Sendable, Hashable {
    case bootstrap, monteCarlo, profile, normal
  }

  let estimate: Double
  let standardError: Double?
  let pValue: Double?
  /// The interval; `nil` without one.
  let limits: (lower: Double, upper: Double)?
  let method: Method?

  init(_ value: EffectValue, bootstrapped: Bool) {
    estimate = value.estimate
    if bootstrapped {
      standardError = value.bootstrap?.standardError
      pValue = nil
      method = .bootstrap
      limits = Self.pair(value.bootstrap?.lower, value.bootstrap?.upper)
    } else if value.profile == nil, let own = value.monteCarlo {
      standardError = value.standardError
      pValue = value.pValue
      method = .monteCarlo
      limits = (own.lower, own.upper)
    } else {
      standardError = value.standardError
      pValue = value.pValue
      limits = Self.pair(value.lower, value.upper)
      method =
        limits == nil ? nil : value.profile == nil ? .normal : .profile
    }
  }

  private static func pair(_ lower: Double?, _ upper: Double?)
    -> (lower: Double, upper: Double)?
  {
    guard let lower, let upper else { return nil }
    return (lower, upper)
  }

  /// Whether the interval leaves zero out, which an end at zero does not;
  /// `nil` without an interval.
  var isSignificant: Bool? {
    limits.map { $0.lower > 0 || $0.upper < 0 }
  }

  /// Whether a significant effect's interval ends within a tenth of the
  /// estimate from zero.
  var isNearZero: Bool {
    guard isSignificant == true, let limits else { return false }
    return min(abs(limits.lower), abs(limits.upper)) < 0.1 * abs(estimate)
  }
}

/// The relation of an indirect and the direct effect, by Zhao, Lynch & Chen
/// (2010).
enum MediationType: Sendable, Hashable {
  /// Both are significant and have the same sign.
  case complementary
  /// Both are significant and have opposite signs.
  case competitive
  /// Only the indirect effect is significant.
  case indirectOnly
  /// Only the direct effect is significant.
  case directOnly
  /// Neither is.
  case none

  /// The type; `nil` where an effect has no interval.
  init?(indirect: EffectFinding, direct: EffectFinding) {
    guard let first = indirect.isSignificant, let second = direct.isSignificant
    else { return nil }
    self =
      switch (first, second) {
      case (true, true):
        (indirect.estimate > 0) == (direct.estimate > 0)
          ? .complementary : .competitive
      case (true, false): .indirectOnly
      case (false, true): .directOnly
      case (false, false): .none
      }
  }
}

/// The effects of one variable on another, in one group.
struct EffectPair: Sendable {
  let from: String
  let to: String
  let group: Int
  let effects: [EffectEstimate]

  /// The pairs of a table, in its order; differences of groups left out.
  static func all(_ table: EffectTable) -> [EffectPair] {
    var found: [EffectPair] = []
    for effect in table.effects {
      let own = effect.definition
      guard own.otherGroup == nil,
        !found.contains(where: {
          $0.from == own.from && $0.to == own.to && $0.group == own.group
        })
      else { continue }
      found.append(
        EffectPair(
          from: own.from, to: own.to, group: own.group,
          effects: table.effects.filter {
            $0.definition.from == own.from && $0.definition.to == own.to
              && $0.definition.group == own.group
              && $0.definition.otherGroup == nil
          }))
    }
    return found
  }

  /// The first effect of a kind.
  func first(_ kind: EffectKind) -> EffectEstimate? {
    effects.first { $0.definition.kind == kind }
  }

  /// The specific indirect effects.
  var indirect: [EffectEstimate] {
    effects.filter { $0.definition.kind == .specificIndirect }
  }
}
