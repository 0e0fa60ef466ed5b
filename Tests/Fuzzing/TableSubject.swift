import TableReading

/// Any bytes are a table or an error; a table written as CSV reads back.
@Sendable func checkTable(_ bytes: [UInt8]) {
  for hasHeader in [true, false] {
    var reader = CSVReader()
    reader.hasHeader = hasHeader
    reader.missingCodes = hasHeader ? [] : ["-9", "none"]
    do {
      let table = try reader.read(bytes: bytes, name: "table")
      expectSameAfterWriting(table)
    } catch {
      expect(!error.description.isEmpty, "An error says nothing.")
    }
  }
}

private func expectSameAfterWriting(_ table: DataTable) {
  // A first line like that is Excel's word for what stands between cells.
  if table.columnNames.first?.lowercased().contains("sep=") == true { return }
  let text = text(of: table)
  var reader = CSVReader()
  reader.delimiter = .comma
  do {
    let again = try reader.read(text: text)
    expect(
      again.columnNames == table.columnNames, "Names differ.",
      "\(table.columnNames)\n\(again.columnNames)")
    expect(again.rowCount == table.rowCount, "Rows are lost.", text)
    for (one, two) in zip(table.columns, again.columns) {
      expect(isSame(one, two), "A column differs.", "\(one)\n\(two)\n\(text)")
    }
  } catch {
    fatalError("A table that was written does not read back: \(error)\n\(text)")
  }
}

private func text(of table: DataTable) -> String {
  var lines = [table.columnNames.map(quoted).joined(separator: ",")]
  for row in 0..<table.rowCount {
    lines.append(
      table.columns.map { cell($0, row) }.joined(separator: ","))
  }
  return lines.joined(separator: "\n") + "\n"
}

private func cell(_ column: DataColumn, _ row: Int) -> String {
  switch column.values {
  case .numbers(let numbers): numbers[row].isNaN ? "NA" : "\(numbers[row])"
  case .text(let codes, let levels):
    codes[row] < 0 ? "NA" : quoted(levels[Int(codes[row])])
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    result.unicodeScalars.append(scalar)
    if scalar == "\"" { result += "\"" }
  }
  return result + "\""
}

private func isSame(_ one: DataColumn, _ two: DataColumn) -> Bool {
  switch (one.values, two.values) {
  case (.numbers(let a), .numbers(let b)):
    a.elementsEqual(b) { $0 == $1 || $0.isNaN && $1.isNaN }
  case (.text(let a, let p), .text(let b, let q)):
    a == b && p.elementsEqual(q) { $0.utf8.elementsEqual($1.utf8) }
  default:
    // A column of text whose cells are all missing, or the reverse.
    one.count == 0
  }
}
