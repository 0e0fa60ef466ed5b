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
    let headline = "\(diagnostic.severity.rawValue): \(diagnostic.message)"
    var lines: [String] = []
    if let range = diagnostic.range {
      let position = source.position(at: range.lowerBound)
      lines.append(
        "\(source.name):\(position.line):\(position.column): \(headline)")
      let line = source.line(position.line)
      lines.append(Self.visible(line))
      lines.append(caret(under: line, at: position, range: range))
    } else {
      lines.append("\(source.name): \(headline)")
    }
    if !diagnostic.remedy.isEmpty { lines.append("help: \(diagnostic.remedy)") }
    return lines.joined(separator: "\n")
  }

  private func caret(
    under line: String, at position: SourcePosition, range: SourceRange
  ) -> String {
    var padding = ""
    for character in line.prefix(position.column - 1) {
      padding +=
        character == "\t"
        ? "\t"
        : String(repeating: " ", count: DisplayWidth.of(character))
    }
    let end = min(
      max(range.upperBound, range.lowerBound), source.utf8.count)
    let marked = source.text(
      in: SourceRange(min(range.lowerBound, end), end))
    var width = 0
    for character in marked {
      if character.isNewline { break }
      width += DisplayWidth.of(character)
    }
    return padding + "^" + String(repeating: "~", count: max(0, width - 1))
  }

  /// A line that cannot upset a terminal: control characters show as U+FFFD.
  private static func visible(_ line: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      let isControl =
        scalar != "\t" && scalar.properties.generalCategory == .control
      shown.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(shown)
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
