import Plots

extension PathDiagram {
  /// The width of a row of panels, points.
  private static let rowWidth = 700.0

  /// Lays out the diagrams of groups side by side, in rows, with the notes of the first
  /// below.
  ///
  /// - Parameters:
  ///   - panels: The graph of each group.
  ///   - options: What is drawn.
  ///   - places: The kept centres of nodes by name, in each panel.
  package init(
    panels: [DiagramGraph], options: DiagramOptions,
    places: [String: DiagramPoint] = [:]
  ) {
    self.init()
    let hasTitles = panels.count > 1
    let drawn = panels.map {
      PathDiagram($0, options: options, places: places)
    }
    // As many panels a row as a page has room for.
    let widest = drawn.map(\.width).max() ?? 0
    let columns = max(
      min(2, panels.count), Int((Self.rowWidth / max(widest, 1)).rounded()))
    let gap = 18.0
    let titleHeight = hasTitles ? 16.0 : 0
    var (x, y, rowHeight) = (0.0, 0.0, 0.0)
    for (index, var panel) in drawn.enumerated() {
      if index > 0, index % columns == 0 {
        (x, y, rowHeight) = (0, y + rowHeight, 0)
      }
      if hasTitles {
        texts.append(
          Text(
            text: panels[index].title,
            place: DiagramPoint(x + panel.width / 2, y + 15), isTitle: true))
      }
      panel.move(by: DiagramPoint(x, y + titleHeight))
      append(panel)
      rowHeight = max(rowHeight, panel.height + titleHeight)
      width = max(width, x + panel.width)
      height = y + rowHeight
      x += panel.width + gap
    }
    description = panels.map { $0.description(titled: hasTitles) }.joined(
      separator: " ")
    for graph in panels {
      if let table = graph.table {
        placeTable(table, title: hasTitles ? graph.title : "")
      }
    }
    notes = panels.first?.notes ?? []
    placeNotes()
  }

  private mutating func append(_ panel: PathDiagram) {
    let shift = nodes.count
    let arrowShift = arrows.count
    nodes += panel.nodes
    areas += panel.areas
    texts += panel.texts
    arrows += panel.arrows.map { arrow in
      var arrow = arrow
      arrow.from = arrow.from.map { $0 + shift }
      arrow.to = arrow.to.map { $0 + shift }
      arrow.target = arrow.target.map { $0 + arrowShift }
      return arrow
    }
  }

  /// Writes a table of covariances below the drawing.
  private mutating func placeTable(
    _ table: DiagramGraph.CovarianceTable, title: String
  ) {
    let size = DiagramSizes.smallType
    let leading = size * 1.4
    func width(_ text: String) -> Double { TextMetrics.width(text, size: size) }
    let numbered = table.names.enumerated().map { "\($0 + 1) \($1)" }
    let first = (numbered.map(width).max() ?? 0) + 14
    let column = max(
      22, (table.cells.joined().map(width).max() ?? 0) + 7)
    self.width = max(
      self.width,
      first + column * Double(table.names.count - 1)
        + 2 * DiagramSizes.margin)
    height += 6
    if !title.isEmpty {
      height += leading
      texts.append(
        Text(text: title, place: DiagramPoint(DiagramSizes.margin, height)))
    }
    func write(_ text: String, _ index: Int) {
      guard !text.isEmpty else { return }
      // Right-aligned, so that digits stand below digits.
      let right = DiagramSizes.margin + first + column * Double(index + 1)
      texts.append(
        Text(
          text: text, place: DiagramPoint(right - width(text) - 3, height)))
    }
    height += leading
    for index in table.names.indices.dropLast() { write("\(index + 1)", index) }
    for (row, name) in numbered.enumerated() {
      height += leading
      texts.append(
        Text(text: name, place: DiagramPoint(DiagramSizes.margin, height)))
      for index in 0..<row { write(table.cells[row][index], index) }
    }
    height += DiagramSizes.margin + 4
  }

  /// Writes the notes below the drawing.
  private mutating func placeNotes() {
    let size = DiagramSizes.smallType
    let text = notes.joined(separator: " ")
    guard !text.isEmpty else { return }
    width = max(width, 150)
    let lines = TextMetrics.wrapped(
      text, to: width - 2 * DiagramSizes.margin, size: size)
    for line in lines {
      height += size * 1.3
      texts.append(
        Text(
          text: line,
          place: DiagramPoint(
            DiagramSizes.margin, height - DiagramSizes.margin)))
    }
    height += 2
  }
}

extension DiagramGraph {
  /// The diagram in words, for readers who cannot see it.
  func description(titled: Bool) -> String {
    func names(_ kind: Edge.Kind, _ arrow: String) -> [String] {
      edges.filter { $0.kind == kind }.map { edge in
        let text =
          "\(nodes[edge.from].name) \(arrow) \(nodes[edge.to].name)"
        return edge.lines.isEmpty
          ? text : "\(text) (\(edge.lines.joined(separator: " ")))"
      }
    }
    var sentences: [String] = []
    let loadings = names(.loading, "->") + names(.weight, "->")
    if !loadings.isEmpty {
      sentences.append("Measurement: \(loadings.joined(separator: ", ")).")
    }
    let paths = names(.path, "->")
    if !paths.isEmpty {
      sentences.append("Paths: \(paths.joined(separator: ", ")).")
    }
    let covariances = names(.covariance, "<->")
    if !covariances.isEmpty {
      sentences.append("Covariances: \(covariances.joined(separator: ", ")).")
    }
    return (titled ? "Group \(title). " : "") + sentences.joined(separator: " ")
  }
}
