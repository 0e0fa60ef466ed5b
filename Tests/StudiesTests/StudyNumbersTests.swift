import Messages
import ReportRendering
import RequestSettings
import Requests
import StudyReports
import Testing

@testable import Documents
@testable import Studies

/// Every number of a study's documents is one of its results, at the precision
/// that is printed.
@Suite struct StudyNumbersTests {
  @Test(arguments: ["en", "zh"])
  func numbersAreThoseOfTheResults(language: String) async throws {
    let results = try await StudyFixture.whole(language)
    #expect(results.failure == nil)
    let document = results.document
    let study = StudyReport(results, command: "latent study study.yaml")
    // Numbers of hypotheses stand there, those of a step in its own part.
    var opening = Set<Double>()
    document["hypotheses"].collectNumbers(into: &opening)
    let verdicts = study.summary.sections.filter { $0.kind == .tests }
    for number in Self.texts(verdicts).flatMap(\.numbers)
    where number.kind != .count {
      #expect(opening.contains(number.value), "\(number.text)")
    }
    var count = 0
    guard case .array(let steps) = document["steps"] else { return }
    #expect(steps.count == results.done.count)
    for (own, (step, record)) in zip(steps, results.done) {
      var known = Set<Double>()
      own.collectNumbers(into: &known)
      for number in Self.texts(record.sections).flatMap(\.numbers)
      where number.value.isFinite {
        count += 1
        #expect(
          known.contains(number.value),
          "\(step.name): \(number.text) (\(number.value), \(number.kind))")
      }
    }
    #expect(count > 600)
  }

  /// What results have beside those of the analyses follows from these.
  @Test func derivedNumbersFollowFromResults() async throws {
    let results = try await StudyFixture.whole("zh")
    guard case .array(let steps) = results.document["steps"] else { return }
    var columns = Set<String>()
    var checked = 0
    for step in steps {
      guard case .array(let entries) = step["derived"] else { continue }
      let fit = step["result"]["fit"]
      for entry in entries {
        guard case .number(let value) = entry["value"] else { continue }
        if case .string(let column) = entry["column"], Int(column) == nil {
          columns.insert(column)
        }
        if entry["row"].plain.contains("χ²/df"),
          let chi = fit["chisq_scaled"].number ?? fit["chisq"].number,
          let df = fit["df_scaled"].number ?? fit["df"].number
        {
          #expect(abs(value - chi / df) < 1e-12 * value)
          checked += 1
        }
        if entry["column"].plain == "AVE",
          case .array(let parameters) =
            step["result"]["parameters"]
        {
          // Factors are named by their labels: every AVE is that of one.
          var squares: [String: [Double]] = [:]
          for own in parameters where own["op"].plain == "=~" {
            guard let loading = own["std.all"].number ?? own["std_all"].number
            else { continue }
            squares[own["lhs"].plain, default: []].append(loading * loading)
          }
          let means = squares.values.map { $0.reduce(0, +) / Double($0.count) }
          #expect(!means.isEmpty && means.contains { abs($0 - value) < 1e-9 })
          checked += 1
        }
      }
    }
    #expect(checked > 3)
    #expect(
      columns.subtracting([
        "χ²/df", "CR", "AVE", "%", "实际值", "效应占比", "评价标准",
      ])
      .isEmpty, "\(columns)")
  }

  @Test(arguments: ["en", "zh"])
  func documentsHaveTheNumbersOfTheReport(language: String) async throws {
    let results = try await StudyFixture.whole(language)
    let study = StudyReport(results, command: "latent study study.yaml")
    let report = study.report
    var writer = DocumentWriter()
    writer.language = results.plan.study.language
    writer.isWhole = true
    func text(_ format: OutputFormat) -> String {
      String(
        decoding: writer.data(of: study, figure: nil, as: format),
        as: UTF8.self)
    }
    let word = try #require(
      DocumentArchive(writer.data(of: study, figure: nil, as: .docx)))
    let body = String(
      decoding: try #require(word["word/document.xml"]), as: UTF8.self)
    let documents = [
      ("HTML", Self.withoutTags(text(.html), dropping: ["style", "svg"])),
      ("Word", Self.withoutTags(body, dropping: ["w:instrText"])),
      ("Markdown", text(.markdown)), ("LaTeX", Self.withoutMarks(text(.latex))),
    ]
    var expected: [[String]] = []
    for part in Self.texts(report.sections) {
      let tokens = part.pieces.flatMap(Self.tokens)
      if part.pieces.contains(where: { !ReportText($0).numbers.isEmpty }) {
        expected.append(tokens)
      }
    }
    #expect(expected.count > 200)
    for (name, text) in documents {
      let tokens = Self.tokens(of: text)
      var place = 0
      for part in expected {
        guard
          let found = tokens[place...].indices.first(where: {
            tokens[$0...].starts(with: part)
          }), found - place < 400
        else {
          Issue.record("\(name): \(part) is not behind place \(place)")
          return
        }
        place = found + part.count
      }
    }
    // Texts break wide tables into parts, so that only the numbers are counted.
    let plain = Dictionary(
      Self.tokens(of: text(.text)).map { ($0, 1) }, uniquingKeysWith: +)
    let wanted = Dictionary(
      expected.flatMap(\.self).map { ($0, 1) }, uniquingKeysWith: +)
    for (token, count) in wanted {
      #expect(plain[token, default: 0] >= count, "text: \(token)")
    }
  }

  /// Workbooks have the numbers of tables in full, the list of hypotheses those
  /// of the results.
  @Test func sheetsHaveFullPrecision() async throws {
    let results = try await StudyFixture.whole("en")
    let study = StudyReport(results, command: "latent study study.yaml")
    var writer = DocumentWriter()
    writer.language = .english
    let book = try #require(
      DocumentArchive(writer.data(of: study, figure: nil, as: .xlsx)))
    var tables: [ReportTable] = []
    for section in study.report.sections {
      for case .table(let table) in section.blocks { tables.append(table) }
    }
    for (place, table) in tables.enumerated() {
      let sheet = String(
        decoding: try #require(book["xl/worksheets/sheet\(place + 2).xml"]),
        as: UTF8.self)
      let values = sheet.split(separator: "<v>").dropFirst().map {
        Double($0.prefix { $0 != "<" })
      }
      let own = table.rows.flatMap { row in
        row.isHeading ? [] : row.cells.compactMap { $0.text.number?.value }
      }.filter(\.isFinite)
      #expect(values == own.map { $0 }, "\(table.title.plain)")
    }
    #expect(tables.count > 10)

    var known = Set<Double>()
    results.document["hypotheses"].collectNumbers(into: &known)
    let records = String(
      decoding: writer.data(of: study, figure: nil, as: .csv), as: UTF8.self)
    let numbers = records.split(separator: "\n").dropFirst().flatMap {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    #expect(numbers.count > 12)
    for number in numbers { #expect(known.contains(number)) }
  }

  @Test func printedNumbersAreRounded() async throws {
    let results = try await StudyFixture.whole("zh")
    let report = StudyReport(results, command: "").report
    for number in Self.texts(report.sections).flatMap(\.numbers) {
      let text = number.text
      guard number.value.isFinite, text.contains(where: \.isNumber) else {
        continue
      }
      let value = number.value * (number.kind == .percentage ? 100 : 1)
      let token = try #require(Self.tokens(of: text).first, "\(text)")
      let printed = try #require(Double(token))
      if text.hasPrefix("<") {
        #expect(value < printed)
        continue
      }
      var half = 0.5
      let decimals = token.split(separator: ".")
      if token.contains("."), let last = decimals.last {
        for _ in last { half /= 10 }
      }
      #expect(
        abs(printed - value) <= half * (1 + 1e-9), "\(text) of \(value)")
    }
  }

  // MARK: Numbers

  private static func texts(_ sections: [ReportSection]) -> [ReportText] {
    sections.flatMap(\.blocks).flatMap { block -> [ReportText] in
      switch block {
      case .facts: []
      case .paragraph(let text): [text]
      case .table(let table): table.rows.flatMap { $0.cells.map(\.text) }
      case .figure: []
      }
    }
  }

  // MARK: Texts

  /// The numbers in a piece as documents have them.
  private static func tokens(_ piece: ReportText.Piece) -> [String] {
    if case .test(let test, let part) = piece {
      return test.text(part).pieces.flatMap(tokens)
    }
    return tokens(of: ReportText(piece).plain)
  }

  /// The numbers in a text, without what belongs to names, such as `l1`.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    var before: Character = " "
    func isDigit(_ character: Character) -> Bool {
      character.isASCII && character.isNumber
    }
    func end() {
      while token.hasSuffix(".") { token.removeLast() }
      if token.contains(where: isDigit) { tokens.append(token) }
      token = ""
    }
    for character in text {
      let own: Character = character == "\u{2212}" ? "-" : character
      let isPart =
        isDigit(own) || own == "."
        || own == "-" && token.isEmpty
      if isPart, !token.isEmpty || !(before.isLetter && before.isASCII) {
        if own == "-", isDigit(before) {
          before = own
          continue
        }
        token.append(own)
      } else {
        end()
      }
      before = own
    }
    end()
    return tokens
  }

  /// LaTeX's text without pictures, and with the signs that marks stand for.
  private static func withoutMarks(_ text: String) -> String {
    var kept = ""
    for (index, part) in text.split(
      separator: "\\begin{filecontents*}", omittingEmptySubsequences: false
    ).enumerated() {
      if index == 0 {
        kept += part
      } else if let end = part.firstRange(of: "\\caption") {
        kept += part[end.upperBound...]
      }
    }
    for (mark, sign) in [
      ("$-$", "-"), ("$<$", "<"), ("$^2$", "²"), ("{[}", "["), ("{]}", "]"),
      ("\\%", "%"),
    ] {
      kept = kept.replacing(mark, with: sign)
    }
    return kept
  }

  /// A text without its elements' tags, and without some elements.
  private static func withoutTags(_ text: String, dropping names: [String])
    -> String
  {
    var text = text
    for name in names {
      var kept = ""
      for (index, part) in text.split(
        separator: "<\(name)", omittingEmptySubsequences: false
      ).enumerated() {
        if index == 0 {
          kept += part
        } else if let end = part.firstRange(of: "</\(name)>") {
          kept += " " + part[end.upperBound...]
        }
      }
      text = kept
    }
    var plain = ""
    var isTag = false
    for character in text {
      switch character {
      case "<":
        isTag = true
      case ">" where isTag:
        isTag = false
        plain.append(" ")
      default: if !isTag { plain.append(character) }
      }
    }
    return plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
  }
}

extension JSONValue {
  /// A member of an object; `null` without it.
  fileprivate subscript(name: String) -> JSONValue {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.0 == name }?.1 ?? .null
  }

  fileprivate var number: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  fileprivate var plain: String {
    if case .string(let text) = self { text } else { "" }
  }
}
