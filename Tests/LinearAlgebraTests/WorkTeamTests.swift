import LinearAlgebra
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

  @Test func thereIsAlwaysAThread() {
    #expect(WorkTeam(threads: 0).threads == 1)
    #expect(WorkTeam(threads: -3) == WorkTeam(threads: 1))
  }
}
