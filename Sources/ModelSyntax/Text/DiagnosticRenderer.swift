import Messages

/// Shows diagnostics as a terminal prints them: place, line, caret, remedy.
public struct DiagnosticRenderer: Sendable {
  /// The text that the diagnostics speak about.
  public var source: SourceText

  /// Makes a renderer for one text.
  public init(source: SourceText) {
    self.source = source
  }

  /// The diagnostic as text, without a final line end.
  ///
  /// ```
  /// model.lav:1:14: error: An operator is missing before `x3`.
  /// f =~ x1 + x2 x3
  ///              ^~
  /// help: Write `+ x3` to add a term.
  /// ```
  public func render(_ diagnostic: Diagnostic) -> String {
    let headline =
      "\(diagnostic.severity.rawValue): "
      + Self.sentence(Self.shortened(diagnostic.message))
    var lines: [String] = []
    if let range = diagnostic.range {
      let position = source.position(at: range.lowerBound)
      let (name, shown) = source.place(at: range.lowerBound)
      lines.append(
        TerminalText.line(
          "\(name):\(shown.line):\(shown.column): \(headline)"))
      let line = Excerpt(
        of: source.line(position.line), around: position.column)
      lines.append(TerminalText.escaped(line.text))
      lines.append(caret(under: line, range: range))
    } else {
      lines.append(TerminalText.line("\(source.name): \(headline)"))
    }
    if !diagnostic.remedy.isEmpty {
      lines.append(
        TerminalText.line("help: \(Self.shortened(diagnostic.remedy))"))
    }
    return lines.joined(separator: "\n")
  }

  /// A message as a sentence, with a capital and a stop.
  private static func sentence(_ message: String) -> String {
    guard let first = message.first, let last = message.last else {
      return message
    }
    return first.uppercased() + message.dropFirst()
      + (".?!".contains(last) ? "" : ".")
  }

  /// A sentence with names of at most about 60 characters.
  private static func shortened(_ sentence: String) -> String {
    ShortenedText.words(of: sentence, to: 64)
  }

  /// The part of a line that is shown.
  private struct Excerpt {
    /// The part, with dots where something was cut off.
    var text: String
    /// The characters before the caret in it.
    var before: Int

    /// Takes about 200 characters around a column, which counts from 1.
    init(of line: String, around column: Int) {
      let width = 200
      let start = max(0, column - 1 - width / 2)
      let rest = line.dropFirst(line.count > width ? start : 0)
      let opening = rest.startIndex > line.startIndex ? "..." : ""
      text = opening + rest.prefix(width) + (rest.count > width ? "..." : "")
      before = column - 1 - (opening.isEmpty ? 0 : start - opening.count)
    }
  }

  private func caret(under line: Excerpt, range: SourceRange) -> String {
    var padding = ""
    for character in line.text.prefix(line.before) {
      for shown in Self.shown(character) {
        padding +=
          shown == "\t"
          ? "\t" : String(repeating: " ", count: DisplayWidth.of(shown))
      }
    }
    let end = min(
      max(range.upperBound, range.lowerBound), source.utf8.count)
    let marked = source.text(
      in: SourceRange(min(range.lowerBound, end), end))
    var width = 0
    for character in marked.prefix(
      max(0, line.text.count - line.before))
    {
      if character.isNewline { break }
      for shown in Self.shown(character) { width += DisplayWidth.of(shown) }
    }
    return padding + "^" + String(repeating: "~", count: max(0, width - 1))
  }

  /// A character of a line as the line shows it.
  private static func shown(_ character: Character) -> String {
    character == "\t" ? "\t" : TerminalText.line(String(character))
  }
}

extension Diagnostic {
  /// The diagnostic with its line and a caret under the place.
  ///
  /// - Parameter source: The text in which the diagnostic was found.
  /// - Returns: Lines without a final line end.
  public func rendered(in source: SourceText) -> String {
    DiagnosticRenderer(source: source).render(self)
  }
}

extension ModelSyntaxError: CustomStringConvertible {
  /// Every diagnostic with its line, a caret and the remedy.
  public var description: String {
    diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n")
  }
}
