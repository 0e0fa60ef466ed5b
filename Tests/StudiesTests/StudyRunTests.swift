import Messages
import ReportRendering
import Requests
import StudyReports
import Synchronization
import Testing

@testable import Studies

/// Runs of a study: verdicts, the cache, partial results, comparisons.
@Suite struct StudyRunTests {
  @Test func verdictsAreThoseOfTheSteps() async throws {
    let results = await StudyFixture.run(try StudyFixture.plan())
    #expect(results.failure == nil)
    #expect(
      results.plan.steps.map(\.name) == [
        "sample", "items", "measurement", "structure", "mediation",
        "check robust",
      ])
    let verdicts = results.verdicts
    #expect(verdicts.map(\.outcome) == [.supported, .supported, .notSupported])
    #expect(verdicts[1].paths[0].step == "mediation")
    #expect(
      verdicts[1].paths[0].finding.question.path == [
        "ties", "learning", "growth",
      ])
    #expect(verdicts[1].paths[0].finding.draws ?? 0 > 50)
    #expect(verdicts[1].paths[0].finding.pValue == nil)
    #expect(verdicts[0].paths[0].checks.map(\.name) == ["robust"])
    #expect(
      verdicts[0].paths[0].checks[0].finding.estimate
        == verdicts[0].paths[0].finding.estimate)

    // The estimate of the hypothesis is that of the step's own document.
    guard case .object(let members) = results.document,
      case .array(let steps)? = members.first(where: { $0.0 == "steps" })?.1
    else {
      Issue.record("no steps")
      return
    }
    #expect(steps.count == 6)
    let estimate = "\(verdicts[0].paths[0].finding.estimate)"
    #expect(steps[3].text.contains("\"est\": \(estimate)"))
    let text = TextRenderer().render(
      StudyReport(results, command: "latent study study.yaml").report)
    #expect(text.contains("Tie strength → Learning (positive)"))
    #expect(text.contains("How this was made"))
    #expect(text.contains("60 replicates, seed 7"))
  }

  @Test func whatHasNotChangedIsNotRunAgain() async throws {
    let store = MemoryStore()
    let first = await StudyFixture.run(try StudyFixture.plan(), store: store)
    #expect(store.kept.withLock { $0.count } == 6)
    let known = Mutex<[String: Bool]>([:])
    @Sendable func note(_ progress: StudyProgress) {
      guard case .ended(let name, let wasKnown) = progress else { return }
      known.withLock { $0[name] = wasKnown }
    }
    let second = await StudyFixture.run(
      try StudyFixture.plan(), store: store, progress: note)
    #expect(known.withLock { $0.values.allSatisfy { $0 } })
    #expect(first.document == second.document)
    #expect(
      StudyReport(first, command: "").report
        == StudyReport(second, command: "").report)

    // Another seed runs one step again, and the text of a title none.
    let changed = StudyFixture.text
      .replacing("seed: 7", with: "seed: 8")
      .replacing("Ties and growth", with: "Ties")
    _ = await StudyFixture.run(
      try StudyFixture.plan(changed), store: store, progress: note)
    #expect(
      known.withLock { $0.filter { !$0.value }.map(\.key) } == ["mediation"])

    // A damaged record is run again.
    store.kept.withLock { kept in
      for name in kept.keys { kept[name]?[200] ^= 1 }
    }
    let third = await StudyFixture.run(
      try StudyFixture.plan(), store: store, progress: note)
    #expect(known.withLock { $0.values.allSatisfy { !$0 } })
    #expect(third.document == first.document)
  }

  @Test func aBrokenStepLeavesTheOthers() async throws {
    let text = StudyFixture.text.replacing(
      "robust: {estimator: MLR}", with: "few: {iter-max: 1}")
    let results = await StudyFixture.run(try StudyFixture.plan(text))
    let failure = try #require(results.failure)
    #expect(failure.step.name == "check few")
    #expect(results.line(of: failure.step) == 18)
    #expect(failure.error.code == .fitNotConverged)
    #expect(results.document.text.contains("\"status\": \"partial\""))
    #expect(results.records["structure"] != nil)
  }

  @Test func comparisonsNameWhatChanged() async throws {
    let results = await StudyFixture.run(try StudyFixture.plan())
    let text = results.document.text
    let before = try #require(JSONValue(parsing: text))
    #expect(before == results.document)
    #expect(before.text == text)
    #expect(ResultsComparison(before, results.document).changes.isEmpty)
    let estimate = "\(results.verdicts[0].paths[0].finding.estimate)"
    let other = try #require(
      JSONValue(parsing: text.replacing(estimate, with: "0.25")))
    let changes = ResultsComparison(other, results.document).changes
    #expect(changes.contains { $0.step == "structure" && $0.before == "0.25" })
    #expect(changes.allSatisfy { $0.after == estimate })
  }

  @Test func aStoppedStudyKeepsWhatIsDone() async throws {
    let plan = try StudyFixture.plan()
    let store = MemoryStore()
    let stop = Mutex<(@Sendable () -> Void)?>(nil)
    let task = Task {
      while stop.withLock({ $0 == nil }) { await Task.yield() }
      return await StudyFixture.run(plan, store: store) { progress in
        if case .begun("mediation") = progress { stop.withLock { $0?() } }
      }
    }
    stop.withLock { $0 = { task.cancel() } }
    let results = await task.value
    #expect(results.failure?.isCancellation == true)
    #expect(results.records["structure"] != nil)
    #expect(store.kept.withLock { $0.count } == results.records.count)
  }
}
