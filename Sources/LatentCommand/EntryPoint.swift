import CProcess
import Latent
internal import Messages
import RequestSettings

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@main
enum EntryPoint {
  static func main() {
    cprocess_occupy_standard_streams()
    SignalCancellation.begin()
    FirstThread.shared.run { exit(await run(arguments).rawValue) }
  }

  /// The arguments without the program's name.
  private static var arguments: [String] {
    let count = cprocess_argument_count()
    return (1..<max(1, count)).map { index in
      unsafe String(cString: cprocess_argument(index))
    }
  }

  /// Runs the command line and says how it ended.
  private static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      // Shells ask with words that no scanner should refuse.
      if arguments.first == CompletionScript.request {
        try StandardStreams.write(
          CompletionCandidates(Array(arguments.dropFirst())).text)
        return .success
      }
      switch try ArgumentScanner.scan(arguments) {
      case .help(let command):
        try StandardStreams.write(
          command.map(HelpText.text) ?? HelpText.overviewText)
      case .version:
        try StandardStreams.write(VersionText.text)
      case .command(let command): return try await run(command)
      }
      return .success
    } catch is BrokenPipe {
      return .success
    } catch {
      StandardStreams.complain(
        CommandText.lines(of: error) ?? "latent: error: \(error)")
    }
    return .wrongInput
  }

  private static func run(_ arguments: CommandArguments) async throws
    -> ExitStatus
  {
    let name = arguments.command.name
    if ["bootstrap", "montecarlo"].contains(name),
      try ClusterPreparation.isAsked(arguments)
    {
      return try await name == "bootstrap"
        ? ClusterPreparation.bootstrap(arguments)
        : ClusterPreparation.monteCarlo(arguments)
    }
    if let analysis = Analysis(rawValue: arguments.command.name) {
      return try await AnalysisCommand(analysis, arguments).run()
    }
    switch arguments.command.name {
    case "study": return try await StudyCommand(arguments).run()
    case "simulate": return try SimulateCommand(arguments).run()
    case "montecarlo": return try await MonteCarloCommand(arguments).run()
    case "power": return try await PowerCommand(arguments).run()
    case "cluster":
      return try await ClusterCommand(arguments).run { words in
        guard case .command(let own) = try ArgumentScanner.scan(words) else {
          return .wrongInput
        }
        return try await run(own)
      }
    case "explain":
      try StandardStreams.write(
        try ExplainCommand.text(of: arguments.words[0]))
    case "validate": return try ValidateCommand(arguments).run()
    case "completion":
      try StandardStreams.write(
        CompletionScript.text(shell: arguments.words[0]))
    default: try StandardStreams.write(ManualPage.text)
    }
    return .success
  }
}

/// The exit codes of `latent`.
enum ExitStatus: Int32 {
  /// A converged fit, or everything else that went well.
  case success = 0
  /// A fit that did not converge, or a validation that found differences.
  case failure = 1
  /// Input that is wrong.
  case wrongInput = 2
  /// Stopped by SIGHUP, when a terminal closes: 128 and its number, as shells
  /// have it.
  case hungUp = 129
  /// Stopped by SIGINT (Ctrl-C).
  case interrupted = 130
  /// Stopped by SIGQUIT (Ctrl-\\).
  case quit = 131
  /// Stopped by SIGTERM, as batch systems do at a time limit.
  case terminated = 143
}
