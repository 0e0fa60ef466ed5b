package import Messages

/// Makes a table of what another process, or another part of this one, has
/// read from a data file.
///
/// The stream may come in parts of any size. Whatever it holds, nothing is read
/// beyond it, and no more is kept than it has brought.
package struct TransferReader {
  /// The stream's parts that are not read yet.
  private var pending: [UInt8] = []
  private var hasBegun = false
  private var drafts: [TransferColumn] = []
  private var rowCount = 0
  private var labels: [String: [VariableDescription.ValueLabel]] = [:]
  private var text: [UInt8] = []
  private var warnings: [LatentWarning] = []
  private var encoding: String?
  private let file: String
  /// The most bytes of a table that comes as text.
  private static let mostText = 1 << 30 + 1 << 20

  /// Begins a table.
  ///
  /// - Parameter file: The file's name, for errors.
  package init(file: String) {
    self.file = file
  }

  /// Whether the table is whole.
  package var isComplete: Bool { encoding != nil }

  /// Takes a part of the stream.
  ///
  /// - Parameter part: The part.
  /// - Throws: The error that the stream brings, or one that says that it is
  ///   none.
  package mutating func append(_ part: Span<UInt8>) throws(LatentError) {
    unsafe part.withUnsafeBufferPointer {
      unsafe pending.append(contentsOf: $0)
    }
    var start = 0
    if !hasBegun {
      let signature = TransferFrame.signature
      guard pending.count >= signature.count else { return }
      guard pending.starts(with: signature) else { throw broken }
      hasBegun = true
      start = signature.count
    }
    while pending.count - start >= 5 {
      var head = TransferCursor(pending, start + 1..<start + 5)
      let size = Int(head.count() ?? 0)
      guard size <= TransferFrame.largest, encoding == nil,
        let kind = TransferFrame.Kind(rawValue: pending[start])
      else { throw broken }
      guard pending.count - start - 5 >= size else { break }
      var frame = TransferCursor(pending, start + 5..<start + 5 + size)
      try take(kind, &frame)
      start += 5 + size
    }
    pending.removeFirst(start)
  }

  private mutating func take(
    _ kind: TransferFrame.Kind, _ cursor: inout TransferCursor
  ) throws(LatentError) {
    switch kind {
    case .variable:
      guard rowCount == 0, let draft = Self.variable(&cursor) else {
        throw broken
      }
      drafts.append(draft)
    case .rows: try takeRows(&cursor)
    case .label:
      guard let set = cursor.text(), let kind = cursor.byte() else {
        throw broken
      }
      var value: VariableDescription.Value?
      if kind == 1 {
        value = cursor.text().map { .text($0) }
      } else if let number = cursor.number() {
        let letter = TaggedMissing.letter(number)
        value =
          letter == 0
          ? .number(number) : .tagged(Character(Unicode.Scalar(letter)))
      }
      guard let value, let text = cursor.text() else { throw broken }
      labels[set, default: []].append(.init(value: value, text: text))
    case .text:
      guard text.count + cursor.left <= Self.mostText else { throw broken }
      cursor.rest(into: &text)
    case .warning:
      guard let code = cursor.text(), let message = cursor.text() else {
        throw broken
      }
      warnings.append(
        LatentWarning(code: .init(rawValue: code), message: message))
    case .end:
      guard let name = cursor.text() else { throw broken }
      encoding = name
    case .failure:
      guard let code = cursor.text(), let message = cursor.text(),
        let remedy = cursor.text()
      else { throw broken }
      throw LatentError.data(
        .init(rawValue: code), message, remedy: remedy, file: file)
    }
  }

  private static func variable(_ cursor: inout TransferCursor)
    -> TransferColumn?
  {
    guard let name = cursor.text(), let label = cursor.text(),
      let labelSet = cursor.text(), let kind = cursor.byte(),
      let level = cursor.byte(), let form = cursor.byte()
    else { return nil }
    var time: TimeUnit?
    if form != 0 {
      guard let perSecond = cursor.number(), let origin = cursor.number(),
        perSecond > 0, let day = Int(exactly: origin)
      else { return nil }
      time = TimeUnit(
        form == 1 ? .date : form == 2 ? .dateTime : .time,
        perSecond: perSecond, originDay: day)
    }
    guard let count = cursor.count() else { return nil }
    var missing: [VariableDescription.MissingValues] = []
    for _ in 0..<count {
      guard let kind = cursor.byte() else { return nil }
      if kind == 1 {
        guard let text = cursor.text() else { return nil }
        missing.append(.text(text))
      } else {
        guard let low = cursor.number(), let high = cursor.number(),
          low <= high
        else { return nil }
        missing.append(.numbers(low...high))
      }
    }
    return TransferColumn(
      description: VariableDescription(
        name: name, label: label, missing: missing,
        level: level == 1
          ? .nominal : level == 2 ? .ordinal : level == 3 ? .scale : nil,
        time: time),
      labelSet: labelSet, isText: kind == 1)
  }

  private mutating func takeRows(
    _ cursor: inout TransferCursor
  ) throws(LatentError) {
    guard let count = cursor.count(), count > 0 else { throw broken }
    for index in drafts.indices {
      if drafts[index].isText {
        guard let size = cursor.count(), size <= cursor.left else {
          throw broken
        }
        for _ in 0..<count {
          guard let text = cursor.text() else { throw broken }
          drafts[index].takeText(text)
        }
      } else {
        guard cursor.left / 8 >= count else { throw broken }
        drafts[index].takeNumbers(&cursor, count: Int(count))
      }
    }
    rowCount += Int(count)
  }

  /// The table, once it is complete.
  ///
  /// - Parameter reader: How its text is read, if it came as text.
  /// - Returns: The table.
  /// - Throws: `LatentError` if the stream ended too early, the file holds no
  ///   rows, or its text is no table.
  package consuming func table(
    _ reader: CSVReader
  ) throws(LatentError) -> DataTable {
    guard encoding != nil else { throw broken }
    guard text.isEmpty else {
      // The stream's own commas; those of its cells stand in quotes.
      var reader = reader
      reader.encoding = .utf8
      reader.delimiter = .comma
      var table = try reader.read(bytes: text, name: file)
      table.notes = warnings + table.notes
      return table
    }
    guard !drafts.isEmpty, rowCount > 0 else {
      throw LatentError.data(
        .noRows,
        drafts.isEmpty
          ? "The file holds no variables." : "The file holds no cases.",
        remedy: "Give a file with cases.", file: file)
    }
    var descriptions = drafts.map(\.description)
    for index in drafts.indices {
      descriptions[index].valueLabels = labels[drafts[index].labelSet] ?? []
    }
    let codes = MissingCodes(reader.missingCodes)
    var table = try DataTable(
      columns: drafts.map { $0.column(missing: codes) }, fileName: file,
      encoding: nil)
    table.missingCodes = reader.missingCodes
    table.notes = warnings
    table.variables = descriptions
    return table
  }

  private var broken: LatentError {
    LatentError.data(
      .foreignStream, "The program that reads the file stopped in its middle.",
      remedy: "Convert the file to CSV and give that.", file: file)
  }
}
