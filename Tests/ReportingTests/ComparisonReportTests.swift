import FitComparison
import Foundation
import Testing

@testable import Reporting

@Suite struct ComparisonReportTests {
  private func comparison() throws -> ModelComparison {
    let three = FitFixture.withoutLabels
    let texts = [
      three + "\nx7 ~~ x8", three + "\nx1 ~~ x9", three,
      three + "\nvisual ~~ 0*speed",
    ]
    return try compare(
      texts.map { try FitFixture.holzingerSwineford($0) },
      names: ["speeded", "crossed", "three", "a model with a long name"])
  }

  @Test func everyFigureIsInTheText() throws {
    let comparison = try comparison()
    let text = TextRenderer().render(ReportedComparison(comparison))
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    for part in [
      "Models, the most general first", "Differences", "Verdict", "85.31",
      "7517.49", "[.071, .114]", "crossed",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    for word in comparison.verdict.sentence.split(separator: " ") {
      #expect(text.contains(word))
    }
    #expect(text.contains("[comparison.same-df]"))
  }

  @Test func columnsStandUnderTheirHeadings() throws {
    let text = TextRenderer().render(ReportedComparison(try comparison()))
    let lines = text.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("Models") })
    let end = try #require(lines.firstIndex { $0 == "Differences" })
    let table = lines[(start + 1)..<end].filter { $0.contains("  ") }
    // SRMR is the last column, right-aligned.
    let widths = Set(
      table.filter { $0.contains(".") || $0.contains("SRMR") }
        .map(\.count))
    #expect(widths.count == 1, "\(table)")
  }

  @Test func jsonHoldsModelsPairsAndVerdict() throws {
    let comparison = try comparison()
    let text = JSONRenderer().render(ReportedComparison(comparison))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let models = try #require(json["models"] as? [[String: Any]])
    #expect(models.count == 4)
    #expect(models[0]["against"] is NSNull)
    #expect(models[0]["chisq_diff"] is NSNull)
    #expect(models[3]["against"] as? String == "three")
    let pairs = try #require(json["pairs"] as? [[String: Any]])
    #expect(pairs.count == 6)
    #expect(pairs[0]["relation"] as? String == "same-df")
    let verdict = try #require(json["verdict"] as? [String: Any])
    #expect(verdict["sentence"] as? String == comparison.verdict.sentence)
  }

  @Test func csvHoldsOneLineAModel() throws {
    let text = CSVRenderer().render(ReportedComparison(try comparison()))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("model,npar,chisq,df,pvalue,cfi"))
    let counts = Set(
      lines.map {
        $0.split(separator: ",", omittingEmptySubsequences: false).count
      })
    #expect(counts == [19])
  }
}
