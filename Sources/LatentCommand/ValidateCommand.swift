import ArgumentParser
import Latent

/// `latent validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Compare fits with reference numbers.",
    discussion: """
      Example:

        latent validate Validation

      Every sub-folder with model.lav and reference.json is a case. Worst is \
      the largest distance from a reference, in units of what is allowed: \
      half of the last digit for printed figures; for numbers in full \
      precision 1e-6 of their size for estimates and fit measures, 1e-5 for \
      standard errors.

      Exit codes: 0 all cases agree; 1 some do not; 2 a case is malformed.
      """)

  @Argument(help: "The folder of cases, or one case.")
  var directory: String

  @Option(help: .init("text (if not given) or json.", valueName: "name"))
  var format: String?

  func run() throws {
    let format: ParseCommand.Format =
      try InputError.naming("format") {
        try self.format.map { try SettingValue.choice($0, "format") }
      } ?? .text
    let cases = try ValidationCase.all(in: directory)
    let summary = ValidationSummary(
      nameWidth: cases.map(\.name.count).max() ?? 0)
    var results: [ValidationCase.Result] = []
    if format == .text { try StandardStreams.write(summary.header) }
    for validationCase in cases {
      let result = validationCase.run()
      results.append(result)
      if format == .text {
        try StandardStreams.write(summary.line(result))
      }
    }
    try StandardStreams.write(
      format == .text ? summary.total(results) : summary.json(results).text)
    if results.contains(where: { $0.verdict == .malformed }) {
      throw ExitStatus.wrongInput
    }
    if results.contains(where: { $0.verdict != .agrees }) {
      throw ExitStatus.failure
    }
  }
}
