import Messages
import TableReading
import TestSupport
import Testing

/// Numbers written for people: read where they have one meaning, refused with
/// the cause where they have several or none.
@Suite("Numbers written for people")
struct WrittenNumberTests {
  private func table(_ lines: String, mark: DecimalMark? = nil) throws
    -> DataTable
  {
    var reader = CSVReader()
    reader.decimalMark = mark
    return try reader.read(text: lines, name: "d.csv")
  }

  private func spellings(_ table: DataTable, _ name: String) throws
    -> Set<NumberSpelling>
  {
    Set(try table.column(named: name).spellings.keys)
  }

  @Test(
    "Read and noted",
    arguments: [
      ("\u{2212}0.5", -0.5, [.sign]), ("\u{2013}12", -12, [.sign]),
      ("\u{FF0D}\u{FF11}\u{FF0E}\u{FF15}", -1.5, [.sign, .digit]),
      ("1.5e\u{2212}3", 0.0015, [.sign]),
      ("0.25\u{A0}", 0.25, [.blank]), ("\u{200B}7", 7, [.blank]),
      ("1\u{202F}234\u{202F}567", 1_234_567, [.blank, .thousands]),
      ("1 234.5", 1234.5, [.thousands]), ("1'234.5", 1234.5, [.thousands]),
      ("\u{FF13}", 3, [.digit]), ("\u{0664}\u{0662}", 42, [.digit]),
      ("1,234,567", 1_234_567, [.thousands]),
      ("1,234.5", 1234.5, [.thousands]),
      ("1.234,5", 1234.5, [.decimalComma, .thousands]),
      ("0,435", 0.435, [.decimalComma]), ("12,34", 12.34, [.decimalComma]),
    ] as [(String, Double, Set<NumberSpelling>)])
  func read(text: String, value: Double, kinds: Set<NumberSpelling>) throws {
    let table = try table("x,y\n\"\(text)\",1\n")
    #expect(try table.numbers(named: "x") == [value])
    #expect(try spellings(table, "x") == kinds)
    #expect(try spellings(table, "y").isEmpty)
  }

