import DocumentTestSupport
import FitComparison
import FitSettings
import Resampling
import Testing

/// The table of refused combinations in Documentation/Limitations.md is the
/// rules' own.
///
/// `LATENT_WRITE_DOCUMENTS=1 swift test --filter LimitationsTests` writes it.
struct LimitationsTests {
  @Test func documentIsTheRules() throws {
    let table = GeneratedText.table(
      ["Not together", "Instead", "Code"],
      FitRules.all.documentRows(OptionChoice.requests)
        + FitRules.residuals.documentRows(OptionChoice.requests)
        + BootstrapRules.all.documentRows(BootstrapRules.requests)
        + ComparisonRules.all.documentRows(ComparisonRules.requests))
    #expect(
      try GeneratedText("rules", in: "Limitations.md").agrees(with: table),
      "Write it with LATENT_WRITE_DOCUMENTS=1, see above.")
  }
}
