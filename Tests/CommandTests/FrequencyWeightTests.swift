import Testing

/// Rows that count as often as a column says, against the rows written out.
@Suite struct FrequencyWeightTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("f =~ x1 + x2 + x3 + x4\n", to: "one.lav")
    var once = "x1,x2,x3,x4,w\n"
    var written = "x1,x2,x3,x4\n"
    for i in 0..<60 {
      // Marks of a common part and of a part of their own, without a pattern.
      let common = (i * i * 7 + 3 * i) % 11
      let cells = (1...4).map { "\(common + (i * (2 * $0 + 5) + $0) % 7)" }
      let row = cells.joined(separator: ",")
      once += "\(row),\(i % 4)\n"
      for _ in 0..<(i % 4) { written += row + "\n" }
    }
    try scratch.write(once, to: "once.csv")
    try scratch.write(written, to: "written.csv")
  }

  @Test(arguments: [
    [], ["--estimator", "MLR"], ["--estimator", "MLM"],
    ["--estimator", "ULS"], ["--estimator", "GLS"], ["--missing", "fiml"],
  ])
  func countAsRowsWrittenOut(_ options: [String]) throws {
    let own = try parameters(
      "once.csv",
      options + [
        "--sampling-weights", "w", "--sampling-weights-type", "frequency",
      ])
    let written = try parameters("written.csv", options)
    #expect(own == written)
    #expect(own.count > 8)
  }

  private func parameters(_ data: String, _ options: [String]) throws
    -> [Substring]
  {
    let run = try CommandRun(
      ["fit", "one.lav", data, "--format", "csv"] + options, in: scratch.folder)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n")
  }
}