  @Test(
    "Refused with what to do",
    arguments: [
      ("12%", "percent"), ("$1,200", "currency"), ("3 \u{20AC}", "currency"),
      ("<0.001", "bound"), ("0.35**", "stars"), ("(1.5)", "minus"),
      ("n/a", "missing-codes: n/a"), ("\u{2014}", "missing-codes: \u{2014}"),
      ("#DIV/0!", "missing-codes"), ("TRUE", "1 and 0"),
      ("0\u{B7}5", "U+00B7"), ("12,34,567", "thousands"),
      ("1 2", "thousands"), ("abc", "numeric"),
    ])
  func refused(text: String, remedy: String) throws {
    let table = try table("x,y\n\"\(text)\",1\n")
    let error = dataError { _ = try table.numbers(named: "x") }
    #expect(error?.code == .textInNumbers)
    #expect(error?.line == 2)
    #expect(
      error?.remedy.contains(remedy) == true, "\(String(describing: error))")
  }

  @Test("Commas that may separate thousands are not guessed")
  func thousands() throws {
    let text = "x;y\n1,605;45\n4,720;68\n3,385;7\n"
    let error = dataError { _ = try table(text).numbers(named: "x") }
    #expect(error?.line == 2)
    #expect(error?.remedy.contains("decimal-mark: point` (1605)") == true)
    #expect(error?.remedy.contains("decimal-mark: comma` (1.605)") == true)
    #expect(try table(text).numbers(named: "y") == [45, 68, 7])
    #expect(try table(text, mark: .point).numbers(named: "x")[0] == 1605)
    #expect(try table(text, mark: .comma).numbers(named: "x")[0] == 1.605)
  }

  @Test(
    "A number of the column or the file tells",
    arguments: [
      "x;y\n1,605;45\n0,720;68\n", "x;y\n1,605;4,5\n4,720;68\n",
      "x;y\n1,605;1.234,5\n4,720;68\n",
    ])
  func decimalCommas(text: String) throws {
    #expect(try table(text).numbers(named: "x")[0] == 1.605)
  }

  @Test("Points that may separate thousands beside decimal commas")
  func points() throws {
    let text = "x;y\n1.605;4,5\n4.720;6,8\n"
    let error = dataError { _ = try table(text).numbers(named: "x") }
    #expect(error?.remedy.contains("(1.605)") == true)
    #expect(try table(text, mark: .comma).numbers(named: "x")[0] == 1605)
    let sure = "x;y\n1.605;4,5\n0.720;6,8\n"
    #expect(try table(sure).numbers(named: "x") == [1.605, 0.72])
  }

  @Test("Both decimal marks in one column") func mixedMarks() throws {
    let error = dataError {
      _ = try table("x;y\n0,5;1\n0.7;2\n").numbers(named: "x")
    }
    #expect(error?.line == 3)
    #expect(error?.message.contains("'0,5' at line 2") == true)
    let wrong = dataError {
      _ = try table("x;y\n0.5;1\n", mark: .comma).numbers(named: "x")
    }
    #expect(wrong?.message.contains("comma stands before decimals") == true)
  }

  @Test("Text as groups stays as it is written") func groups() throws {
    let table = try table("g,x\n\"1,234\",1\n\"\u{FF12}\",2\n")
    #expect(try table.column(named: "g").label(ofRow: 0) == "1,234")
    #expect(try table.column(named: "g").label(ofRow: 1) == "\u{FF12}")
  }

  @Test("A missing code is found however it is written") func codes() throws {
    var reader = CSVReader()
    reader.missingCodes = ["-99", "x"]
    let table = try reader.read(
      text: "a,b\n\u{2212}99,-99\n1,2\n\u{A0},\u{A0}NA\n")
    let a = try table.numbers(named: "a")
    #expect(a[0].isNaN && a[1] == 1 && a[2].isNaN)
    #expect(try table.numbers(named: "b")[2].isNaN)
    #expect(try table.column(named: "a").foundCodes == [0])
  }

  @Test(
    "The line of Excel that names the delimiter",
    arguments: [
      "sep=;\nx;y\n0,5;1\n", "\"sep=;\"\r\nx;y\r\n0,5;1\r\n",
      "SEP=\t\nx\ty\n0,5\t1\n", "sep=,\nx,y\n0.5,1\n",
      "\u{FEFF}sep=;\nx;y\n0,5;1\n",
    ])
  func separatorLine(text: String) throws {
    let table = try CSVReader().read(bytes: Array(text.utf8))
    #expect(table.columnNames == ["x", "y"])
    #expect(try table.numbers(named: "x") == [0.5])
    let error = dataError { _ = try CSVReader().read(text: text + "1\n") }
    #expect(error?.line == 4)
  }

  @Test func unknownSeparator() {
    let error = dataError {
      _ = try CSVReader().read(text: "sep=|\nx|y\n1|2\n")
    }
    #expect(error?.line == 1)
    #expect(error?.message.contains("`|`") == true)
  }

  @Test(
    "Names without what does not show",
    arguments: [
      "\u{FEFF}\u{FEFF}dose,pulse", "dose\u{A0},pulse", "\u{200B}dose,pulse",
      "do\u{AD}se,\u{3000}pulse",
    ])
  func names(header: String) throws {
    let table = try CSVReader().read(
      bytes: Array((header + "\n1,2\n").utf8))
    #expect(table.columnNames == ["dose", "pulse"])
  }

  @Test("Full-width delimiters") func fullWidthDelimiters() throws {
    let table = try CSVReader().read(
      text: "x\u{FF0C}y\n-0.5\u{FF0C}\"a\u{FF0C}b\"\n")
    #expect(table.columnNames == ["x", "y"])
    #expect(try table.numbers(named: "x") == [-0.5])
    #expect(try table.column(named: "y").label(ofRow: 0) == "a\u{FF0C}b")
    #expect(table.notes.map(\.code) == ["data.full-width-delimiters"])
    let error = dataError {
      _ = try CSVReader().read(text: "x,y\n1\u{FF0C}2\n")
    }
    #expect(error?.remedy.contains("U+FF0C") == true)
  }

  @Test(
    "Words that are names in a header",
    arguments: [
      "inf", "Inf", "NaN", "NA", "true", "infinity",
    ])
  func wordsAsNames(name: String) throws {
    let table = try table("\(name),y\n1,2\n")
    #expect(try table.numbers(named: name) == [1])
  }
}
