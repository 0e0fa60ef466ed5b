import Messages

/// Renders a report as plain text for a terminal or a file.
///
/// Lines hold at most `width` columns; East Asian characters count as two.
public struct TextRenderer: ResultRenderer, Hashable {
  /// The most columns of a line.
  public var width: Int

  /// Makes a renderer; widths below 40 count as 40.
  public init(width: Int = 80) {
    self.width = max(40, width)
  }

  /// Writes a result's report.
  public func render(_ result: some ReportedResult) -> String {
    render(result.report)
  }

  /// Renders a report.
  ///
  /// - Parameter report: The report.
  /// - Returns: Its text, ending in a line end.
  public func render(_ report: Report) -> String {
    var lines = DisplayWidth.wrapped(report.title.line, to: width)
    for section in report.sections {
      if section.kind != .header { lines.append("") }
      if !section.title.isEmpty {
        let titleLines = DisplayWidth.wrapped(section.title.line, to: width)
        lines += titleLines
        if section.kind == .group {
          let longest = titleLines.map { DisplayWidth.of($0) }.max() ?? 0
          lines.append(String(repeating: "=", count: longest))
        }
      }
      var above: ReportBlock?
      for block in section.blocks {
        if let above, needsGap(above, block) { lines.append("") }
        lines += render(block, below: above)
        above = block
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Tables stand apart from each other and from the blocks below them.
  private func needsGap(_ above: ReportBlock, _ below: ReportBlock) -> Bool {
    switch (above, below) {
    case (.table, .table), (.table, .paragraph), (.table, .figure),
      (.figure, _):
      true
    default: false
    }
  }

  private func render(_ block: ReportBlock, below above: ReportBlock?)
    -> [String]
  {
    switch block {
    case .facts(let facts): return render(facts)
    case .paragraph(let text): return paragraph(text.line)
    case .table(let table):
      var lines: [String] = []
      var groupAbove: String?
      if case .table(let before)? = above { groupAbove = before.group }
      if let group = table.group, group != groupAbove {
        lines += paragraph(TerminalText.line(group) + ":")
      }
      if let number = table.number {
        // Chinese captions have no point behind the number.
        let gap = number.word.allSatisfy(\.isASCII) ? ". " : "  "
        lines += paragraph(number.text + gap + table.title.line)
      }
      lines += TextTable(table, width: width).lines
      return lines + notes(table.notes)
    case .figure(let figure):
      return ([figure.title] + figure.notes).flatMap { paragraph($0.line) }
    }
  }

  /// The notes of a table, apart from it.
  private func notes(_ notes: ReportTable.Notes) -> [String] {
    let specific = notes.specific.enumerated().map {
      "\(ReportTable.Notes.mark($0.offset)) \($0.element.line)"
    }
    let all =
      notes.general.map(\.line) + specific + notes.probability.map(\.line)
    return all.isEmpty ? [] : [""] + all.flatMap(paragraph)
  }

  private func paragraph(_ text: String) -> [String] {
    indented(DisplayWidth.wrapped(text, to: width - 2), by: 2)
  }

  private func render(_ facts: [ReportFact]) -> [String] {
    let facts = facts.map { (name: $0.name.line, value: $0.value.line) }
    let longest = facts.map { DisplayWidth.of($0.name) }.max() ?? 0
    let nameWidth = min(longest, width / 3)
    var lines: [String] = []
    for fact in facts {
      let start = nameWidth + 4
      let values = DisplayWidth.wrapped(fact.value, to: width - start)
      if DisplayWidth.of(fact.name) > nameWidth {
        lines += indented(
          DisplayWidth.wrapped(fact.name, to: width - 2), by: 2)
        lines += indented(values, by: start)
      } else {
        lines.append(
          "  " + DisplayWidth.padded(fact.name, to: nameWidth) + "  "
            + values[0])
        lines += indented(Array(values.dropFirst()), by: start)
      }
    }
    return lines
  }

  private func indented(_ lines: [String], by count: Int) -> [String] {
    let blank = String(repeating: " ", count: count)
    return lines.map { $0.isEmpty ? "" : blank + $0 }
  }
}
