import Messages
import Synchronization
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
      progress, seconds: seconds,
      .replicates(isOfModelFile: isOfModelFile, isKept: isKept))
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

  /// Other work than a bootstrap has no display of its progress: half a minute
  /// is said.
  @Test(arguments: [
    (
      LongWork.Kind.monteCarloDraws,
      "2000 draws of the parameters will take about 50 seconds more. The option "
        + "`monte-carlo` sets their number."
    ),
    (
      .randomStarts,
      "2000 searches from random starting values will take about 50 seconds "
        + "more. The option `rstarts` sets their number."
    ),
    (
      .casesLeftOut,
      "Cook's distances of 2000 cases will take about 50 seconds more. Without "
        + "`type: cases` there are none."
    ),
  ]) func otherWork(_ kind: LongWork.Kind, _ words: String) {
    let text = DurationNotice.text(
      AnalysisProgress(done: 200, total: 2000), seconds: 5.5, .steps(kind))
    #expect(text == "latent: note: " + words)
    #expect(
      DurationNotice.text(
        AnalysisProgress(done: 1500, total: 2000), seconds: 5.5, .steps(kind))
        == nil)
  }

  /// Whoever observes hears of work on the same thread.
  @Test func workIsHeardOf() {
    let heard = Mutex<[Int]>([])
    let observer: LongWork.Observer = { _, done, total in
      heard.withLock { $0 += [done, total] }
    }
    LongWork.observed(by: observer) {
      let work = LongWork(.monteCarloDraws, total: 7)
      work.reach(3)
      work.reach(4)
    }
    LongWork(.monteCarloDraws, total: 7).reach(5)
    #expect(heard.withLock { $0 } == [3, 7, 4, 7])
  }

  @Test func shortRunsAreNot() {
    #expect(text(5000, of: 10_000, seconds: 5) == nil)
    // Nothing is known yet of how fast it goes.
    #expect(text(10, of: 1_000_000, seconds: 5, known: 10) == nil)
  }
}
