import FitSettings
import ModelFit
package import ReportRendering
import Reporting
import SampleStatistics

/// Results as readers of theses and journals expect them: tables by the
/// conventions of a style, and sentences made of the same numbers.
///
/// Each subject has a function that takes a result and returns its part, in
/// `Tables`; findings are judged once, in `Findings`, and worded by language.
package struct Publication: Sendable, Hashable {
  /// The form.
  package var style: PublicationStyle
  /// The names of variables.
  package var names: PublishedNames

  /// Makes a publication.
  ///
  /// - Parameters:
  ///   - style: The form.
  ///   - names: The names of variables, in the style's language.
  package init(
    style: PublicationStyle = PublicationStyle(),
    names: PublishedNames = PublishedNames()
  ) {
    self.style = style
    self.names = names
    self.names.language = style.language
  }

  /// The words of the style's language.
  var words: any PublicationLanguage { style.language.publication }

  /// A report of parts, with tables numbered from the first on.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - parts: The parts.
  /// - Returns: The report.
  package func report(_ title: ReportText, _ parts: [PublishedPart]) -> Report {
    var numbering = TableNumbering(chapter: style.chapter)
    return Report(
      title: title,
      sections: parts.map {
        $0.section.numbered(by: &numbering, in: $0.language)
      })
  }

  func part(
    _ subject: PublicationSubject, _ kind: ReportSection.Kind,
    _ paragraphs: [ReportText], _ tables: [ReportTable]
  ) -> PublishedPart {
    PublishedPart(
      words.heading(subject), kind: kind, language: style.language,
      paragraphs: paragraphs, tables: tables)
  }

  /// A column of numbers under a term.
  func column(
    _ term: PublicationTerm, _ kind: NumberKind, under spanner: ReportText = ""
  ) -> ReportTable.Column {
    .numbers(words.term(term), kind, spanner: spanner)
  }

  /// The symbol of an estimate over its standard error.
  ///
  /// AMOS calls it C.R., and so do theses.
  var zSymbol: StatisticSymbol {
    style.conventions == .thesis ? .criticalRatio : .z
  }

  /// The columns of an interval's limits.
  func limits(_ level: Double) -> [ReportTable.Column] {
    let spanner = words.term(.interval(level: level))
    return [
      column(.lower, .limit, under: spanner),
      column(.upper, .limit, under: spanner),
    ]
  }

  /// The notes on where a fit's numbers come from.
  func origin(of fit: Fit, _ context: ReportContext) -> [ReportText] {
    let test = fit.tests.first { $0.kind.isScaled }?.kind
    return [
      words.note(
        .cases(
          fit.sample.map { (names.group($0.label), $0.observationCount) })),
      words.note(.estimator(fit.options.estimatorName, test: test)),
      words.note(.software(context.version)),
    ]
  }
}

extension BootstrapFacts {
  /// The facts of a bootstrap's origin.
  init(_ origin: BootstrapOrigin) {
    let interval: IntervalName =
      switch origin.interval {
      case .percentile: .percentile
      case .biasCorrected: .biasCorrected
      case .biasCorrectedAccelerated: .accelerated
      case .normal: .normal
      case .basic: .basic
      case .studentized: .studentized
      }
    self.init(
      count: origin.count, usable: origin.usableCount, seed: origin.seed,
      interval: interval, level: origin.level)
  }
}
