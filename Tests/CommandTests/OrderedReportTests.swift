import Foundation
import TestSupport
import Testing

/// What the report of a fit of ordered variables shows.
@Suite struct OrderedReportTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    var lines = ["u1,u2,u3,u4"]
    for i in 0..<240 {
      let factor = (i * 37) % 101
      lines.append(
        (0..<4).map { item in
          String((factor + ((i + 1) * (i + item * 13) * 59) % 97) / 67)
        }.joined(separator: ","))
    }
    try scratch.write(lines.joined(separator: "\n"), to: "items.csv")
  }

  private func report(_ text: String) throws -> String {
    try scratch.write(text, to: "items.lav")
    let run = try scratch.run(
      "fit", "items.lav", "items.csv", "--ordered", "true")
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test func interceptsAndScalesOfDefaultAreLeftOut() throws {
    let output = try report("f =~ u1 + u2 + u3 + u4")
    #expect(output.contains("\nThresholds\n"))
    #expect(!output.contains("\nIntercepts\n"))
    #expect(!output.contains("\nScales\n"))
  }

  @Test func thoseOfTheTextAreShown() throws {
    let output = try report("f =~ u1 + u2 + u3 + u4\nu1 ~*~ 1*u1\nu1 ~ 0*1")
    #expect(output.contains("\nIntercepts\n"))
    #expect(output.contains("\nScales\n"))
  }
}
