package import Plots
package import ReportRendering

/// A report as it is set: numbered captions, headings by level, runs of text.
package struct Document: Sendable, Hashable {
  /// The language.
  package var language: ReportLanguage
  /// The title.
  package var title: [DocumentRun]
  /// The contents in their order.
  package var blocks: [DocumentBlock]
  /// What stands at the foot of every page; empty for nothing.
  package var runningNote = ""

  /// The headings in their order.
  package var headings: [DocumentHeading] {
    blocks.compactMap { if case .heading(let own) = $0 { own } else { nil } }
  }

  /// The tables in their order.
  package var tables: [DocumentTable] {
    blocks.compactMap { if case .table(let own) = $0 { own } else { nil } }
  }

  /// The figures in their order.
  package var figures: [DocumentFigure] {
    blocks.compactMap { if case .figure(let own) = $0 { own } else { nil } }
  }
}

/// A part of a document.
package enum DocumentBlock: Sendable, Hashable {
  /// A heading.
  case heading(DocumentHeading)
  /// Named facts.
  case facts([DocumentFact])
  /// A paragraph.
  case paragraph([DocumentRun])
  /// A table.
  case table(DocumentTable)
  /// A figure.
  case figure(DocumentFigure)
}

/// A heading.
package struct DocumentHeading: Sendable, Hashable {
  /// Its number in the document, from 1.
  package var number: Int
  /// The level: 1 for sections, 2 for those of a group.
  package var level: Int
  /// The text.
  package var runs: [DocumentRun]
}

/// A named fact.
package struct DocumentFact: Sendable, Hashable {
  /// The name.
  package var name: [DocumentRun]
  /// Its text.
  package var value: [DocumentRun]
}

/// A figure.
package struct DocumentFigure: Sendable, Hashable {
  /// The caption.
  package var caption: DocumentCaption
  /// The picture.
  package var drawing: Drawing
  /// The paragraphs below.
  package var notes: [[DocumentRun]]
}

/// The caption of a table or a figure.
package struct DocumentCaption: Sendable, Hashable {
  /// The word before the number, such as "Table".
  package var word: String
  /// The place among the document's tables or figures, from 1.
  package var number: Int
  /// What stands before the number that is shown, such as `5-` of a chapter;
  /// empty for nothing.
  package var prefix = ""
  /// The number that is shown.
  package var shownNumber: Int
  /// The title; empty for none.
  package var title: [DocumentRun]

  /// Makes a caption.
  ///
  /// - Parameters:
  ///   - word: The word before the number.
  ///   - number: The place among the document's tables or figures, from 1.
  ///   - title: The title; empty for none.
  init(word: String, number: Int, title: [DocumentRun]) {
    self.word = word
    self.number = number
    self.title = title
    shownNumber = number
  }

  /// Word and number: `Table 1`, `Table 5-3`.
  package var label: String { "\(word) \(prefix)\(shownNumber)" }
}
