internal import Foundation
internal import Synchronization

/// Does the parts of one piece of work, on several threads where that is
/// allowed.
///
/// Each part writes its results to a separate place, from where they are
/// collected in the order of the parts: no number depends on the number of
/// threads.
package struct WorkTeam: Sendable, Hashable {
  /// The most threads that work at once.
  package let threads: Int

  /// The cores that this process may use; asked of the system once, since the
  /// question costs as much as a tenth of a small fit.
  package static let coreCount = ProcessInfo.processInfo.activeProcessorCount

  /// Makes a team.
  ///
  /// - Parameter threads: The most threads; 1 works in the calling thread,
  ///   and so does any number where the BLAS is not safe for threads.
  package init(threads: Int) {
    self.threads = BLASLibrary.isThreadSafe ? max(threads, 1) : 1
  }

  /// The places that `count` parts need: one for each if they are done at
  /// once, else one that every part uses after the other.
  package func placeCount(_ count: Int) -> Int {
    threads > 1 ? count : min(count, 1)
  }

  /// Does parts and collects them; the calling thread does its share.
  ///
  /// - Parameters:
  ///   - count: The number of parts.
  ///   - part: Does one of them; takes its number and its place. Several run at
  ///     once, so that it may write only to the part's own memory.
  ///   - collect: Takes a part that is done, and its place; runs in the
  ///     calling thread, in the order of the parts.
  package func perform(
    _ count: Int, _ part: (_ number: Int, _ place: Int) -> Void,
    collect: (_ number: Int, _ place: Int) -> Void = { _, _ in }
  ) {
    guard threads > 1, count > 1 else {
      for number in 0..<count {
        part(number, 0)
        collect(number, 0)
      }
      return
    }
    withoutActuallyEscaping(part) { part in
      let parts = SharedParts(count, part)
      parts.callHelpers(of: self)
      parts.finish()
    }
    for number in 0..<count { collect(number, number) }
  }
}

/// Parts that the calling thread and its helpers take one after the other.
///
/// `@unchecked Sendable`: the lock of `condition` guards what changes. The
/// parts touch different memory, and all have ended before `finish` returns:
/// what they capture needs not be `Sendable`.
final class SharedParts: @unchecked Sendable {
  private let count: Int
  private let next = Atomic<Int>(0)
  private let condition = NSCondition()
  private var helpers = 0
  /// Does a part; `nil` after the end.
  private var part: ((_ number: Int, _ place: Int) -> Void)?

  init(_ count: Int, _ part: @escaping (_ number: Int, _ place: Int) -> Void) {
    self.count = count
    self.part = part
  }

  /// Has other threads take parts, beside the calling one.
  func callHelpers(of team: WorkTeam) {
    let others = ThreadPool.shared.limit - 1
    let helpers = min(team.threads - 1, count - 1, others)
    // Without a thread to be had, the calling one does everything. It needs a
    // core: no thread is started for that.
    guard helpers > 0 else { return }
    _ = ThreadPool.shared.add({ self.help() }, count: helpers, most: others)
  }

  /// Takes parts as long as there are any; nothing after the end.
  private func help() {
    condition.lock()
    let isOpen = part != nil
    if isOpen { helpers += 1 }
    condition.unlock()
    guard isOpen else { return }
    work()
    condition.lock()
    helpers -= 1
    if helpers == 0 { condition.signal() }
    condition.unlock()
  }

  /// Takes parts, waits for those of the helpers, and ends.
  func finish() {
    work()
    condition.lock()
    while helpers > 0 { condition.wait() }
    part = nil
    condition.unlock()
  }

  /// Has no part begin any more; parts that run are not waited for.
  func cancel() {
    condition.lock()
    next.store(count, ordering: .relaxed)
    if helpers == 0 { part = nil }
    condition.unlock()
  }

  /// Not inlined: no reference to `part`, which must not outlive its caller,
  /// is left when it returns.
  @inline(never)
  private func work() {
    guard let part else { return }
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      if number >= count { return }
      part(number, number)
    }
  }
}
