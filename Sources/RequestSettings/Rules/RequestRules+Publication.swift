import FitSettings
import Publication

extension RequestRules {
  /// The rules of tables for publications.
  static let publication: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionOtherAnalysis,
      when: [
        .analysis(.bootstrap, .test, .predict, .correlations),
        .asks("`style`") { $0.output.conventions != nil },
      ],
      message: {
        "The analysis `\($0.analysis.rawValue)` has no tables in the style "
          + "`\($0.settings.output.conventions?.rawValue ?? "")`."
      },
      remedy: { _ in
        "Leave out the option `style`; the analyses `data`, `items`, `efa`, "
          + "`fit`, `validity`, `compare`, `invariance`, `effects` and "
          + "`groups` have such tables."
      }),
    CombinationRule(
      .optionNotInFormat,
      when: [
        .asks("`style`") { $0.given.contains("style") },
        .asks("`format: json` or `format: csv`") {
          $0.format == .json || $0.format == .csv
        },
      ],
      message: {
        "`format: \($0.settings.format.rawValue)` is for programs, and the "
          + "option `style` is about documents for readers."
      },
      remedy: { _ in
        "Leave out the option `style`, or write another format, as by "
          + "`output: tables.docx`."
      }),
    .refusing(
      [
        "fit-measures", "standardized", "residuals", "residual-tests", "fmi",
        "fs-determinacy", "implied", "item-probabilities", "vcov",
        "group-layout", "modindices", "modindices-minimum", "modindices-top",
        "modindices-op", "modindices-free", "modindices-power",
      ].map { LookedAtOption(inRequest: $0) }, .optionNotInFormat,
      when: [.asks("`style`") { $0.output.conventions != nil }],
      message: {
        "The tables of the option `style` do not show what the option `\($0)` "
          + "asks for."
      },
      remedy: { "Leave out the option `style`, or the option `\($0)`." }),
    .refusing(
      [LookedAtOption("chapter") { $0.output.chapter != nil }],
      .optionWithoutObject,
      unless: [.asks("`style`") { $0.output.conventions != nil }],
      message: {
        "The option `\($0)` is about the tables of the option `style`."
      },
      remedy: { _ in "Add `style: thesis`, or leave it out." }),
  ]
}
