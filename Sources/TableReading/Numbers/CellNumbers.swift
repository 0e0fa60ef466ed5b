internal import Messages

/// Reads the cells of a small file as numbers, all with one decimal mark.
struct CellNumbers {
  /// The decimal mark.
  let mark: DecimalMark
  /// The unusual spellings of numbers that were read all the same, each with
  /// its first cell.
  private(set) var spellings: [NumberSpelling: DataColumn.Cell] = [:]

  /// Finds the decimal mark.
  ///
  /// - Parameters:
  ///   - cells: The cells that may be numbers, with their lines.
  ///   - setting: The mark that is asked for, if one is.
  ///   - file: The file's name.
  /// - Throws: `LatentError` if commas or points may separate thousands.
  init(
    _ cells: [DataColumn.Cell], setting: DecimalMark?, file: String
  ) throws(LatentError) {
    var evidence = MarkEvidence()
    var numbers: [(WrittenNumber, DataColumn.Cell)] = []
    for cell in cells {
      if let plain = Self.plain(cell.text, allowsComma: false), !plain.hasPoint
      {
        continue
      }
      guard let number = WrittenNumber(cell.text) else { continue }
      evidence.add(number.form, cell)
      numbers.append((number, cell))
    }
    switch evidence.mark(setting: setting, file: evidence) {
    case .success(let mark): self.mark = mark
    case .failure(let reason): throw .unreadCell(reason, file: file)
    }
    for (number, cell) in numbers {
      guard let (_, found) = number.number(mark) else {
        throw .unreadCell(.otherMark(cell, mark), file: file)
      }
      for spelling in found where spellings[spelling] == nil {
        if setting != nil, [.decimalComma, .thousands].contains(spelling) {
          continue
        }
        spellings[spelling] = cell
      }
    }
  }

  /// The number of a cell; `nil` if it is none.
  func number(_ text: String) -> NumberText? {
    if let plain = Self.plain(
      text, allowsComma: mark == .comma, allowsPoint: mark == .point)
    {
      return plain
    }
    return WrittenNumber(text)?.number(mark)?.0
  }

  /// Whether a text is a number, whatever its decimal mark; `inf` is a name.
  static func isNumber(_ text: String) -> Bool {
    if let plain = plain(text, allowsComma: true) { return !plain.isWord }
    return WrittenNumber(text) != nil
  }

  private static func plain(
    _ text: String, allowsComma: Bool, allowsPoint: Bool = true
  ) -> NumberText? {
    let bytes = Array(text.utf8)
    return NumberText(
      bytes.span, 0..<bytes.count, allowsComma: allowsComma,
      allowsPoint: allowsPoint)
  }
}
