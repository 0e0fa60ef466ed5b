import ArgumentParser
import Latent

/// `latent invariance`.
struct InvarianceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invariance",
    abstract: "Measurement invariance across groups, step by step.",
    discussion: """
      Examples:

        latent invariance model.lav data.csv --group school
        latent invariance model.lav data.csv --group school --partial true
        latent invariance model.lav --group g --steps loadings,intercepts
        latent invariance model.lav --group g --steps loadings+intercepts,means

      Each step holds more equal across the groups: loadings (metric), \
      intercepts (scalar), residual variances (strict), latent means. It is \
      compared with the step before. Where a step does not hold, score tests \
      show which equalities strain it most; --partial true releases them one \
      at a time.
      """)

  @OptionGroup var arguments: FitArguments

  @OptionGroup(title: "Invariance") var ladderFlags: InvarianceFlags
  @OptionGroup var fitFlags: FitFlags
  @OptionGroup var resultFlags: ResultFlags

  func run() throws {
    let options = try ladderFlags.options()
    let (file, request) = try arguments.read(
      fitFlags.values + resultFlags.values)
    let outcome = try file.fit(request)
    try outcome.requireConverged("The configural model did not converge.")
    let ladder = try file.model.invariance(from: outcome.fit, steps: options)
    try request.output.write(
      ReportedInvariance(ladder, context: outcome.context))
    if ladder.rungs.contains(where: { !$0.fit.isConverged }) {
      throw ExitStatus.failure
    }
  }
}
