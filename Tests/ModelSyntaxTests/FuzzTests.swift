import ModelSyntax
import Testing

/// A small generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct FuzzTests {
  private static let fragments: [String] = [
    "=~", "~", "~~", "~*~", "<~", ":=", "==", "<", ">", "<=", "|", ":", ",",
    "(", ")", "+", "-", "*", "/", "^", "**", "?", "=", "->", "<->", "---",
    "\n", "\r\n", ";", "#", "!", "\"", "'", "`", " ", "\t", "1", "0", ".5",
    "1e", "1e9", "1e999", "x", "f1", "NA", "Inf", "if", "c(", "start(",
    "efa(\"b\")*", "group: 1", "level:", "BY", "学习", "＝～", "＋", "“", "’",
    "\0", "\u{7}", "\u{200B}", "\u{301}", "🙂", "@", "[", "$", "\\", "_",
    "．５", "effect ", "effects ", "framework ", "full ", ", full", "mod <- '",
  ]

  @Test(.timeLimit(.minutes(20)), arguments: FixtureTests.valid)
  func mutatedModelsNeverCrash(_ fixture: Fixture) {
    let seed = fixture.name.utf8.reduce(1) { $0 &* 31 &+ UInt64($1) }
    var generator = SeededGenerator(seed: seed)
    for round in 0..<100 {
      var scalars = Array(fixture.text.unicodeScalars)
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        mutate(&scalars, using: &generator)
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      check(String(view), "\(fixture.name), round \(round)")
    }
  }

  private func mutate(
    _ scalars: inout [Unicode.Scalar], using generator: inout SeededGenerator
  ) {
    let first = Int.random(in: 0...scalars.count, using: &generator)
    let length = Int.random(in: 0...8, using: &generator)
    let range = first..<min(scalars.count, first + length)
    let place = Int.random(in: 0...scalars.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: scalars.removeSubrange(range)
    case 1: scalars.insert(contentsOf: Array(scalars[range]), at: place)
    case 2:
      let piece = Self.fragments.randomElement(using: &generator) ?? ""
      scalars.insert(contentsOf: Array(piece.unicodeScalars), at: place)
    default:
      let piece = Self.fragments.randomElement(using: &generator) ?? ""
      scalars.replaceSubrange(range, with: Array(piece.unicodeScalars))
    }
  }

  private func check(_ text: String, _ comment: String) {
    let source = SourceText(text)
    do {
      let tree = try SyntaxTree.parse(source)
      let problems = TreeWalker(tree).problems
      #expect(problems.isEmpty, "\(comment): \(problems)\n\(text)")
      let again = try SyntaxTree.parse(text: tree.modelText)
      #expect(
        again.bare == tree.bare, "\(comment)\n\(text)\n\(tree.modelText)")
    } catch {
      let size = text.utf8.count
      var last = 0
      for diagnostic in error.diagnostics {
        guard let range = diagnostic.range else { continue }
        let isInside =
          last <= range.lowerBound && range.lowerBound <= range.upperBound
          && range.upperBound <= size
        #expect(isInside, "\(comment): \(diagnostic)\n\(text)")
        last = range.lowerBound
      }
      let isExplained = error.diagnostics.contains { $0.severity == .error }
      #expect(isExplained, "\(comment)\n\(text)")
      #expect(error.description.contains("error: "))
    }
  }
}
