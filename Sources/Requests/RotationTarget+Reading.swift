internal import FactorRotation
internal import Latent
internal import Messages
internal import Reporting
internal import RequestSettings
internal import TableReading

extension AnalysisSettings {
  /// Reads the target of a model's exploratory blocks, if there is one.
  ///
  /// - Parameter files: How it is read.
  /// - Throws: What is wrong with the file.
  mutating func readTarget(_ files: FileAccess) throws {
    guard let path = factors.target else { return }
    var unused = ReportContext()
    // The codes of missing answers are none of loadings.
    var plain = data
    plain.missingCodes = []
    plain.codebook = nil
    let table = try plain.readTable(path, files, &unused)
    let names = table.columns.first
    guard let names, names.numbers == nil else {
      throw InputError(
        message: "The target's first column does not name the indicators.",
        help: "Name the indicators in the first column and the factors above "
          + "the others.", place: path, option: "target")
    }
    let (codes, labels) = names.distinctLabels()
    let rows = codes.map { $0 < 0 ? "" : labels[Int($0)] }
    if let twice = rows.enumerated().first(where: { place, name in
      rows[..<place].contains(name)
    })?.element {
      throw InputError(
        message: "The target has two rows `\(twice)`.", help: "Keep one.",
        place: path, option: "target")
    }
    let columns = try table.columns.dropFirst().map { column in
      try table.numbers(named: column.name)
    }
    let target = RotationTarget(
      variables: rows, factors: Array(table.columnNames.dropFirst()),
      values: rows.indices.map { row in
        columns.map { $0[row].isNaN ? nil : $0[row] }
      })
    var request = factors.rotation
    request.target = target
    factors.rotation = request
    options.estimation.rotation = request
  }
}
