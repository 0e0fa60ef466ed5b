internal import Messages

/// Commands of semopy and lists of factors.
extension ForeignSyntax {
  /// Recognizes `START(0.5) b`, `BOUND(0 1) a b`, `CONSTRAINT(a > b)` and
  /// `DEFINE(latent) f` of semopy in lines with errors.
  func semopyCommands() -> Diagnostic? {
    var place: SourceRange?
    var word = ""
    var formulas: [String] = []
    var starts: [String] = []
    for line in lines {
      guard let open = line.text.firstIndex(of: "("),
        let close = line.text[open...].lastIndex(of: ")")
      else { continue }
      let command = line.text[..<open].filter { !$0.isWhitespace }
      guard
        ["START", "BOUND", "CONSTRAINT", "DEFINE", "RF"].contains(command)
      else { continue }
      if place == nil {
        place = line.range(of: line.text.startIndex..<open)
        word = command
      }
      let inside = line.text[line.text.index(after: open)..<close]
      let names = Self.words(line.text[line.text.index(after: close)...])
        .filter { Self.isName($0) }
      let values = Self.words(inside)
      switch command {
      case "START" where values.count == 1:
        starts += names.map {
          "`start(\(values[0]))*` before the variable of `\($0)`"
        }
      case "BOUND" where values.count == 2:
        formulas += names.flatMap {
          ["\($0) > \(values[0])", "\($0) < \(values[1])"]
        }
      case "CONSTRAINT":
        let text = inside.split(whereSeparator: \.isWhitespace)
          .joined(separator: " ")
        formulas.append(
          text.contains("==")
            ? text
            : text.split(separator: "=").joined(separator: "=="))
      default: break
      }
    }
    guard let place else { return nil }
    return diagnostic(
      .syntaxSemopySyntax, "`\(word)()` is a command of semopy.",
      remedy: formulas.isEmpty && starts.isEmpty
        ? "Delete the line; latent variables are those left of `=~`."
        : "Write "
          + listing(
            starts + (formulas.isEmpty ? [] : [Self.shown(formulas)]),
            limit: 4) + ".", at: place)
  }

  /// Recognizes `F1: a1, a2, a3`, as R's package sem and tables list factors.
  func factorLists() -> Diagnostic? {
    var formulas: [String] = []
    var place: SourceRange?
    for line in lines {
      let text = line.text.prefix { $0 != "#" && $0 != ";" }
      guard
        let colon = text.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }),
        !text.contains("~"), !text.contains("=")
      else { continue }
      let factor = text[..<colon].split(whereSeparator: \.isWhitespace).joined()
      let items = text[text.index(after: colon)...]
        .split { $0.isWhitespace || ",+\u{FF0C}\u{3001}".contains($0) }
        .flatMap { Self.expanded(String($0)) }
      guard Self.isName(factor), items.count > 1,
        items.allSatisfy({ Self.isName($0) }),
        !["group", "level", "block", "class"].contains(factor.lowercased())
      else { continue }
      if place == nil {
        place = line.range(of: colon..<text.index(after: colon))
      }
      formulas.append("\(factor) =~ \(items.joined(separator: " + "))")
    }
    guard let place else { return nil }
    return diagnostic(
      .syntaxUnknownHeader, "A factor and its indicators are a formula here.",
      remedy: "Write \(Self.shown(formulas)).", at: place)
  }
}
