import Messages
import TableReading
import TestSupport
import Testing

@Suite("Numbers in cells")
struct NumberTextTests {
  private func value(_ text: String) throws -> Double {
    try CSVReader().read(text: "x\n" + text + "\n").numbers(named: "x")[0]
  }

  @Test(
    "The nearest double",
    arguments: [
      "0", "-0", "1", "+7", "007", "1.", ".25", "-1e-3", "1E5", "1e22",
      "1e23", "9007199254740993", "9007199254740992", "9007199254740991.5",
      "123456789012345678", "12345678901234567890", "0.1", "0.3",
      "2.2250738585072014e-308", "4.9e-324", "2.4703282292062328e-324",
      "1.7976931348623157e308", "0.000000000000000000000001234567",
      "3.14159265358979323846264338327950288", "0e999", "1e-400",
      "100000000000000000000000", "8.41e21", "5e-324",
      "1.00000000000000011102230246251565404236316680908203125",
    ])
  func correctlyRounded(text: String) throws {
    let expected = try #require(Double(text))
    let value = try value(text)
    #expect(value.bitPattern == expected.bitPattern)
  }

  @Test("Random doubles survive printing") func roundTrip() throws {
    var generator = SeededGenerator(seed: 1939)
    var numbers: [Double] = []
    while numbers.count < 5000 {
      let double = Double(bitPattern: generator.next())
      if double.isFinite { numbers.append(double) }
      numbers.append(Double(Int64(bitPattern: generator.next()) >> 20) / 1e6)
    }
    let text = "x\n" + numbers.map { "\($0)\n" }.joined()
    let read = try CSVReader().read(text: text).numbers(named: "x")
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test(arguments: [
    "", "-", "+", ".", "1.2.3", "1e", "e5", "1e+", "--1", "1 2",
    "0x10", "infinit", "1_000", "1d5",
  ])
  func notNumbers(text: String) throws {
    let table = try CSVReader().read(text: "x,y\n\"\(text)\",1\n")
    if text == "" || text == "." {
      #expect(try table.numbers(named: "x")[0].isNaN)
    } else {
      #expect(throws: LatentError.self) { try table.numbers(named: "x") }
    }
  }

  @Test(arguments: [("Inf", 1.0), ("-inf", -1), ("+Infinity", 1), ("1e400", 1)])
  func infinities(text: String, sign: Double) throws {
    #expect(try value(text) == sign * .infinity)
  }
}
