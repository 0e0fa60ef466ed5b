import FitComparison
import ModelFit
import ReportRendering
import Reporting

/// An index of fit with its value and the level that it should reach.
struct FitCriterion: Sendable {
  /// The classes of indices, as AMOS's readers have them.
  enum Class: Sendable, Hashable, CaseIterable {
    case absolute, incremental, parsimony

    /// Its heading.
    var term: PublicationTerm {
      switch self {
      case .absolute: .absolute
      case .incremental: .incremental
      case .parsimony: .parsimony
      }
    }
  }

  var symbol: StatisticSymbol
  var value: Double?
  var kind: NumberKind
  var threshold: FitThreshold?

  private init(
    _ symbol: StatisticSymbol, _ value: Double?, _ kind: NumberKind = .fitIndex,
    _ threshold: FitThreshold? = nil
  ) {
    self.symbol = symbol
    self.value = value
    self.kind = kind
    self.threshold = threshold
  }

  /// The symbols of a thesis's indices that miss their levels.
  static func missed(_ measures: FitMeasures) -> [StatisticSymbol] {
    Class.allCases.flatMap { thesis(measures, $0) }.filter { own in
      guard let value = own.value, let threshold = own.threshold else {
        return false
      }
      return threshold.verdict(value) == .notMet
    }.map(\.symbol)
  }

  /// The indices of a journal article (APA 7; Hu & Bentler, 1999).
  static func journal(_ measures: FitMeasures) -> [FitCriterion] {
    [
      FitCriterion(.chi, measures.tested("chisq"), .chiSquare),
      FitCriterion(
        .degreesOfFreedom, measures.tested("df"), .degreesOfFreedom),
      FitCriterion(.probability, measures.tested("pvalue"), .probability),
      FitCriterion(
        .index("χ²/df"), measures.chiSquareRatio, .chiSquare, .chiSquareRatio),
      FitCriterion(.cfi, measures.best("cfi"), .fitIndex, .comparative),
      FitCriterion(.tli, measures.best("tli"), .fitIndex, .comparative),
      FitCriterion(.rmsea, measures.best("rmsea"), .fitIndex, .rmsea),
      FitCriterion(.srmr, measures["srmr"], .fitIndex, .srmr),
      FitCriterion(.index("AIC"), measures["aic"], .informationCriterion),
      FitCriterion(.index("BIC"), measures["bic"], .informationCriterion),
    ].filter { $0.value != nil }
  }

  /// The indices of a class in theses, by AMOS's names and the levels of
  /// textbooks (Wu Minglong, 2009, after Bagozzi & Yi, 1988, and Hu &
  /// Bentler, 1999).
  static func thesis(_ measures: FitMeasures, _ own: Class) -> [FitCriterion] {
    let nine = FitThreshold(.above, 0.90)
    let half = FitThreshold(.above, 0.50)
    let goodness = FitThreshold(.above, 0.90, acceptable: 0.80)
    func classic(_ name: String) -> Double? {
      measures["\(name)_lisrel"] ?? measures[name]
    }
    let all: [FitCriterion] =
      switch own {
      case .absolute:
        [
          FitCriterion(.chi, measures.tested("chisq"), .chiSquare),
          FitCriterion(
            .degreesOfFreedom, measures.tested("df"), .degreesOfFreedom),
          FitCriterion(.probability, measures.tested("pvalue"), .probability),
          FitCriterion(
            .index("χ²/df (CMIN/DF)"), measures.chiSquareRatio, .chiSquare,
            FitThreshold(.below, 3, acceptable: 5)),
          FitCriterion(
            .rmsea, measures.best("rmsea"), .fitIndex,
            FitThreshold(.below, 0.08, acceptable: 0.10)),
          FitCriterion(
            .srmr, measures["srmr"], .fitIndex, FitThreshold(.below, 0.08)),
          FitCriterion(
            .index("RMR"), measures["rmr"], .fitIndex,
            FitThreshold(.below, 0.05)),
          FitCriterion(.index("GFI"), classic("gfi"), .fitIndex, goodness),
          FitCriterion(.index("AGFI"), classic("agfi"), .fitIndex, goodness),
        ]
      case .incremental:
        [
          FitCriterion(.index("NFI"), measures.best("nfi"), .fitIndex, nine),
          FitCriterion(.index("RFI"), measures.best("rfi"), .fitIndex, nine),
          FitCriterion(.index("IFI"), measures.best("ifi"), .fitIndex, nine),
          FitCriterion(
            .index("TLI (NNFI)"), measures.best("tli"), .fitIndex, nine),
          FitCriterion(.cfi, measures.best("cfi"), .fitIndex, nine),
        ]
      case .parsimony:
        [
          FitCriterion(.index("PNFI"), measures.best("pnfi"), .fitIndex, half),
          FitCriterion(.index("PGFI"), classic("pgfi"), .fitIndex, half),
        ]
      }
    return all.filter { $0.value != nil }
  }
}

extension FitMeasures {
  /// χ² over its degrees of freedom; `nil` without any.
  var chiSquareRatio: Double? {
    guard let value = tested("chisq"), let degrees = tested("df"), degrees > 0
    else { return nil }
    return value / degrees
  }
}
