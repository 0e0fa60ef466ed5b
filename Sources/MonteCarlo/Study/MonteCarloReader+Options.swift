internal import RequestSettings

extension MonteCarloReader {
  /// The options of fits that replicates take: those of models and estimation.
  static let fitNames =
    Setting.replicateSettings.map(\.name) + bootstrapNames

  /// The options of bootstraps within replicates.
  static let bootstrapNames = ["bootstrap", "interval"]
}
