internal import Codebooks

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
      Setting(
        "marker", "x,y", .columns,
        "The items of a marker variable, which has nothing to do with the "
          + "constructs, or the name of the construct that is one.",
        default: .words("that of the codebook")
      ) { value, _, settings in
        settings.validity.marker = try SettingValue.list(value).flatMap {
          ItemRange.names($0)
        }
      },
      Setting(
        "marker-correlation", "r", .text,
        "The share of correlations that the method is taken to have.",
        default: .words("the smallest positive correlation with the marker")
      ) { value, _, settings in
        guard let share = Double(value), share > 0, share < 1 else {
          throw InputError(
            message: "`\(value)` is not a share of correlations.",
            help: "Give a number above 0 and below 1, such as 0.1.")
        }
        settings.validity.markerCorrelation = share
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
