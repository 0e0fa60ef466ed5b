internal import Messages

/// A piece of text in one style.
package struct DocumentRun: Sendable, Hashable {
  /// The style of a piece of text.
  package struct Style: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Slanted, as symbols of statistics are.
    package static let italic = Style(rawValue: 1)
    /// Strong.
    package static let bold = Style(rawValue: 2)
    /// Below the line.
    package static let lowered = Style(rawValue: 4)
    /// Above the line.
    package static let raised = Style(rawValue: 8)
    /// As it would be typed: options and formulas.
    package static let code = Style(rawValue: 16)
  }

  /// The text, in one line, without characters that are not seen.
  package var text: String
  /// Its style.
  package var style: Style

  /// Makes a piece of text; what steers or is not seen stands as its number.
  package init(_ text: String, _ style: Style = []) {
    self.text = TerminalText.line(text)
    self.style = style
  }
}

extension [DocumentRun] {
  /// The text alone.
  package var plain: String { map(\.text).joined() }

  /// The runs with a style added to each.
  package func styled(_ style: DocumentRun.Style) -> [DocumentRun] {
    map { DocumentRun($0.text, $0.style.union(style)) }
  }

  /// Runs of the same style joined, empty ones left out.
  var joined: [DocumentRun] {
    var runs: [DocumentRun] = []
    for run in self where !run.text.isEmpty {
      if let last = runs.last, last.style == run.style {
        runs[runs.count - 1].text += run.text
      } else {
        runs.append(run)
      }
    }
    return runs
  }
}
