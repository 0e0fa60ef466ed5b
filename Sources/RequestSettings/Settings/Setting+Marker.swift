internal import Codebooks

extension Setting {
  /// The options for a marker variable beside the constructs.
  static let markerSettings: [Setting] = [
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
  ]
}
