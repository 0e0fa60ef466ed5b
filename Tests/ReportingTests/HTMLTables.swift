import Messages
import Plots
import ReportRendering

@testable import Reporting

/// A separate format over the same reports: the needs of a renderer of
/// documents, in little.
struct HTMLTables: ResultRenderer {
  func render(_ result: some ReportedResult) -> String {
    render(result.report)
  }

  func render(_ report: Report) -> String {
    report.sections.map { section in
      let title =
        section.title.isEmpty ? "" : "<h2>\(html(section.title))</h2>\n"
      return title + section.blocks.map { block($0, in: section) }.joined()
    }.joined()
  }

  private func block(_ block: ReportBlock, in section: ReportSection) -> String
  {
    switch block {
    case .facts(let facts):
      "<dl>"
        + facts.map { "<dt>\(html($0.name))</dt><dd>\(html($0.value))</dd>" }
        .joined() + "</dl>\n"
    case .paragraph(let text): "<p>\(html(text))</p>\n"
    case .table(let table): self.table(table, in: section)
    case .figure(let figure):
      "<figure>\n\(figure.drawing.svg)<figcaption>"
        + "\(html(figure.title))</figcaption></figure>\n"
    }
  }

  private func table(_ table: ReportTable, in section: ReportSection) -> String
  {
    var lines = ["<table>"]
    let caption = table.title.isEmpty ? section.title : table.title
    let group = table.group.map { ", \($0)" } ?? ""
    lines.append("<caption>\(html(caption))\(group)</caption>")
    if let spanners = spanners(table) { lines.append(spanners) }
    lines.append(
      "<tr>" + table.columns.map { "<th>\(html($0.title))</th>" }.joined()
        + "</tr>")
    for row in table.rows {
      if row.isHeading {
        lines.append(
          "<tr><th colspan=\(table.columns.count)>"
            + "\(html(row.cells[0].text))</th></tr>")
        continue
      }
      let cells = row.cells.enumerated().map { place, cell in
        let level = place == 0 && row.level > 0 ? " class=l\(row.level)" : ""
        let kind = cell.text.number.map { " data-kind=\($0.kind.rawValue)" }
        let marks = cell.marks.map {
          "<sup>\(ReportTable.Notes.mark($0))</sup>"
        }
        return "<td\(level)\(kind ?? "")>\(html(cell.text))"
          + marks.joined() + "</td>"
      }
      lines.append("<tr>" + cells.joined() + "</tr>")
    }
    lines.append("</table>")
    let notes = table.notes
    if !notes.general.isEmpty {
      lines.append(
        "<p><i>Note.</i> "
          + notes.general.map(html).joined(separator: " ") + "</p>")
    }
    lines += notes.specific.enumerated().map {
      "<p><sup>\(ReportTable.Notes.mark($0.offset))</sup> "
        + "\(html($0.element))</p>"
    }
    lines += notes.probability.map { "<p>\(html($0))</p>" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func spanners(_ table: ReportTable) -> String? {
    guard table.columns.contains(where: { !$0.spanner.isEmpty }) else {
      return nil
    }
    var cells: [(text: ReportText, span: Int)] = []
    for column in table.columns {
      if !column.spanner.isEmpty, cells.last?.text == column.spanner {
        cells[cells.count - 1].span += 1
      } else {
        cells.append((column.spanner, 1))
      }
    }
    return "<tr>"
      + cells.map { "<th colspan=\($0.span)>\(html($0.text))</th>" }.joined()
      + "</tr>"
  }

  private func html(_ text: ReportText) -> String {
    text.pieces.map(html).joined()
  }

  private func html(_ piece: ReportText.Piece) -> String {
    switch piece {
    case .symbol(let symbol): html(symbol)
    case .number(let number):
      escaped(number.style.printed(number.value))
    case .interval(let interval):
      "[\(interval.style.printed(interval.lower)), "
        + "\(interval.style.printed(interval.upper))]"
    case .equation(let symbol, let number):
      html(symbol)
        + (number.text.hasPrefix("<")
          ? " &lt; \(number.text.dropFirst())" : " = \(number.text)")
    case .test(let test, let part): html(test.text(part))
    case .path(let names): escaped(names.joined(separator: " → "))
    case .variable(let name, let isMarked):
      isMarked ? "ε(\(escaped(name)))" : escaped(name)
    case .verdict(.met): "✓"
    case .undefined: "–"
    default: escaped(piece.plain)
    }
  }

  private func html(_ symbol: StatisticSymbol) -> String {
    let name = symbol.isItalic ? "<i>\(symbol.printed)</i>" : symbol.printed
    return symbol.lowered.isEmpty ? name : name + "<sub>\(symbol.lowered)</sub>"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }
}
