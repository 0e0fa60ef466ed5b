internal import Messages

/// The widths of a table's columns in a Word document: numbers and words never
/// break, texts do so between words; the type gets smaller where that is not
/// enough.
struct WordColumns {
  /// The width between the margins, twentieths of a point.
  private static let textWidth = 9026.0
  /// What a cell has besides its text, twentieths of a point.
  private static let margin = 150.0
  /// A row stands in by this at each level, in digits.
  private static let indent = 2.0
  /// The sizes of type in halves of a point; the first is that of the style.
  private static let sizes = [20, 18, 16, 14, 13, 12]
  /// What a long text has at least, in digits.
  private static let leastText = 15.0

  /// A column's widths in digits.
  private struct Need {
    /// That of its widest text.
    var natural = 0.0
    /// That below which words or numbers would break.
    var least = 0.0
  }

  private let needs: [Need]

  init(_ table: DocumentTable) {
    needs = table.columns.indices.map { column in
      let own = table.columns[column]
      var need = Need()
      let title = own.title.plain
      need.natural = Self.width(of: title)
      need.least = Self.word(of: title)
      for case .cells(let cells, let level) in table.rows {
        let text = cells[column].marked.plain
        let indent = column == 0 ? Self.indent * Double(level) : 0
        let width = Self.width(of: text) + indent
        need.natural = max(need.natural, width)
        need.least = max(
          need.least,
          own.isText
            ? max(Self.word(of: text) + indent, min(width, Self.leastText))
            : width)
      }
      return need
    }
  }

  /// The widths in twentieths of a point, and the size of type in halves of a
  /// point; `nil` for that of the style.
  var fitted: (widths: [Int], size: Int?) {
    let size =
      Self.sizes.first { total(\.least, $0) <= Self.textWidth }
      ?? Self.sizes[Self.sizes.count - 1]
    let natural = widths(\.natural, size)
    let least = widths(\.least, size)
    let spare = Self.textWidth - least.reduce(0, +)
    // What is left goes to those that want more than they need at least, then
    // to all.
    let wanted = zip(natural, least).map { $0 - $1 }
    let sum = wanted.reduce(0, +)
    let share = sum > 0 ? min(1, max(0, spare) / sum) : 0
    var widths = zip(least, wanted).map { $0 + share * $1 }
    let scale = Self.textWidth / max(1, widths.reduce(0, +))
    widths = widths.map { $0 * scale }
    return (widths.map { Int($0) }, size == Self.sizes[0] ? nil : size)
  }

  private func widths(_ part: KeyPath<Need, Double>, _ size: Int) -> [Double] {
    // A digit is half as wide as its type is high.
    needs.map { $0[keyPath: part] * Double(size) * 5 + Self.margin }
  }

  private func total(_ part: KeyPath<Need, Double>, _ size: Int) -> Double {
    widths(part, size).reduce(0, +)
  }

  /// The width of a text in digits; capitals are wider than those.
  private static func width(of text: some StringProtocol) -> Double {
    text.reduce(0) { sum, character in
      let columns = Double(DisplayWidth.of(character))
      return sum + (character.isASCII && character.isUppercase ? 1.45 : columns)
    }
  }

  /// The width of a text's longest word.
  private static func word(of text: String) -> Double {
    let words = text.split { $0 == " " || DisplayWidth.of($0) > 1 }
    let isEastAsian = text.contains { DisplayWidth.of($0) > 1 }
    // Chinese breaks anywhere; four characters stand better in one line.
    let whole = isEastAsian ? min(width(of: text), 8) : 0
    return max(whole, words.map { width(of: $0) }.max() ?? 0)
  }
}
