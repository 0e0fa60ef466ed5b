package import FactorAnalysis
package import Plots

extension Plot {
  /// A scree plot (Cattell, 1966): the eigenvalues of correlations, and those
  /// of random data where there is a parallel analysis.
  ///
  /// - Parameters:
  ///   - exploration: The eigenvalues.
  ///   - label: The group's label; empty for a single group.
  package init(screeOf exploration: FactorExploration, label: String) {
    let values = exploration.eigenvalues
    let parallel = exploration.parallel.first { $0.kind == .components }
    func points(_ values: [Double]) -> [PlotPoint] {
      values.enumerated().map { PlotPoint(x: Double($0 + 1), y: $1) }
    }
    var marks: [PlotMark] = [
      .horizontalLine(1, .dotted), .curve(points(values), .solid),
      .dots(
        points(values).map { PlotDot(x: $0.x, y: $0.y, interval: nil) }),
    ]
    var keys = [PlotKey(sample: .stroke(.solid), label: "eigenvalues")]
    if let parallel {
      marks.append(.curve(points(parallel.quantiles), .dashed))
      keys.append(
        PlotKey(
          sample: .stroke(.dashed),
          label: "random data, \(Int((100 * parallel.level).rounded()))% "
            + "quantiles"))
    }
    keys.append(PlotKey(sample: .stroke(.dotted), label: "1"))
    let largest = max(
      values.first ?? 1, parallel?.quantiles.first ?? 1, 1)
    self.init(
      title: label.isEmpty ? "Scree plot" : "Scree plot: \(label)",
      horizontal: PlotAxis(
        label: "Component", range: 0.5...(Double(values.count) + 0.5),
        isCount: true),
      vertical: PlotAxis(
        label: "Eigenvalue",
        range: min(0, values.last ?? 0)...(1.04 * largest)),
      marks: marks, keys: keys)
  }
}
