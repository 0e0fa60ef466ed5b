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
  /// The kinds of numbers that stand in results as they are: others are counts,
  /// levels, and ratios of two of these.
  private static let kept: Set<NumberKind> = [
    .estimate, .standardized, .standardError, .z, .limit, .chiSquare,
    .degreesOfFreedom, .probability, .informationCriterion, .rSquared, .moment,
  ]

  @Test(arguments: ["en", "zh"])
  func numbersAreThoseOfTheResults(language: String) async throws {
    let results = try await Self.results(language)
    #expect(results.failure == nil)
    var count = 0
    // A step's sentences may speak of a fit that another step has made too.
    var known = Set<Double>()
    Self.collect(results.document, into: &known)
    for (step, record) in results.done {
      for number in Self.texts(record.sections).flatMap(Self.numbers)
      where Self.kept.contains(number.kind) && number.value.isFinite {
        count += 1
        #expect(
          known.contains(number.value) || Self.isRatio(number, of: known),
          "\(step.name): \(number.text) (\(number.value), \(number.kind))")
      }
    }
    #expect(count > 300)
  }

  @Test(arguments: ["en", "zh"])
  func documentsHaveTheNumbersOfTheReport(language: String) async throws {
    let results = try await Self.results(language)
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
      ("Markdown", text(.markdown)),
    ]
    var expected: [[String]] = []
    for part in Self.texts(report.sections) {
      let tokens = part.pieces.flatMap(Self.tokens)
      if part.pieces.contains(where: { !Self.numbers([$0]).isEmpty }) {
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
  }

  @Test func printedNumbersAreRounded() async throws {
    let results = try await Self.results("zh")
    let report = StudyReport(results, command: "").report
    for number in Self.texts(report.sections).flatMap(Self.numbers) {
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

  // MARK: Studies

  private static let english = Task { try await run("en") }
  private static let chinese = Task { try await run("zh") }

  private static func results(_ language: String) async throws -> StudyResults {
    try await (language == "zh" ? chinese : english).value
  }

  private static func run(_ language: String) async throws -> StudyResults {
    let text =
      StudyFixture.text
      .replacing("title: ", with: "language: \(language)\ntitle: ")
      .replacing(
        "measurement: {validity: false}",
        with: "measurement: {competing: {one: all}, htmt-bootstrap: 50}")
        + """

        groups:
          place: {means: [learning], invariance: [learning]}
        """
    return await StudyFixture.run(try StudyFixture.plan(text))
  }

  // MARK: Numbers

  private static func collect(_ value: JSONValue, into known: inout Set<Double>)
  {
    switch value {
    case .number(let number): known.insert(number)
    case .integer(let number): known.insert(Double(number))
    case .array(let values): for part in values { collect(part, into: &known) }
    case .object(let members):
      for (_, part) in members { collect(part, into: &known) }
    case .null, .bool, .string: break
    }
  }

  /// χ²/df, and differences and roots of what results have.
  private static func isRatio(_ number: ReportNumber, of known: Set<Double>)
    -> Bool
  {
    let value = number.value
    func isKnown(_ other: Double) -> Bool {
      known.contains { abs($0 - other) <= 1e-9 * max(1, abs(other)) }
    }
    return isKnown(value) || isKnown(value * value)
      || known.contains { $0 > 0 && $0.rounded() == $0 && isKnown(value * $0) }
  }

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

  private static func numbers(_ text: ReportText) -> [ReportNumber] {
    numbers(text.pieces)
  }

  private static func numbers(_ pieces: [ReportText.Piece]) -> [ReportNumber] {
    pieces.flatMap { piece -> [ReportNumber] in
      switch piece {
      case .number(let number), .equation(_, let number): [number]
      case .interval(let own):
        [own.lower, own.upper].map { ReportNumber($0, .limit, own.style) }
      case .test(let test, let part): numbers(test.text(part).pieces)
      default: []
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
