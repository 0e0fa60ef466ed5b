import Foundation
import LinearAlgebra
import Synchronization
import Testing

/// Parts that threads share.
struct WorkTeamTests {
  /// Every part is done once, in a separate place, and collected in order.
  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 100])
  func partsAreCollectedInOrder(threads: Int, count: Int) {
    let team = WorkTeam(threads: threads)
    let places = team.placeCount(count)
    #expect(places == (threads > 1 ? count : min(count, 1)))
    let results = SharedRows(rows: max(places, 1), columns: 1)
    var collected: [Int] = []
    var values: [Double] = []
    team.perform(count) { number, place in
      var sum = 0.0
      for k in 0...(number * 100) { sum += 1 / Double(k + 1) }
      results[place, 0] = sum + Double(number)
    } collect: { number, place in
      collected.append(number)
      values.append(results[place, 0])
    }
    #expect(collected == Array(0..<count))
    var expected: [Double] = []
    for number in 0..<count {
      var sum = 0.0
      for k in 0...(number * 100) { sum += 1 / Double(k + 1) }
      expected.append(sum + Double(number))
    }
    #expect(values == expected)
  }

  /// Work that is begun does every part once, whoever does it.
  @Test(arguments: [1, 2, 3], [0, 1, 2, 50])
  func whatIsBegunEnds(threads: Int, count: Int) {
    let results = SharedRows(rows: max(count, 1), columns: 1)
    let done = Counter()
    let work = StartedWork(count, by: WorkTeam(threads: threads)) {
      results[$0, 0] = Double($0) + 1
      done.count.add(1, ordering: .relaxed)
    }
    work.finish()
    #expect((0..<count).allSatisfy { results[$0, 0] == Double($0) + 1 })
    // Ended already.
    work.finish()
    #expect(done.count.load(ordering: .relaxed) == count)
  }

  /// Parts that have not begun are left out where nobody waits.
  @Test func whatIsNotAskedForStops() {
    let begun = Counter()
    do {
      _ = StartedWork(1_000_000, by: WorkTeam(threads: 2)) { _ in
        begun.count.add(1, ordering: .relaxed)
        Thread.sleep(forTimeInterval: 0.001)
      }
    }
    Thread.sleep(forTimeInterval: 0.02)
    let count = begun.count.load(ordering: .relaxed)
    Thread.sleep(forTimeInterval: 0.02)
    #expect(begun.count.load(ordering: .relaxed) == count && count < 100)
  }

  private final class Counter: Sendable {
    let count = Atomic<Int>(0)
  }

  @Test func thereIsAlwaysAThread() {
    #expect(WorkTeam(threads: 0).threads == 1)
    #expect(WorkTeam(threads: -3) == WorkTeam(threads: 1))
  }
}

/// Work in steps, on threads of its own.
struct WorkTeamStepsTests {
  private struct Stop: Error {}

  /// What tasks and workers share.
  private final class State: Sendable {
    let isOver = Atomic<Bool>(false)
    let count = Atomic<Int>(0)
  }

  /// Every step is taken once, whatever the number of workers.
  @Test(arguments: [1, 2, 5])
  func everyStepIsTakenOnce(threads: Int) async throws {
    let taken = SharedRows(rows: 1000, columns: 1)
    let state = State()
    await WorkTeam(threads: threads).run(atMost: 1000) {
      0
    } step: { count in
      let number = state.count.add(1, ordering: .relaxed).oldValue
      guard number < 1000 else { return false }
      count += 1
      taken[number, 0] = Double(number)
      return true
    }
    #expect((0..<1000).allSatisfy { taken[$0, 0] == Double($0) })
  }

  /// Other tasks go on while every worker is busy, also several calls at once.
  @Test func tasksGoOnMeanwhile() async throws {
    let state = State()
    // Far more workers than threads.
    let runs = (0..<4).map { _ in
      Task {
        await WorkTeam(threads: 64).run(atMost: 64) {
        } step: { _ in
          Thread.sleep(forTimeInterval: 0.001)
          return !state.isOver.load(ordering: .relaxed)
        }
      }
    }
    let others = (0..<(2 * WorkTeam.coreCount)).map { _ in
      Task {
        for _ in 0..<50 {
          await Task.yield()
          state.count.add(1, ordering: .relaxed)
        }
      }
    }
    for other in others { await other.value }
    #expect(
      state.count.load(ordering: .relaxed) == 100 * WorkTeam.coreCount)
    state.isOver.store(true, ordering: .relaxed)
    for run in runs { await run.value }
  }

  /// A task that is cancelled ends its workers after their steps.
  @Test func cancellationEndsIt() async throws {
    let state = State()
    let task = Task {
      await WorkTeam(threads: 2).run(atMost: 2) {
      } step: { _ in
        state.count.add(1, ordering: .relaxed)
        Thread.sleep(forTimeInterval: 0.001)
        return true
      }
    }
    while state.count.load(ordering: .relaxed) < 5 { await Task.yield() }
    task.cancel()
    await task.value
    let count = state.count.load(ordering: .relaxed)
    try await Task.sleep(for: .milliseconds(50))
    #expect(state.count.load(ordering: .relaxed) == count)
  }

  /// The first error ends all workers and is thrown.
  @Test func errorsEndIt() async throws {
    await #expect(throws: Stop.self) {
      try await WorkTeam(threads: 2).run(atMost: 2) {
        0
      } step: { (count: inout Int) in
        count += 1
        if count == 10 { throw Stop() }
        return true
      }
    }
    await #expect(throws: Stop.self) {
      try await WorkTeam(threads: 2).run(atMost: 2) { () throws -> Int in
        throw Stop()
      } step: { _ in
        true
      }
    }
  }
}
