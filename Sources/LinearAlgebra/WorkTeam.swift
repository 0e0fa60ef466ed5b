internal import Dispatch
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

  /// Does parts and collects them.
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
      // The parts touch different memory, and all have ended before `perform`
      // goes on: what they capture needs not be `Sendable`.
      nonisolated(unsafe) let part = part
      let next = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
        while true {
          let number = next.add(1, ordering: .relaxed).oldValue
          if number >= count { return }
          unsafe part(number, number)
        }
      }
    }
    for number in 0..<count { collect(number, number) }
  }
}
