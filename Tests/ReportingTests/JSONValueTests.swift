import Foundation
import Testing

@testable import Reporting

@Suite struct JSONValueTests {
  private func parsed(_ value: JSONValue) throws -> Any {
    try JSONSerialization.jsonObject(
      with: Data(value.text.utf8), options: .fragmentsAllowed)
  }

  @Test(arguments: [
    0.1, 1.0 / 3, 1e-300, 2.2250738585072014e-308, 1.7976931348623157e308, -0.0,
    85.30552176979406, 1e21,
  ])
  func numbersReadBackExactly(value: Double) throws {
    // JSONSerialization rounds; JSONDecoder reads exactly.
    let text = JSONValue.array([.number(value)]).text
    let numbers = try JSONDecoder().decode(
      [Double].self, from: Data(text.utf8))
    #expect(numbers == [value])
  }

  @Test func whatIsNotFiniteIsNull() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(JSONValue.number(value).text == "null\n")
    }
    #expect(JSONValue.optional(nil).text == "null\n")
  }

  @Test func stringsAreEscaped() throws {
    let text = "a\"b\\c\n\t\r\u{1}\u{7F} 学习 \u{1F600}"
    #expect(try parsed(.string(text)) as? String == text)
    #expect(JSONValue.string("\u{1}").text == "\"\\u0001\"\n")
  }

  @Test func membersKeepTheirOrderAndPlainListsStayOnALine() {
    let value = JSONValue.object([
      ("z", .array([.integer(1), .integer(2)])), ("a", .object([])),
      ("rows", .array([.object([("b", .bool(true)), ("a", .null)])])),
    ])
    #expect(
      value.text == """
        {
          "z": [1, 2],
          "a": {},
          "rows": [
            {"b": true, "a": null}
          ]
        }

        """)
  }
}
