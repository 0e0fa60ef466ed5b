package import Messages

/// A file with one number for each variable.
package struct VectorText {
  private var names: [String] = []
  private var numbers: [Double] = []
  private let file: String
  private let what: String
  /// The unusual spellings of numbers that were read all the same, each with
  /// its first cell.
  package private(set) var spellings: [NumberSpelling: DataColumn.Cell] = [:]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - bytes: Its bytes, if they have been read already.
  ///   - encoding: The encoding; `nil` finds it.
  ///   - delimiter: The character between cells; `nil` finds it.
  ///   - decimalMark: The decimal mark; `nil` finds it.
  ///   - what: One of its numbers as errors name it.
  /// - Throws: `LatentError` with the file and the line.
  package init(
    contentsOf path: String, bytes: [UInt8]? = nil,
    encoding: TextEncoding? = nil, delimiter: Delimiter? = nil,
    decimalMark: DecimalMark? = nil, what: String
  ) throws(LatentError) {
    try self.init(
      TextRecord.all(
        contentsOf: path, bytes: bytes, encoding: encoding,
        delimiter: delimiter), decimalMark: decimalMark, file: path, what: what)
  }

  private init(
    _ records: [TextRecord], decimalMark: DecimalMark?, file: String,
    what: String
  ) throws(LatentError) {
    self.file = file
    self.what = what
    var body = records[...]
    if let first = records.first, first.isHeader, records.count > 1 {
      names = first.cells
      body = body.dropFirst()
    }
    var labels: [String] = []
    let reader = try CellNumbers(
      body.flatMap { $0.located($0.cells) }, setting: decimalMark, file: file)
    spellings = reader.spellings
    for record in body {
      var cells = record.cells
      if let first = cells.first, !CellNumbers.isNumber(first) {
        labels.append(first)
        cells.removeFirst()
      }
      for cell in cells {
        guard let value = reader.number(cell)?.value, value.isFinite else {
          // What is no list of numbers may hold anything, and is not shown.
          let isNumbers = records.dropFirst().allSatisfy { record in
            record.cells.contains { reader.number($0) != nil }
          }
          throw LatentError.data(
            .invalidMoment,
            isNumbers
              ? "'\(LatentError.shortened(cell))' is not a finite number."
              : "The file holds text where numbers belong.",
            remedy: NonNumber(cell).remedy ?? "", file: file,
            line: record.line)
        }
        numbers.append(value)
      }
    }
    // Names beside the numbers outrank a header such as `variable,mean`; a
    // single row may have a label, or an empty cell for one.
    if labels.count == numbers.count, body.count > 1 {
      names = labels
    } else if names.count == numbers.count + 1 {
      names.removeFirst()
    } else if names.count == 1, numbers.count > 1 {
      names = []
    }
  }

  /// The numbers in the order of the names.
  package func values(for wanted: [String]) throws(LatentError) -> [Double] {
    if names.isEmpty || names.allSatisfy(\.isEmpty) {
      guard numbers.count == wanted.count else {
        throw LatentError.data(
          .malformedMatrix,
          "There are \(counted(numbers.count, what)) for "
            + "\(counted(wanted.count, "variable")).",
          remedy: "Give one number for each variable.", file: file)
      }
      return numbers
    }
    guard names.count == numbers.count else {
      throw LatentError.data(
        .malformedMatrix,
        "There are \(counted(names.count, "name")) and "
          + "\(counted(numbers.count, "number")).",
        remedy: "Give one number for each name.", file: file)
    }
    var values: [Double] = []
    for name in wanted {
      guard let position = names.firstIndex(of: name) else {
        throw LatentError.data(
          .malformedMatrix, "There is no \(what) of \(name).",
          remedy: NearestName.find(name, in: names)
            .map { "Did you mean \($0)?" } ?? "", file: file)
      }
      values.append(numbers[position])
    }
    return values
  }
}
