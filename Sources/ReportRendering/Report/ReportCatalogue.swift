/// A report's words in another language.
///
/// Keys are the English texts, in which `%1`, `%2`, ... stand for the pieces
/// between the words; a translation may put them in another order. Texts that
/// the catalogue lacks stay English.
package struct ReportCatalogue: Sendable, Hashable {
  /// The translations.
  package var translations: [String: String]
  /// The translations of warnings and other sentences of results.
  package var messages: MessageCatalogue

  /// Makes a catalogue.
  package init(
    _ translations: [String: String],
    messages: MessageCatalogue = MessageCatalogue("")
  ) {
    self.translations = translations
    self.messages = messages
  }

  /// The key of a text.
  package static func key(_ text: ReportText) -> String {
    var place = 0
    return text.pieces.map { piece in
      if case .words(let words) = piece { return words }
      place += 1
      return "%\(place)"
    }.joined()
  }

  /// A text in the catalogue's language.
  package func translate(_ text: ReportText) -> ReportText {
    let pieces = text.pieces.filter {
      if case .words = $0 { false } else { true }
    }
    guard let translation = translations[Self.key(text)] else {
      return ReportText(
        text.pieces.flatMap { piece in
          if case .words(let words) = piece { return self.words(words) }
          return self.translate(piece)
        })
    }
    var result: [ReportText.Piece] = []
    var rest = translation[...]
    while let mark = rest.firstIndex(of: "%") {
      result.append(.words(String(rest[..<mark])))
      rest = rest[mark...].dropFirst()
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      if let place = Int(digits), pieces.indices.contains(place - 1) {
        result += translate(pieces[place - 1])
      }
    }
    result.append(.words(String(rest)))
    return ReportText(result)
  }

  private func words(_ words: String) -> [ReportText.Piece] {
    [.words(translations[words] ?? words)]
  }

  private func translate(_ piece: ReportText.Piece) -> [ReportText.Piece] {
    switch piece {
    case .quantity(let count, let noun):
      guard let translation = translations["%1 \(noun)"] else { return [piece] }
      return ReportText(
        .words(translation.replacing("%1", with: String(count)))
      ).pieces
    case .verdict(let verdict):
      guard let translation = translations[verdict.rawValue] else {
        return [piece]
      }
      return [.words(translation)]
    case .message(let text, let code):
      return [.message(messages.translate(text, code: code), code: code)]
    default: return [piece]
    }
  }
}

extension Report {
  /// The report in a catalogue's language.
  package func translated(by catalogue: ReportCatalogue) -> Report {
    let translate = catalogue.translate
    var report = self
    report.title = translate(title)
    for (index, section) in sections.enumerated() {
      report.sections[index].title = translate(section.title)
      report.sections[index].blocks = section.blocks.map { block in
        switch block {
        case .facts(let facts):
          .facts(
            facts.map { ReportFact(translate($0.name), translate($0.value)) })
        case .paragraph(let text): .paragraph(translate(text))
        case .table(let table): .table(table.translated(translate))
        case .figure(let figure):
          .figure(
            ReportFigure(
              title: translate(figure.title), drawing: figure.drawing,
              notes: figure.notes.map(translate)))
        }
      }
    }
    return report
  }
}

extension ReportTable {
  fileprivate func translated(
    _ translate: (ReportText) -> ReportText
  ) -> ReportTable {
    var table = self
    table.title = translate(title)
    for index in columns.indices {
      table.columns[index].title = translate(columns[index].title)
      table.columns[index].spanner = translate(columns[index].spanner)
    }
    for (row, own) in rows.enumerated() {
      for index in own.cells.indices {
        table.rows[row].cells[index].text = translate(own.cells[index].text)
      }
    }
    table.notes = Notes(
      general: notes.general.map(translate),
      specific: notes.specific.map(translate),
      probability: notes.probability.map(translate))
    return table
  }
}
