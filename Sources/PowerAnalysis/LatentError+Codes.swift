internal import Messages

/// The codes of the target's errors.
extension LatentError.Code {
  /// An option of a power analysis has a value that is not possible, or does
  /// not go with others.
  static let powerOption: Self = "power.option"
  /// An effect is none of the model.
  static let powerEffect: Self = "power.effect"
  /// A power is not reached with the numbers of cases, or the values, that there
  /// can be.
  static let powerNotReached: Self = "power.not-reached"
  /// Data of the population leave no fits to count.
  static let powerNoFits: Self = "power.no-fits"
}
