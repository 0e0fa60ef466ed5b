import ArgumentParser
import Latent

/// `latent test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Wald and score tests of a model's restrictions.",
    discussion: """
      Examples:

        latent test model.lav data.csv --wald 'a == b; c == 0'
        latent test model.lav data.csv --score true
        latent test model.lav data.csv --release 1,3 --epc true
        latent test model.lav data.csv --add 'visual =~ x9; x1 ~~ x4'

      --wald asks whether estimates meet equalities that the model does not \
      impose; --score, what releasing those that it does impose would \
      change; --add, what parameters that it does not have would change. \
      The model is fitted as `latent fit` does.
      """)

  @OptionGroup var arguments: FitArguments

  @Option(
    help: .init(
      "Equalities between labels, defined parameters and numbers.",
      valueName: "text"))
  var wald: String?

  @Option(
    help: .init("Test every equality constraint?", valueName: "bool"))
  var score: String?

  @Option(
    help: .init(
      "Test these constraints only, by their numbers from 1.",
      valueName: "n,m"))
  var release: String?

  @Option(
    help: .init(
      "Test parameters that the model does not have.", valueName: "text"))
  var add: String?

  @Option(
    help: .init(
      "Print the expected changes of all parameters? The JSON has them.",
      valueName: "bool"))
  var epc: String?

  @Option(help: .init("text (if not given) or json.", valueName: "name"))
  var format: String?

  @Option(
    help: .init("The file to write instead of stdout.", valueName: "file"))
  var output: String?

  @OptionGroup var fitFlags: FitFlags

  func run() throws {
    let showsChanges = try SettingValue.flag("epc", epc)
    let numbers = try release.map { text in
      try InputError.naming("release") {
        try SettingValue.counts(text, "number of a constraint")
      }
    }
    let isScored =
      try SettingValue.flag("score", score) || numbers != nil
    guard wald != nil || isScored || add != nil else {
      throw InputError(
        message: "There is nothing to test.",
        help: "Give --wald, --score true, --release or --add.")
    }
    let output = try OutputRequest(
      format: format, path: output, among: [.text, .json])
    let (file, request) = try arguments.read(fitFlags.values, output: output)
    let outcome = try file.fit(request)
    try outcome.requireConverged("The fit did not converge: it has no tests.")
    let fit = outcome.fit
    let tests = ReportedTests(
      of: fit, context: outcome.context,
      wald: try wald.map { try fit.waldTest($0, name: "--wald") },
      released: isScored ? try fit.scoreTests(releasing: numbers) : nil,
      added: try add.map { try fit.scoreTests(adding: $0, name: "--add") },
      showsChanges: showsChanges)
    try output.write(tests)
  }
}
