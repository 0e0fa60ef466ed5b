import Foundation
import Populations
import Probability

/// The bits of the random streams of simulations, for programs that test
/// generators: `LatentBenchmarks random-bits replicates | dieharder -a -g 200`.
enum RandomBits: String {
  /// One stream from its beginning on.
  case stream
  /// The first 128 bits of each replicate of 64 conditions: of all conditions
  /// those of the first replicate, then of the second, and so on.
  case replicates
  /// The first 128 bits of the first replicate of the seeds 1, 2, and so on.
  case seeds

  /// Writes bits until nobody reads them, or as many words of 64 bits as asked
  /// for.
  func write(_ words: Int = .max) {
    signal(SIGPIPE, SIG_IGN)
    var buffer = [UInt64](repeating: 0, count: 1 << 16)
    var one = SimulationStreams(seed: 1).stream(replicate: 1, .values)
    let conditions = (0..<64).map { SimulationStreams(seed: 1, condition: $0) }
    var written = 0
    var number = 0
    while written < words {
      for place in stride(from: 0, to: buffer.count, by: 2) {
        var stream: RandomStream
        switch self {
        case .stream:
          buffer[place] = one.next()
          buffer[place + 1] = one.next()
          continue
        case .replicates:
          stream = conditions[number % conditions.count].stream(
            replicate: 1 + number / conditions.count, .values)
        case .seeds:
          stream = SimulationStreams(seed: UInt64(number) + 1)
            .stream(replicate: 1, .values)
        }
        buffer[place] = stream.next()
        buffer[place + 1] = stream.next()
        number += 1
      }
      let count = min(buffer.count, words - written)
      guard Self.write(buffer, bytes: 8 * count) else { return }
      written += count
    }
  }

  /// Writes bytes to the standard output.
  ///
  /// - Returns: Whether somebody reads them.
  private static func write(_ words: [UInt64], bytes: Int) -> Bool {
    unsafe words.withUnsafeBytes { buffer in
      var place = 0
      while place < bytes {
        let rest = unsafe UnsafeRawBufferPointer(
          rebasing: buffer[place..<bytes])
        let count = unsafe Foundation.write(
          STDOUT_FILENO, rest.baseAddress, rest.count)
        guard count > 0 else { return false }
        place += count
      }
      return true
    }
  }
}
