import ModelSyntax
import Specification
import TestSupport
import Testing

/// Random models of arrows, effects and frameworks over a few names.
@Suite struct ExpansionFuzzTests {
  private static let names = [
    "a", "b", "m", "y", "`a b`", "a_b", "a.to.m", "学习", "effect", "1",
    "`1st`", "m:y",
  ]
  private static let modifiers = [
    "", "", "", "", "l*", "0.5*", "NA*", "c(l, k)*", "c(1, NA)*",
    "start(0.3)*", "equal('a~b')*", "a.to.m*", "c(l, NA)*",
  ]

  @Test(.timeLimit(.minutes(1)), arguments: 1...40)
  func expandedTextsMeanTheSame(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<40 {
      let text = Self.model(&generator)
      guard let tree = try? SyntaxTree.parse(text: text) else { continue }
      var options = ModelOptions()
      if Bool.random(using: &generator), !text.contains("group:") {
        options.groupLabels = ["g 1", "2"]
        options.groupEqual =
          Bool.random(using: &generator)
          ? [.regressions] : []
      }
      check(tree, options)
    }
  }

  private func check(_ tree: SyntaxTree, _ options: ModelOptions) {
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
    }
  }

  private static func model(_ generator: inout SeededGenerator) -> String {
    let isGrouped = Int.random(in: 0..<6, using: &generator) == 0
    var lines = isGrouped ? ["group: x"] : []
    for number in 0..<Int.random(in: 1...7, using: &generator) {
      if isGrouped, number == 3 { lines.append("group: y y") }
      lines.append(statement(&generator))
    }
    return lines.joined(separator: "\n")
  }

  private static func statement(_ generator: inout SeededGenerator) -> String {
    func list(_ hasModifiers: Bool) -> String {
      let count = Int.random(in: 1...3, using: &generator)
      return (0..<count).map { _ in
        let name = names.randomElement(using: &generator) ?? "a"
        let modifier = modifiers.randomElement(using: &generator) ?? ""
        return (hasModifiers ? modifier : "") + name
      }.joined(separator: ", ")
    }
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return "\(list(true)) -> \(list(true)) -> \(list(false))"
    case 1, 2: return "\(list(true)) -> \(list(false))"
    case 3: return "\(list(true)) <-> \(list(false))"
    case 4: return "effect \(list(false)) -> \(list(false)) -> y"
    case 5: return "effects \(list(false)) -> \(list(false))"
    case 6:
      let words = ["", "full ", "direct ", "partial "]
      let word = words.randomElement(using: &generator) ?? ""
      return "framework \(word)s(\(list(false))) -> t(\(list(false))) -> z"
    default: return "k ~ \(list(false).replacing(", ", with: " + "))"
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
