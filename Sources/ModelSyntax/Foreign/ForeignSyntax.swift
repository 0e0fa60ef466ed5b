internal import Messages

/// Recognizes what people bring along from other programs, once a text has
/// turned out to be no model.
///
/// Only lines with an error are looked at, and only so many that the time does
/// not depend on the length of the text.
struct ForeignSyntax {
  /// A line with an error.
  struct Line {
    /// The text without blanks at its ends.
    var text: String
    /// The offset of its first character.
    var start: Int
    /// Its first error.
    var first: Diagnostic?
    /// The code of its first error.
    var code: LatentError.Code? { first?.code }

    /// The range of a part of it.
    func range(of part: Range<String.Index>) -> SourceRange {
      let lower = text.utf8.distance(from: text.startIndex, to: part.lowerBound)
      let upper = text.utf8.distance(from: text.startIndex, to: part.upperBound)
      return SourceRange(start + lower, start + upper)
    }

    /// Its range.
    var range: SourceRange { SourceRange(start, start + text.utf8.count) }
  }

  let source: SourceText
  /// The offset of the model, past the front matter.
  let modelStart: Int
  /// The lines with errors, the first of them.
  let lines: [Line]
  /// The first lines of the model, with errors or without.
  let allLines: [Line]
  private static let lineLimit = 500
  private static let lengthLimit = 4000

  /// Looks at the lines in which errors begin.
  init(_ source: SourceText, modelStart: Int, errors: [Diagnostic]) {
    self.source = source
    self.modelStart = modelStart
    var lines: [Line] = []
    // A long line is measured once, whatever the number of its errors.
    var end = -1
    for error in errors where lines.count < Self.lineLimit {
      guard let place = error.range?.lowerBound, place > end else { continue }
      let line = Self.line(at: place, in: source.utf8, from: modelStart)
      end = line.upperBound
      var (lower, upper) = (line.lowerBound, line.upperBound)
      while lower < upper, Self.isBlank(source.utf8[lower]) { lower += 1 }
      while upper > lower, Self.isBlank(source.utf8[upper - 1]) { upper -= 1 }
      guard lower < upper, upper - lower <= Self.lengthLimit else { continue }
      lines.append(
        Line(
          text: source.text(in: SourceRange(lower, upper)), start: lower,
          first: error))
    }
    self.lines = lines
    allLines =
      lines.isEmpty ? [] : Self.allLines(of: source, from: modelStart)
  }

  private static func allLines(of source: SourceText, from modelStart: Int)
    -> [Line]
  {
    let end = min(source.utf8.count, modelStart + 20_000)
    var lines: [Line] = []
    var start = modelStart
    while start < end, lines.count < lineLimit {
      let line = line(at: start, in: source.utf8, from: start)
      var (lower, upper) = (line.lowerBound, line.upperBound)
      while lower < upper, isBlank(source.utf8[lower]) { lower += 1 }
      while upper > lower, isBlank(source.utf8[upper - 1]) { upper -= 1 }
      if lower < upper, upper - lower <= lengthLimit {
        lines.append(
          Line(
            text: source.text(in: SourceRange(lower, upper)), start: lower))
      }
      start = line.upperBound + 1
    }
    return lines
  }

  /// The line in which an offset lies.
  private static func line(
    at offset: Int, in bytes: [UInt8], from start: Int
  ) -> Range<Int> {
    var lower = min(max(offset, start), bytes.count)
    // An error at a line's end is the line's.
    while lower > start, bytes[lower - 1] != 0x0A, bytes[lower - 1] != 0x0D {
      lower -= 1
    }
    var upper = max(lower, min(offset, bytes.count))
    while upper < bytes.count, bytes[upper] != 0x0A, bytes[upper] != 0x0D {
      upper += 1
    }
    return lower..<upper
  }

  /// Whether an operator of formulas stands in the line of an offset, or near
  /// it in a long one.
  func isFormula(around offset: Int) -> Bool {
    let bytes = source.utf8
    let near = 200
    for step in [-1, 1] {
      var index = min(offset, bytes.count - 1)
      var count = 0
      while bytes.indices.contains(index), bytes[index] != 0x0A, count < near {
        if bytes[index] == UInt8(ascii: "~") { return true }
        index += step
        count += 1
      }
    }
    return false
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
  }

  /// The message about the language of the text, at the first place that shows
  /// it, and whether it replaces all other errors; `nil` if no language is
  /// recognized.
  func diagnostic() -> (diagnostic: Diagnostic, isWhole: Bool)? {
    if let found = graph() ?? program() { return (found, true) }
    if let found = semopyCommands() { return (found, false) }
    if let found = codeAroundModel() { return (found, true) }
    let found =
      stataPaths() ?? mplusStatements() ?? arrowPaths()
      ?? equations() ?? factorLists()
    return found.map { ($0, false) }
  }

  func diagnostic(
    _ code: LatentError.Code, _ message: String, remedy: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: code, message: message, remedy: remedy, range: range)
  }

  /// Formulas in backquotes; after four the rest is left to the reader.
  static func shown(_ formulas: [String]) -> String {
    let quoted = formulas.map { "`\($0)`" }
    return quoted.count > 4
      ? quoted.prefix(4).joined(separator: ", ") + " and so on"
      : listing(quoted)
  }

  /// Whether a text can stand as a name.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first, Lexer.beginsName(first)
    else { return false }
    return text.unicodeScalars.allSatisfy(Lexer.continuesName)
  }

  /// The words of a text, split at blanks and commas.
  static func words(_ text: some StringProtocol) -> [String] {
    text.split(whereSeparator: { (character: Character) -> Bool in
      character.isWhitespace || character == ","
    }).map { String($0) }
  }
}

extension Parser {
  /// The errors to show of a text with errors: the language of the text where
  /// that is recognized, else the errors themselves.
  func recognized(_ errors: [Diagnostic], modelStart: Int) -> [Diagnostic] {
    let foreign = ForeignSyntax(
      source, modelStart: modelStart,
      errors: errors.filter { $0.severity == .error })
    guard let (found, isWhole) = foreign.diagnostic() else {
      return foreign.repaired(errors)
    }
    if isWhole { return [found] }
    // Formulas of our own among the foreign ones keep their errors.
    let own = errors.filter { error in
      guard error.severity == .error, let range = error.range,
        found.range?.lowerBound != range.lowerBound
      else { return false }
      return foreign.isFormula(around: range.lowerBound)
    }
    return own + [found]
  }
}
