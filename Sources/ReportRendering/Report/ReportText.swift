package import Messages
package import Specification

/// A text of a report whose pieces know what they are.
///
/// A literal makes one: its words are a report's own and can be translated,
/// interpolated strings are data and stay as they are, and numbers, symbols
/// and names come in by their labels.
///
///     let text: ReportText = "\(symbol: .sampleSize) = \(count: 301)"
package struct ReportText: Sendable, Hashable, Codable {
  /// A piece of a text.
  package enum Piece: Sendable, Hashable, Codable {
    /// Words of the report.
    case words(String)
    /// Text of the data, the model or the options.
    case verbatim(String)
    /// The symbol of a statistic.
    case symbol(StatisticSymbol)
    /// A variable; a residual's, or the intercept of a predicted one, has a
    /// mark.
    case variable(String, isMarked: Bool)
    /// A parameter's label.
    case label(String)
    /// A parameter or a statement about parameters.
    case parameter(ParameterKey)
    /// Variables in the order of the arrows between them.
    case path([String])
    /// A number.
    case number(ReportNumber)
    /// A number of things whose plural takes an s.
    case quantity(Int, String)
    /// An interval.
    case interval(ReportInterval)
    /// A symbol and its value: `p < .001`.
    case equation(StatisticSymbol, ReportNumber)
    /// A test, or a part of its statement.
    case test(TestStatement, TestStatement.Part)
    /// The level that a fit index should reach.
    case threshold(FitThreshold)
    /// Whether it does.
    case verdict(FitThreshold.Verdict)
    /// The place of a number that is not defined.
    case undefined
    /// Sentences of a result, such as a warning with its code; the code is
    /// empty for others.
    case message(String, code: String)
  }

  /// The pieces in their order.
  package private(set) var pieces: [Piece]

  /// Makes a text of pieces; words that follow words are joined.
  package init(_ pieces: [Piece] = []) {
    self.pieces = []
    for piece in pieces { append(piece) }
  }

  /// Makes a text of one piece.
  package init(_ piece: Piece) { self.init([piece]) }

  /// Whether there is nothing to show.
  package var isEmpty: Bool { pieces.isEmpty }

  /// The number, if the text is one number.
  package var number: ReportNumber? {
    guard pieces.count == 1, case .number(let number) = pieces[0] else {
      return nil
    }
    return number
  }

  private mutating func append(_ piece: Piece) {
    switch (pieces.last, piece) {
    case (_, .words("")), (_, .verbatim("")): break
    case (.words(let before)?, .words(let own)):
      pieces[pieces.count - 1] = .words(before + own)
    default: pieces.append(piece)
    }
  }

  /// Two texts, one behind the other.
  package static func + (left: ReportText, right: ReportText) -> ReportText {
    ReportText(left.pieces + right.pieces)
  }

  /// Puts a text behind another.
  package static func += (left: inout ReportText, right: ReportText) {
    for piece in right.pieces { left.append(piece) }
  }

  /// Data as text: a name, a file, a sentence of a result.
  package static func verbatim(_ text: String) -> ReportText {
    ReportText(.verbatim(text))
  }

  /// A number.
  package static func number(
    _ value: Double, _ kind: NumberKind, _ style: NumberStyle? = nil
  ) -> ReportText {
    ReportText(.number(ReportNumber(value, kind, style)))
  }

  /// A symbol.
  package static func symbol(_ symbol: StatisticSymbol) -> ReportText {
    ReportText(.symbol(symbol))
  }
}

extension [ReportText] {
  /// The texts with a separator between them.
  package func joined(separator: ReportText) -> ReportText {
    var text = ReportText()
    for (index, part) in enumerated() {
      if index > 0 { text += separator }
      text += part
    }
    return text
  }
}

extension ReportText: ExpressibleByStringInterpolation {
  /// A text of words.
  package init(stringLiteral value: String) { self.init(.words(value)) }

  /// A text of words and interpolated pieces.
  package init(stringInterpolation: StringInterpolation) {
    self.init(stringInterpolation.pieces)
  }

  /// Collects pieces.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      pieces.append(.words(literal))
    }

    /// Adds data as they are.
    package mutating func appendInterpolation(_ text: String) {
      pieces.append(.verbatim(text))
    }

    /// Adds a text.
    package mutating func appendInterpolation(_ text: ReportText) {
      pieces += text.pieces
    }

    /// Adds a symbol.
    package mutating func appendInterpolation(symbol: StatisticSymbol) {
      pieces.append(.symbol(symbol))
    }

    /// Adds a variable.
    package mutating func appendInterpolation(variable: String) {
      pieces.append(.variable(variable, isMarked: false))
    }

    /// Adds a path.
    package mutating func appendInterpolation(path: [String]) {
      pieces.append(.path(path))
    }

    /// Adds a number.
    package mutating func appendInterpolation(
      number value: Double, _ kind: NumberKind, _ style: NumberStyle? = nil
    ) {
      pieces.append(.number(ReportNumber(value, kind, style)))
    }

    /// Adds a count.
    package mutating func appendInterpolation(count: Int) {
      pieces.append(.number(ReportNumber(Double(count), .count)))
    }

    /// Adds a count of something.
    package mutating func appendInterpolation(_ count: Int, of noun: String) {
      pieces.append(.quantity(count, noun))
    }

    /// Adds a warning's message.
    package mutating func appendInterpolation(warning: LatentWarning) {
      pieces.append(.message(warning.message, code: warning.code.rawValue))
    }

    /// Adds sentences of a result.
    package mutating func appendInterpolation(sentences: String) {
      pieces.append(.message(sentences, code: ""))
    }

    /// Adds a confidence level or another share as a percentage.
    package mutating func appendInterpolation(percent share: Double) {
      pieces.append(.number(ReportNumber(share, .percentage)))
    }
  }
}

extension ReportText {
  /// The text without symbols and emphasis.
  package var plain: String { pieces.map(\.plain).joined() }

  /// The same in one line, as text for people shows it: line ends and other
  /// characters of names and data that are not seen stand as their numbers.
  package var line: String { TerminalText.line(plain) }
}

extension ReportText.Piece {
  /// The piece without symbols and emphasis.
  package var plain: String {
    switch self {
    case .words(let text), .verbatim(let text), .label(let text): text
    case .symbol(let symbol): symbol.plain
    case .variable(let name, let isMarked): isMarked ? "." + name : name
    case .parameter(let key): key.description
    case .path(let names): names.joined(separator: " -> ")
    case .number(let number): number.text
    case .quantity(let count, let noun): counted(count, noun)
    case .interval(let interval): interval.text
    case .equation(let symbol, let number):
      number.text.hasPrefix("<")
        ? "\(symbol.plain) < \(number.text.dropFirst())"
        : "\(symbol.plain) = \(number.text)"
    case .test(let test, let part): test.text(part).plain
    case .threshold(let threshold): threshold.text
    case .verdict(let verdict): verdict.rawValue
    case .undefined: "-"
    case .message(let text, _): text
    }
  }
}
