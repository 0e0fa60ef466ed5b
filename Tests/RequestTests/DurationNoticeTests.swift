import Testing

@testable import Requests

/// What is said of bootstraps that take long.
@Suite struct DurationNoticeTests {
  private func text(
    _ done: Int, of total: Int, seconds: Double, known: Int = 0,
    isOfModelFile: Bool = false, isKept: Bool = false
  ) -> String? {
    var progress = AnalysisProgress(done: done, total: total)
    progress.known = known
    return DurationNotice.text(
      progress, seconds: seconds, isOfModelFile: isOfModelFile, isKept: isKept)
  }

  @Test func longRunsAreSaid() throws {
    let long = try #require(
      text(5000, of: 1_000_000, seconds: 5, isOfModelFile: true))
    #expect(
      long == "latent: note: 1000000 replicates, as the model file asks for, "
        + "will take about 17 minutes more. The option `bootstrap` sets their "
        + "number; with `checkpoint` they are kept if the run is stopped.")
    let hours = try #require(
      text(1001, of: 100_000, seconds: 100, known: 1, isKept: true))
    #expect(hours.contains("about 3 hours more"))
    #expect(!hours.contains("checkpoint"))
  }

  @Test func shortRunsAreNot() {
    #expect(text(5000, of: 10_000, seconds: 5) == nil)
    // Nothing is known yet of how fast it goes.
    #expect(text(10, of: 1_000_000, seconds: 5, known: 10) == nil)
  }
}
