package import Messages
package import Plots

/// A curve of a Monte Carlo study over its numbers of cases.
package struct MonteCarloCurve: Sendable {
  /// The figure that is drawn.
  package enum Figure: String, Sendable, Hashable, CaseIterable {
    /// The share of tests that reject.
    case power
    /// The share of intervals that hold the true value.
    case coverage
  }

  /// The parameter.
  package let name: String
  /// The figure.
  package let figure: Figure
  /// The strokes of series, in their order.
  private static let strokes: [PlotStroke] = [.solid, .dashed, .dotted]

  /// Chooses a curve.
  ///
  /// - Parameters:
  ///   - name: The parameter; `nil` for the only one.
  ///   - figure: The figure.
  ///   - conditions: The conditions of the study.
  /// - Throws: `LatentError` that names the option for what the study has not.
  package init(
    _ name: String?, _ figure: Figure, of conditions: [SimulationCondition]
  ) throws(LatentError) {
    func refuse(_ option: String, _ message: String, _ remedy: String)
      -> LatentError
    {
      var error = LatentError(
        kind: .request, code: .monteCarloInvalid, message: message,
        remedy: remedy)
      error.option = option
      return error
    }
    let known = conditions.flatMap { $0.parameters.map(\.name) }.distinct
    guard let name = name ?? (known.count == 1 ? known[0] : nil) else {
      throw refuse(
        "plot", "The study has \(known.count) parameters.",
        "Name the one to draw by `plot-of`, such as `plot-of: \(known[0])`.")
    }
    guard known.contains(name) else {
      let near = NearestName.find(name, in: known)
      throw refuse(
        "plot-of", "The study has no parameter `\(name)`.",
        near.map { "Did you mean `\($0)`?" }
          ?? "Its parameters are \(listing(known, limit: 12)).")
    }
    let series = conditions.map { Self.series($0.labels) }.distinct
    guard series.count <= Self.strokes.count else {
      throw refuse(
        "plot",
        "The study has \(series.count) curves over the number of cases,"
          + " and strokes tell \(Self.strokes.count) apart.",
        "Draw a study of fewer models, data or fits.")
    }
    guard Set(conditions.map { Self.cases($0.labels) }).count > 1 else {
      throw refuse(
        "plot", "The study has one number of cases, and no curve.",
        "Give several: `nobs: [100, 200]`.")
    }
    self.name = name
    self.figure = figure
  }

  /// The picture: a curve a series, each number of cases with its 95% interval.
  ///
  /// - Parameter results: The results of the study.
  /// - Returns: The picture.
  package func plot(_ results: MonteCarloResults) -> Plot {
    var marks: [PlotMark] = []
    var keys: [PlotKey] = []
    var range: ClosedRange<Double>?
    var least = 1.0
    let all = results.conditions
    for (number, series) in all.map({ Self.series($0.labels) }).distinct
      .enumerated()
    {
      var dots: [PlotDot] = []
      for condition in all where Self.series(condition.labels) == series {
        guard
          let own = condition.parameters.first(where: { $0.name == name }),
          let value = figure == .power ? own.power : own.coverage
        else { continue }
        let x = Double(Self.cases(condition.labels))
        let half = 1.96 * (value.error ?? 0)
        let low = max(0, value.value - half)
        least = min(least, low)
        range = range?.widened(to: x) ?? x...x
        dots.append(
          PlotDot(
            x: x, y: value.value, interval: low...min(1, value.value + half)))
      }
      dots.sort { $0.x < $1.x }
      let stroke = Self.strokes[min(number, Self.strokes.count - 1)]
      marks.append(.curve(dots.map { PlotPoint(x: $0.x, y: $0.y) }, stroke))
      marks.append(.dots(dots))
      if !series.isEmpty {
        keys.append(PlotKey(sample: .stroke(stroke), label: series))
      }
    }
    keys.append(PlotKey(sample: .dot, label: "With its 95% interval"))
    // The usual line of each figure.
    marks.append(.horizontalLine(figure == .power ? 0.8 : 0.95, .dotted))
    let bottom = figure == .power ? 0 : max(0, min(0.85, least - 0.01))
    return Plot(
      title: name, subtitle: results.study.title,
      horizontal: PlotAxis(
        label: "Number of cases", range: (range ?? 0...1).padded(by: 0.03),
        isCount: true),
      vertical: PlotAxis(
        label: figure == .power ? "Power" : "Coverage", range: bottom...1),
      marks: marks, keys: keys)
  }

  /// What tells a condition's curve from others.
  private static func series(_ labels: [(factor: String, level: String)])
    -> String
  {
    labels.filter { $0.factor != "n" }.map { "\($0.factor) \($0.level)" }
      .joined(separator: ", ")
  }

  /// The cases of a condition, of all groups.
  private static func cases(_ labels: [(factor: String, level: String)]) -> Int
  {
    let text = labels.first { $0.factor == "n" }?.level ?? ""
    return text.split(separator: "+").reduce(0) { $0 + (Int($1) ?? 0) }
  }
}
