internal import Codebooks
internal import ItemAnalysis
internal import Messages
internal import ModelSyntax
internal import Reporting
package import Requests
package import TableReading

/// A study's data in memory: the file's columns with those that are computed,
/// the codebook, and the access of steps to them.
package struct StudyData: Sendable {
  /// The names that the study may use.
  package private(set) var names: StudyNames
  /// The access of steps to the data, under the names `cases` and `others`.
  package private(set) var files: FileAccess
  /// The name under which steps find the data.
  package let path: String
  /// The name under which steps find the data without distant cases.
  package let keptPath: String
  /// The name under which steps find the codebook; `nil` without one.
  package let codebookPath: String?
  /// The data file's name and the hash of its bytes.
  package let file: (name: String, hash: String)
  /// The hash of the codebook's bytes; empty without one.
  package private(set) var codebookHash = ""
  /// The number of rows.
  package let rowCount: Int
  /// The table, described by the codebook.
  package private(set) var table: DataTable
  /// The rows that are left out as distant, from 1; `nil` where nobody asks.
  package private(set) var outliers: [Int]?

  private var raw: MemoryTable

  /// Reads a study's files and computes its variables.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - files: The access to files; paths are those of the study file.
  /// - Throws: `LatentError` for what is wrong with files, or with what is
  ///   computed of them.
  package init(_ study: Study, _ files: FileAccess) throws {
    path = study.data.file.text
    keptPath = path + " without outliers"
    codebookPath = study.codebook?.text
    raw = try files.readTable(
      path,
      options: study.data.options.map { .init($0.name.text, $0.value) })
    file = (raw.file.name, raw.file.hash)
    rowCount = raw.table.rowCount
    var codebook: Codebook?
    var memory: [String: [UInt8]] = [:]
    if let codebookPath {
      let bytes = try files.read(codebookPath, "codebook")
      memory[codebookPath] = bytes
      var hash = ContentHash()
      hash.update(bytes.span)
      codebookHash = hash.text
      codebook = try files.readCodebook(codebookPath)
    }
    table = try codebook?.describing(raw.table).table ?? raw.table
    names = StudyNames(codebook, table)
    self.files = .inMemory(memory)
    self.files.readForeign = files.readForeign
    for own in study.computed { try compute(own, study) }
    try label(by: study)
    self.files.tables = [path: raw]
  }

  private mutating func compute(_ own: Study.Named, _ study: Study) throws {
    let name = own.name.text
    do throws(ComputedExpressionParser.Fault) {
      if names.find(name)?.name == name {
        throw .init(
          message: "The name `\(name)` is taken.",
          remedy: "Give the computed variable another name.", place: own.name)
      }
      let expression = try ComputedExpressionParser.parse(own.text)
      let values = try ComputedValues(table: table, names: names)
        .values(of: expression, at: own.text)
      guard values.contains(where: { !$0.isNaN }) else {
        throw .init(
          message: "`\(name)` has no value in any row.",
          remedy: "Logarithms and roots need positive values.", place: own.text)
      }
      let column = DataColumn(name: name, numbers: values)
      names.addVariable(name)
      table = try appended(column, to: table)
      raw.table = try appended(column, to: raw.table)
    } catch {
      throw LatentError(
        ModelSyntaxError(
          diagnostics: [
            Diagnostic(
              code: .studyInvalid, message: error.message,
              remedy: error.remedy, range: error.place.range)
          ], source: study.source))
    }
  }

  /// Gives variables the labels of the study.
  private mutating func label(by study: Study) throws {
    var faults: [Diagnostic] = []
    var (variables, own) = (table.variables, raw.table.variables)
    for label in study.labels {
      let text = label.variable.text
      guard case .variable(let name)? = names.find(text) else {
        faults.append(
          Diagnostic(
            code: .studyUnknownName,
            message: names.find(text) == nil
              ? "There is no variable `\(text)`."
              : "`\(text)` is a construct; its label stands in the codebook.",
            remedy: names.find(text) == nil
              ? names.suggestion(for: text)
              : "Write `label` or `label_zh` below the construct there.",
            range: label.variable.range))
        continue
      }
      label.describe(&variables, name: name)
      label.describe(&own, name: name)
      names.label(name, label.text)
    }
    guard faults.isEmpty else {
      throw LatentError(
        ModelSyntaxError(
          diagnostics: ModelSyntaxError.limited(faults), source: study.source))
    }
    table = try table.replacing(table.columns, variables: variables)
    raw.table = try raw.table.replacing(raw.table.columns, variables: own)
  }

  private func appended(
    _ column: DataColumn, to table: DataTable
  ) throws(ComputedExpressionParser.Fault) -> DataTable {
    do {
      return try table.replacing(table.columns + [column])
    } catch {
      throw .init(
        message: error.message, remedy: error.remedy,
        place: PlacedText(column.name))
    }
  }

  /// Makes the data without distant cases: those whose distance from the means
  /// of some items has p < .001.
  ///
  /// - Parameter items: The items.
  /// - Throws: `LatentError` where items have no such distances.
  mutating func leaveOutliersOut(of items: [String]) throws(LatentError) {
    guard outliers == nil else { return }
    let found = try ItemAnalysis(table, scales: [], others: items)
    let rows = Set((found.normality?.outliers ?? []).map(\.row))
    outliers = rows.sorted()
    let kept = (0..<rowCount).filter { !rows.contains($0 + 1) }
    var own = raw
    own.table = try raw.table.replacing(
      raw.table.columns.map { $0.selecting(kept) })
    own.file.name = keptPath
    files.tables[keptPath] = own
  }
}
