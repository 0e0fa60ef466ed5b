import Messages
import ReportRendering
import Requests
import StudyReports
import Synchronization

@testable import Studies

/// A small study of simulated answers in memory.
enum StudyFixture {
  static let codebook = """
    scale: -9..9
    constructs:
      ties: {label: Tie strength, label_zh: 联结强度, items: [t1..t3]}
      learning: {label: Learning, label_zh: 学习, items: [l1..l3]}
      growth: {label: Growth, label_zh: 成长, items: [g1..g3]}
    """

  static let text = """
    title: Ties and growth
    data: firms.csv
    codebook: codebook.yaml
    compute:
      score: mean(ties)
      large: size > 10
    measurement: {validity: false}
    hypotheses:
      H1: Tie strength -> learning, positive
      H2: 联结强度 -> 学习 -> 成长, 正向
      H3: large -> growth, negative
    models:
      partial: |
        ties -> learning -> growth
        growth ~ ties + large
    mediation: {bootstrap: 60, seed: 7}
    robustness:
      robust: {estimator: MLR}
    """

  /// 150 firms whose learning follows ties, and growth learning.
  static let cases: [UInt8] = {
    var text = "t1,t2,t3,l1,l2,l3,g1,g2,g3,size,place\n"
    var state: UInt64 = 11
    func next() -> Double {
      var sum = 0.0
      for _ in 0..<6 {
        state =
          state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        sum += Double(state >> 33) / Double(1 << 31) - 0.5
      }
      return sum
    }
    for row in 0..<150 {
      let ties = next()
      let learning = 0.6 * ties + 0.7 * next()
      let growth = 0.6 * learning + 0.7 * next()
      var cells: [String] = []
      for factor in [ties, learning, growth] {
        for _ in 0..<3 { cells.append("\(factor + 0.5 * next())") }
      }
      text += cells.joined(separator: ",")
      text += ",\(row % 20 + 1),\(row % 2 == 0 ? "a" : "b")\n"
    }
    return Array(text.utf8)
  }()

  static func files(_ others: [String: String] = [:]) -> FileAccess {
    var files = ["firms.csv": cases, "codebook.yaml": Array(codebook.utf8)]
    for (name, text) in others { files[name] = Array(text.utf8) }
    return .inMemory(files)
  }

  static func plan(_ text: String = text) throws -> StudyPlan {
    try StudyPlan(Study(text: text, name: "study.yaml"), files())
  }

  static func run(
    _ plan: StudyPlan, store: (any StudyStore)? = nil,
    progress: @escaping @Sendable (StudyProgress) -> Void = { _ in }
  ) async -> StudyResults {
    await StudyRunner(
      plan, engine: "test", store: store,
      sections: StudySections(plan).sections,
      progress: progress
    ).run()
  }

  /// A study with every kind of table, carried out once a language.
  static func whole(_ language: String) async throws -> StudyResults {
    try await (language == "zh" ? chinese : english).value
  }

  private static let english = Task { try await runWhole("en") }
  private static let chinese = Task { try await runWhole("zh") }

  private static func runWhole(_ language: String) async throws -> StudyResults
  {
    let text =
      text.replacing("title: ", with: "language: \(language)\ntitle: ")
      .replacing(
        "measurement: {validity: false}",
        with: "measurement: {competing: {one: all}, htmt-bootstrap: 50}")
        + """

        groups:
          place: {means: [learning], invariance: [learning]}
        labels:
          place: {label: Place of the firm, values: {a: Coast, b: Inland}}
          large: Large firm
        note: Simulated.
        """
    return await run(try plan(text))
  }

  /// The error of a study text.
  static func error(_ text: String) -> LatentError? {
    do {
      _ = try plan(text)
      return nil
    } catch {
      return error as? LatentError
    }
  }
}

/// Keeps steps in memory.
final class MemoryStore: StudyStore {
  let kept = Mutex<[String: [UInt8]]>([:])

  func load(_ name: String) -> [UInt8]? { kept.withLock { $0[name] } }

  func save(_ bytes: [UInt8], as name: String) {
    kept.withLock { $0[name] = bytes }
  }
}
