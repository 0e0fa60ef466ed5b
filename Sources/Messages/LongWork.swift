/// Work of many like steps that may take minutes, told of as it goes on.
///
/// Whoever runs an analysis binds `observer` for its time; what computes makes
/// a value where its loop begins, and says after each step how far it has come.
package struct LongWork: Sendable {
  /// What the steps are.
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

  /// What is told of work.
  ///
  /// A class, since optimized code of Swift 6.3 ends with a bad access where a
  /// closure itself is the value of a task.
  package final class Observer: Sendable {
    /// Gets the kind, the steps done and their number; called from any thread.
    let take: @Sendable (Kind, _ done: Int, _ total: Int) -> Void

    /// Makes an observer of what it does.
    package init(
      _ take: @escaping @Sendable (Kind, _ done: Int, _ total: Int) -> Void
    ) { self.take = take }
  }

  /// The observer of the task's work; `nil` without one.
  @TaskLocal package static var observer: Observer?

  private let kind: Kind
  private let total: Int
  private let observer: Observer?

  /// Begins work.
  ///
  /// - Parameters:
  ///   - kind: What the steps are.
  ///   - total: Their number.
  package init(_ kind: Kind, total: Int) {
    self.kind = kind
    self.total = total
    observer = Self.observer
  }

  /// Says that so many steps are done.
  package func reach(_ done: Int) { observer?.take(kind, done, total) }
}
