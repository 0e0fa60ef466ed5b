/// A format in which results are written: one file for each format.
public protocol ResultRenderer: Sendable {
  /// Writes a result.
  ///
  /// - Parameter result: The result.
  /// - Returns: The whole text, ending in a line end unless it is empty.
  func render(_ result: some ReportedResult) -> String
}

/// A result that every renderer can write: one file for each result.
///
/// It is seen in three ways: as a report for people, as a document for
/// programs, and as records of the same fields. Encoders get the document.
public protocol ReportedResult: Sendable, Encodable {
  /// Sections, tables and sentences.
  var report: Report { get }
  /// Everything, by names that do not change.
  var document: JSONValue { get }
  /// The rows of the document that make a table.
  var records: RecordTable { get }
}

extension ReportedResult {
  /// Encodes the document.
  public func encode(to encoder: any Encoder) throws {
    try document.encode(to: encoder)
  }
}

/// Records of the same fields.
public struct RecordTable: Sendable, Hashable {
  /// The names of the fields.
  public var fields: [String]
  /// The values of the records, in the order of the fields.
  public var records: [[JSONValue]]

  /// Makes a table of records.
  public init(fields: [String], records: [[JSONValue]]) {
    self.fields = fields
    self.records = records
  }

  /// Makes a table of objects whose members have the same names; others count
  /// as none.
  package init(_ rows: [[(String, JSONValue)]]) {
    fields = rows.first?.map(\.0) ?? []
    records = rows.map { $0.map(\.1) }
  }
}
