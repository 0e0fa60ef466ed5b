internal import RequestSettings

extension MonteCarloReader {
  /// The options of fits that replicates take: those of models and estimation.
  static let fitNames: [String] = {
    let others: Set = ["start", "verbose"]
    let names =
      (Setting.Section.model.settings + Setting.Section.estimation.settings)
      .map(\.name) + ["missing", "cluster", "auxiliary", "ordered"]
    var seen: Set<String> = []
    return names.filter { !others.contains($0) && seen.insert($0).inserted }
  }()
}
