internal import Messages

/// A table of LaTeX with the rules of booktabs; a long one breaks over pages.
struct LaTeXTable {
  /// Tables of more rows are longtables.
  private static let mostRows = 36
  /// Texts wider than this break into lines.
  private static let longestLine = 42

  private let table: DocumentTable
  private let label: String

  init(_ table: DocumentTable, label: String) {
    self.table = table
    self.label = label
  }

  var lines: [String] {
    table.rows.count > Self.mostRows ? long : floating
  }

  private var caption: String {
    "\\caption{\(LaTeXText.inline(table.caption.title))}\\label{tab:\(label)}"
  }

  private var floating: [String] {
    [
      "\\begin{table}[htbp]", "\\centering", caption,
      "\\begin{adjustbox}{max width=\\linewidth}",
      "\\begin{tabular}{@{}\(columns)@{}}", "\\toprule",
    ] + head + rows + [
      "\\bottomrule", "\\end{tabular}", "\\end{adjustbox}",
    ] + notes + ["\\end{table}"]
  }

  private var long: [String] {
    [
      "\\begingroup\\small",
      "\\begin{longtable}{@{}\(columns)@{}}", caption + "\\\\", "\\toprule",
    ] + head + ["\\endfirsthead", "\\toprule"] + head + ["\\endhead"]
      + ["\\bottomrule", "\\endlastfoot"] + rows + ["\\end{longtable}"]
      + notes + ["\\endgroup"]
  }

  private var columns: String {
    table.columns.indices.map { column in
      guard table.columns[column].isText else { return "r" }
      let isLong = table.rows.contains { row in
        guard case .cells(let cells, _) = row else { return false }
        return DisplayWidth.of(cells[column].runs.plain) > Self.longestLine
      }
      return isLong
        ? ">{\\raggedright\\arraybackslash}p{0.45\\linewidth}" : "l"
    }.joined()
  }

  private var head: [String] {
    guard table.hasTitles else { return [] }
    var lines: [String] = []
    if !table.spanners.isEmpty {
      let cells = table.spanners.flatMap { spanner in
        spanner.title.isEmpty
          ? [String](repeating: "", count: spanner.columns.count)
          : [
            "\\multicolumn{\(spanner.columns.count)}{c}"
              + "{\(LaTeXText.inline(spanner.title))}"
          ]
      }
      lines.append(cells.joined(separator: " & ") + " \\\\")
      lines.append(
        table.spanners.filter { !$0.title.isEmpty }.map {
          "\\cmidrule(lr){\($0.columns.lowerBound + 1)-"
            + "\($0.columns.upperBound)}"
        }.joined())
    }
    lines.append(
      table.columns.map {
        let title = LaTeXText.inline($0.title)
        return $0.isText || $0.title.isEmpty
          ? title : "\\multicolumn{1}{r}{\(title)}"
      }.joined(separator: " & ") + " \\\\")
    return lines + ["\\midrule"]
  }

  private var rows: [String] {
    table.rows.map { row in
      switch row {
      case .heading(let runs):
        return "\\multicolumn{\(table.columns.count)}{@{}l}"
          + "{\(LaTeXText.inline(runs))} \\\\*"
      case .cells(let cells, let level):
        let indent = String(repeating: "\\quad ", count: level)
        return
          (indent
          + cells.map { LaTeXText.inline($0.marked) }
          .joined(separator: " & ")) + " \\\\"
      }
    }
  }

  private var notes: [String] {
    guard !table.notes.isEmpty else { return [] }
    return [
      "", "\\smallskip", "\\begin{minipage}{\\linewidth}",
      "\\footnotesize\\raggedright",
    ] + table.notes.map { LaTeXText.inline($0) + "\\par" }
      + ["\\end{minipage}"]
  }
}
