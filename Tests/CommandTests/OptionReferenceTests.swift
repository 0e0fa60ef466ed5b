import FitSettings
import Messages
import Requests
import Testing

@testable import LatentCommand

/// Remedies of the library name options; the command names flags.
struct OptionReferenceTests {
  @Test func referencesBecomeFlags() {
    #expect(
      OptionReferences.flags(in: "Use `missing: fiml`, or leave `cluster` out.")
        == "Use --missing fiml, or leave --cluster out.")
    #expect(
      OptionReferences.flags(in: "`x9` is no variable of `f`.")
        == "`x9` is no variable of `f`.")
    // In warnings a column may have an option's name.
    #expect(
      OptionReferences.flags(
        in: "`group` is a label: declare `missing-codes: -99`.",
        needsValue: true)
        == "`group` is a label: declare --missing-codes -99.")
  }

  /// No reference of a rule stays in backticks: each names an option.
  @Test func everyReferenceOfARuleIsAnOption() {
    for rule in FitRules.all.rules + FitRules.residuals.rules {
      let remedy = rule.error(RequestedFit(FitOptions())).remedy
      #expect(!OptionReferences.flags(in: remedy).contains("`"), "\(remedy)")
    }
  }
}
