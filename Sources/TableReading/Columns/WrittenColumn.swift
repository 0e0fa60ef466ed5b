/// A column of text whose cells people wrote as numbers.
struct WrittenColumn {
  /// The evidence about the decimal mark in its numbers.
  private(set) var evidence = MarkEvidence()
  private var numbers: [WrittenNumber?] = []
  private let cells: [DataColumn.Cell]

  /// Looks at the distinct texts of a column.
  ///
  /// - Parameters:
  ///   - levels: The texts.
  ///   - lines: The line on which each of them stands first.
  ///   - missing: The codes of missing values.
  /// - Throws: The first of them that is not a number.
  init(levels: [String], lines: [Int], missing: MissingCodes)
    throws(UnreadNumbers)
  {
    cells = zip(lines, levels).map { DataColumn.Cell(line: $0, text: $1) }
    for cell in cells {
      if let number = WrittenNumber(cell.text) {
        evidence.add(number.form, cell)
        numbers.append(number)
      } else if missing.contains(trimmed: cell.text) {
        numbers.append(nil)
      } else {
        throw .text(cell)
      }
    }
  }

  /// The value of each text, and what is unusual in them.
  ///
  /// - Parameters:
  ///   - mark: The decimal mark.
  ///   - missing: The codes of missing values.
  /// - Returns: The values, the first cell of each way of writing, and the
  ///   positions of the codes of missing values that occur.
  /// - Throws: The first text whose number has another decimal mark.
  func values(_ mark: DecimalMark, missing: MissingCodes)
    throws(UnreadNumbers) -> (
      values: [Double], spellings: [NumberSpelling: DataColumn.Cell],
      codes: Set<Int>
    )
  {
    var values: [Double] = []
    var first: [NumberSpelling: DataColumn.Cell] = [:]
    var codes: Set<Int> = []
    for (number, cell) in zip(numbers, cells) {
      guard let number else {
        if let code = missing.code(trimmed: cell.text) { codes.insert(code) }
        values.append(.nan)
        continue
      }
      guard let (read, spellings) = number.number(mark) else {
        throw .otherMark(cell, mark)
      }
      for spelling in spellings where first[spelling] == nil {
        first[spelling] = cell
      }
      if let code = missing.code(of: read.value) {
        codes.insert(code)
        values.append(.nan)
      } else {
        values.append(read.value)
      }
    }
    return (values, first, codes)
  }
}
