import Probability
import Testing

@testable import Populations

/// Tests 20,000 bits as FIPS 140-2 does (2001, section 4.9.1).
///
/// It looks at ones, poker, runs and long runs; random bits fail one of these 8
/// times in 10,000.
private func passes(_ words: [UInt64]) -> Bool {
  var ones = 0
  var fours = [Int](repeating: 0, count: 16)
  var runs = [[Int]](repeating: [Int](repeating: 0, count: 7), count: 2)
  var last = 2
  var length = 0
  var longest = 0
  func end(_ runs: inout [[Int]]) {
    if last < 2 { runs[last][min(length, 6)] += 1 }
    longest = max(longest, length)
  }
  for number in 0..<20_000 / 4 {
    let four = Int(words[number / 16] >> UInt64(4 * (number % 16)) & 15)
    fours[four] += 1
    ones += four.nonzeroBitCount
    for place in 0..<4 {
      let bit = four >> place & 1
      if bit != last {
        end(&runs)
        last = bit
        length = 0
      }
      length += 1
    }
  }
  end(&runs)
  let poker =
    16.0 / 5000 * Double(fours.reduce(0) { $0 + $1 * $1 }) - 5000
  let limits = [
    2315...2685, 1114...1386, 527...723, 240...384, 103...209, 103...209,
  ]
  return 9726...10_274 ~= ones && poker > 2.16 && poker < 46.17
    && longest < 26
    && runs.allSatisfy { own in
      limits.indices.allSatisfy { limits[$0] ~= own[$0 + 1] }
    }
}

@Suite("Bits of random streams")
struct RandomBitsTests {
  /// Blocks that are random fail once in 1,250.
  ///
  /// More than two of 200 have a probability of 0.0006. The blocks are the same
  /// in every run.
  @Test(arguments: ["one stream", "replicates", "conditions", "seeds"])
  func passTheTestsOfTheStandard(layout: String) {
    var one = SimulationStreams(seed: 3).stream(replicate: 1, .values)
    let conditions = (0..<32).map { SimulationStreams(seed: 3, condition: $0) }
    var number = 0
    /// The first two words of a stream of its own, as often as asked for.
    func next() -> (UInt64, UInt64) {
      defer { number += 1 }
      var stream =
        switch layout {
        case "replicates":
          conditions[0].stream(replicate: number + 1, .values)
        case "conditions":
          conditions[number % 32].stream(
            replicate: number / 32 + 1,
            number / 64 % 2 == 0 ? .values : .missing)
        default:
          SimulationStreams(seed: UInt64(number)).stream(replicate: 1, .values)
        }
      return (stream.next(), stream.next())
    }
    let failures = (0..<200).count { _ in
      var words: [UInt64] = []
      while words.count < 314 {
        let (a, b) = layout == "one stream" ? (one.next(), one.next()) : next()
        words += [a, b]
      }
      return !passes(words)
    }
    #expect(failures <= 2)
  }

  /// The tests find what is not random.
  @Test func findWhatIsNotRandom() {
    #expect(!passes([UInt64](repeating: 0x5555_5555_5555_5555, count: 314)))
    #expect(!passes((0..<314).map { UInt64($0) &* 0x0101_0101_0101_0101 }))
  }
}
