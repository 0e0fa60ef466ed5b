import ItemAnalysis
import ReportRendering
import Reporting

extension Publication {
  /// Means, standard deviations and correlations of scales, with α on the
  /// diagonal: the first table of most articles.
  ///
  /// Scales of dimensions are left out, which correlate with their own parts.
  ///
  /// - Returns: The table; `nil` where there are fewer than two scales.
  func scaleTable(_ own: ItemAnalysis, _ context: ReportContext)
    -> ReportTable?
  {
    let shown = scales(of: own)
    guard shown.count > 1, let all = own.correlations else { return nil }
    let rows = shown.enumerated().map { row, scale -> ReportTable.Row in
      let pairs = shown[..<row].map { other -> ReportCell in
        guard
          let pair = all.pairs.first(where: {
            ($0.first, $0.second) == (scale, other)
          })
        else { return .undefined }
        let r = ReportText(.number(style.number(pair.correlation, .fitIndex)))
        return .text(r + stars(pair.pValue))
      }
      let alpha = own.scales[scale].reliability.map {
        ReportText(.number(style.number($0.alpha.estimate, .fitIndex)))
      }
      return .cells(
        [
          .text("\(String(row + 1)) " + names.cell(all.names[scale])),
          style.cell(all.means[scale], .moment),
          style.cell(all.standardDeviations[scale], .moment),
        ] + pairs + [alpha.map { .text(words.brackets($0)) } ?? .undefined])
    }
    return ReportTable(
      title: words.caption(.scaleCorrelations),
      columns: [
        .names(words.term(.variable)), .symbol(.mean, .moment),
        .symbol(.standardDeviation, .moment),
      ] + shown.indices.map { .values("\(count: $0 + 1)") }, rows: rows,
      notes: .init(
        general: [
          words.note(.cases([("", own.caseCount)])),
          words.note(.software(context.version)),
          words.note(.scaleCorrelations),
        ], probability: [words.note(.stars)]))
  }

  /// How far the scales go together.
  func scaleSentences(_ own: ItemAnalysis) -> [ReportText] {
    let shown = scales(of: own)
    let pairs = (own.correlations?.pairs ?? []).filter {
      shown.contains($0.first) && shown.contains($0.second)
    }
    guard let low = pairs.map(\.correlation).min(),
      let high = pairs.map(\.correlation).max()
    else { return [] }
    return [
      words.scaleCorrelations(
        range: range(low, high, .fitIndex),
        significant: pairs.count {
          ($0.pValue ?? 1) < style.significance
        }, count: pairs.count)
    ]
  }

  private func scales(of own: ItemAnalysis) -> [Int] {
    own.scales.indices.filter { own.scales[$0].scale.dimensions.isEmpty }
  }

  private func stars(_ p: Double?) -> ReportText { style.stars(p) }
}
