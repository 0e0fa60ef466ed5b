import ArgumentParser
import Latent
import Messages

/// The command `latent`.
struct LatentTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latent",
    abstract: "Structural equation modeling from text files.",
    discussion: """
      A model is a text file in lavaan's syntax:

        visual  =~ x1 + x2 + x3     a latent variable and its indicators
        textual =~ x4 + x5 + x6
        textual ~ visual            a regression
        x1 ~~ x4                    a covariance

      Fit it to a table of cases (CSV, with a header of variable names):

        latent fit model.lav data.csv
        latent fit model.lav data.csv --group school --format json
        latent fit model.lav --cov covariances.csv --nobs 301

      Options may also stand in the model file, between two lines `---` at \
      its top, as `name: value`. `latent help fit` lists them.

      Exit codes: 0 the fit converged; 1 it did not; 2 the input is wrong; \
      130 stopped by Ctrl-C.
      """,
    version: "latent \(LatentVersion.current)",
    subcommands: [
      FitCommand.self, BootstrapCommand.self, EffectsCommand.self,
      CompareCommand.self, InvarianceCommand.self, TestCommand.self,
      PredictCommand.self, ParseCommand.self,
      ValidateCommand.self,
    ])
}
