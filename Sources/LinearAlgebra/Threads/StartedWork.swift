/// Work that other threads begin while the calling one does something else.
///
/// Where nobody asks for the result, parts that have not begun are left out. A
/// part's numbers depend on nothing else, as in `WorkTeam.perform`.
package final class StartedWork {
  private let parts: SharedParts

  /// Begins, on the threads of a team other than the calling one.
  ///
  /// - Parameters:
  ///   - count: The number of parts.
  ///   - team: The threads; with one alone `finish` does everything.
  ///   - part: Does a part of a number; several run at once. It owns what it
  ///     writes to, since the last parts may end after this object.
  package init(_ count: Int, by team: WorkTeam, _ part: @escaping (Int) -> Void)
  {
    parts = SharedParts(count) { number, _ in part(number) }
    parts.callHelpers(of: team)
  }

  deinit { parts.cancel() }

  /// Does the parts that are left, and waits for those that others do.
  package func finish() { parts.finish() }
}
