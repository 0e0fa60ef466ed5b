import ItemAnalysis
import ReportRendering
package import Reporting

extension Publication {
  /// Items and scales: moments, item-total correlations and reliability.
  package func items(_ reported: ReportedItems) -> PublishedPart {
    let own = reported.analysis
    return part(
      .items, .parameters,
      [
        words.paragraph(itemSentences(own)),
        words.paragraph(
          distributionSentences(own)),
        words.paragraph(scaleSentences(own)),
      ].filter { !$0.isEmpty },
      [
        itemTable(own, reported.context), scaleTable(own, reported.context),
      ].compactMap(\.self))
  }

  private func itemTable(_ own: ItemAnalysis, _ context: ReportContext)
    -> ReportTable
  {
    var rows: [ReportTable.Row] = []
    for scale in own.scales {
      rows.append(
        .cells([
          .text(names.cell(scale.scale.name)), .empty, .empty, .empty, .empty,
          .empty, .empty,
          style.cell(scale.reliability?.alpha.estimate, .fitIndex),
          style.cell(
            scale.factor?.omega.estimate
              ?? scale.hierarchical?.total.estimate, .fitIndex),
        ]))
      // Items of dimensions stand with these.
      let items = scale.scale.dimensions.isEmpty ? scale.scale.items : []
      for item in items {
        let total = scale.items.first { $0.name == item }
        rows.append(
          .cells(
            moments(own.items.first { $0.name == item }, item) + [
              style.cell(total?.correctedCorrelation, .fitIndex),
              style.cell(total?.alphaIfDeleted, .fitIndex),
            ], level: 1))
      }
    }
    let inScales = Set(own.scales.flatMap(\.scale.items))
    for item in own.items where !inScales.contains(item.name) {
      rows.append(.cells(moments(item, item.name)))
    }
    return ReportTable(
      title: words.caption(.items),
      columns: [
        .names(words.term(.item)), .symbol(.mean, .moment),
        .symbol(.standardDeviation, .moment), column(.skewness, .moment),
        column(.kurtosis, .moment), column(.itemTotal, .fitIndex),
        column(.alphaIfDeleted, .fitIndex), .symbol(.alpha, .fitIndex),
        .symbol(.omega, .fitIndex),
      ], rows: rows,
      notes: .init(
        general: [
          words.note(.cases([("", own.caseCount)])),
          words.note(.software(context.version)), words.note(.reliability),
        ]))
  }

  private func moments(_ item: ItemStatistics?, _ name: String)
    -> [ReportCell]
  {
    [
      .text(names.cell(name)), style.cell(item?.mean, .moment),
      style.cell(item?.standardDeviation, .moment),
      style.cell(item?.skewness, .moment),
      style.cell(item?.kurtosis, .moment),
    ]
  }

  private func itemSentences(_ own: ItemAnalysis) -> [ReportText] {
    let alphas = own.scales.compactMap { scale in
      scale.reliability.map { (scale.scale.name, $0.alpha.estimate) }
    }
    guard let least = alphas.min(by: { $0.1 < $1.1 }),
      let most = alphas.max(by: { $0.1 < $1.1 })
    else { return [] }
    // Nunnally (1978): .70.
    var sentences = [
      words.alphas(
        range: range(least.1, most.1, .fitIndex),
        ends: (names.inSentence(least.0), names.inSentence(most.0)),
        count: alphas.count,
        below: inSentence(alphas.filter { $0.1 < 0.7 }.map(\.0)))
    ]
    let flat = own.scales.filter { $0.scale.dimensions.isEmpty }
    let totals = flat.flatMap(\.items)
    if let low = totals.map(\.correctedCorrelation).min(),
      let high = totals.map(\.correctedCorrelation).max()
    {
      // The usual level of theses; Nunnally & Bernstein (1994) ask for .30.
      let weak = totals.filter { $0.correctedCorrelation < 0.5 }.map(\.name)
      sentences.append(
        words.itemTotals(
          range: range(low, high, .fitIndex),
          below: weak.isEmpty ? "" : words.list(weak.map(names.cell))))
    }
    let better = flat.flatMap { scale in
      scale.items.filter {
        ($0.alphaIfDeleted ?? 0) > (scale.reliability?.alpha.estimate ?? 1)
      }.map(\.name)
    }
    sentences.append(
      words.alphaIfDeleted(
        better.isEmpty ? "" : words.list(better.map(names.cell))))
    return sentences
  }

  private func distributionSentences(_ own: ItemAnalysis) -> [ReportText] {
    var sentences: [ReportText] = []
    let skewness = own.items.compactMap(\.skewness)
    let kurtosis = own.items.compactMap(\.kurtosis)
    if let s = skewness.max(by: { abs($0) < abs($1) }),
      let k = kurtosis.max(by: { abs($0) < abs($1) })
    {
      // Kline (2016, p. 77): 3 and 10.
      sentences.append(
        words.distributions(
          skewness: ReportText(.number(style.number(s, .moment))),
          kurtosis: ReportText(.number(style.number(k, .moment))),
          areModest: abs(s) < 3 && abs(k) < 10))
    }
    if let normality = own.normality {
      sentences.append(
        words.multivariateNormality(
          isRejected: min(
            normality.skewnessPValue, normality.kurtosisPValue)
            < style.significance,
          skewness: style.equation(
            .probability, normality.skewnessPValue, .probability),
          kurtosis: style.equation(
            .probability, normality.kurtosisPValue, .probability)))
    }
    return sentences
  }
}
