import FactorAnalysis
import LinearAlgebra
import ReportRendering
package import Reporting

extension Publication {
  /// Exploratory factors: adequacy, sorted loadings, variance explained.
  package func factors(_ reported: ReportedFactors) -> PublishedPart {
    var paragraphs: [ReportText] = []
    var tables: [ReportTable] = []
    for group in reported.groups {
      if let table = adequacyTable(group, reported) { tables.append(table) }
      for solution in group.exploration.solutions {
        paragraphs.append(
          words.paragraph(sentences(on: solution, group, reported)))
        tables.append(loadingTable(solution, group, reported))
      }
    }
    return part(.factors, .parameters, paragraphs, tables)
  }

  private func adequacyTable(
    _ group: FactorGroup, _ reported: ReportedFactors
  ) -> ReportTable? {
    guard style.conventions == .thesis,
      let own = group.exploration.adequacy
    else { return nil }
    func row(
      _ name: ReportText, _ cell: ReportCell, level: Int = 0
    ) -> ReportTable.Row { .cells([.text(name), cell], level: level) }
    return ReportTable(
      title: words.caption(.adequacy),
      columns: [.names(words.term(.index)), .values(words.term(.value))],
      rows: [
        row(words.term(.kmo), style.cell(own.overall, .fitIndex)),
        row(words.term(.bartlett), .empty),
        row(.symbol(.chi), style.cell(own.chiSquare, .chiSquare), level: 1),
        row(
          .symbol(.degreesOfFreedom),
          style.cell(Double(own.degreesOfFreedom), .degreesOfFreedom), level: 1),
        row(
          .symbol(.probability), style.cell(own.probability, .probability),
          level: 1),
      ], notes: .init(general: notes(group, reported)))
  }

  private func notes(_ group: FactorGroup, _ reported: ReportedFactors)
    -> [ReportText]
  {
    [
      words.note(
        .cases([
          (group.label, Int(group.exploration.sample.caseCount.rounded()))
        ])), words.note(.software(reported.context.version)),
    ]
  }

  /// Loadings below it are left out of tables, where they hide the pattern.
  private static let shownLoading = 0.30

  private func loadingTable(
    _ own: FactorSolution, _ group: FactorGroup, _ reported: ReportedFactors
  ) -> ReportTable {
    let sample = group.exploration.sample
    let p = Double(sample.names.count)
    var rows = order(own.loadings).map { i -> ReportTable.Row in
      .cells(
        [.text(names.cell(sample.names[i]))]
          + own.loadings.row(i).map {
            abs($0) < Self.shownLoading
              ? .empty : style.cell($0, .standardized)
          } + [style.cell(own.extraction.communalities[i], .fitIndex)])
    }
    let squares = own.sumsOfSquares
    rows.append(
      .cells(
        [.text(words.term(.sumOfSquares))]
          + squares.map { style.cell($0, .estimate) }))
    rows.append(
      .cells(
        [.text(words.term(.shareOfVariance))]
          + squares.map { style.cell($0 / p, .percentage) }))
    var sum = 0.0
    rows.append(
      .cells(
        [.text(words.term(.cumulativeShare))]
          + squares.map { value in
            sum += value
            return style.cell(sum / p, .percentage)
          }))
    return ReportTable(
      title: words.caption(.factorLoadings(group: group.label)),
      columns: [.names(words.term(.item))]
        + (1...own.count).map {
          column(
            reported.asked.factors.method == .principalComponents
              ? .component($0) : .factor($0), .standardized)
        } + [column(.communality, .fitIndex)], rows: rows,
      notes: .init(
        general: notes(group, reported) + [
          words.note(
            .rotation(
              reported.asked.factors.method.rawValue,
              rotation: own.rotated == nil
                ? nil : reported.options.rotationName,
              isOblique: own.isOblique)),
          words.note(.shownLoadings(Self.shownLoading)),
        ]))
  }

  /// Variables by the factors of their largest loadings, and these from large
  /// to small.
  private func order(_ loadings: Matrix) -> [Int] {
    let best = (0..<loadings.rows).map { i -> (factor: Int, size: Double) in
      let row = loadings.row(i).map { abs($0) }
      let factor = row.indices.max { row[$0] < row[$1] } ?? 0
      return (factor, row[factor])
    }
    return best.indices.sorted {
      best[$0].factor != best[$1].factor
        ? best[$0].factor < best[$1].factor
        : best[$0].size != best[$1].size
          ? best[$0].size > best[$1].size : $0 < $1
    }
  }

  private func sentences(
    on own: FactorSolution, _ group: FactorGroup, _ reported: ReportedFactors
  ) -> [ReportText] {
    var sentences: [ReportText] = []
    if !group.label.isEmpty { sentences.append(words.inGroup(group.label)) }
    if let adequacy = group.exploration.adequacy {
      let bartlett = words.statement([
        style.test(
          .chi, [Double(adequacy.degreesOfFreedom)], adequacy.chiSquare,
          .chiSquare),
        style.equation(.probability, adequacy.probability, .probability),
      ])
      sentences.append(
        words.adequacy(
          kmo: style.equation(.index("KMO"), adequacy.overall, .fitIndex),
          level: AdequacyLevel(adequacy.overall), bartlett: bartlett,
          isRejected: adequacy.probability < style.significance))
    }
    let p = Double(group.exploration.sample.names.count)
    sentences.append(
      words.extracted(
        count: own.count,
        areComponents: reported.asked.factors.method == .principalComponents,
        share: share(own.sumsOfSquares.reduce(0, +) / p)))
    let crossing = (0..<own.loadings.rows).filter { i in
      own.loadings.row(i).count { abs($0) >= 0.4 } > 1
    }
    let weak = (0..<own.loadings.rows).filter { i in
      own.loadings.row(i).allSatisfy { abs($0) < 0.4 }
    }
    let variables = group.exploration.sample.names
    sentences.append(
      words.factorPattern(
        crossing: crossing.isEmpty
          ? "" : words.list(crossing.map { names.cell(variables[$0]) }),
        weak: weak.isEmpty
          ? "" : words.list(weak.map { names.cell(variables[$0]) })))
    return sentences
  }
}

/// Kaiser's (1974) words for the measure of sampling adequacy.
enum AdequacyLevel: Sendable, Hashable {
  case marvelous, meritorious, middling, mediocre, miserable, unacceptable

  init(_ value: Double) {
    self =
      switch value {
      case 0.9...: .marvelous
      case 0.8...: .meritorious
      case 0.7...: .middling
      case 0.6...: .mediocre
      case 0.5...: .miserable
      default: .unacceptable
      }
  }
}
