internal import Messages

/// The layout of matrices that SPSS writes and AMOS reads: a column
/// `rowtype_` says what each row holds, `varname_` whose it is.
struct TypedRows {
  private let header: [String]
  private let rows: [TextRecord]
  private let typeColumn: Int
  private let nameColumn: Int?
  private let file: String

  /// The kinds of row that are read, as files spell them.
  private static let kinds = [
    "cov": "cov", "covariance": "cov", "corr": "corr", "correlation": "corr",
    "stddev": "sd", "sd": "sd", "std": "sd", "mean": "mean", "means": "mean",
    "n": "n", "n_vector": "n", "n_scalar": "n", "count": "n",
  ]

  /// Recognizes the layout; `nil` for files without a column `rowtype_`.
  ///
  /// - Parameters:
  ///   - records: The file's records.
  ///   - file: The file's name.
  init?(_ records: [TextRecord], file: String) {
    guard let header = records.first?.cells,
      let typeColumn = header.firstIndex(where: {
        $0.lowercased() == "rowtype_"
      })
    else { return nil }
    self.header = header
    self.file = file
    self.typeColumn = typeColumn
    nameColumn = header.firstIndex { $0.lowercased() == "varname_" }
    rows = Array(records.dropFirst())
  }

  /// The same moments as a full matrix under its names, with rows `sd`,
  /// `mean` and `n`.
  ///
  /// Where there are covariances, correlations and standard deviations say the
  /// same again and are left out.
  ///
  /// - Throws: `LatentError` naming what is missing or not read.
  func matrix() throws(LatentError) -> [TextRecord] {
    guard let nameColumn else {
      throw malformed(
        "The matrix has a column rowtype_ and no column varname_.",
        remedy: "Keep both columns as SPSS writes them, or drop both.",
        line: nil)
    }
    try requireOneGroup(before: nameColumn)
    // Columns beside the two hold the groups.
    let first = max(typeColumn, nameColumn) + 1
    var names = Array(header[min(first, header.count)...])
    while names.last == "" { names.removeLast() }
    var cells: [String: [String: (cells: [String], line: Int)]] = [:]
    for row in rows {
      let type = row.cells[safe: typeColumn].lowercased()
      guard let kind = Self.kinds[type] else {
        throw malformed(
          "The matrix has a row of the type `\(LatentError.shortened(type))`, "
            + "which is not read.",
          remedy: "Keep the rows cov or corr, stddev, mean and n.",
          line: row.line)
      }
      var own = Array(row.cells.dropFirst(first))
      while own.count < names.count { own.append("") }
      let isMatrix = kind == "cov" || kind == "corr"
      let name = isMatrix ? row.cells[safe: nameColumn] : ""
      guard !isMatrix || names.contains(name) else {
        throw malformed(
          "The row \(type) of \(LatentError.shortened(name)) has no column.",
          remedy: NearestName.find(name, in: names)
            .map { "Did you mean \($0)?" }
            ?? "The columns are \(listing(names, limit: 20)).", line: row.line)
      }
      if cells[kind, default: [:]].updateValue((own, row.line), forKey: name)
        != nil
      {
        throw malformed(
          "There are two rows \(type)"
            + (name.isEmpty ? "." : " of \(LatentError.shortened(name))."),
          remedy: "Keep one of them.", line: row.line)
      }
    }
    let kind = cells["cov"] == nil ? "corr" : "cov"
    guard let matrix = cells[kind] else {
      throw malformed(
        "The matrix has no row of the type cov or corr.",
        remedy: "Add the covariances or the correlations.", line: nil)
    }
    var made = [TextRecord(line: 1, cells: names)]
    for (index, name) in names.enumerated() {
      guard let row = matrix[name] else {
        throw malformed(
          "There is no row \(kind) of \(LatentError.shortened(name)).",
          remedy: "Add it, or drop its column.", line: nil)
      }
      // The other triangle may be empty.
      var own = row.cells
      for (column, other) in names.enumerated() where own[column].isEmpty {
        own[column] = matrix[other]?.cells[index] ?? ""
      }
      made.append(
        TextRecord(
          line: row.line, cells: [name] + own.prefix(names.count)))
    }
    let extras = kind == "cov" ? ["mean", "n"] : ["sd", "mean", "n"]
    for extra in extras {
      guard let row = cells[extra]?[""] else { continue }
      let own = row.cells.prefix(names.count)
      made.append(
        TextRecord(
          line: row.line,
          cells: [extra] + (extra == "n" ? own.filter { !$0.isEmpty } : own)))
    }
    return made
  }

  /// Refuses matrices of several groups in one file.
  private func requireOneGroup(before nameColumn: Int) throws(LatentError) {
    for column in 0..<max(typeColumn, nameColumn)
    where column != typeColumn && column != nameColumn {
      var seen: [String] = []
      for row in rows where !seen.contains(row.cells[safe: column]) {
        seen.append(row.cells[safe: column])
      }
      guard seen.count > 1 else { continue }
      throw malformed(
        "The file holds matrices of the groups \(listing(seen, limit: 8)) of "
          + "\(LatentError.shortened(header[column])).",
        remedy: "Write a file for each group, and name them with `cov: a,b`.",
        line: nil)
    }
  }

  private func malformed(_ message: String, remedy: String, line: Int?)
    -> LatentError
  {
    LatentError.data(
      .malformedMatrix, message, remedy: remedy, file: file, line: line)
  }
}

extension [String] {
  /// The element at an index; empty past the end.
  fileprivate subscript(safe index: Int) -> String {
    index < count ? self[index] : ""
  }
}
