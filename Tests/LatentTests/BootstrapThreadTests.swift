import Latent
import Resampling
import Testing

/// Bootstraps beside other tasks.
struct BootstrapThreadTests {
  /// While bootstraps without an end run, other tasks go on; cancelled, they
  /// return what they have.
  @Test func tasksGoOnMeanwhile() async throws {
    var options = FitOptions()
    options.model.kind = .cfa
    options.keepsCases = true
    let fit = try Model(text: HolzingerModel.text).fit(
      to: HolzingerModel.table(), options: options)
    var bootstrap = BootstrapOptions()
    bootstrap.replicates = 1...100_000
    let runs = (0..<3).map { _ in
      Task { [bootstrap] in try await fit.bootstrap(bootstrap) }
    }
    for _ in 0..<20 {
      await Task.detached { await Task.yield() }.value
      try await Task.sleep(for: .milliseconds(10))
    }
    for run in runs { run.cancel() }
    for run in runs {
      let count = try await run.value.count
      #expect(count < 100_000)
    }
  }

  /// What several bootstraps at once draw is what one draws alone.
  @Test func drawsDoNotDependOnNeighbours() async throws {
    var options = FitOptions()
    options.model.kind = .cfa
    options.keepsCases = true
    let fit = try Model(text: HolzingerModel.text).fit(
      to: HolzingerModel.table(), options: options)
    var bootstrap = BootstrapOptions()
    bootstrap.replicates = 1...12
    let alone = try await fit.bootstrap(bootstrap)
    let runs = [1, 2, 3].map { threads in
      var own = bootstrap
      own.threads = threads
      return Task { [own] in try await fit.bootstrap(own) }
    }
    for run in runs {
      let draws = try await run.value
      for index in alone.replicates.indices {
        for column in alone.columns.indices {
          #expect(
            draws.value(index, column).bitPattern
              == alone.value(index, column).bitPattern)
        }
      }
    }
  }
}
