internal import Messages

/// What people write into cells that are meant to be numbers.
struct NonNumber {
  private let text: String
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: Array(text.unicodeScalars).trimmed)
    self.text = String(view)
    scalars = Array(view)
  }

  /// Words and signs that stand for a missing value.
  private static let missingWords: Set<String> = [
    "n/a", "n.a.", "na", "none", "null", "missing", "miss", "nil", "blank",
    "unknown", "refused", "k.a.", "-", "--", "---", "\u{2013}", "\u{2014}",
    "?", "*", "#n/a", "#div/0!", "#value!", "#ref!", "#num!", "#name?",
    "#null!", "<na>", "nd", "n.d.", "not available", "not applicable",
    "\u{7F3A}\u{5931}", "\u{65E0}",
  ]

  /// What to do about the cell; `nil` if nothing better is known than that it
  /// is no number.
  var remedy: String? {
    let shown = LatentError.shortened(text)
    if Self.missingWords.contains(text.lowercased()) {
      return "If it stands for a missing value, say so with `missing-codes: "
        + "\(shown)`."
    }
    if ["true", "false", "t", "f", "yes", "no"].contains(text.lowercased()) {
      return "Write 1 and 0 for the two answers."
    }
    guard scalars.contains(where: \.isDigit) else { return nil }
    if let sign = scalars.last, Self.percentSigns.contains(sign),
      WrittenNumber(String(text.dropLast())) != nil
    {
      return "Write the number without the percent sign, in the whole column."
    }
    if let sign = scalars.first(where: {
      $0.properties.generalCategory == .currencySymbol
    }) {
      return "Write the amount without the currency sign `\(sign)`."
    }
    if let first = scalars.first, first == "<" || first == ">",
      WrittenNumber(String(text.dropFirst())) != nil
    {
      return "A bound is no value: write the number, or leave the cell empty."
    }
    if scalars.last == "*",
      WrittenNumber(text.filter { $0 != "*" }) != nil
    {
      return "Write the number without the stars."
    }
    if scalars.first == "(", scalars.last == ")",
      WrittenNumber(String(text.dropFirst().dropLast())) != nil
    {
      return "Write a negative number with a minus, others without "
        + "parentheses."
    }
    if let sign = scalars.first(where: {
      !$0.isASCII && !$0.properties.isAlphabetic
    }) {
      return "Delete or replace `\(sign)` (\(sign.codePoint))."
    }
    if scalars.allSatisfy({ $0.isDigit || $0 == "," || $0 == "." || $0 == " " })
    {
      return "Write the number without separators of thousands."
    }
    return nil
  }

  private static let percentSigns: Set<Unicode.Scalar> = [
    "%", "\u{FF05}", "\u{2030}",
  ]
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
