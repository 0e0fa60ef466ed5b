import Foundation
import Messages
import ModelSyntax
import Testing

@Suite struct LimitTests {
  @Test(arguments: [
    ("(", ")"), ("exp(", ")"), ("-", ""), ("b^", ""), ("(b+", ")"),
    ("(b", ""),
  ])
  func deepExpressionsAreRefused(_ opening: String, _ closing: String) {
    let text =
      "a := " + String(repeating: opening, count: 50_000) + "b"
      + String(repeating: closing, count: 50_000)
    let found = errors(in: text)
    #expect(found.count == 1)
  }

  @Test func deepModifiersAreRefused() {
    let text =
      "y ~ " + String(repeating: "c(", count: 50_000) + "1"
      + String(repeating: ")", count: 50_000) + "*x"
    #expect(errors(in: text).map(\.code) == ["syntax.too-deep"])
  }

  @Test func longChainsAreRefusedBeforeTheyOverflow() throws {
    let chain = String(repeating: "+ b ", count: 100_000)
    #expect(errors(in: "a := b " + chain).map(\.code) == ["syntax.too-long"])
    let products = String(repeating: "2*", count: 100_000)
    #expect(try modifiers("y ~ " + products + "x").count == 1)
    let sum = String(repeating: "+ b ", count: 2000)
    let tree = try SyntaxTree.parse(text: "a := b " + sum)
    #expect(try SyntaxTree.parse(text: tree.modelText).bare == tree.bare)
  }

  /// Four times the text takes about four times as long; a quadratic scan
  /// would take sixteen times.
  ///
  /// Short times are mostly noise.
  @Test(
    .timeLimit(.minutes(20)),
    arguments: [
      "y ~ x\n", "y ~ (x\n", "\"\n", "\n", "(", ")", "x + ", "'", "`", "---\n",
      "# c\n", "；", "\u{200B}", "y ~ x;", "a = 'b\n", "y ~ a*x + ",
    ])
  func timeIsLinearInTheText(_ piece: String) {
    func time(ofBytes size: Int) -> Double {
      let text = String(repeating: piece, count: size / piece.utf8.count)
      return (0..<3).map { _ in
        let start = Self.threadTime()
        do throws(ModelSyntaxError) {
          _ = try SyntaxTree.parse(text: text)
        } catch {
          #expect(error.diagnostics.count <= 101)
        }
        return Self.threadTime() - start
      }.min() ?? 0
    }
    let short = time(ofBytes: 25_000)
    let long = time(ofBytes: 100_000)
    #expect(long < 9 * max(short, 1e-3), "\(short) s, \(long) s")
  }

  /// The processor time of this thread in seconds.
  private static func threadTime() -> Double {
    var time = timespec()
    let status = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    precondition(status == 0, "a thread has a clock")
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
