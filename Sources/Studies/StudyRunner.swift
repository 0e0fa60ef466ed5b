internal import LinearAlgebra
package import Messages
package import ReportRendering
package import Requests
internal import Synchronization

/// Keeps what is known of steps between runs.
package protocol StudyStore: Sendable {
  /// The bytes that were kept under a name; `nil` if there are none.
  func load(_ name: String) -> [UInt8]?
  /// Keeps bytes under a name; a store that cannot does nothing.
  func save(_ bytes: [UInt8], as name: String)
}

/// How far a study has come.
package enum StudyProgress: Sendable {
  /// A step begins.
  case begun(String)
  /// A step draws replicates.
  case drawing(String, AnalysisProgress)
  /// A step has ended, or was known.
  case ended(String, wasKnown: Bool)
}

/// Carries out the steps of a study: those that do not wait for others at the
/// same time, on the threads that compute.
package struct StudyRunner: Sendable {
  /// The plan.
  package let plan: StudyPlan
  /// The versions of the program and its libraries.
  package let engine: String
  /// The store; `nil` carries every step out.
  package var store: (any StudyStore)?
  /// Makes a result's part of documents.
  package let sections: @Sendable (StudyStep, AnalysisResult) -> [ReportSection]
  /// Gets what happens, from any thread.
  package let progress: @Sendable (StudyProgress) -> Void

  /// Makes a runner.
  package init(
    _ plan: StudyPlan, engine: String, store: (any StudyStore)?,
    sections:
      @escaping @Sendable (StudyStep, AnalysisResult) -> [ReportSection],
    progress: @escaping @Sendable (StudyProgress) -> Void = { _ in }
  ) {
    self.plan = plan
    self.engine = engine
    self.store = store
    self.sections = sections
    self.progress = progress
  }

  /// Carries the study out.
  ///
  /// The first step without a result ends it; steps that run at that time are
  /// cancelled, and what is done is kept.
  ///
  /// - Returns: The results, all of them or those until the first failure.
  package nonisolated(nonsending) func run() async -> StudyResults {
    var records: [String: StepRecord] = [:]
    var failure: StudyFailure?
    var open = plan.steps
    await withTaskGroup(of: (StudyStep, Outcome).self) { group in
      var running = 0
      func start() {
        let ready = open.filter { step in
          step.after.allSatisfy { records[$0] != nil }
        }
        // Those that take long first.
        for step in ready.sorted(by: { $0.replicates > $1.replicates }) {
          open.removeAll { $0.name == step.name }
          running += 1
          group.addTask(executorPreference: PoolExecutor.shared) {
            (step, await outcome(of: step))
          }
        }
      }
      start()
      while running > 0, let (step, outcome) = await group.next() {
        running -= 1
        switch outcome {
        case .record(let record):
          records[step.name] = record
          if let message = record.failure, !message.isEmpty, failure == nil {
            failure = StudyFailure(step, .notConverged(message))
            group.cancelAll()
          }
        case .error(let error):
          if failure == nil {
            failure = StudyFailure(step, error)
            group.cancelAll()
          }
        }
        if failure == nil, !Task.isCancelled { start() }
      }
    }
    if failure == nil, Task.isCancelled, records.count < plan.steps.count,
      let next = plan.steps.first(where: { records[$0.name] == nil })
    {
      failure = StudyFailure(next, .cancelled)
    }
    return StudyResults(
      plan: plan, engine: engine, records: records, failure: failure)
  }

  private enum Outcome {
    case record(StepRecord)
    case error(LatentError)
  }

  private func outcome(of step: StudyStep) async -> Outcome {
    let key = step.key(plan.study, plan.data, engine: engine)
    let name = StepRecord.fileName(key)
    if let bytes = store?.load(name),
      let record = StepRecord(bytes, key: key)
    {
      progress(.ended(step.name, wasKnown: true))
      return .record(record)
    }
    guard !Task.isCancelled else { return .error(.cancelled) }
    progress(.begun(step.name))
    let notes = Notes()
    do {
      let result = try await step.request(plan.data).run(
        warn: { notes.add($0) },
        progress: { progress(.drawing(step.name, $0)) })
      let record = StepRecord(
        key: key, document: result.rendered(as: .json),
        sections: sections(step, result),
        findings: result.failure == nil ? try step.findings(in: result) : [],
        notes: notes.all, failure: result.failure)
      if record.failure?.isEmpty ?? true, let bytes = try? record.encoded() {
        store?.save(bytes, as: name)
      }
      progress(.ended(step.name, wasKnown: false))
      return .record(record)
    } catch {
      return .error(error)
    }
  }

  /// Collects what a step says.
  private final class Notes: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }
}

/// The step without a result, and why it has none.
package struct StudyFailure: Sendable {
  /// The step.
  package var step: StudyStep
  /// The reason.
  package var error: LatentError

  init(_ step: StudyStep, _ error: LatentError) {
    self.step = step
    self.error = error
  }

  /// Whether somebody stopped the run.
  package var isCancellation: Bool { error.kind == .cancellation }
}

extension LatentError {
  fileprivate static let cancelled = LatentError(
    kind: .cancellation, code: .studyStep, message: "The study was stopped.",
    remedy: "")

  fileprivate static func notConverged(_ message: String) -> LatentError {
    LatentError(
      code: .fitNotConverged, message: message,
      remedy: "Look at the step by itself, or simplify its model.")
  }
}
