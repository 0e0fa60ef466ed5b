internal import Messages

/// Graphs of dagitty, Graphviz and Mermaid.
extension ForeignSyntax {
  /// Recognizes a graph by its first words: `dag {`, `digraph G {`,
  /// `graph LR`.
  func graph() -> Diagnostic? {
    guard let first = allLines.first(where: { !$0.text.hasPrefix("#") }),
      let program = Self.graphProgram(first.text)
    else { return nil }
    let end = min(source.utf8.count, modelStart + 20_000)
    let text = String(
      decoding: source.utf8[first.start..<max(first.start, end)], as: UTF8.self)
    let formulas = GraphText(text).formulas
    return diagnostic(
      .syntaxGraph, "This is a graph of \(program), not a model.",
      remedy: "Write a formula for each variable that arrows lead to: "
        + (formulas.isEmpty ? "`y ~ x` for `x -> y`" : Self.shown(formulas))
        + ".",
      at: first.range)
  }

  private static func graphProgram(_ line: String) -> String? {
    var words = words(line.lowercased().replacing("{", with: " { "))[...]
    if words.first == "strict" { words.removeFirst() }
    guard let kind = words.first else { return nil }
    let isBraced = words.dropFirst().prefix(2).contains("{")
    switch kind {
    case "dag", "pdag", "mag", "pag": return isBraced ? "dagitty" : nil
    case "digraph": return isBraced ? "Graphviz" : nil
    case "graph", "flowchart":
      if isBraced { return "Graphviz" }
      let directions = ["lr", "rl", "td", "tb", "bt"]
      return words.count == 2 && directions.contains(words[words.endIndex - 1])
        ? "Mermaid" : nil
    default: return nil
    }
  }
}

/// The arrows of a graph's text.
private struct GraphText {
  private enum Piece: Equatable {
    case name(String)
    case arrow(String)
    case opening
    case closing
    case end
  }

  private var pieces: [Piece] = []
  /// Nodes that a graph says are latent, or draws as such.
  private var latent: Set<String> = []

  init(_ text: String) {
    // What stands before the first brace, or in Mermaid's first line, is no
    // node.
    let start =
      text.firstIndex(of: "{").map { text.index(after: $0) }
      ?? text.firstIndex(where: \.isNewline) ?? text.endIndex
    var rest = text[start...]
    while let character = rest.first {
      if character.isNewline || character == ";" {
        pieces.append(.end)
        rest.removeFirst()
      } else if character == "{" || character == "}" {
        pieces.append(character == "{" ? .opening : .closing)
        rest.removeFirst()
      } else if character == "[" {
        let attributes = rest.prefix { $0 != "]" }
        rest = rest[attributes.endIndex...].dropFirst()
        note(attributes.lowercased())
      } else if "-<".contains(character) {
        let arrow = rest.prefix { "-<>".contains($0) }
        rest = rest[arrow.endIndex...]
        pieces.append(.arrow(String(arrow)))
      } else if character == "\"" {
        let name = rest.dropFirst().prefix { $0 != "\"" }
        rest = rest[name.endIndex...].dropFirst()
        pieces.append(.name(String(name)))
      } else if ForeignSyntax.isName(String(character)) {
        let name = rest.prefix {
          $0.unicodeScalars.allSatisfy(Lexer.continuesName)
        }
        rest = rest[name.endIndex...]
        pieces.append(.name(String(name)))
      } else {
        rest.removeFirst()
      }
    }
  }

  /// Takes what the attributes of the last node say.
  private mutating func note(_ attributes: String) {
    if attributes.contains("dir=both") || attributes.contains("dir=none"),
      let index = pieces.lastIndex(where: {
        if case .arrow = $0 { true } else { false }
      })
    {
      pieces[index] = .arrow("<->")
      return
    }
    guard case .name(let node)? = pieces.last else { return }
    let shapes = ["latent", "ellipse", "oval", "circle"]
    if shapes.contains(where: { attributes.contains($0) }) {
      latent.insert(node)
    }
  }

  /// The formulas that say the same as the arrows.
  var formulas: [String] {
    var edges: [(from: String, to: String, isDirected: Bool)] = []
    var before: (nodes: [String], arrow: String)?
    var index = 0
    while index < pieces.count {
      var nodes: [String] = []
      switch pieces[index] {
      case .name(let name):
        nodes = [name]
        index += 1
      case .opening:
        index += 1
        while index < pieces.count, pieces[index] != .closing {
          if case .name(let name) = pieces[index] { nodes.append(name) }
          index += 1
        }
        index += 1
      default:
        before = nil
        index += 1
        continue
      }
      if let before {
        for a in before.nodes {
          for b in nodes where edges.count < 200 {
            let (starts, ends) = (
              before.arrow.contains("<"), before.arrow.contains(">")
            )
            edges.append(
              starts && !ends ? (b, a, true) : (a, b, starts != ends))
          }
        }
      }
      before = nil
      if index < pieces.count, case .arrow(let arrow) = pieces[index] {
        before = (nodes, arrow)
        index += 1
      }
    }
    return Self.formulas(edges, latent: latent)
  }

  private static func formulas(
    _ edges: [(from: String, to: String, isDirected: Bool)],
    latent: Set<String>
  ) -> [String] {
    func written(_ name: String) -> String {
      ForeignSyntax.isName(name) ? name : "`\(name)`"
    }
    var left: [String] = []
    var right: [String: [String]] = [:]
    for edge in edges {
      let start: String
      let end: String
      if !edge.isDirected {
        start = "\(written(edge.from)) ~~"
        end = written(edge.to)
      } else if latent.contains(edge.from), !latent.contains(edge.to) {
        start = "\(written(edge.from)) =~"
        end = written(edge.to)
      } else {
        start = "\(written(edge.to)) ~"
        end = written(edge.from)
      }
      if right[start] == nil { left.append(start) }
      right[start, default: []].append(end)
    }
    return left.map { start in
      "\(start) \((right[start] ?? []).joined(separator: " + "))"
    }
  }
}
