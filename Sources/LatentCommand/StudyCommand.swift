internal import Messages
import ModelSyntax
import ReportRendering
import RequestSettings
import Requests
import Studies
import StudyReports

/// `latent study`: carries out a study file, lists its steps, or compares a
/// rerun with earlier results.
struct StudyCommand {
  private enum Action: String, CaseIterable {
    case run, check, plan
  }

  private let action: Action
  private let path: String
  private let usesCache: Bool
  private let overwrites: Bool
  private let earlier: String?

  /// Reads the arguments: an action, which may be left out, and the file.
  ///
  /// - Throws: `InputError` for others.
  init(_ arguments: CommandArguments) throws {
    var words = arguments.words
    let first = Action(rawValue: words[0])
    if let first, words.count > 1 {
      action = first
      words.removeFirst()
    } else if words.count > 1 {
      throw InputError.unknown(
        "action", words[0], among: Action.allCases.map(\.rawValue))
    } else if let first, FileStatus(words[0]) == nil {
      throw InputError(
        message: "The study file is missing.",
        help: "Write `latent study \(first.rawValue) study.yaml`.")
    } else {
      action = .run
    }
    path = words[0]
    usesCache = try Setting.truth(
      "cache", arguments["cache"], usual: action != .check)
    overwrites = try Setting.truth(
      "overwrite", arguments["overwrite"], usual: false)
    earlier = arguments["results"]
    if earlier != nil, action != .check {
      throw InputError(
        message: "The option `results` is for `latent study check`.",
        help: "Leave it out; `outputs:` names the files that are written.")
    }
  }

  /// Runs the command.
  ///
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the study or its files.
  func run() async throws -> ExitStatus {
    let files = FileAccess.disk(root: nil, patience: ProgressLine.patience)
    let text = try files.studyText(path)
    let study = try Study(text: text, name: path)
    let folder = StudyFolder(path)
    let outputs = try folder.outputs(study)
    var writer = DocumentWriter()
    writer.isWhole = true
    writer.language = study.language
    writer.rasterize = PictureProcess.rasterize
    if let template = study.template?.text {
      try writer.takeStyles(
        of: folder.files(files).read(template, "template"), named: template)
    }
    if action == .run {
      for output in outputs {
        try output.requireUsable(overwrites: overwrites)
      }
    }
    let before = action == .check ? try self.before(outputs) : nil
    let plan = try StudyPlan(study, folder.files(files))
    if action == .plan {
      try StandardStreams.write(Self.list(plan))
      return .success
    }
    let results = try await results(of: plan, folder)
    if let before {
      guard results.isComplete else { return end(results) }
      return try compare(before, results)
    }
    return try finish(results, outputs, folder, writer)
  }

  private func results(
    of plan: StudyPlan, _ folder: StudyFolder
  ) async throws -> StudyResults {
    let line = StudyProgressLine(steps: plan.steps.count)
    defer { line.clear() }
    let runner = StudyRunner(
      plan,
      engine: VersionText.text.split(separator: "\n").joined(separator: "; "),
      store: usesCache ? folder.cache : nil,
      sections: StudySections(plan).sections,
      progress: line.show)
    return try await SignalCancellation.run { await runner.run() }
  }

  // MARK: Ends

  private func finish(
    _ results: StudyResults, _ outputs: [StudyOutput], _ folder: StudyFolder,
    _ writer: DocumentWriter
  ) throws -> ExitStatus {
    let report = StudyReport(
      results, command: "latent study \(FolderPath.name(of: path))")
    for output in outputs { try output.write(report, by: writer) }
    if results.isComplete, usesCache {
      folder.cache.keepOnly(results.done.map { $0.record.key })
    }
    if results.isComplete {
      try StandardStreams.write(
        TerminalText.escaped(TextRenderer().render(report.summary)))
    }
    if !outputs.isEmpty {
      let names = outputs.map { "`\($0.file.path)`" }
      StandardStreams.state("latent: Written: \(listing(names, limit: 12)).")
    }
    return end(results)
  }

  /// Says which step has no result, and why.
  private func end(_ results: StudyResults) -> ExitStatus {
    guard let failure = results.failure else { return .success }
    let place = results.line(of: failure.step).map { "\(path):\($0)" } ?? path
    let kept =
      "\(results.done.count) of \(results.plan.steps.count) steps are kept; "
      + "the same command goes on."
    if failure.isCancellation {
      StandardStreams.state("latent: Stopped. \(kept)")
      return SignalCancellation.status
    }
    let error = failure.error
    StandardStreams.complain(
      TerminalText.line(
        "\(place): error: The step `\(failure.step.name)` has no result.")
        + "\n" + (CommandText.lines(of: error) ?? error.message) + "\n"
        + "latent: The results are partial: \(kept)")
    return error.code == .fitNotConverged ? .failure : .wrongInput
  }

  // MARK: Comparing

  private func before(_ outputs: [StudyOutput]) throws -> JSONValue {
    guard let name = earlier ?? outputs.first(where: \.isResults)?.file.path
    else {
      throw InputError(
        message: "The study names no file of results.",
        help: "Add `results.json` to `outputs:`, or give `results`.",
        place: path)
    }
    let bytes = try FileAccess.disk.read(name, "file of results")
    guard let value = JSONValue(parsing: bytes), StudyOutput.isStudy(value)
    else {
      throw InputError(
        message: "The file does not hold the results of a study.",
        help: "`latent study` writes such files.", place: name,
        code: .studyResults)
    }
    return value
  }

  private func compare(
    _ before: JSONValue, _ results: StudyResults
  ) throws -> ExitStatus {
    let comparison = ResultsComparison(before, results.document)
    let changes = comparison.changes
    guard !changes.isEmpty else {
      try StandardStreams.write(
        "All \(comparison.count) values are as they were.\n")
      return .success
    }
    let most = 200
    var lines = changes.prefix(most).map { change in
      TerminalText.line(
        "\(change.step): \(change.place): \(change.before ?? "none") -> "
          + "\(change.after ?? "none")")
    }
    if changes.count > most {
      lines.append("\(changes.count - most) more are not shown. By step:")
      let counts = Dictionary(
        changes.map { ($0.step, 1) }, uniquingKeysWith: +)
      var named: Set<String> = []
      for step in changes.map(\.step) where named.insert(step).inserted {
        lines.append(
          TerminalText.line(
            "\(step): \(counted(counts[step] ?? 0, "value")) changed"))
      }
    }
    lines.append(
      "\(changes.count) of \(counted(comparison.count, "value")) changed.")
    try StandardStreams.write(lines.joined(separator: "\n") + "\n")
    return .failure
  }

  /// The steps as a list.
  private static func list(_ plan: StudyPlan) -> String {
    let rows = plan.steps.map { step in
      var text = step.analysis.rawValue
      if step.replicates > 0 { text += ", \(step.replicates) replicates" }
      if step.models.count > 1 { text += ", \(step.models.count) models" }
      let after = step.after.joined(separator: ", ")
      return (name: step.name, text: text, after: after)
    }
    let width = rows.map { DisplayWidth.of($0.name) }.max() ?? 0
    return rows.map { row in
      TerminalText.line(
        DisplayWidth.padded(row.name, to: width) + "  " + row.text
          + (row.after.isEmpty ? "" : " (after \(row.after))"))
    }.joined(separator: "\n") + "\n"
  }
}
