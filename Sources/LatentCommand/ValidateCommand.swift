import Latent
import Reporting
import RequestSettings
import Validation

/// `latent validate`.
struct ValidateCommand {
  private let directory: String
  private let format: OutputFormat

  /// Reads the arguments.
  ///
  /// - Throws: `InputError` for a format that there is not.
  init(_ arguments: CommandArguments) throws {
    directory = arguments.words[0]
    let known: [OutputFormat] = [.text, .json]
    let name = arguments["format"] ?? "text"
    guard let format = known.first(where: { $0.rawValue == name.lowercased() })
    else {
      var error = InputError.unknown(
        "format", name, among: known.map(\.rawValue))
      error.option = "format"
      throw error
    }
    self.format = format
  }

  /// Runs the cases.
  ///
  /// - Returns: The exit code.
  /// - Throws: `InputError` if there are no cases.
  func run() throws -> ExitStatus {
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
      return .wrongInput
    }
    return results.contains { $0.verdict != .agrees } ? .failure : .success
  }
}
