internal import Messages
import Synchronization

/// The warnings of data and fits so far: what comes of them may be an error,
/// which they explain.
package final class FoundWarnings: Sendable {
  private let warnings = Mutex<[LatentWarning]>([])

  /// Nothing so far.
  package init() {}

  /// Keeps warnings.
  func keep(_ more: [LatentWarning]) {
    warnings.withLock { $0 += more }
  }

  /// All of them, each once.
  var all: [LatentWarning] { warnings.withLock { $0.distinct } }
}
