internal import Messages
import Synchronization

/// The warnings of data and fits so far: what comes of them may be an error,
/// which they explain.
package final class FoundWarnings: Sendable {
  private let warnings = Mutex<[LatentWarning]>([])
  private let failure = Mutex(false)

  /// Nothing so far.
  package init() {}

  /// Keeps warnings.
  func keep(_ more: [LatentWarning]) {
    warnings.withLock { $0 += more }
  }

  /// Notes that something failed beside a result that is there.
  func fail() { failure.withLock { $0 = true } }

  /// Whether something failed beside the result.
  var hasFailed: Bool { failure.withLock { $0 } }

  /// All of them, each once.
  var all: [LatentWarning] { warnings.withLock { $0.distinct } }
}
