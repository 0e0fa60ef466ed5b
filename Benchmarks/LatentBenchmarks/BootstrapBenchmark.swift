import AllocationCounter
import EffectAnalysis
import FitSettings
import Foundation
import Latent
import ModelFit
import Resampling

/// Times bootstraps on one thread and on all, and counts their allocations.
enum BootstrapBenchmark {
  /// Prints a line a case: seconds on one thread and on two, the speed-up, and
  /// milliseconds and heap allocations a replicate.
  static func run(root: String) async throws {
    print(
      "case                 replicates  1 thread  2 threads  speed-up"
        + "   ms each  allocations")
    let hs = try BenchmarkCase.all(root: root)[0]
    try await time(
      "holzinger-swineford", text: hs.text, kind: .cfa, data: hs.data,
      replicates: 5000)
    let cluster = try clusterGrowth(root: root)
    try await time(
      "cluster-growth", text: cluster.text, kind: .sem, data: cluster.data,
      replicates: 1000)
    try await time(
      "  with effects", text: cluster.text, kind: .sem, data: cluster.data,
      replicates: 1000,
      effects: EffectSelection(
        from: ["formation", "strength", "orientation"], to: ["growth"]))
    try await time(
      "  ordered", text: cluster.text, kind: .sem, data: cluster.data,
      replicates: 400, isOrdered: true)
    let incomplete = try CSVReader().read(
      contentsOf: "\(root)/Validation/data/holzinger-swineford-missing.csv")
    for (name, missing, kind) in [
      ("  fiml", MissingTreatment.fullInformation, BootstrapKind.nonparametric),
      ("  fiml, normal", .fullInformation, .parametric),
      ("  two stages", .twoStage, .nonparametric),
      ("  pairwise", .pairwise, .nonparametric),
    ] {
      try await time(
        name, text: hs.text, kind: .cfa, data: incomplete, replicates: 300,
        missing: missing, drawing: kind)
    }
    let products = try CSVReader().read(
      contentsOf: "\(root)/Validation/data/latent-products-missing.csv")
    try await time(
      "  fiml, products",
      text: "f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + w + f:w",
      kind: .sem, data: products, replicates: 100,
      effects: EffectSelection(
        from: ["f"], to: ["y"],
        conditions: [
          EffectConditions(
            from: "f", to: "y", at: [ModeratorPoints("w", values: [9, 11])])
        ]), missing: .fullInformation)
  }

  /// Prints what lavaan's `sem(se = "bootstrap")` does, the data read: the fit,
  /// its replicates, and percentile intervals of every effect; the best of
  /// five runs, for each number of threads "latent THREADS SECONDS".
  static func study(root: String, replicates: Int) async throws {
    let cluster = try clusterGrowth(root: root)
    for threads in 1...2 {
      var best = Double.infinity
      for _ in 0..<5 {
        let start = ContinuousClock.now
        let result = try fitted(cluster.text, kind: .sem, data: cluster.data)
        var bootstrap = BootstrapOptions()
        bootstrap.replicates = 1...replicates
        bootstrap.threads = threads
        let figures = try BootstrapResults(
          try await result.bootstrap(bootstrap))
        precondition(figures.origin.count == replicates, "every replicate")
        best = min(best, seconds(since: start))
      }
      print("latent", threads, best)
    }
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let elapsed = ContinuousClock.now - start
    return Double(elapsed.components.seconds)
      + Double(elapsed.components.attoseconds) * 1e-18
  }

  /// Prints what 100,000 replicates hold beyond their values.
  static func memory(root: String) async throws {
    let test = try BenchmarkCase.all(root: root)[0]
    let result = try fitted(test.text, kind: .cfa, data: test.data)
    var bootstrap = BootstrapOptions()
    bootstrap.replicates = 1...1000
    // The set-up of the first draws does not belong to the replicates.
    _ = try await result.bootstrap(bootstrap)
    let before = peakMemory()
    bootstrap.replicates = 1...100_000
    let draws = try await result.bootstrap(bootstrap)
    let values = draws.columns.count * draws.count
    print(
      String(
        format: "%d replicates of %d values: %.1f MB of values, %.1f MB held",
        draws.count, draws.columns.count, Double(8 * values) / 1e6,
        Double(peakMemory() - before) / 1e6))
  }

  /// The most memory that the process has held, bytes.
  private static func peakMemory() -> Int {
    let status =
      (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst()
      .first.flatMap { Int($0) }
    return 1024 * (kilobytes ?? 0)
  }

  /// The framework's model with every effect defined, and its data.
  private static func clusterGrowth(root: String) throws -> (
    text: String, data: DataTable
  ) {
    let folder = "\(root)/Models/cluster-growth"
    return (
      try String(contentsOfFile: "\(folder)/framework.lav", encoding: .utf8),
      try CSVReader().read(contentsOf: "\(folder)/firms.csv")
    )
  }

  private static func fitted(
    _ text: String, kind: ModelKind, data: DataTable,
    missing: MissingTreatment = .listwise, isOrdered: Bool = false
  ) throws -> Fit {
    var options = FitOptions(isOrdered ? .wlsmv : .ml)
    options.model.ordersEndogenous = isOrdered
    options.missing = missing
    options.model.kind = kind
    options.keepsCases = true
    return try Model(text: text).fit(to: data, options: options)
  }

  private static func time(
    _ name: String, text: String, kind: ModelKind, data: DataTable,
    replicates: Int, effects: EffectSelection? = nil,
    missing: MissingTreatment = .listwise,
    drawing: BootstrapKind = .nonparametric, isOrdered: Bool = false
  ) async throws {
    let result = try fitted(
      text, kind: kind, data: data, missing: missing, isOrdered: isOrdered)
    var bootstrap = BootstrapOptions()
    bootstrap.kind = drawing
    bootstrap.replicates = 1...replicates
    bootstrap.effects = effects
    var seconds: [Double] = []
    for threads in [1, 2] {
      bootstrap.threads = threads
      let start = ContinuousClock.now
      let draws = try await result.bootstrap(bootstrap)
      seconds.append(Self.seconds(since: start))
      precondition(draws.count == replicates, "every replicate")
    }
    // The time of half as many shows the share of set-up.
    bootstrap.threads = 1
    var counts: [Int] = []
    for upper in [replicates / 2, replicates] {
      bootstrap.replicates = 1...upper
      let before = allocation_count()
      _ = try await result.bootstrap(bootstrap)
      counts.append(allocation_count() - before)
    }
    let allocations =
      Double(counts[1] - counts[0]) / Double(replicates - replicates / 2)
    print(
      name.padding(toLength: 20, withPad: " ", startingAt: 0),
      String(
        format: "%10d %9.3f %10.3f %9.2f %9.4f %12.2f", replicates, seconds[0],
        seconds[1], seconds[0] / seconds[1],
        seconds[0] / Double(replicates) * 1e3,
        allocations))
  }
}
