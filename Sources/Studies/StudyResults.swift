internal import Messages
internal import ModelSyntax
package import ReportRendering
internal import RequestSettings
internal import Requests

/// The results of a study: of all steps, or of those until the first failure.
package struct StudyResults: Sendable {
  /// The plan.
  package let plan: StudyPlan
  /// The versions of the program and its libraries.
  package let engine: String
  /// The records of the steps that were carried out, by name.
  package let records: [String: StepRecord]
  /// The step without a result; `nil` if all have one.
  package let failure: StudyFailure?

  /// Whether every step has a result.
  package var isComplete: Bool { failure == nil }

  /// The steps that were carried out, in the order of the plan.
  package var done: [(step: StudyStep, record: StepRecord)] {
    plan.steps.compactMap { step in
      records[step.name].map { (step, $0) }
    }
  }

  /// The verdicts on the hypotheses, in the order of the file.
  package var verdicts: [HypothesisVerdict] {
    let checks = plan.steps.filter { $0.kind == .check }
    return plan.study.hypotheses.map { hypothesis in
      let asked = plan.questions[hypothesis.name.text] ?? []
      let paths = asked.compactMap { step, question in
        finding(step, question).map { finding in
          HypothesisVerdict.Path(
            step: step, finding: finding,
            outcome: hypothesis.outcome(of: finding),
            checks: checks.compactMap { check in
              self.finding(check.name, question).map {
                (check.subject, $0, hypothesis.outcome(of: $0))
              }
            })
        }
      }
      return HypothesisVerdict(
        hypothesis: hypothesis, paths: paths,
        isWhole: paths.count == asked.count)
    }
  }

  private func finding(
    _ step: String, _ question: PathQuestion
  ) -> PathFinding? {
    records[step]?.findings.first { $0.question == question }
  }

  /// The line of the study file that asks for a step.
  package func line(of step: StudyStep) -> Int? {
    step.range.map {
      plan.study.source.position(at: $0.lowerBound).line
    }
  }
}

// MARK: Document

extension StudyResults {
  /// The name of the first member of a study's document.
  package static let mark = "latent_study"

  /// Every number of every step, versions, hashes and seeds; nothing that
  /// differs between runs of equal input.
  package var document: JSONValue {
    let study = plan.study
    let data = plan.data
    var members: [(String, JSONValue)] = [
      (Self.mark, .integer(1)), ("title", .string(study.title)),
      ("note", .string(study.note)),
      ("language", .string(study.language.rawValue)),
      ("engine", .string(engine)),
      (
        "data",
        .object([
          ("file", .string(data.file.name)), ("hash", .string(data.file.hash)),
          ("rows", .integer(data.rowCount)),
          (
            "outliers",
            data.outliers.map { .array($0.map { .integer($0) }) } ?? .null
          ),
        ])
      ),
      (
        "codebook",
        data.codebookPath.map {
          .object([
            ("file", .string($0)), ("hash", .string(data.codebookHash)),
          ])
        } ?? .null
      ),
      ("status", .string(isComplete ? "complete" : "partial")),
    ]
    if let failure {
      members.append(
        (
          "failure",
          .object([
            ("step", .string(failure.step.name)),
            ("code", .string(failure.error.code.rawValue)),
            ("message", .string(failure.error.message)),
          ])
        ))
    }
    members.append(("hypotheses", .array(verdicts.map(\.json))))
    members.append(
      ("steps", .array(done.map { Self.json($0.step, $0.record) })))
    return .object(members)
  }

  private static func json(
    _ step: StudyStep, _ record: StepRecord
  ) -> JSONValue {
    let result = JSONValue(parsing: record.document) ?? .null
    let members: [(String, JSONValue)] = [
      ("step", .string(step.name)),
      ("analysis", .string(step.analysis.rawValue)),
      (
        "options",
        .object(step.options.map { ($0.name, .string($0.value)) })
      ), ("data", .string(step.data)),
      ("models", .array(step.models.map { .string($0.name) })),
      ("result", result), ("derived", record.derived(besides: result)),
    ]
    return .object(members.filter { $0.0 != "derived" || $0.1 != .null })
  }
}

extension HypothesisVerdict {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(hypothesis.name.text)),
      ("text", .string(hypothesis.text.text)),
      ("outcome", outcome.map { .string($0.rawValue) } ?? .null),
      (
        "paths",
        .array(
          paths.map { path in
            .object(
              Self.members(path.step, path.finding, path.outcome) + [
                (
                  "checks",
                  .array(
                    path.checks.map {
                      .object(Self.members($0.name, $0.finding, $0.outcome))
                    })
                )
              ])
          })
      ),
    ])
  }

  private static func members(
    _ step: String, _ finding: PathFinding, _ outcome: Outcome
  ) -> [(String, JSONValue)] {
    [
      ("step", .string(step)),
      ("path", .string(finding.question.path.joined(separator: " -> "))),
      (
        "moderator", finding.question.moderator.map { .string($0) } ?? .null
      ),
      ("est", .number(finding.estimate)),
      ("se", .optional(finding.standardError)), ("z", .optional(finding.z)),
      ("pvalue", .optional(finding.pValue)),
      ("ci_lower", .optional(finding.lower)),
      ("ci_upper", .optional(finding.upper)), ("level", .number(finding.level)),
      ("std_all", .optional(finding.standardized)),
      ("draws", finding.draws.map { .integer($0) } ?? .null),
      ("outcome", .string(outcome.rawValue)),
    ]
  }
}
