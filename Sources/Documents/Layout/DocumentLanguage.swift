internal import ReportRendering

/// The words that documents themselves add to reports.
extension ReportLanguage {
  /// "Table", before the number.
  var tableWord: String { self == .chinese ? "表" : "Table" }
  /// "Figure", before the number.
  var figureWord: String { self == .chinese ? "图" : "Figure" }
  /// The heading of the list of contents.
  var contentsWord: String { self == .chinese ? "目录" : "Contents" }
  /// The name of a workbook's sheet of texts.
  var reportWord: String { self == .chinese ? "报告" : "Report" }
  /// What stands behind the name of a fact.
  var colon: String { self == .chinese ? "：" : ":" }
  /// What stands between sentences.
  var sentenceGap: String { self == .chinese ? "" : " " }

  /// The opening of a table's general note.
  var noteOpening: [DocumentRun] {
    self == .chinese
      ? [DocumentRun("注：")]
      : [DocumentRun("Note.", .italic), DocumentRun(" ")]
  }

  /// Whether number and title of a caption stand in one line, in the middle, as
  /// Chinese theses have them; else above each other at the left (APA 7, 7.10).
  var hasCaptionsInOneLine: Bool { self == .chinese }
}
