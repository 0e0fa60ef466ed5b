import GroupDifferences
import ReportRendering
package import Reporting

extension Publication {
  /// Means of groups, their tests and the pairs that differ.
  package func groups(_ reported: ReportedGroups) -> PublishedPart {
    part(
      .groups, .tests,
      reported.comparisons.map { own in
        words.paragraph(
          own.variables.flatMap { sentences(on: $0, own) })
      }, reported.comparisons.map { meanTable($0, reported) })
  }

  private func meanTable(_ own: GroupDifferences, _ reported: ReportedGroups)
    -> ReportTable
  {
    let hasPairs = own.groups.labels.count > 2
    var rows: [ReportTable.Row] = []
    for variable in own.variables {
      for (place, moments) in variable.groups.enumerated() {
        let isFirst = place == 0
        let test = test(of: variable)
        rows.append(
          .cells(
            [
              isFirst ? .text(name(of: variable)) : .empty,
              .verbatim(own.groups.labels[place]),
              .number(Double(moments.count), .count),
              style.cell(moments.mean, .moment),
              style.cell(moments.standardDeviation, .moment),
              isFirst ? style.cell(test.value, .z) : .empty,
              isFirst ? style.cell(test.p, .probability) : .empty,
              isFirst
                ? style.cell(variable.analysis.etaSquared, .rSquared) : .empty,
            ]
              + (hasPairs ? [.verbatim(variable.letters[place])] : [])))
      }
    }
    let isT = own.groups.labels.count == 2
    return ReportTable(
      title: words.caption(.groupMeans(by: names.inSentence(own.groups.name))),
      columns: [
        .names(words.term(.variable)), .words(words.term(.group)),
        .symbol(.groupSize, .count), .symbol(.mean, .moment),
        .symbol(.standardDeviation, .moment),
        .symbol(isT ? .student : .varianceRatio, .z),
        .symbol(.probability, .probability), .symbol(.etaSquared, .rSquared),
      ] + (hasPairs ? [.words(words.term(.letters))] : []), rows: rows,
      notes: .init(
        general: [
          words.note(.software(reported.context.version)),
          words.note(.groupTests(isT: isT)),
        ]
          + (hasPairs
            ? [
              words.note(
                .letters(
                  level: 1 - own.options.confidenceLevel,
                  isTukey: own.options.pairTest == .tukey))
            ] : [])))
  }

  private func name(of own: VariableDifferences) -> ReportText {
    let label = names.title(own.name)
    return .verbatim(
      label == own.name && !own.label.isEmpty ? own.label : label)
  }

  /// Welch's test, which does not ask for equal variances; Fisher's or
  /// Student's where that is not defined.
  private func test(of own: VariableDifferences)
    -> (value: Double, freedom: [Double], p: Double)
  {
    if own.groups.count == 2, let pair = own.pairs.first {
      let test = pair.welch ?? pair.student
      return (test.statistic, [test.degreesOfFreedom], test.probability)
    }
    let test = own.analysis.welch ?? own.analysis.fisher
    return (
      test.statistic, [test.numerator, test.denominator], test.probability
    )
  }

  private func sentences(
    on own: VariableDifferences, _ all: GroupDifferences
  ) -> [ReportText] {
    let test = test(of: own)
    let isSignificant = test.p < style.significance
    var parts = [
      style.test(
        own.groups.count == 2 ? .student : .varianceRatio, test.freedom,
        test.value, .z),
      style.equation(.probability, test.p, .probability),
    ]
    if own.groups.count == 2, let pair = own.pairs.first {
      parts.append(style.equation(.index("d"), pair.d, .estimate))
    } else {
      parts.append(
        style.equation(.etaSquared, own.analysis.etaSquared, .rSquared))
    }
    var sentences = [
      words.groups(
        name(of: own), by: names.inSentence(all.groups.name),
        isSignificant: isSignificant, statistics: words.statement(parts))
    ]
    guard own.groups.count > 2, isSignificant else { return sentences }
    let labels = all.groups.labels
    let differing = own.pairs.filter { pair in
      let test =
        all.options.pairTest == .tukey ? pair.tukey : pair.gamesHowell
      return (test?.probability ?? 1) < 1 - all.options.confidenceLevel
    }
    sentences.append(
      words.pairs(
        differing.map { pair in
          let isHigher = pair.difference > 0
          return (
            labels[isHigher ? pair.first : pair.second],
            labels[isHigher ? pair.second : pair.first]
          )
        }))
    return sentences
  }
}
