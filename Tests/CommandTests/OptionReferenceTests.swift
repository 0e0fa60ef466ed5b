import FitSettings
import Messages
import Requests
import Testing

@testable import LatentCommand

/// Remedies of the library name options; the command names flags.
struct OptionReferenceTests {
  @Test func referencesBecomeFlags() {
    #expect(
      OptionReferences.flags(
        in: "Use `missing: fiml`, or leave `cluster` out.", .named)
        == "Use --missing fiml, or leave --cluster out.")
    #expect(
      OptionReferences.flags(in: "`x9` is no variable of `f`.", .named)
        == "`x9` is no variable of `f`.")
    #expect(
      OptionReferences.flags(in: "Did you mean `group`?", .named)
        == "Did you mean `group`?")
    // In warnings a column may have an option's name.
    #expect(
      OptionReferences.flags(
        in: "`group` is a label: declare `missing-codes: -99`.",
        .valued)
        == "`group` is a label: declare --missing-codes -99.")
    // In errors about options these stand after the word.
    #expect(
      OptionReferences.flags(
        in: "`group` is no column: leave the option `group` out.", .marked)
        == "`group` is no column: leave the option --group out.")
    #expect(
      OptionReferences.flags(
        in: "Use `wald: a == b` or `se: robust`.", .frontMatter)
        == "Use --wald 'a == b' or `se: robust`.")
    #expect(
      OptionReferences.flags(
        in: "Use the analysis `bootstrap`, not the analysis `x`.", .marked)
        == "Use `latent bootstrap`, not the analysis `x`.")
    #expect(
      OptionReferences.flags(in: "`1` with `se: none`", .named, between: "`")
        == "`1` with `--se none`")
  }

  /// No reference of a rule stays in backticks: each names an option.
  @Test func everyReferenceOfARuleIsAnOption() {
    for rule in FitRules.all.rules + FitRules.residuals.rules {
      let remedy = rule.error(RequestedFit(FitOptions())).remedy
      #expect(
        !OptionReferences.flags(in: remedy, .named).contains("`"), "\(remedy)")
    }
  }
}
