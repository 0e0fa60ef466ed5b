internal import Messages
internal import ReportRendering

/// How print has the pieces of a report's texts (APA 7, chapter 6): symbols in
/// italics, signs for what plain text spells out.
struct Typography {
  /// Whether negative numbers get a true minus sign, which spreadsheets do not
  /// read as a number.
  var hasMinusSigns = true

  /// The place of a number that is not defined.
  static let undefined = "\u{2013}"

  /// A text in runs.
  func runs(_ text: ReportText) -> [DocumentRun] {
    text.pieces.flatMap(runs).joined
  }

  private func runs(_ piece: ReportText.Piece) -> [DocumentRun] {
    switch piece {
    case .words(let words): words.isEmpty ? [] : Self.words(words)
    case .verbatim(let text), .label(let text): [DocumentRun(text)]
    case .symbol(let symbol): Self.symbol(symbol)
    case .path(let names):
      [DocumentRun(names.joined(separator: " \u{2192} "))]
    case .number(let number): [DocumentRun(signed(number.text))]
    case .interval(let interval):
      [
        DocumentRun(
          "[\(signed(interval.style.text(interval.lower))), "
            + "\(signed(interval.style.text(interval.upper)))]")
      ]
    case .equation(let symbol, let number):
      Self.symbol(symbol) + [
        DocumentRun(
          number.text.hasPrefix("<")
            ? " < \(number.text.dropFirst())" : " = \(signed(number.text))")
      ]
    case .test(let test, let part): runs(test.text(part))
    case .threshold(let threshold):
      (threshold.symbol.map { Self.symbol($0) + [DocumentRun(" ")] } ?? [])
        + [
          DocumentRun(
            threshold.side.printed + " " + threshold.style.text(threshold.good)
              + (threshold.acceptable.map {
                " (\(threshold.style.text($0)))"
              } ?? ""))
        ]
    case .undefined: [DocumentRun(Self.undefined)]
    case .variable, .parameter, .quantity, .verdict, .message:
      [DocumentRun(piece.plain)]
    }
  }

  private func signed(_ text: String) -> String {
    hasMinusSigns ? NumberStyle.withMinus(text) : text
  }

  /// The symbol with its subscript.
  private static func symbol(_ symbol: StatisticSymbol) -> [DocumentRun] {
    [DocumentRun(symbol.printed, symbol.isItalic ? .italic : [])]
      + (symbol.lowered.isEmpty
        ? [] : [DocumentRun(symbol.lowered, .lowered)])
  }

  /// Words with signs in the place of their spelling; what stands in backticks
  /// is code.
  private static func words(_ words: String) -> [DocumentRun] {
    let parts = words.split(
      separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return [DocumentRun(signs(words))] }
    return parts.enumerated().map { index, part in
      index % 2 == 1
        ? DocumentRun(String(part), .code) : DocumentRun(signs(String(part)))
    }
  }

  private static func signs(_ words: String) -> String {
    words.replacing(" -> ", with: " \u{2192} ")
      .replacing(" <= ", with: " \u{2264} ")
      .replacing(" >= ", with: " \u{2265} ")
      .replacing(" - ", with: " \u{2013} ")
  }
}

extension FitThreshold.Side {
  /// The sign in print.
  fileprivate var printed: String {
    switch self {
    case .atMost: "\u{2264}"
    case .atLeast: "\u{2265}"
    case .below: "<"
    case .above: ">"
    }
  }
}
