/// The symbol of a statistic, as print has it and as plain text has it.
package struct StatisticSymbol: Sendable, Hashable, Codable {
  /// The symbol in print, such as `χ²`.
  package var printed: String
  /// The subscript; empty for none.
  package var lowered: String
  /// The symbol in plain text, such as `Chi-square`.
  package var plain: String
  /// Whether print sets it in italics: letters of the Latin alphabet (APA 7,
  /// 6.44); not Greek letters and abbreviations.
  package var isItalic: Bool

  /// Makes a symbol.
  package init(
    _ printed: String, lowered: String = "", plain: String? = nil,
    isItalic: Bool = true
  ) {
    self.printed = printed
    self.lowered = lowered
    self.plain = plain ?? printed
    self.isItalic = isItalic
  }

  /// The same symbol under another name in plain text.
  package func plainly(_ plain: String) -> StatisticSymbol {
    var symbol = self
    symbol.plain = plain
    return symbol
  }

  /// χ².
  package static let chiSquare = StatisticSymbol(
    "χ²", plain: "Chi-square", isItalic: false)
  /// Degrees of freedom.
  package static let degreesOfFreedom = StatisticSymbol("df")
  /// A p value.
  package static let probability = StatisticSymbol("p")
  /// The number of cases.
  package static let sampleSize = StatisticSymbol("N")
  /// The number of parameters.
  package static let parameterCount = StatisticSymbol("npar", isItalic: false)
  /// An unstandardized coefficient.
  package static let coefficient = StatisticSymbol("B")
  /// A standard error.
  package static let standardError = StatisticSymbol("SE")
  /// The standard deviation of bootstrap draws.
  package static let bootstrapError = StatisticSymbol(
    "SE", lowered: "boot", plain: "BootSE")
  /// An estimate over its standard error.
  package static let z = StatisticSymbol("z")
  /// The share of variance explained.
  package static let rSquared = StatisticSymbol("R²", plain: "R-squared")
  /// The comparative fit index.
  package static let cfi = StatisticSymbol("CFI", isItalic: false)
  /// The Tucker-Lewis index.
  package static let tli = StatisticSymbol("TLI", isItalic: false)
  /// The root mean square error of approximation.
  package static let rmsea = StatisticSymbol("RMSEA", isItalic: false)
  /// The standardized root mean square residual.
  package static let srmr = StatisticSymbol("SRMR", isItalic: false)
  /// A modification index.
  package static let modificationIndex = StatisticSymbol(
    "MI", isItalic: false)
  /// An expected parameter change.
  package static let expectedChange = StatisticSymbol("EPC", isItalic: false)

  /// A fit measure by lavaan's name, such as `aic`.
  package static func measure(_ name: String) -> StatisticSymbol {
    StatisticSymbol(name.uppercased(), isItalic: false)
  }
}
