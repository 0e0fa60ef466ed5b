public import Messages

/// A table of named columns, as read from a file or made in memory.
public struct DataTable: Sendable {
  /// The file's name as errors show it, `<memory>` without a file.
  public let fileName: String
  /// The encoding the text was read in, `nil` without a file.
  public let encoding: TextEncoding?
  /// The warnings about the file as a whole.
  package var notes: [LatentWarning] = []
  /// The lines of the file on which rows begin, where they are known.
  package var rowLines = RowLines()
  /// The codes of missing values that were asked for beside the usual ones.
  package var missingCodes: [String] = []
  /// The file's descriptions of its variables; empty where it has none, as text
  /// files do.
  public package(set) var variables: [VariableDescription] = []
  /// The columns.
  package let columns: [DataColumn]
  /// The number of rows.
  public let rowCount: Int
  private let positions: [String: Int]

  /// Makes a table from columns.
  ///
  /// - Parameters:
  ///   - columns: Columns of equal length with unique names.
  ///   - fileName: The name that errors show.
  /// - Throws: `LatentError` if names repeat or lengths differ.
  public init(columns: [DataColumn], fileName: String = "<memory>")
    throws(LatentError)
  {
    try self.init(columns: columns, fileName: fileName, encoding: nil)
  }

  /// Makes a table of numbers; NaN stands for a missing value.
  ///
  /// - Parameters:
  ///   - columns: Names with their values, all of one length.
  ///   - fileName: The name that errors show.
  /// - Throws: `LatentError` if names repeat or lengths differ.
  public init(
    columns: [(name: String, numbers: [Double])], fileName: String = "<memory>"
  ) throws(LatentError) {
    let made = columns.map { DataColumn(name: $0.name, numbers: $0.numbers) }
    try self.init(columns: made, fileName: fileName, encoding: nil)
  }

  /// Makes a table from columns of a file.
  ///
  /// - Parameters:
  ///   - columns: Columns of equal length with unique names.
  ///   - fileName: The name that errors show.
  ///   - encoding: The encoding of the file; `nil` without a file.
  /// - Throws: `LatentError` if names repeat or lengths differ.
  package init(
    columns: [DataColumn], fileName: String, encoding: TextEncoding?
  )
    throws(LatentError)
  {
    var positions: [String: Int] = [:]
    for (position, column) in columns.enumerated() {
      if let first = positions.updateValue(position, forKey: column.name) {
        throw .duplicateColumn(
          column.name, first: first, second: position,
          file: encoding == nil ? nil : fileName, line: nil)
      }
      if let first = columns.first, column.count != first.count {
        throw LatentError.data(
          .unequalColumns,
          "Column \(column.name) has \(counted(column.count, "row")), "
            + "column \(first.name) \(first.count).",
          remedy: "Give columns of one length; NaN marks a missing value.")
      }
    }
    self.fileName = fileName
    self.encoding = encoding
    self.columns = columns
    self.rowCount = columns.first?.count ?? 0
    self.positions = positions
  }

  /// The columns' names in their order.
  public var columnNames: [String] { columns.map(\.name) }

  /// The position of a column, if the table has it.
  ///
  /// A name that R's `read.csv` would have made from exactly one column's
  /// name is understood too, so that models written for R find `Q1-1` under
  /// `Q1.1`.
  package func position(of name: String) -> Int? {
    if let exact = positions[name] { return exact }
    let made = columns.indices.filter { Self.nameInR(columns[$0].name) == name }
    return made.count == 1 ? made[0] : nil
  }

  /// The column of a name.
  ///
  /// - Parameter name: The column's name.
  /// - Returns: The column.
  /// - Throws: `LatentError` naming the nearest column if there is none.
  package func column(named name: String) throws(LatentError) -> DataColumn {
    guard let position = position(of: name) else {
      throw .unknownColumn(name, in: self)
    }
    return columns[position]
  }

  /// The table with other columns of the same cases.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - variables: What is known of them; `nil` for what is known already.
  /// - Returns: The table.
  /// - Throws: `LatentError` if names repeat or lengths differ.
  package func replacing(
    _ columns: [DataColumn], variables: [VariableDescription]? = nil
  ) throws(LatentError) -> DataTable {
    var table = try DataTable(
      columns: columns, fileName: fileName, encoding: encoding)
    table.notes = notes
    table.rowLines = rowLines
    table.missingCodes = missingCodes
    table.variables = variables ?? self.variables
    return table
  }

  /// The table of some of its columns.
  ///
  /// - Parameter names: Their names; `nil` for all.
  /// - Returns: The table.
  /// - Throws: `LatentError` naming the nearest column if there is none.
  package func selecting(_ names: [String]?) throws(LatentError) -> DataTable {
    guard let names else { return self }
    var columns: [DataColumn] = []
    for name in names { columns.append(try column(named: name)) }
    var table = try DataTable(
      columns: columns, fileName: fileName, encoding: encoding)
    table.variables = variables
    return table
  }

  /// The numbers of a column.
  ///
  /// - Parameter name: The column's name.
  /// - Returns: The values, NaN where one is missing.
  /// - Throws: `LatentError` if the column does not exist or holds text.
  public func numbers(named name: String) throws(LatentError) -> [Double] {
    let column = try column(named: name)
    guard let numbers = column.numbers else {
      throw .textInNumbers(column, in: self)
    }
    return numbers
  }

  /// The name that R gives to a column: what is not a letter, a digit, `.`
  /// or `_` becomes `.`, and `X` goes before what cannot begin a name.
  static func nameInR(_ name: String) -> String {
    var made = ""
    for scalar in name.unicodeScalars {
      let kept =
        scalar == "." || scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType == .decimal
      made.unicodeScalars.append(kept ? scalar : ".")
    }
    var opening = made.unicodeScalars.makeIterator()
    let first = opening.next()
    let second = opening.next()
    let canBegin =
      first.map { scalar in
        scalar.properties.isAlphabetic
          || scalar == "." && second?.properties.numericType != .decimal
      } ?? false
    return canBegin ? made : "X" + made
  }
}
