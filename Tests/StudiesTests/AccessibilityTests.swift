import Explanations
import Foundation
import Messages
import ReportRendering
import RequestSettings
import Requests
import StudyReports
import Testing

@testable import Documents
@testable import Studies

/// Rules by which a study's web page can be read aloud, used without a mouse and
/// read by weak eyes (WCAG 2.2, as axe checks them); what its tables print is
/// explained.
@Suite struct AccessibilityTests {
  private static func page(_ language: String) async throws -> String {
    let study = StudyReport(
      try await StudyFixture.whole(language), command: "latent study s.yaml")
    var writer = DocumentWriter()
    writer.language = study.results.plan.study.language
    return String(
      decoding: writer.data(of: study, figure: nil, as: .html), as: UTF8.self)
  }

  private static func outline(_ html: String) throws -> XMLOutline {
    var xml = html.replacing("<!DOCTYPE html>\n", with: "")
    // Only elements without contents differ from XML.
    for line in html.split(separator: "\n") where line.hasPrefix("<meta") {
      xml = xml.replacing(line, with: "")
    }
    return try #require(XMLOutline(xml))
  }

  @Test(arguments: ["en", "zh"])
  func structureIsThatOfTheDocument(language: String) async throws {
    let html = try await Self.page(language)
    let outline = try Self.outline(html)
    let elements = outline.elements
    func all(_ name: String) -> [XMLOutline.Element] {
      elements.filter { $0.name == name }
    }
    func text(_ element: XMLOutline.Element) -> String {
      var text = ""
      var isTag = false
      for character in outline.text[element.range] {
        if character == "<" { isTag = true }
        if !isTag { text.append(character) }
        if character == ">" { isTag = false }
      }
      return text.trimmingPrefix { $0.isWhitespace }.description
    }
    #expect(
      elements.first?.attributes["lang"]
        == (language == "zh" ? "zh-Hans" : "en"))
    #expect(all("title").first.map(text)?.isEmpty == false)
    #expect(all("main").count == 1)
    #expect(!html.contains("user-scalable") && !html.contains("maximum-scale"))

    let levels = elements.filter {
      $0.name.count == 2 && $0.name.first == "h"
    }.compactMap { $0.name.last?.wholeNumberValue }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    for (before, after) in zip(levels, levels.dropFirst()) {
      #expect(after <= before + 1)
    }
    for heading in elements
    where ["h1", "h2", "h3", "a", "th", "caption", "figcaption"].contains(
      heading.name)
    {
      #expect(!text(heading).isEmpty, "an empty \(heading.name)")
    }

    let names = elements.compactMap { $0.attributes["id"] }
    #expect(Set(names).count == names.count)
    for element in elements {
      let attributes = element.attributes
      if let target = attributes["aria-labelledby"] {
        #expect(names.contains(target))
      }
      if let target = attributes["href"] {
        #expect(names.contains(target.dropFirst()))
      }
      if let place = attributes["tabindex"] {
        #expect(place == "0" && attributes["aria-labelledby"] != nil)
        #expect(attributes["role"] == "region")
      }
      #expect(!attributes.keys.contains { $0.hasPrefix("on") })
      if element.name == "th" {
        let scope = attributes["scope"] ?? ""
        #expect(["col", "row", "colgroup", "rowgroup"].contains(scope))
      }
    }
    #expect(all("script").isEmpty)
    let tables = all("table")
    #expect(tables.count > 10)
    for table in tables {
      let own = outline.text[table.range]
      #expect(own.contains("<caption"))
      #expect(own.contains("scope=\"col\""))
      #expect(own.contains("scope=\"row\""))
    }
    let pictures = all("svg")
    #expect(pictures.count == 3)
    for picture in pictures {
      let own = outline.text[picture.range]
      #expect(picture.attributes["role"] == "img")
      #expect(own.contains("<title>") && !own.contains("<title></title>"))
      #expect(own.contains("<desc>") && !own.contains("<desc></desc>"))
    }
    #expect(all("figure").count == all("figcaption").count)
    for list in all("ul") {
      let below = elements.filter {
        $0.depth == list.depth + 1 && list.range.contains($0.tag.lowerBound)
      }
      #expect(below.allSatisfy { $0.name == "li" })
    }
    let parts = elements.filter { $0.name == "dl" }
    for part in parts {
      let below = elements.filter {
        $0.depth == part.depth + 1 && part.range.contains($0.tag.lowerBound)
      }
      #expect(below.allSatisfy { $0.name == "dt" || $0.name == "dd" })
    }
  }

  /// Text has a contrast of 4.5 with what it stands on, lines one of 3 (WCAG
  /// 1.4.3, 1.4.11).
  @Test func coloursHaveContrast() async throws {
    let html = try await Self.page("en")
    let sheet = html.prefix(
      upTo: try #require(html.firstRange(of: "</style>")).lowerBound)
    var texts = 0
    for part in sheet.split(separator: "color: #").dropFirst() {
      texts += 1
      #expect(Self.contrast(part.prefix { $0.isHexDigit }) >= 4.5)
    }
    #expect(texts >= 3)
    #expect(sheet.contains("background: #fff"))
    for part in html.split(separator: "stroke=\"#").dropFirst() {
      #expect(Self.contrast(part.prefix { $0.isHexDigit }) >= 3)
    }
  }

  /// The contrast of a colour with white (WCAG 2.2).
  private static func contrast(_ hex: some StringProtocol) -> Double {
    var digits = Array(String(hex))
    if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
    let parts = stride(from: 0, to: 6, by: 2).map { place -> Double in
      let value = Double(Int(String(digits[place...place + 1]), radix: 16) ?? 0)
      let share = value / 255
      return share <= 0.03928
        ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return 1.05 / (light + 0.05)
  }

  /// Symbols of a study's tables are known to `latent explain`.
  @Test(arguments: ["en", "zh"])
  func symbolsAreExplained(language: String) async throws {
    let study = StudyReport(
      try await StudyFixture.whole(language), command: "latent study s.yaml")
    var symbols = Set<String>()
    for section in study.report.sections {
      for case .table(let table) in section.blocks {
        var titles = table.columns.flatMap {
          [$0.title.plain, $0.spanner.plain]
        }
        // Indices stand in the first column.
        if titles.first == "Index" || titles.first == "指标" {
          titles += table.rows.compactMap { $0.cells.first?.text.plain }
        }
        for title in titles {
          for word in title.split(whereSeparator: { " ()（）".contains($0) })
          where Self.isSymbol(word) {
            symbols.insert(String(word))
          }
        }
      }
    }
    #expect(symbols.count > 20)
    for symbol in symbols.sorted() {
      #expect(!Explanation.find(symbol).isEmpty, "\(symbol)")
    }
  }

  /// One letter, a Greek letter, or two capitals.
  private static func isSymbol(_ word: Substring) -> Bool {
    guard word.allSatisfy({ DisplayWidth.of($0) == 1 }) else { return false }
    let isGreek = word.unicodeScalars.contains {
      (0x391...0x3C9).contains($0.value) || $0 == "²"
    }
    return isGreek
      || word.count == 1 && (word.first?.isASCII ?? false)
        && (word.first?.isLetter ?? false)
      || word.filter { $0.isASCII && $0.isUppercase }.count > 1
  }
}
