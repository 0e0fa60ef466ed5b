import Messages

/// Renders a report as plain text for a terminal or a file.
///
/// Lines hold at most `width` columns; East Asian characters count as two.
public struct TextRenderer: Sendable, Hashable {
  /// The most columns of a line.
  public var width: Int

  /// Makes a renderer; widths below 40 count as 40.
  public init(width: Int = 80) {
    self.width = max(40, width)
  }

  /// Renders a report.
  ///
  /// - Parameter report: The report.
  /// - Returns: Its text, ending in a line end.
  public func render(_ report: Report) -> String {
    var lines = DisplayWidth.wrapped(report.title, to: width)
    for section in report.sections {
      if section.kind != .header { lines.append("") }
      if !section.title.isEmpty {
        let titleLines = DisplayWidth.wrapped(section.title, to: width)
        lines += titleLines
        if section.kind == .group {
          let longest = titleLines.map { DisplayWidth.of($0) }.max() ?? 0
          lines.append(String(repeating: "=", count: longest))
        }
      }
      for (index, block) in section.blocks.enumerated() {
        if index > 0, needsGap(section.blocks[index - 1], block) {
          lines.append("")
        }
        lines += render(block)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Tables stand apart from each other and from paragraphs below them.
  private func needsGap(_ above: ReportBlock, _ below: ReportBlock) -> Bool {
    switch (above, below) {
    case (.table, .table), (.table, .paragraph): true
    default: false
    }
  }

  private func render(_ block: ReportBlock) -> [String] {
    switch block {
    case .facts(let facts): return render(facts)
    case .paragraph(let text):
      return indented(DisplayWidth.wrapped(text, to: width - 2), by: 2)
    case .table(let table):
      return TextTable(table, width: width).lines
    }
  }

  private func render(_ facts: [ReportFact]) -> [String] {
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
