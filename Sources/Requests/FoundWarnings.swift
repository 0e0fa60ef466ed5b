internal import Messages
import Synchronization

/// The warnings of data and fits so far: what comes of them may be an error,
/// which they explain.
package final class FoundWarnings: Sendable {
  private let warnings = Mutex<[LatentWarning]>([])
  private let failures = Mutex<[String]>([])

  /// Nothing so far.
  package init() {}

  /// Keeps warnings.
  func keep(_ more: [LatentWarning]) {
    warnings.withLock { $0 += more }
  }

  /// Keeps what failed beside a result that is there.
  func fail(_ message: String) {
    failures.withLock { $0.append(message) }
  }

  /// What failed beside the result; `nil` if nothing did.
  var failure: String? {
    failures.withLock { $0.isEmpty ? nil : $0.joined(separator: " ") }
  }

  /// All of them, each once.
  var all: [LatentWarning] { warnings.withLock { $0.distinct } }
}
