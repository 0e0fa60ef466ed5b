extension ReportLanguage {
  /// The words of reports in the language; `nil` for English, in which they are
  /// written.
  package var catalogue: ReportCatalogue? {
    self == .chinese ? .chinese : nil
  }
}

extension ReportCatalogue {
  /// Simplified Chinese, with the terms of theses in management and psychology.
  package static let chinese = ReportCatalogue(
    pairs: [
      chineseTerms, chineseModels, chineseFits, chineseItems, chineseFactors,
      chineseEffects,
    ].joined(separator: "\n"))

  /// Makes a catalogue of lines with a key, an arrow and its translation.
  private init(pairs text: String) {
    var translations: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let sides = line.split(separator: " ⇒ ", maxSplits: 1)
      precondition(sides.count == 2, "No translation: \(line)")
      translations[String(sides[0])] = String(sides[1])
    }
    self.init(translations, messages: .chinese)
  }
}
