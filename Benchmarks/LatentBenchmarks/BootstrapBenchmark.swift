import AllocationCounter
import Foundation
import Inference
import Latent

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
    let source = try String(
      contentsOfFile: "\(root)/Models/cluster-growth/model.lav",
      encoding: .utf8)
    try await time(
      "cluster-growth", text: source, kind: .sem,
      data: try CSVReader().read(
        contentsOf: "\(root)/Models/cluster-growth/firms.csv"),
      replicates: 1000)
  }

  private static func time(
    _ name: String, text: String, kind: ModelKind, data: DataTable,
    replicates: Int
  ) async throws {
    var options = FitOptions()
    options.model.kind = kind
    options.keepsCases = true
    let result = try fit(try Model(text: text), data: data, options: options)
    var bootstrap = BootstrapOptions()
    bootstrap.replicates = 1...replicates
    var seconds: [Double] = []
    var allocations = 0
    for threads in [1, 2] {
      bootstrap.threads = threads
      let before = allocation_count()
      let start = ContinuousClock.now
      let draws = try await result.bootstrap(bootstrap)
      let elapsed = ContinuousClock.now - start
      if threads == 1 { allocations = allocation_count() - before }
      seconds.append(
        Double(elapsed.components.seconds)
          + Double(elapsed.components.attoseconds) * 1e-18)
      precondition(draws.count == replicates, "every replicate")
    }
    print(
      name.padding(toLength: 20, withPad: " ", startingAt: 0),
      String(
        format: "%10d %9.3f %10.3f %9.2f %9.4f %12.2f", replicates, seconds[0],
        seconds[1], seconds[0] / seconds[1],
        seconds[0] / Double(replicates) * 1e3,
        Double(allocations) / Double(replicates)))
  }
}
