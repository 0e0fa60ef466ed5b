/// The evidence of a column's or a file's numbers about their decimal mark.
struct MarkEvidence {
  /// The first number that only makes sense with the mark before decimals.
  private var sure: [DecimalMark: DataColumn.Cell] = [:]
  /// The first number in which the mark may separate thousands.
  private var ambiguous: [DecimalMark: DataColumn.Cell] = [:]

  mutating func add(_ form: WrittenNumber.Form, _ cell: DataColumn.Cell) {
    switch form {
    case .whole: break
    case .decimal(let mark): add(sure: mark, cell)
    case .ambiguous(let mark):
      if ambiguous[mark] == nil { ambiguous[mark] = cell }
    case .thousands(let mark): add(sure: mark.other, cell)
    }
  }

  mutating func add(sure mark: DecimalMark, _ cell: DataColumn.Cell) {
    if sure[mark] == nil { sure[mark] = cell }
  }

  mutating func add(_ other: MarkEvidence) {
    sure.merge(other.sure) { own, _ in own }
    ambiguous.merge(other.ambiguous) { own, _ in own }
  }

  /// Whether some number can only have the mark before its decimals.
  func isSure(of mark: DecimalMark) -> Bool { sure[mark] != nil }

  /// The first number in which the mark stands, whatever it means.
  func first(_ mark: DecimalMark) -> DataColumn.Cell? {
    [sure[mark], ambiguous[mark]].compactMap(\.self)
      .min { $0.line < $1.line }
  }

  /// The decimal mark of a column's numbers.
  ///
  /// - Parameters:
  ///   - setting: The mark that is asked for, if one is.
  ///   - file: The evidence of the whole file.
  /// - Returns: The mark, or why it is not known.
  func mark(setting: DecimalMark?, file: MarkEvidence)
    -> Result<DecimalMark, UnreadNumbers>
  {
    if let setting { return .success(setting) }
    if let comma = sure[.comma], let point = sure[.point] {
      return .failure(.mixed(comma, point))
    }
    if sure[.comma] != nil { return .success(.comma) }
    if sure[.point] != nil { return .success(.point) }
    if let cell = ambiguous[.comma] {
      // Other columns with decimal commas, and none with points, tell.
      guard file.isSure(of: .comma), file.first(.point) == nil else {
        return .failure(.ambiguous(cell, .comma))
      }
      return .success(.comma)
    }
    if let cell = ambiguous[.point], file.isSure(of: .comma) {
      return .failure(.ambiguous(cell, .point))
    }
    return .success(.point)
  }
}

/// The reason why the numbers of a column are not read.
enum UnreadNumbers: Error, Sendable, Hashable {
  /// A cell is not a number.
  case text(DataColumn.Cell)
  /// The mark in it may stand before decimals or separate thousands.
  case ambiguous(DataColumn.Cell, DecimalMark)
  /// Commas stand before decimals in one cell, points in another.
  case mixed(DataColumn.Cell, DataColumn.Cell)
  /// The mark that is asked for cannot be the cell's.
  case otherMark(DataColumn.Cell, DecimalMark)
}
