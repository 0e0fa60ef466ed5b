internal import Messages
internal import ReportRendering

/// A sheet of a workbook as it is filled.
struct Sheet {
  /// The name, at most 31 characters.
  let name: String

  private var rows: [String] = []
  private var merges: [String] = []
  private var widths: [Int] = []
  /// The rows that stay in view above those that scroll.
  var frozenRows = 0

  /// An empty sheet.
  init(name: String) { self.name = name }

  /// A cell's contents with the place of its style.
  enum Content {
    /// Nothing.
    case empty
    /// A text.
    case text(String)
    /// A number, which is finite.
    case number(Double)
  }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - cells: The cells from the first column on.
  ///   - own: The widths that its columns need, characters.
  mutating func add(
    _ cells: [(content: Content, style: Int)], widths own: [Int] = []
  ) {
    let number = rows.count + 1
    var row = "<row r=\"\(number)\">"
    for (column, cell) in cells.enumerated() {
      let place = Self.column(column) + "\(number)"
      let style = cell.style == 0 ? "" : " s=\"\(cell.style)\""
      switch cell.content {
      case .empty:
        if cell.style != 0 { row += "<c r=\"\(place)\"\(style)/>" }
      case .text(let text):
        row +=
          "<c r=\"\(place)\"\(style) t=\"inlineStr\"><is>"
          + "<t xml:space=\"preserve\">\(MarkupText.escaped(text))</t></is></c>"
      case .number(let value):
        row += "<c r=\"\(place)\"\(style)><v>\(value)</v></c>"
      }
    }
    rows.append(row + "</row>")
    for (column, width) in own.enumerated() {
      if column < widths.count {
        widths[column] = max(widths[column], width)
      } else {
        widths.append(width)
      }
    }
  }

  /// Joins cells of the last row into one.
  mutating func merge(_ columns: Range<Int>) {
    guard columns.count > 1 else { return }
    merges.append(
      "\(Self.column(columns.lowerBound))\(rows.count):"
        + "\(Self.column(columns.upperBound - 1))\(rows.count)")
  }

  /// The letters of a column, from 0: A, B, ..., Z, AA, ...
  static func column(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? letter : column(index / 26 - 1) + letter
  }

  /// The part of the workbook that holds it.
  var part: String {
    let columns = widths.enumerated().map { column, width in
      "<col min=\"\(column + 1)\" max=\"\(column + 1)\" "
        + "width=\"\(min(60, width) + 2)\" customWidth=\"1\"/>"
    }
    let view =
      frozenRows == 0
      ? ""
      : "<pane ySplit=\"\(frozenRows)\" topLeftCell=\"A\(frozenRows + 1)\" "
        + "activePane=\"bottomLeft\" state=\"frozen\"/>"
    return WordParts.declaration
      + "<worksheet xmlns=\"\(WorkbookParts.namespace)\"><sheetViews>"
      + "<sheetView workbookViewId=\"0\" showGridLines=\"0\">\(view)"
      + "</sheetView></sheetViews>"
      + (columns.isEmpty ? "" : "<cols>\(columns.joined())</cols>")
      + "<sheetData>\(rows.joined())</sheetData>"
      + (merges.isEmpty
        ? ""
        : "<mergeCells count=\"\(merges.count)\">"
          + merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
          + "</mergeCells>")
      + "</worksheet>\n"
  }
}
