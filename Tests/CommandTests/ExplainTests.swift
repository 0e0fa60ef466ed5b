import Explanations
import ReportRendering
import RequestSettings
import Testing

@testable import LatentCommand

/// What `latent explain` knows.
@Suite struct ExplainTests {
  /// Every fit measure that an option takes is explained.
  @Test func measuresAreExplained() throws {
    let setting = try #require(
      Analysis.fit.settings.first { $0.name == "fit-measures" })
    guard case .choices(let names) = setting.kind else {
      Issue.record("no names")
      return
    }
    #expect(names.count > 80)
    for name in names where name != "all" && name != "none" {
      #expect(!Explanation.find(name).isEmpty, "\(name)")
    }
  }

  /// Symbols at the heads of the reports' tables are explained: what has two
  /// capitals or is one letter, or stands in Chinese as in English.
  @Test func symbolsOfTablesAreExplained() throws {
    let words = ReportLanguage.chinese.catalogue?.translations ?? [:]
    #expect(words.count > 400)
    var count = 0
    for (own, translation) in words
    where own.count < 8 && !own.contains("%") && !own.contains(" ") {
      let capitals = own.filter { $0.isASCII && $0.isUppercase }.count
      guard own == translation || capitals > 1 || own.count == 1 else {
        continue
      }
      count += 1
      #expect(!Explanation.find(own).isEmpty, "\(own)")
    }
    #expect(count > 15)
  }

  /// Each term has a text that ends a sentence; no two begin with one name.
  @Test func termsAreWhole() {
    #expect(Explanation.terms.count > 100)
    let first = Dictionary(grouping: Explanation.terms, by: { $0.names[0] })
    for (name, own) in first { #expect(own.count == 1, "\(name)") }
    for own in Explanation.terms {
      #expect(own.text.hasSuffix("."), "\(own.names[0])")
      #expect(!own.source.hasSuffix("."), "\(own.names[0])")
    }
  }

  @Test func namesAreFound() throws {
    func names(_ name: String) -> [String] {
      Explanation.find(name).map { $0.names[0] }
    }
    #expect(names("rmsea") == ["RMSEA"])
    #expect(names("RMSEA.ci.lower.robust") == ["RMSEA", "rmsea_ci", "robust"])
    #expect(names("baseline_chisq") == ["chi-square", "baseline"])
    #expect(names("cr") == ["z", "CR"])
    #expect(names("Cronbach's Alpha") == ["alpha"])
    #expect(names("itmes") == [])
    #expect(Explanation.nearest("RMSAE").first == "RMSEA")
    #expect(
      Explanation.nearest("invarience", among: ["invariance"])[0]
        == "invariance")
    #expect(Explanation.nearest("qqqqqq") == [])
    #expect(Explanation.family("admissibility").codes.count > 3)
    #expect(Explanation.family("nothing").codes.isEmpty)
  }

  @Test func textsOfNames() throws {
    let code = try ExplainCommand.text(of: "admissibility.negative-variance")
    #expect(code.contains("A variance is estimated below zero.\n"))
    #expect(code.contains("Estimates of such a solution should not"))
    #expect(try ExplainCommand.text(of: "--group-equal").contains("loadings"))
    #expect(
      try ExplainCommand.text(of: "invariance").hasPrefix("latent invariance"))
    let family = try ExplainCommand.text(of: "admissibility")
    #expect(family.contains("admissibility.zero-variance\n"))
    for line in family.split(separator: "\n") { #expect(line.count <= 80) }
    #expect(throws: InputError.self) { try ExplainCommand.text(of: "RMSAE") }
    #expect(throws: InputError.self) { try ExplainCommand.text(of: "--") }
  }
}
