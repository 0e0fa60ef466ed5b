import Messages
import Testing

@testable import TableReading

/// Tables on their way from one process to another.
@Suite struct TransferTests {
  /// A stream of two variables and two blocks of rows.
  private static var stream: [UInt8] {
    var writer = TransferWriter()
    writer.variable(
      VariableDescription(
        name: "x", label: "Number", missing: [.numbers(9...9)], level: .scale,
        time: TimeUnit(.date, perSecond: 1 / 86_400, originDay: -3653)),
      labelSet: "set", isText: false)
    writer.variable(
      VariableDescription(name: "t", missing: [.text("no")]), labelSet: "",
      isText: true)
    for block in [[1.0, 9], [TaggedMissing.number(0x61)]] {
      writer.rows(block.count) { writer in
        unsafe block.withUnsafeBytes { unsafe writer.add($0) }
        let texts = block.map { $0 == 9 ? "no" : "文" }
        writer.add(
          UInt32(texts.reduce(0) { $0 + 4 + $1.utf8.count }))
        for text in texts {
          writer.add(UInt32(text.utf8.count))
          let bytes = Array(text.utf8)
          unsafe bytes.withUnsafeBytes { unsafe writer.add($0) }
        }
      }
    }
    writer.label(.init(value: .number(1), text: "one"), set: "set")
    writer.label(.init(value: .tagged("a"), text: "refused"), set: "set")
    writer.warning(LatentWarning(code: "data.test", message: "A word."))
    writer.end(encoding: "UTF-8")
    return writer.bytes
  }

  @Test(arguments: [1, 2, 7, 1000])
  func parts(_ size: Int) throws {
    var reader = TransferReader(file: "f.sav")
    let stream = Self.stream
    for start in stride(from: 0, to: stream.count, by: size) {
      #expect(!reader.isComplete)
      try reader.append(
        Array(stream[start..<min(start + size, stream.count)]).span)
    }
    #expect(reader.isComplete)
    let table = try reader.table(CSVReader())
    #expect(table.columnNames == ["x", "t"])
    let numbers = try table.numbers(named: "x")
    #expect(numbers[0] == 1 && numbers[1].isNaN && numbers[2].isNaN)
    #expect(
      (0..<3).map { table.columns[1].label(ofRow: $0) } == ["文", nil, "文"])
    let x = table.variables[0]
    #expect(x.label == "Number" && x.level == .scale)
    #expect(x.label(of: .number(1)) == "one")
    #expect(x.missingCounts.map(\.value) == [.tagged("a"), .number(9)])
    #expect(x.time?.text(of: 0) == "1960-01-01")
    #expect(table.variables[1].missingCounts.map(\.count) == [1])
    #expect(table.notes.map(\.message) == ["A word."])
  }

  /// Many small blocks cost no more than few large ones: values that came
  /// earlier are moved a number of times that does not grow with the blocks.
  @Test func blocksAreNotMovedAgainAndAgain() {
    let block = [UInt8](repeating: 0, count: 8 * 16)
    var column = TransferColumn(
      description: VariableDescription(name: "x"), labelSet: "", isText: false)
    var moved = 0
    var room = 0
    for _ in 0..<2000 {
      let before = column.numbers.count
      var cursor = TransferCursor(block, 0..<block.count)
      column.takeNumbers(&cursor, count: 16)
      if column.numbers.capacity != room { moved += before }
      room = column.numbers.capacity
    }
    #expect(column.numbers.count == 32_000)
    #expect(moved <= 2 * column.numbers.count)
  }

  /// A sender keeps the memory of its bytes from part to part.
  @Test func memoryIsKept() {
    var writer = TransferWriter()
    writer.text([UInt8](repeating: 1, count: 1 << 16))
    let room = writer.bytes.capacity
    writer.clear()
    #expect(writer.bytes.isEmpty && writer.bytes.capacity == room)
  }

  @Test func failures() {
    var writer = TransferWriter()
    writer.failure(
      LatentError(kind: .data, code: "data.test", message: "No.", remedy: "Go.")
    )
    var reader = TransferReader(file: "f.sav")
    let error = #expect(throws: LatentError.self) {
      try reader.append(writer.bytes.span)
    }
    #expect(error?.message == "No." && error?.file == "f.sav")
  }

  /// Streams with other bytes end in an error or a table, never beyond them.
  @Test func damagedStreams() throws {
    let whole = Self.stream
    for place in whole.indices {
      for byte: UInt8 in [0, 1, 0x7F, 0xFF] {
        var stream = whole
        stream[place] = byte
        var reader = TransferReader(file: "f.sav")
        do {
          try reader.append(stream.span)
          let table = try reader.table(CSVReader())
          #expect(table.rowCount == 3)
        } catch {
          #expect(!error.message.isEmpty)
        }
      }
    }
  }

  @Test func times() {
    #expect(
      TimeUnit(spssFormat: "DATE11")?.text(of: 13_119_408_000) == "1998-07-10")
    #expect(
      TimeUnit(spssFormat: "DATETIME20")?.text(of: 13_119_408_000.5)
        == "1998-07-10 00:00:00.5")
    #expect(TimeUnit(spssFormat: "TIME8")?.text(of: 90_061) == "25:01:01")
    #expect(TimeUnit(spssFormat: "F8.2") == nil)
    #expect(TimeUnit(stataFormat: "%td")?.text(of: 14_070) == "1998-07-10")
    #expect(
      TimeUnit(stataFormat: "%tcHH:MM")?.text(of: 1_215_691_200_000)
        == "1998-07-10 12:00:00")
    #expect(TimeUnit(stataFormat: "%9.0g") == nil)
    #expect(TimeUnit(sasFormat: "DATE9")?.text(of: -1) == "1959-12-31")
    #expect(TimeUnit(sasFormat: "BEST12") == nil)
    #expect(
      TimeUnit(.date, perSecond: 1, originDay: 0).text(of: .infinity) == nil)
  }
}
