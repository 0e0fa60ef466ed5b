internal import RequestSettings

extension MonteCarloReader {
  /// The options of fits that replicates take: those of models and estimation.
  static let fitNames = Setting.replicateSettings.map(\.name)
}
