internal import Messages
internal import ReportRendering

/// The format of a number in a workbook by which it looks as in print, at its
/// full precision.
struct NumberFormat: Hashable {
  /// The code, as Excel has it.
  let code: String

  /// The format of a number.
  ///
  /// - Parameters:
  ///   - number: The number, which is finite.
  ///   - marks: The marks of notes behind it.
  init(_ number: ReportNumber, marks: [String]) {
    let text = number.text
    let behind = marks.isEmpty ? "" : "\" \(marks.joined(separator: ","))\""
    guard !text.hasPrefix("<") else {
      code = "\"\(text)\"" + behind
      return
    }
    let digits = text.drop { $0 == "-" }
    func decimals(_ text: some StringProtocol) -> String {
      guard let point = text.firstIndex(of: ".") else { return "" }
      let count = text[point...].dropFirst().prefix { $0.isNumber }.count
      return "." + String(repeating: "0", count: count)
    }
    let whole = digits.hasPrefix(".") ? "" : "0"
    if digits.hasSuffix("%") {
      code = whole + decimals(digits) + "%" + behind
    } else if let exponent = digits.firstIndex(where: { "eE".contains($0) }) {
      code = whole + decimals(digits[..<exponent]) + "E+00" + behind
    } else {
      code = whole + decimals(digits) + behind
    }
  }
}
