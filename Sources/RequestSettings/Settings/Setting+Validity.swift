extension Setting {
  /// The options for the validity of constructs.
  static let validitySettings: [Setting] =
    [
      Setting(
        "htmt-bootstrap", "n", .text,
        "The bootstrap draws of the intervals of HTMT; 0: none.",
        default: .value("1000")
      ) { value, _, settings in
        settings.validity.draws = try SettingValue.whole(
          value, "number of draws", from: 0, to: SettingValue.mostDraws)
      },
      Setting(
        "htmt-seed", "n", .text, "The seed of these draws.",
        default: .value("1")
      ) { value, _, settings in
        guard let seed = UInt64(value) else {
          throw InputError(
            message: "`\(value)` is not a seed.",
            help: "Give a whole number, 0 or more.")
        }
        settings.validity.seed = seed
      },
    ] + resultOptions(records: "a line a pair")
}

/// The validity of constructs.
package struct ValiditySettings {
  /// The bootstrap draws of HTMT's intervals.
  package var draws = 1000
  /// Their seed.
  package var seed: UInt64 = 1
  /// The marker's items, or its name; `nil` for the codebook's.
  package var marker: [String]?
  /// The method's share of correlations, if it is given.
  package var markerCorrelation: Double?
}
