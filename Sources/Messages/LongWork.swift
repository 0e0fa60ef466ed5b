import Foundation
import Synchronization

/// Work of many like steps that may take minutes, told of as it goes on.
///
/// Whoever runs an analysis observes it; what computes makes a value where its
/// loop begins, on the thread of who observes, and says after each step how far
/// it has come.
package struct LongWork: Sendable {
  /// The kind of steps.
  package enum Kind: Sendable, Hashable, CaseIterable {
    /// Draws of parameters, for Monte Carlo intervals.
    case monteCarloDraws
    /// Searches from random starting values.
    case randomStarts
    /// Cases that leave the sample, one at a time.
    case casesLeftOut
    /// Moments whose residuals get standard errors.
    case residualMoments
    /// Values that get profile intervals.
    case profiledValues
  }

  /// Gets the kind, the steps done and their number; called from any thread.
  package typealias Observer = @Sendable (Kind, Int, Int) -> Void

  /// The observers of threads.
  private static let observers = Mutex<[ObjectIdentifier: Observer]>([:])

  private let kind: Kind
  private let total: Int
  private let observer: Observer?

  /// Begins work.
  ///
  /// - Parameters:
  ///   - kind: The kind of steps.
  ///   - total: Their number.
  package init(_ kind: Kind, total: Int) {
    self.kind = kind
    self.total = total
    let thread = ObjectIdentifier(Thread.current)
    observer = Self.observers.withLock { $0[thread] }
  }

  /// Carries out an operation whose long work an observer hears of.
  ///
  /// - Parameters:
  ///   - observer: The observer.
  ///   - operation: The operation, which stays on this thread.
  /// - Returns: What the operation returns.
  package static func observed<Result>(
    by observer: @escaping Observer, _ operation: () throws -> Result
  ) rethrows -> Result {
    let thread = Thread.current
    let place = ObjectIdentifier(thread)
    let before = observers.withLock { all in
      let before = all[place]
      all[place] = observer
      return before
    }
    defer {
      observers.withLock { $0[place] = before }
      withExtendedLifetime(thread) {}
    }
    return try operation()
  }

  /// Says that so many steps are done.
  package func reach(_ done: Int) { observer?(kind, done, total) }
}
