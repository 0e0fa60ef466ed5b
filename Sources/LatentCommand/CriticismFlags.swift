import ArgumentParser

/// What a fit's model could be changed by.
struct CriticismFlags: ParsableArguments {
  @Option(
    help: .init("Print modification indices?", valueName: "bool"))
  var modindices: String?

  @Option(
    help: .init(
      "Only indices above it: 3.84 in the text if not given.",
      valueName: "mi"))
  var modindicesMinimum: String?

  @Option(
    help: .init(
      "The largest ones: 20 in the text if not given.", valueName: "n"))
  var modindicesTop: String?

  @Option(
    help: .init(
      "Only those of some operators, such as '=~,~~'.", valueName: "op"))
  var modindicesOp: String?

  @Option(
    help: .init(
      "Are parameters that the model estimates listed too?",
      valueName: "bool"))
  var modindicesFree: String?

  @Option(
    help: .init(
      "Test residuals: cor.bentler (or true), cor, raw.", valueName: "a,b"))
  var residualTests: String?

  var values: [(name: String, value: String)] {
    givenFlags([
      ("modindices", modindices), ("modindices-minimum", modindicesMinimum),
      ("modindices-top", modindicesTop), ("modindices-op", modindicesOp),
      ("modindices-free", modindicesFree), ("residual-tests", residualTests),
    ])
  }
}
