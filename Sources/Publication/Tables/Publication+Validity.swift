import FitComparison
import LinearAlgebra
import ModelFit
import ReportRendering
package import Reporting
import ValidityAnalysis

extension Publication {
  /// Discriminant validity, competing measurement models and common method
  /// variance.
  package func validity(_ reported: ReportedValidity) -> PublishedPart {
    let own = reported.validity
    let constructs = own.constructs.map(\.construct.name)
    var paragraphs: [ReportText] = []
    var tables: [ReportTable] = []
    if constructs.count > 1 {
      paragraphs.append(
        words.paragraph(discriminantSentences(own, constructs)))
      tables.append(fornellLarcker(own, constructs, reported))
      if let ratios = ratioTable(own, constructs, reported) {
        tables.append(ratios)
      }
    }
    if own.models.count > 1 {
      paragraphs.append(modelSentences(own))
      tables.append(modelTable(own, reported))
    }
    paragraphs.append(
      words.commonMethod(
        harman: share(own.harmanShare),
        isBelowHalf: own.harmanShare < 0.5, method: own.methodShare.map(share)))
    return part(.validity, .parameters, paragraphs, tables)
  }

  /// A share as a percentage.
  func share(_ value: Double) -> ReportText {
    ReportText(.number(style.number(value, .percentage)))
  }

  // MARK: Fornell and Larcker

  private func fornellLarcker(
    _ own: ValidityAnalysis, _ constructs: [String],
    _ reported: ReportedValidity
  ) -> ReportTable {
    ReportTable(
      title: words.caption(.fornellLarcker),
      columns: [.names(words.term(.constructAlone))]
        + constructs.indices.map { .values("\(count: $0 + 1)") },
      rows: constructs.indices.map { place in
        let root = own.constructs[place].averageVarianceExtracted.squareRoot()
        return .cells(
          [.text("\(count: place + 1) " + names.cell(constructs[place]))]
            + (0..<place).map {
              style.cell(own.correlations[place, $0], .fitIndex)
            } + [
              .text(
                words.brackets(
                  ReportText(.number(style.number(root, .fitIndex)))))
            ])
      },
      notes: .init(
        general: validityOrigin(reported) + [words.note(.diagonal)]))
  }

  private func validityOrigin(_ reported: ReportedValidity) -> [ReportText] {
    guard
      let base = reported.validity.models.first(where: {
        $0.kind == .correlated
      })
    else { return [] }
    return origin(of: base.fit, reported.context)
  }

  private func discriminantSentences(
    _ own: ValidityAnalysis, _ constructs: [String]
  ) -> [ReportText] {
    let roots = own.constructs.map {
      $0.averageVarianceExtracted.squareRoot()
    }
    let violations = own.tests.filter {
      abs(own.correlations[$0.first, $0.second])
        >= min(roots[$0.first], roots[$0.second])
    }
    var sentences = [
      words.fornellLarcker(
        violations: violations.map {
          pair(constructs[$0.second], constructs[$0.first])
        })
    ]
    let known = own.ratios.compactMap { ratio in
      ratio.ratio.map { (ratio, $0) }
    }
    if let largest = known.max(by: { $0.1 < $1.1 }) {
      // Henseler, Ringle & Sarstedt (2015): .85, more liberally .90.
      sentences.append(
        words.ratios(
          largest: ReportText(.number(style.number(largest.1, .fitIndex))),
          pair: pair(
            constructs[largest.0.second], constructs[largest.0.first]),
          level: largest.1 < 0.85
            ? .strict : largest.1 < 0.90 ? .liberal : .none))
    }
    return sentences
  }

  private func pair(_ first: String, _ second: String) -> ReportText {
    words.list([names.inSentence(first), names.inSentence(second)])
  }

  // MARK: Ratios

  private func ratioTable(
    _ own: ValidityAnalysis, _ constructs: [String],
    _ reported: ReportedValidity
  ) -> ReportTable? {
    guard own.ratios.contains(where: { $0.ratio != nil }) else { return nil }
    var note = [words.note(.ratios)]
    if reported.draws > 0 {
      note.append(
        words.note(
          .ratioIntervals(draws: reported.draws, level: reported.level)))
    }
    return ReportTable(
      title: words.caption(.ratios),
      columns: [.names(words.term(.constructAlone))]
        + constructs.indices.dropLast().map { .values("\(count: $0 + 1)") },
      rows: constructs.indices.map { place in
        .cells(
          [.text("\(count: place + 1) " + names.cell(constructs[place]))]
            + own.ratios.filter { $0.first == place }.map { ratio in
              guard let value = ratio.ratio else { return .undefined }
              var text = ReportText(.number(style.number(value, .fitIndex)))
              if let limits = ratio.limits {
                text += " "
                text += style.interval(
                  limits.lowerBound, limits.upperBound, level: reported.level,
                  .fitIndex)
              }
              return .text(text)
            })
      }, notes: .init(general: note))
  }

  // MARK: Competing measurement models

  private func modelTable(
    _ own: ValidityAnalysis, _ reported: ReportedValidity
  ) -> ReportTable {
    let rows = own.models.map {
      ComparedRow(
        name: words.term($0.term(constructs: own.constructs.count)),
        measures: $0.fit.measures,
        difference: $0.difference)
    }
    return comparisonTable(
      words.caption(.measurementModels), rows,
      notes: validityOrigin(reported) + [
        words.note(.compared(with: words.term(.allConstructs)))
      ])
  }

  private func modelSentences(_ own: ValidityAnalysis) -> ReportText {
    guard let base = own.models.first(where: { $0.kind == .correlated }) else {
      return ""
    }
    var sentences = [
      words.fit(
        FitFinding(base.fit), statistics: statistics(of: base.fit),
        model: words.measurementModel)
    ]
    if let one = own.models.first(where: { $0.kind == .oneFactor }),
      let difference = one.difference
    {
      sentences.append(
        words.oneFactor(
          isWorse: difference.pValue < style.significance,
          statistics: self.difference(difference)))
    }
    return words.paragraph(sentences)
  }

  /// `Δχ²(10) = 233.10, p < .001`.
  func difference(_ own: ChiSquareDifference) -> ReportText {
    words.statement([
      style.test(
        .delta(.chi), [Double(own.degreesOfFreedom)], own.chiSquare, .chiSquare),
      style.equation(.probability, own.pValue, .probability),
    ])
  }
}

extension ValidityAnalysis.CompetingModel {
  /// Its name.
  ///
  /// - Parameter count: The number of constructs.
  /// - Returns: The name's term.
  fileprivate func term(constructs count: Int) -> PublicationTerm {
    switch kind {
    case .merged: .factors(count - merged.reduce(0) { $0 + $1.count - 1 })
    case .oneFactor: .oneFactor
    case .correlated: .allConstructs
    case .secondOrder: .secondOrder
    case .bifactor: .bifactor
    case .methodFactor: .methodFactor
    }
  }
}
