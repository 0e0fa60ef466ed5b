internal import Messages

/// A text that people write into a cell that is meant to be a number.
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
    "\u{7F3A}\u{5931}", "\u{65E0}", "(\u{7A7A})", "(\u{8DF3}\u{8FC7})",
    "\u{FF08}\u{7A7A}\u{FF09}", "\u{FF08}\u{8DF3}\u{8FC7}\u{FF09}",
    "keine angabe", "weiss nicht", "wei\u{DF} nicht", "don't know", "dk",
    "ns/nc", "n/d", "s/d", "nsp", "nr", "no answer", "skipped", "#n/d",
    "#nv", "#div/0", "#wert!", "#valeur!", "#nom?", "system missing", "sysmis",
    "not answered", "prefer not to say", "\u{4E0D}\u{77E5}\u{9053}",
    "\u{672A}\u{586B}", "\u{7121}\u{56DE}\u{7B54}",
  ]

  /// Answers of two kinds.
  private static let answers: Set<String> = [
    "true", "false", "t", "f", "yes", "no", "y", "n", "ja", "nein", "nee",
    "oui", "non", "s\u{ED}", "si", "sim", "n\u{E3}o", "nao", "wahr", "falsch",
    "vrai", "faux", "verdadero", "falso", "vero", "tak", "nie",
    "\u{434}\u{430}", "\u{43D}\u{435}\u{442}", "\u{662F}", "\u{5426}",
    "\u{306F}\u{3044}", "\u{3044}\u{3044}\u{3048}", "\u{C608}",
    "\u{C544}\u{B2C8}\u{C624}", "male", "female", "checked", "unchecked",
    "\u{7537}", "\u{5973}", "selected", "not selected",
  ]

  /// The labels before or behind the cells of a line that sums up others.
  static let summaries: [String: SummaryKind] = [
    "mean": .mean, "means": .mean, "m": .mean, "average": .mean, "avg": .mean,
    "mittelwert": .mean, "mittel": .mean, "durchschnitt": .mean,
    "moyenne": .mean, "media": .mean, "m\u{E9}dia": .mean, "promedio": .mean,
    "gemiddelde": .mean, "\u{5E73}\u{5747}": .mean,
    "\u{5E73}\u{5747}\u{503C}": .mean, "\u{5747}\u{503C}": .mean,
    "\u{5E73}\u{5747}\u{5206}": .mean, "sd": .deviation,
    "std": .deviation, "std.": .deviation, "std dev": .deviation,
    "std. dev.": .deviation, "stdev": .deviation, "stddev": .deviation,
    "std deviation": .deviation, "std. deviation": .deviation,
    "standard deviation": .deviation, "standard deviations": .deviation,
    "standardabweichung": .deviation,
    "\u{E9}cart-type": .deviation, "\u{6807}\u{51C6}\u{5DEE}": .deviation,
    "desviaci\u{F3}n est\u{E1}ndar": .deviation, "n": .count,
    "n valid": .count, "valid n": .count, "count": .count,
    "\u{6837}\u{672C}\u{91CF}": .count, "anzahl": .count, "total": .sum,
    "totals": .sum, "sum": .sum, "grand total": .sum, "summe": .sum,
    "gesamt": .sum, "somme": .sum, "suma": .sum, "totaal": .sum,
    "\u{5408}\u{8BA1}": .sum, "\u{603B}\u{8BA1}": .sum,
    "\u{603B}\u{548C}": .sum, "min": .minimum, "minimum": .minimum,
    "max": .maximum, "maximum": .maximum, "median": .median,
    "mediana": .median, "var": .variance, "variance": .variance,
    "varianz": .variance, "se": .other, "skewness": .other, "kurtosis": .other,
    "\u{6700}\u{5927}\u{503C}": .maximum,
    "\u{6700}\u{5C0F}\u{503C}": .minimum,
  ]

  /// The remedy for the cell; `nil` if nothing better is known than that it is
  /// not a number.
  var remedy: String? {
    let shown = LatentError.shortened(text)
    let lowercased = text.lowercased()
    if Self.missingWords.contains(lowercased) {
      return "If it stands for a missing value, say so with `missing-codes: "
        + "\(MissingCodes.quoted(shown))`."
    }
    if Self.answers.contains(lowercased) {
      return "Write 1 and 0 for the two answers."
    }
    if SummaryKind(label: lowercased) != nil {
      return "If the line sums up those above it, delete the line."
    }
    guard scalars.contains(where: \.isDigit) else { return nil }
    if let number = numberOfAnswer {
      return "If it is the code of an answer, as LimeSurvey has them, write "
        + "\(number) for \(shown), and so on, in the whole column."
    }
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
      return
        "A bound is not a value: write the number, or leave the cell empty."
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
    if let remedy = remedyOfProgram { return remedy }
    if isDate {
      return "It looks like a date or a time: write a number, such as the days "
        + "since a day."
    }
    if let number = numberBesideWords {
      return "Write the number alone, `\(number)`, in the whole column."
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

  /// The remedy for a number as only some programs write it: Fortran's
  /// exponents, a minus behind, digits in groups, hexadecimals, fractions.
  private var remedyOfProgram: String? {
    func isNumber(_ text: some StringProtocol) -> Bool {
      WrittenNumber(String(text)) != nil
    }
    let exponent = text.replacing("D", with: "E").replacing("d", with: "e")
    if exponent != text, isNumber(exponent) {
      return "Write the exponent with an E: `\(exponent)`."
    }
    if text.last == "-", isNumber(text.dropLast()) {
      return "Write the minus before the number: `-\(text.dropLast())`."
    }
    if scalars.contains("_"), isNumber(text.filter { $0 != "_" }) {
      return "Write the number without the sign `_`."
    }
    if text.lowercased().hasPrefix("0x"),
      Int(text.dropFirst(2), radix: 16) != nil
    {
      return "Write the number with decimal digits."
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy(isNumber) {
      return "Write a fraction as a decimal number, and a date as a number, "
        + "such as the days since a day."
    }
    return nil
  }

  /// `2024-01-05`, `5/1/24`, `Jan-02`, `12:30`.
  private var isDate: Bool {
    let pieces = text.split { "-/.: T\u{5E74}\u{6708}\u{65E5}".contains($0) }
    let months = [
      "jan", "feb", "mar", "apr", "may", "mai", "jun", "jul", "aug", "sep",
      "oct", "okt", "nov", "dec", "dez",
    ]
    let numbers = pieces.count { $0.allSatisfy(\.isNumber) && $0.count < 5 }
    if pieces.count == 2, numbers == 1, scalars.contains("-") {
      let word = pieces.first { !$0.allSatisfy(\.isNumber) } ?? ""
      return months.contains { word.lowercased().hasPrefix($0) }
    }
    if pieces.count == 3, numbers == 3, scalars.contains("."),
      pieces[0].count < 3, pieces[1].count < 3
    {
      return true
    }
    let hasColon = scalars.contains(":")
    return pieces.count == numbers && (pieces.count > 2 || hasColon)
      && pieces.count > 1
      && scalars.contains { "-/:\u{5E74}".unicodeScalars.contains($0) }
  }

  /// The number of `5 = always`, `1 (never)`, `170 cm`, `5\u{5206}`; `nil`
  /// where there is none or more than one.
  private var numberBesideWords: String? {
    guard scalars.count < 80 else { return nil }
    let numbers = text.split {
      !($0.isASCII && $0.isNumber || $0 == "." || $0 == ",")
    }
    .filter { $0.contains(where: \.isNumber) }
    guard numbers.count == 1, let number = numbers.first,
      text.contains(where: \.isLetter)
    else { return nil }
    var plain = number
    while plain.last == "." || plain.last == "," { plain.removeLast() }
    let isAtEnd =
      number.startIndex == text.startIndex || number.endIndex == text.endIndex
      || text.hasPrefix("(") || text.hasPrefix("[")
    // `Q1` and `item3` are names.
    let before = text[..<number.startIndex].last
    guard isAtEnd, before?.isLetter != true || before?.isASCII == false,
      WrittenNumber(String(plain)) != nil
    else { return nil }
    return String(plain)
  }

  /// The number of an answer's code such as `A1` or `AO02`.
  private var numberOfAnswer: Int? {
    let letters = text.prefix { $0.isASCII && $0.isUppercase }
    let digits = text[letters.endIndex...]
    guard 1...2 ~= letters.count, 1...3 ~= digits.count,
      digits.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return Int(digits)
  }

  private static let percentSigns: Set<Unicode.Scalar> = [
    "%", "\u{FF05}", "\u{2030}",
  ]
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
