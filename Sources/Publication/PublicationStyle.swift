package import Messages
package import ReportRendering

/// The form of a publication: its language, and the conventions that its
/// readers expect.
package struct PublicationStyle: Sendable, Hashable {
  /// The conventions of tables and numbers.
  package enum Conventions: String, Sendable, Hashable, CaseIterable {
    /// The Publication Manual of the American Psychological Association, 7th
    /// edition: no zero before the point of what cannot exceed 1, z and exact
    /// p values.
    case apa
    /// Theses as Chinese universities expect them: zeros before the point,
    /// AMOS's names and indices by class, stars.
    case thesis
  }

  /// The language.
  package var language: ReportLanguage
  /// The conventions.
  package var conventions: Conventions
  /// The chapter that the numbers of tables begin with; `nil` for numbers
  /// through the whole text.
  package var chapter: Int?
  /// The level of significance.
  package var significance = 0.05

  /// Makes a style.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - conventions: The conventions; those of the language if `nil`.
  ///   - chapter: The chapter that the numbers of tables begin with.
  package init(
    language: ReportLanguage = .english, conventions: Conventions? = nil,
    chapter: Int? = nil
  ) {
    self.language = language
    self.conventions = conventions ?? (language == .chinese ? .thesis : .apa)
    self.chapter = chapter
  }

  /// A number in the form of the conventions: the same in tables and
  /// sentences.
  package func number(_ value: Double, _ kind: NumberKind) -> ReportNumber {
    ReportNumber(value, kind, form(of: kind))
  }

  /// The form of numbers of a kind.
  package func form(of kind: NumberKind) -> NumberStyle {
    switch kind {
    case .estimate, .standardized, .standardError, .limit, .change: .published
    case .percentage: .percentageTenths
    case .z: conventions == .apa ? .statistic : .full
    case .chiSquare, .informationCriterion:
      conventions == .apa ? .statistic : .full
    case .moment, .value: conventions == .apa ? .statistic : .full
    case .fitIndex, .rSquared, .proportion:
      conventions == .apa ? .bounded : .full
    case .probability:
      conventions == .apa ? .probability : .probabilityWithZero
    default: kind.style
    }
  }

  /// A cell with a number; a dash where it is not defined.
  func cell(_ value: Double?, _ kind: NumberKind) -> ReportCell {
    guard let value, value.isFinite else { return .undefined }
    return ReportCell(ReportText(.number(number(value, kind))))
  }

  /// A cell with a number; nothing where there is none.
  func optional(_ value: Double?, _ kind: NumberKind) -> ReportCell {
    value == nil ? .empty : cell(value, kind)
  }

  /// The statement `B = 0.156`.
  func equation(_ symbol: StatisticSymbol, _ value: Double, _ kind: NumberKind)
    -> ReportText
  {
    ReportText(.equation(symbol, number(value, kind)))
  }

  /// The statement `F(4, 58.1) = 2.53`.
  func test(
    _ symbol: StatisticSymbol, _ freedom: [Double], _ value: Double,
    _ kind: NumberKind
  ) -> ReportText {
    let degrees = freedom.map {
      ReportText.number($0, .degreesOfFreedom)
    }.joined(separator: ", ")
    return ReportText.symbol(symbol) + "(" + degrees + ") = "
      + ReportText(.number(number(value, kind)))
  }

  /// The interval `[0.041, 0.330]`.
  func interval(
    _ lower: Double, _ upper: Double, level: Double, _ kind: NumberKind
  ) -> ReportText {
    ReportText(
      .interval(
        ReportInterval(lower, upper, level: level, style: form(of: kind))))
  }

  /// The stars of a p value.
  func stars(_ p: Double?) -> ReportText {
    guard let p else { return "" }
    return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : ""
  }

  /// A standardized coefficient with the stars of its p value, where the
  /// conventions have them.
  func starred(_ value: Double?, _ p: Double?) -> ReportCell {
    guard let value else { return .undefined }
    let text = ReportText(.number(number(value, .standardized)))
    return .text(conventions == .thesis ? text + stars(p) : text)
  }
}

extension StatisticSymbol {
  /// χ², under this name in plain text too.
  static let chi = StatisticSymbol("χ²", isItalic: false)
  /// A standardized coefficient.
  static let beta = StatisticSymbol("β", isItalic: false)
  /// A mean.
  static let mean = StatisticSymbol("M")
  /// A standard deviation.
  static let standardDeviation = StatisticSymbol("SD")
  /// The number of cases of a group.
  static let groupSize = StatisticSymbol("n")
  /// Cronbach's α.
  static let alpha = StatisticSymbol("α", isItalic: false)
  /// McDonald's ω.
  static let omega = StatisticSymbol("ω", isItalic: false)
  /// The ratio of variances.
  static let varianceRatio = StatisticSymbol("F")
  /// Student's t.
  static let student = StatisticSymbol("t")
  /// The share of the sum of squares between groups.
  static let etaSquared = StatisticSymbol("η²", isItalic: false)
  /// AMOS's critical ratio: the estimate over its standard error.
  static let criticalRatio = StatisticSymbol("C.R.", isItalic: false)
  /// The standard deviation of draws.
  static let drawnError = StatisticSymbol(
    "SE", lowered: "boot", plain: "SE(boot)")
  /// An index without italics.
  static func index(_ name: String) -> StatisticSymbol {
    StatisticSymbol(name, isItalic: false)
  }
  /// The change of a statistic.
  static func delta(_ symbol: StatisticSymbol) -> StatisticSymbol {
    StatisticSymbol(
      "Δ" + symbol.printed, plain: "Δ" + symbol.plain, isItalic: symbol.isItalic
    )
  }
}
