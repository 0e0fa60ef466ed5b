/// The formats that results are written in.
public enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// For people, on a terminal or in a file.
  case text
  /// A report in Markdown.
  case markdown
  /// A report as one web page.
  case html
  /// A report as a document of Word.
  case docx
  /// A report in LaTeX.
  case latex
  /// A report as a workbook, a sheet for each table.
  case xlsx
  /// The tables of a report as CSV, one below the other.
  case tables
  /// Everything, with numbers in full.
  case json
  /// One table of records.
  case csv
}

extension OutputFormat {
  /// The ending of the names of such files.
  package var ending: String {
    switch self {
    case .text: ".txt"
    case .markdown: ".md"
    case .html: ".html"
    case .docx: ".docx"
    case .latex: ".tex"
    case .xlsx: ".xlsx"
    case .json: ".json"
    case .csv, .tables: ".csv"
    }
  }

  /// Whether the format is text, which a terminal can show.
  package var isText: Bool { self != .docx && self != .xlsx }

  /// Whether it holds a report, laid out for a program that shows documents.
  package var isDocument: Bool { Self.documents.contains(self) }

  /// The format that the ending of a file's name stands for.
  package init?(ending path: String) {
    let path = path.lowercased()
    let found = Self.allCases.last { path.hasSuffix($0.ending) }
    guard let found else { return nil }
    self = found
  }

  /// The formats of documents that hold a report.
  private static let documents: [OutputFormat] = [
    .markdown, .html, .docx, .latex, .xlsx, .tables,
  ]

  /// The formats of results that have a report.
  ///
  /// - Parameters:
  ///   - first: The usual one.
  ///   - hasRecords: Whether they have records too.
  /// - Returns: The formats, the usual one first.
  static func reports(
    first: OutputFormat, hasRecords: Bool
  ) -> [OutputFormat] {
    let all = [.text] + documents + [.json] + (hasRecords ? [.csv] : [])
    return [first] + all.filter { $0 != first }
  }
}

extension AnalysisSettings {
  /// The format that the ending of the output's name stands for.
  private var namedFormat: OutputFormat? {
    output.file.flatMap { OutputFormat(ending: $0.path) }
  }

  /// The format that the result is written in: what the request says, by
  /// `format` or by the ending of `output`, before what the model file says.
  package var format: OutputFormat {
    let named = namedFormat.flatMap {
      output.formats.contains($0) ? $0 : nil
    }
    if given.contains("output"), !given.contains("format"), let named {
      return named
    }
    return output.chosenFormat ?? named ?? output.formats[0]
  }

  /// Whether a file would have the ending of a format that other programs take
  /// it for, and that it is not.
  var isMisnamed: Bool {
    guard let named = namedFormat else { return false }
    if !named.isText || !format.isText { return named != format }
    // Texts may have any name that is asked for.
    return output.chosenFormat == nil && output.formats.contains(.html)
      && named != format
  }
}
