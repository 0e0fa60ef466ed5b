import ArgumentParser
import Foundation

@main
enum EntryPoint {
  static func main() {
    // A reader that goes away, as `head` does, shows as a failed write.
    signal(SIGPIPE, SIG_IGN)
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs the command line and says how it ended.
  private static func run(_ arguments: [String]) -> ExitStatus {
    do {
      try requireSubcommand(arguments)
      var command = try LatentTool.parseAsRoot(
        ArgumentChecks.joined(arguments))
      try command.run()
      return .success
    } catch let status as ExitStatus {
      return status
    } catch let error as InputError {
      StandardStreams.complain(error.text)
    } catch let error as any ExpectedError {
      StandardStreams.complain(error.commandText)
    } catch is BrokenPipe {
      return .success
    } catch {
      if LatentTool.exitCode(for: error) == .success {
        try? StandardStreams.write(LatentTool.fullMessage(for: error) + "\n")
        return .success
      }
      StandardStreams.complain(parserError(error, arguments).text)
    }
    return .wrongInput
  }

  /// What the argument parser refuses, in the form of our own errors.
  private static func parserError(
    _ error: any Error, _ arguments: [String]
  ) -> InputError {
    let message = LatentTool.message(for: error).replacing("'", with: "`")
    let command = arguments.first.map { $0.hasPrefix("-") ? "" : " \($0)" }
    return InputError(
      message: message + (".?!".contains(message.last ?? ".") ? "" : "."),
      help: "`latent help\(command ?? "")` lists arguments and options.")
  }

  /// Names the nearest subcommand where the first word is none.
  private static func requireSubcommand(_ arguments: [String]) throws {
    let names =
      LatentTool.configuration.subcommands.compactMap {
        $0.configuration.commandName
      } + ["help"]
    // `latent help fit` names one too.
    let word = arguments.first { $0 != "help" }
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return }
    if FileManager.default.fileExists(atPath: word) {
      throw InputError(
        message: "`\(word)` is a file, not a command.",
        help: "Did you mean `latent fit \(word)`?")
    }
    throw InputError.unknown("command", word, among: names)
  }
}

/// How the command ends: `latent`'s exit codes.
enum ExitStatus: Int32, Error {
  /// A converged fit, or everything else that went well.
  case success = 0
  /// A fit that did not converge, or a validation that found differences.
  case failure = 1
  /// Input that is wrong.
  case wrongInput = 2
  /// Stopped by SIGINT (Ctrl-C): 128 and its number, as shells have it.
  case interrupted = 130
  /// Stopped by SIGTERM, as batch systems do at a time limit.
  case terminated = 143
}
