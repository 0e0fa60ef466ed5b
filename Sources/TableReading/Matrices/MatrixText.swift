package import Messages

/// The text of a matrix of moments, taken apart into names and cells.
package struct MatrixText {
  private struct Row {
    var line: Int
    var label: String?
    var cells: [String]
  }

  /// The variables' names, empty until `name(_:)` if the file has none.
  package private(set) var names: [String] = []
  /// The rows named `sd`, `mean` and `n`.
  package private(set) var extras: [String: [Double]] = [:]
  /// Whether the file is a table of correlations as articles print it.
  package private(set) var isPrinted = false
  private let numbers: CellNumbers
  private var rows: [Row] = []
  private let file: String

  /// The extra row that a label names, as people spell it: `sd`, `mean` or
  /// `n`.
  private static func extra(_ label: String) -> String? {
    switch SummaryKind(label: label) {
    case .mean: return "mean"
    case .deviation: return "sd"
    case .count: return "n"
    default: break
    }
    let others = ["std.dev": "sd", "s.d.": "sd", "nobs": "n"]
    return others[label.lowercased()]
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - bytes: Its bytes, if they have been read already.
  ///   - encoding: The encoding; `nil` finds it.
  ///   - delimiter: The character between cells; `nil` finds it.
  ///   - decimalMark: The decimal mark; `nil` finds it.
  /// - Throws: `LatentError` with the file and the line.
  package init(
    contentsOf path: String, bytes: [UInt8]? = nil,
    encoding: TextEncoding? = nil, delimiter: Delimiter? = nil,
    decimalMark: DecimalMark? = nil
  ) throws(LatentError) {
    let records = try TextRecord.all(
      contentsOf: path, bytes: bytes, encoding: encoding,
      delimiter: delimiter)
    let printed = PrintedCorrelations(records)
    try self.init(
      try TypedRows(records, file: path)?.matrix() ?? printed?.matrix
        ?? records,
      decimalMark: decimalMark, file: path)
    isPrinted = printed != nil
  }

  private init(
    _ records: [TextRecord], decimalMark: DecimalMark?, file: String
  ) throws(LatentError) {
    self.file = file
    var body = records[...]
    var header: [String] = []
    if let first = records.first, first.isHeader {
      header = first.cells
      body = body.dropFirst()
      // An empty corner above the rows' names, and padding behind.
      if header.first == "" { header.removeFirst() }
      while header.last == "" { header.removeLast() }
    }
    // A single text among numbers is a hole in the matrix, not a name.
    let hasLabels = body.allSatisfy(\.hasLabel)
    for record in body {
      var row = Row(line: record.line, label: nil, cells: record.cells)
      if let first = row.cells.first,
        hasLabels || Self.extra(first) != nil
      {
        row.label = first
        row.cells.removeFirst()
      } else if row.cells.count == header.count + 1, row.cells.first == "" {
        row.cells.removeFirst()
      }
      while row.cells.last == "" { row.cells.removeLast() }
      rows.append(row)
    }
    // A corner that holds a word: `variable,x1,x2`.
    if let longest = rows.map(\.cells.count).max(),
      rows.contains(where: { $0.label != nil }), longest == header.count - 1
    {
      header.removeFirst()
    }
    names = header
    numbers = try CellNumbers(
      rows.flatMap { row in
        row.cells.map { DataColumn.Cell(line: row.line, text: $0) }
      }, setting: decimalMark, file: file)
    try takeExtras()
    try nameFromRows()
  }

  /// The unusual spellings of numbers that were read all the same, each with
  /// its first cell.
  package var spellings: [NumberSpelling: DataColumn.Cell] {
    numbers.spellings
  }

  /// Gives names to a matrix without them.
  package mutating func name(_ given: [String]?) throws(LatentError) {
    if let given, names.isEmpty || names == given {
      guard given.count == rows.count else {
        throw malformed(
          "There are \(counted(given.count, "name")) for a matrix of "
            + "\(counted(rows.count, "row")).", line: nil)
      }
      names = given
    } else if given != nil {
      throw malformed(
        isMostlyNumbers
          ? "The matrix has names of its own: \(listing(names, limit: 8))."
          : "The file holds no matrix.", line: nil)
    }
    guard !rows.isEmpty else {
      throw malformed("The file holds no matrix.", line: nil)
    }
    if names.isEmpty { names = rows.indices.map { "V\($0 + 1)" } }
    if rows.count > names.count, isMostlyNumbers,
      rows.allSatisfy({ $0.cells.count == names.count })
    {
      throw LatentError.data(
        .malformedMatrix,
        "The file has \(counted(rows.count, "row")) of "
          + "\(counted(names.count, "variable")), as cases have, and no "
          + "matrix.",
        remedy: "Give it as `data: \(file)`.", file: file)
    }
    guard rows.count == names.count else {
      throw malformed(
        "The matrix has \(counted(rows.count, "row")) for "
          + "\(counted(names.count, "variable")).", line: rows.last?.line)
    }
  }

  private mutating func takeExtras() throws(LatentError) {
    var matrix: [Row] = []
    for row in rows {
      guard let label = row.label, !names.contains(label),
        let extra = Self.extra(label)
      else {
        matrix.append(row)
        continue
      }
      var values: [Double] = []
      for cell in row.cells { values.append(try value(cell, line: row.line)) }
      guard extras.updateValue(values, forKey: extra) == nil else {
        throw malformed("There are two rows \(extra).", line: row.line)
      }
    }
    rows = matrix
    for (extra, values) in extras where values.count != rows.count {
      if extra == "n", !values.isEmpty, Set(values).count == 1 { continue }
      throw malformed(
        "The row \(extra) has \(counted(values.count, "number")) for "
          + "\(counted(rows.count, "variable")).", line: nil)
    }
    if let counts = extras["n"], Set(counts).count > 1 {
      throw LatentError.data(
        .observationCount,
        "The numbers of observations differ among the variables.",
        remedy: "Give one number of observations.", file: file)
    }
  }

  private mutating func nameFromRows() throws(LatentError) {
    let labels = rows.compactMap(\.label)
    guard !labels.isEmpty else { return }
    if names.isEmpty, labels.count == rows.count { names = labels }
    for (index, row) in rows.enumerated() where index < names.count {
      guard let label = row.label, label != names[index] else { continue }
      throw malformed(
        isMostlyNumbers
          ? "Row \(index + 1) is named \(LatentError.shortened(label)), column "
            + "\(index + 1) \(LatentError.shortened(names[index]))."
          : "Row \(index + 1) and column \(index + 1) have different names.",
        line: row.line)
    }
  }

  /// Whether the diagonal looks like reliabilities among correlations: some
  /// numbers below 1 beside ones, or all of them and the others written without
  /// a zero before the point.
  package var hasReliabilities: Bool {
    var diagonal: [String] = []
    for (index, row) in rows.enumerated() {
      let isTriangle = rows.count > 1 && rows[0].cells.count == 1
      let position = isTriangle ? row.cells.count - 1 : index
      guard row.cells.indices.contains(position) else { return false }
      diagonal.append(row.cells[position])
    }
    let values = diagonal.compactMap { numbers.number($0)?.value }
    guard values.count == rows.count, values.count > 1,
      values.allSatisfy({ $0 > 0.3 && $0 <= 1 }),
      values.contains(where: { $0 < 0.9999 })
    else { return false }
    if values.contains(1) { return true }
    return rows.allSatisfy { row in
      row.cells.allSatisfy {
        $0.isEmpty || ".-,\u{2212}\u{2013}".contains($0.prefix(1))
      }
    }
  }

  /// The whole matrix, column after column.
  package func symmetricMatrix() throws(LatentError) -> [Double] {
    let p = names.count
    let isTriangle = p > 1 && rows[0].cells.count == 1
    for (index, row) in rows.enumerated() {
      let expected = isTriangle ? index + 1 : p
      guard row.cells.count == expected else {
        throw malformed(
          "Row \(index + 1) of the matrix has "
            + "\(counted(row.cells.count, "number")), not \(expected).",
          line: row.line)
      }
    }
    var matrix = [Double](repeating: 0, count: p * p)
    for row in 0..<p {
      for column in 0...row {
        var text = rows[row].cells[column]
        let mirror = isTriangle ? text : rows[column].cells[row]
        // One triangle may be empty, as in tables that are printed.
        if text.isEmpty { text = mirror }
        let lower = try value(text, line: rows[row].line, row, column)
        if isTriangle || row == column || mirror.isEmpty {
          matrix[column * p + row] = lower
          matrix[row * p + column] = lower
          continue
        }
        let upper = try value(mirror, line: rows[column].line, column, row)
        guard abs(lower - upper) <= printedError(text, mirror) else {
          throw .asymmetricMatrix(
            names[row], names[column], lower: lower, upper: upper, file: file)
        }
        let better =
          numbers.number(text)?.decimals ?? 0
            >= numbers.number(mirror)?.decimals ?? 0
          ? lower : upper
        matrix[column * p + row] = better
        matrix[row * p + column] = better
      }
    }
    return matrix
  }

  /// Half a unit of the last digit that the shorter of two cells prints,
  /// with room for that unit's own rounding; nothing for whole numbers.
  private func printedError(_ a: String, _ b: String) -> Double {
    guard let a = numbers.number(a), let b = numbers.number(b) else { return 0 }
    // Numbers printed with all the digits of a double may differ by more
    // than that and still be equal for every purpose.
    let rounding = max(a.value.magnitude, b.value.magnitude) * 1e-12
    let decimals = min(a.decimals, b.decimals)
    guard decimals > 0, a.decimals != b.decimals else { return rounding }
    var unit = 1.0
    for _ in 0..<min(decimals, 320) { unit /= 10 }
    return max(0.5 * unit * (1 + 1e-6), rounding)
  }

  private func value(
    _ cell: String, line: Int, _ row: Int? = nil, _ column: Int? = nil
  ) throws(LatentError) -> Double {
    if let number = numbers.number(cell), number.value.isFinite {
      return number.value
    }
    var place = ""
    if let row, let column {
      place = " for \(names[row]) and \(names[column])"
    }
    throw LatentError.data(
      .invalidMoment,
      isMostlyNumbers
        ? "'\(LatentError.shortened(cell))'\(place) is not a finite number."
        : "The file holds text where a matrix has numbers.",
      remedy: remedy(for: cell, row, column), file: file, line: line)
  }

  private func remedy(for cell: String, _ row: Int?, _ column: Int?) -> String {
    if let row, row == column {
      let inside = cell.filter { !"()[]".contains($0) }
      if inside != cell, numbers.number(inside) != nil {
        return "On the diagonal stand ones or variances; a reliability does "
          + "not belong into the matrix."
      }
      if numbers.number(cell) == nil {
        return "Write 1 on the diagonal of correlations, the variances on that "
          + "of covariances."
      }
    }
    let remedy = NonNumber(cell).remedy
    // A matrix has no missing values.
    return remedy?.contains("missing-codes") == false
      ? remedy ?? "" : "A matrix of moments has a number in every cell."
  }

  /// Whether most cells are numbers; what is not a matrix may hold anything,
  /// and is not shown.
  private var isMostlyNumbers: Bool {
    let cells = rows.flatMap(\.cells)
    let count = cells.count { numbers.number($0) != nil }
    return count > 0 && 2 * count >= cells.count
  }

  private func malformed(_ message: String, line: Int?) -> LatentError {
    LatentError.data(
      .malformedMatrix, message,
      remedy: "Give the full symmetric matrix, or its lower triangle with the "
        + "diagonal, under a header of names.", file: file, line: line)
  }
}
