import ModelSyntax
import Specification
import TestSupport
import Testing

/// Random models of arrows, effects and frameworks over a few names.
@Suite struct ExpansionFuzzTests {
  /// Causes, mediators and outcomes; arrows mostly lead to later layers.
  private static let layers = [
    ["a", "`a b`", "a.to.m", "学习", "a:w"], ["m", "a_b", "`1st`"],
    ["y", "effect", "z"],
  ]
  private static let modifiers = [
    "", "", "", "", "l*", "0.5*", "NA*", "c(l, k)*", "c(1, NA)*",
    "start(0.3)*", "equal('a~b')*", "a.to.m*", "c(l, NA)*",
  ]

  @Test(.timeLimit(.minutes(20)), arguments: 1...30)
  func expandedTextsMeanTheSame(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var expandedCount = 0
    for _ in 0..<60 {
      let text = Self.model(&generator)
      guard let tree = try? SyntaxTree.parse(text: text) else { continue }
      var options = ModelOptions()
      if Bool.random(using: &generator), !text.contains("group:") {
        options.groupLabels = ["g 1", "2"]
        options.groupEqual =
          Bool.random(using: &generator)
          ? [.regressions] : []
      }
      if check(tree, options) { expandedCount += 1 }
    }
    #expect(expandedCount >= 1)
  }

  /// Checks one model; false if it is wrong in itself.
  private func check(_ tree: SyntaxTree, _ options: ModelOptions) -> Bool {
    let text = tree.source.text
    do {
      let expanded = try tree.expanded(options: options)
      let again = try SyntaxTree.parse(text: expanded.modelText)
      let printed = try again.expanded(options: options)
      #expect(printed.modelText == expanded.modelText, "\(text)")
      let direct = try? ParameterTable(lowering: tree, options: options)
      let table = try? ParameterTable(lowering: again, options: options)
      #expect(
        direct?.rows.map(\.withoutRange) == table?.rows.map(\.withoutRange),
        "\(text)\n\(expanded.modelText)")
      #expect(direct?.constraints == table?.constraints, "\(text)")
      #expect(direct?.definitions == table?.definitions, "\(text)")
      return direct?.definitions.isEmpty == false
    } catch {
      for diagnostic in error.diagnostics {
        let range = diagnostic.range
        let isInside = range.map {
          0 <= $0.lowerBound && $0.lowerBound < $0.upperBound
            && $0.upperBound <= tree.source.utf8Count
        }
        #expect(isInside == true, "\(diagnostic)\n\(text)")
        #expect(!diagnostic.remedy.isEmpty, "\(diagnostic)")
      }
      #expect(error.source.text == text, "\(error)\n\(text)")
      return false
    }
  }

  private static func model(_ generator: inout SeededGenerator) -> String {
    let isGrouped = Int.random(in: 0..<6, using: &generator) == 0
    var lines: [String] = []
    for group in isGrouped ? ["group: x", "group: \"y y\""] : [""] {
      lines.append(group)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        lines.append(regressions(&generator))
      }
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        lines.append(effects(&generator))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func list(
    _ layer: Int, isModified: Bool, _ generator: inout SeededGenerator
  ) -> String {
    let names = layers[layer].shuffled(using: &generator)
    let count = Int.random(in: 1...2, using: &generator)
    return names.prefix(count).map { name in
      let modifier = modifiers.randomElement(using: &generator) ?? ""
      return (isModified ? modifier : "") + name
    }.joined(separator: ", ")
  }

  private static func regressions(
    _ generator: inout SeededGenerator
  ) -> String {
    let first = Int.random(in: 0...1, using: &generator)
    let causes = list(first, isModified: true, &generator)
    let mediators = list(1, isModified: true, &generator)
    let outcomes = list(2, isModified: false, &generator)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return "\(outcomes) <-> \(list(2, isModified: true, &generator))"
    case 1: return "\(outcomes) -> \(list(1, isModified: false, &generator))"
    case 2:
      return "\(outcomes) ~ \(causes)".replacing(", ", with: " + ")
    case 3 where first == 0: return "\(causes) -> \(mediators) -> \(outcomes)"
    default: return "\(causes) -> \(outcomes)"
    }
  }

  private static func effects(_ generator: inout SeededGenerator) -> String {
    let causes = list(0, isModified: false, &generator)
    let mediators = list(1, isModified: false, &generator)
    let outcomes = list(2, isModified: false, &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return "effect \(causes) -> \(mediators) -> \(outcomes)"
    case 1: return "effects \(causes) -> \(outcomes)"
    default:
      let words = ["", "full ", "direct ", "partial "]
      let word = words.randomElement(using: &generator) ?? ""
      return
        "framework \(word)s(\(causes)) -> t(\(mediators)) -> u(\(outcomes))"
    }
  }
}

extension ParameterRow {
  fileprivate var withoutRange: ParameterRow {
    var row = self
    row.range = nil
    return row
  }
}

extension SourceText {
  fileprivate var utf8Count: Int { text.utf8.count }
}
