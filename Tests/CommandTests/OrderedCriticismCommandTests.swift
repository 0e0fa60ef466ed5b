import Foundation
import TestSupport
import Testing

/// What is asked of fits of ordered variables on the command line.
@Suite struct OrderedCriticismCommandTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    var lines = ["u1,u2,u3,x"]
    for i in 0..<240 {
      let factor = (i * 37) % 101
      let items = (0..<3).map { item in
        String((factor + ((i + 1) * (i + item * 13) * 59) % 97) / 67)
      }
      lines.append((items + [String((i * 53) % 89)]).joined(separator: ","))
    }
    try scratch.write(lines.joined(separator: "\n"), to: "items.csv")
  }

  /// A direct effect of an exogenous variable beside a factor has modification
  /// indices, none of them of the exogenous variable's own moments.
  @Test func directEffectsHaveModificationIndices() throws {
    try scratch.write(
      "f =~ u1 + u2 + u3\nf ~ x\nu2 ~ x\nf ~~ 0.5*f", to: "direct.lav")
    let run = try scratch.run(
      "fit", "direct.lav", "items.csv", "--ordered", "u1,u2,u3",
      "--modindices", "true", "--modindices-minimum", "0", "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let found = try #require(
      run.json()["modindices"] as? [[String: Any]])
    #expect(!found.isEmpty)
    #expect(!found.contains { $0["lhs"] as? String == "x" })
  }

  @Test func thresholdsThatDoNotIncreaseAreNotAdmissible() throws {
    try scratch.write(
      "f =~ u1 + u2 + u3\nu1 | a*t1 + b*t2\na == b + .1", to: "turned.lav")
    let run = try scratch.run(
      "fit", "turned.lav", "items.csv", "--ordered", "u1,u2,u3")
    #expect(run.output.contains("[admissibility.thresholds]"))
    #expect(run.output.contains("NOT ADMISSIBLE"))
  }

  /// Models given an exogenous variable are compared; the reference is
  /// `lavTestLRT` of lavaan 0.7-2 on the same cases.
  @Test func modelsGivenCovariatesAreCompared() throws {
    try scratch.write("f =~ u1 + u2 + u3\nf ~ x", to: "general.lav")
    try scratch.write("f =~ u1 + a*u2 + a*u3\nf ~ x", to: "equal.lav")
    let run = try scratch.run(
      "compare", "general.lav", "equal.lav", "items.csv", "--ordered", "true",
      "--format", "json")
    #expect(run.status == 0, "\(run.errors)")
    let models = try #require(run.json()["models"] as? [[String: Any]])
    let difference = try #require(models.last?["chisq_diff"] as? Double)
    #expect(abs(difference - 0.1943973804) < 1e-6)
    #expect(models.last?["df_diff"] as? Int == 1)
  }
}
