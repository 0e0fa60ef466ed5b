import FitSettings
import Latent
public import Messages
import ModelSyntax
public import RequestSettings
import Resampling
import TableReading

/// An analysis that is asked for: what the command `latent` is told, for
/// programs that answer others, such as web servers.
///
/// ```swift
/// let request = AnalysisRequest(
///   .fit, models: [ModelDocument(text: model)],
///   options: [.init("data", "cases.csv"), .init("estimator", "MLR")],
///   files: .inMemory(["cases.csv": bytes]))
/// let result = try await request.run()
/// result.rendered(as: .json)
/// ```
///
/// Options are those of the command and of front matter, with the same
/// meaning.
public struct AnalysisRequest: Sendable {
  /// An option with its value.
  public struct Option: Sendable, Hashable {
    /// The name, without dashes before it.
    public var name: String
    /// The value as the command line would have it.
    public var value: String

    /// Makes an option.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The analysis.
  public var analysis: Analysis
  /// The model, or the models that are compared.
  public var models: [ModelDocument]
  /// The options; they win over those in front matter.
  public var options: [Option]
  /// The access to files that options and models name.
  public var files: FileAccess

  /// Makes a request.
  ///
  /// - Parameters:
  ///   - analysis: The analysis.
  ///   - models: The model, or the models that are compared.
  ///   - options: The options; they win over those in front matter.
  ///   - files: The access to files that options and models name.
  public init(
    _ analysis: Analysis, models: [ModelDocument], options: [Option] = [],
    files: FileAccess = .inMemory([:])
  ) {
    self.analysis = analysis
    self.models = models
    self.options = options
    self.files = files
  }

  /// Carries out the analysis.
  ///
  /// Cancelling the task ends it between its phases, and a bootstrap between
  /// two replicates.
  ///
  /// - Parameters:
  ///   - warn: Gets what people should know, one line or several at a time.
  ///   - progress: Called now and then from any thread while replicates are
  ///     drawn.
  /// - Returns: The result.
  /// - Throws: `LatentError` for what is wrong with the request, models or
  ///   data, and where the task was cancelled (`Kind.cancellation`).
  public nonisolated(nonsending) func run(
    warn: @escaping @Sendable (String) -> Void = { _ in },
    progress: @escaping @Sendable (AnalysisProgress) -> Void = { _ in }
  ) async throws(LatentError) -> AnalysisResult {
    do {
      return try await AnalysisJob(
        self,
        context: AnalysisContext(
          files: files, warn: warn, progress: progress)
      ).run()
    } catch {
      throw LatentError(ofRequest: error)
    }
  }
}

extension LatentError {
  /// Makes the one error that requests throw of any that ended one.
  fileprivate init(ofRequest error: any Error) {
    switch error {
    case let error as LatentError: self = error
    case let error as InputError: self.init(error)
    case let error as ModelSyntaxError: self.init(error)
    case let error as NoConvergence:
      self.init(
        code: .fitNotConverged, message: error.message, remedy: "")
    case is BootstrapInterruption, is CancellationError:
      self.init(
        kind: .cancellation, code: .requestCancelled,
        message: "The request was cancelled.", remedy: "")
    default:
      // Nothing else is thrown but by the program's own access to files.
      self.init(
        kind: .request, code: .requestFile, message: "\(error)", remedy: "")
    }
  }
}

/// The progress of a bootstrap, or of a ladder of invariance.
public struct AnalysisProgress: Sendable, Hashable {
  /// The replicates, or models, that are done, known ones included.
  public var done: Int
  /// All replicates, or models.
  public var total: Int
  /// The replicates that were known before.
  public var known: Int

  init(_ progress: BootstrapProgress, known: Int) {
    done = progress.done
    total = progress.total
    self.known = known
  }

  package init(done: Int, total: Int, known: Int = 0) {
    self.done = done
    self.total = total
    self.known = known
  }
}

/// The surroundings of an analysis: its files, and the receivers of warnings
/// and progress.
package struct AnalysisContext: Sendable {
  /// The access to files.
  let files: FileAccess
  /// Gets what people should know.
  let warn: @Sendable (String) -> Void
  /// Gets the progress of a bootstrap, or of a ladder of invariance.
  let progress: @Sendable (AnalysisProgress) -> Void
  /// The files that draws are written to; `nil` where files cannot be written.
  let draws: (any DrawsStore)?
  /// The name by which errors in an option's text call it, by the option's
  /// name.
  let sourceName: @Sendable (String) -> String
  /// The command that was given, which documents end with; `nil` for none.
  let command: String?
  /// The warnings of data and fits so far.
  let found = FoundWarnings()

  /// Makes a context.
  package init(
    files: FileAccess, warn: @escaping @Sendable (String) -> Void,
    progress: @escaping @Sendable (AnalysisProgress) -> Void,
    draws: (any DrawsStore)? = nil, command: String? = nil,
    sourceName: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.files = files
    self.warn = warn
    self.progress = progress
    self.draws = draws
    self.command = command
    self.sourceName = sourceName
  }

  /// Says what a result warns of.
  func warn(of warning: LatentWarning) {
    warn(
      TerminalText.line(
        "latent: warning: \(warning.message) [\(warning.code)]"))
  }
}
