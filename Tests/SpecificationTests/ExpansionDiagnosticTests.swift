import Messages
import ModelSyntax
import Specification
import Testing

@Suite struct ExpansionDiagnosticTests {
  typealias Mistake = SemanticDiagnosticTests.Mistake

  static let mistakes = [
    Mistake(
      "network -> learning\neffects netwrok -> learning",
      "model.unknown-variable", at: "netwrok", says: "mean `network`?"),
    Mistake(
      "x -> m -> y\neffect x -> m -> q", "model.unknown-variable", at: "q",
      says: "not a variable"),
    Mistake(
      "x -> m\nx -> y\neffect x -> m -> y", "model.no-path", at: "m -> y",
      says: "`y` is not regressed on `m`"),
    Mistake(
      "x -> m -> y\neffects y -> x", "model.no-path", at: "y -> x",
      says: "no directed path"),
    Mistake(
      "f =~ x1 + x2\ny ~ f\neffects f -> x1", "model.no-path",
      at: "f -> x1", says: "no directed path"),
    Mistake(
      "x -> m -> y -> m\neffects x -> y", "model.circle", at: "x -> y",
      says: "m -> y -> m"),
    Mistake(
      "m ~ y\nframework x -> m -> y", "model.circle", at: "x -> m -> y",
      says: "m -> y -> m"),
    Mistake(
      "total.x.to.y*x -> m\nx, m -> y\neffects x -> y", "model.effect-clash",
      at: "effects x -> y", says: "`total.x.to.y`"),
    Mistake(
      "x.to.m := a\nx -> m -> y\nm ~~ a*m\neffect x -> m -> y",
      "model.effect-clash", at: "x", says: "would be labelled `x.to.m`"),
    Mistake(
      "`a b`, a_b -> m -> y\neffects a_b, `a b` -> y", "model.effect-clash",
      at: "`a b`", says: "`a_b.to.m`"),
    Mistake(
      "m ~ x\ny ~ equal('m ~ x')*m\neffects x -> y", "model.unlabelled-path",
      at: "equal('m ~ x')", says: "`m -> y`"),
    Mistake(
      "a -> a", "model.self-regression", at: "a", says: "`a`"),
  ]

  @Test(arguments: mistakes)
  func mistake(_ mistake: Mistake) throws { try mistake.expectFound() }

  @Test func remediesNameWhatIsNear() {
    func remedies(_ text: String) -> [String] { problems(text).map(\.remedy) }
    #expect(
      remedies("x, z -> y\nm -> x\neffect m -> y")
        == ["It is regressed on `x`, `z`."])
    #expect(
      remedies("x -> m -> y\neffects y -> x")
        == ["Did you mean `effects x -> y`?"])
    #expect(
      problems("learning -> y\nx -> lerning\neffect lerning -> y")
        .map(\.message)
        == [
          "`y` is not regressed on `lerning`; did you mean `learning`?"
        ])
  }

  @Test func everyUnknownNameIsReportedOnce() {
    let found = problems("x -> y\neffects p, q -> y\neffects x -> y")
    #expect(
      found.map(\.code) == ["model.unknown-variable", "model.unknown-variable"])
  }

  @Test func tooManyPathsAreRefused() {
    // Each of ten layers of two doubles the paths.
    let layers = (0..<10).map { "a\($0), b\($0)" }.joined(separator: " -> ")
    let found = problems("x -> \(layers) -> y\neffects x -> y")
    #expect(found.map(\.code) == ["model.too-many-paths"])
  }

  @Test func manyPathsTakeNoTime() {
    // Depth-first search without pruning would visit 2^30 dead ends.
    let layers = (0..<30).map { "a\($0), b\($0)" }.joined(separator: " -> ")
    let found = problems("x -> \(layers)\nx -> y\neffects x -> y")
    #expect(found.isEmpty)
  }

  @Test func likelySlipsAreWarnings() throws {
    let near = try lower(
      "learning =~ l1 + l2 + l3\nframework network(s, q) -> lerning -> g")
    #expect(near.warnings.map(\.code) == ["model.unknown-member"])
    #expect(near.warnings[0].message.contains("did you mean `learning`?"))
    let stage = try lower(
      "network =~ n1 + n2 + n3\nframework network(n4, n5) -> m -> g")
    #expect(stage.warnings.map(\.code) == ["model.stage-is-variable"])
    let moderated = try lower(
      "y ~ m + w + m:w\nm ~ x\neffects x -> y")
    #expect(moderated.warnings.map(\.code) == ["model.conditional-effect"])
    let plain = try lower("framework network(s, q) -> learning -> g")
    #expect(plain.warnings.isEmpty)
  }
}
