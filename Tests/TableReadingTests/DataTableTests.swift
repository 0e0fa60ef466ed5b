import Messages
import TableReading
import TestSupport
import Testing

@Suite("Tables")
struct DataTableTests {
  @Test func madeFromArrays() throws {
    let table = try DataTable(columns: [
      (name: "x", numbers: [1, 2]), (name: "y", numbers: [3, .nan]),
    ])
    #expect(table.rowCount == 2 && table.fileName == "<memory>")
    #expect(try table.numbers(named: "x") == [1, 2])
  }

  /// Dates put cases in order, whichever way their columns are read.
  @Test func datesAreAnOrder() throws {
    let table = try CSVReader().read(
      text: """
        a,b,c,d
        2024-03-31,2023/12/9 23:05:01,2024\u{5E74}2\u{6708}1\u{65E5},3/1/2024
        2024-04-01,2024/1/10 9:05:01.5,,4/1/2024
        2023-12-31,2024/1/10 9:05:01.25,2023\u{5E74}12\u{6708}1\u{65E5},5/1/2024
        """)
    let day = try table.order(named: "a")
    #expect(day[2] < day[0] && day[0] < day[1])
    let time = try table.order(named: "b")
    #expect(time[0] < time[2] && time[2] < time[1])
    let chinese = try table.order(named: "c")
    #expect(chinese[2] < chinese[0] && chinese[1].isNaN)
    #expect(dataError { _ = try table.order(named: "d") } != nil)
    for text in ["2024-13-01", "2024-00-10", "2024-01-32", "24-01-02", "2024"] {
      #expect(
        dataError {
          _ = try DataTable(columns: [DataColumn(name: "x", strings: [text])])
            .order(named: "x")
        } != nil, "\(text)")
    }
  }

  /// Chinese names look like no other letters, Cyrillic ones may.
  @Test func onlyLettersLookAlike() throws {
    let table = try DataTable(columns: [
      (name: "\u{7F16}\u{53F7}", numbers: [1]),
      (name: "\u{445}1", numbers: [1]),
    ])
    let far = dataError { _ = try table.column(named: "zz") }
    #expect(far?.remedy.contains("U+") == false)
    let near = dataError { _ = try table.column(named: "x1") }
    #expect(near?.remedy.contains("U+0445") == true)
  }

  @Test func lengthsAndNamesAreChecked() {
    let unequal = dataError {
      _ = try DataTable(columns: [
        (name: "x", numbers: [1, 2]), (name: "y", numbers: [3]),
      ])
    }
    #expect(unequal?.code == .unequalColumns)
    let repeated = dataError {
      _ = try DataTable(columns: [
        (name: "x", numbers: [1]), (name: "x", numbers: [3]),
      ])
    }
    #expect(repeated?.code == .duplicateColumn)
    #expect(repeated?.message == "Columns 1 and 2 are both named x.")
  }

  @Test(arguments: [
    ("lerning1", "Did you mean learning1?"),
    ("LEARNING1", "Did you mean learning1?"),
    ("turst", "Did you mean trust?"),
    ("q", "The columns are learning1, trust and Q1-1."),
  ])
  func unknownNames(name: String, remedy: String) throws {
    let table = try DataTable(columns: [
      (name: "learning1", numbers: [1]), (name: "trust", numbers: [1]),
      (name: "Q1-1", numbers: [1]),
    ])
    let error = dataError { _ = try table.column(named: name) }
    #expect(error?.code == .unknownColumn)
    #expect(error?.remedy == remedy)
  }

  @Test("Names as R's read.csv makes them are understood")
  func namesOfR() throws {
    let table = try CSVReader().read(
      text: "Q1-1,my score,2nd,a b,a-b\n1,2,3,4,5\n")
    #expect(try table.numbers(named: "Q1.1") == [1])
    #expect(try table.numbers(named: "my.score") == [2])
    #expect(try table.numbers(named: "X2nd") == [3])
    // Two columns would have this name: neither is meant.
    #expect(throws: LatentError.self) { try table.numbers(named: "a.b") }
  }

  @Test func textColumnsKeepLevelsInOrder() throws {
    let column = DataColumn(name: "g", strings: ["b", nil, "a", "b"])
    #expect(column.count == 4)
    let (codes, labels) = column.distinctLabels()
    #expect(codes == [0, -1, 1, 0] && labels == ["b", "a"])
    let table = try DataTable(columns: [column])
    let error = dataError { _ = try table.numbers(named: "g") }
    #expect(error?.code == .textInNumbers)
  }

  @Test func numbersMakeLabels() {
    let column = DataColumn(name: "g", numbers: [2, 1.5, .nan, 2, -0.0, 0])
    let (codes, labels) = column.distinctLabels()
    #expect(codes == [0, 1, -1, 0, 2, 2])
    #expect(labels == ["2", "1.5", "0"])
  }

  @Test func errorsOfDataNamePlaceFaultAndRemedy() {
    let error = LatentError.data(
      .noRows, "No rows.", remedy: "Add some.", file: "a.csv", line: 3)
    #expect(error.description == "a.csv:3: No rows. Add some.")
    #expect(error.kind == .data && "\(error.code)" == "data.no-rows")
  }
}
