import FitSettings
import InvarianceTesting

extension RequestRules {
  /// The rules of looks at tables, items and steps of invariance: options that
  /// something else gives their use.
  static let tables: [CombinationRule<RequestedAnalysis>] = [
    .refusing(
      [LookedAtOption("labels") { $0.screening.writesLabels }],
      .optionWithoutObject, when: [.analysis(.data)],
      unless: [.asks("`to`") { $0.screening.conversion != nil }],
      message: { "The option `\($0)` is about a file that is written." },
      remedy: { _ in
        "Name the file by `to: FILE`, or leave it out; `values: true` lists "
          + "labels."
      }),
    .refusing(
      [
        LookedAtOption("language") {
          !$0.data.language.isEmpty && $0.output.language == nil
        }
      ],
      .optionWithoutObject,
      unless: [.asks("`codebook`") { $0.data.codebook != nil }],
      message: {
        "Reports are in English or Chinese; another `\($0)` is that of a "
          + "codebook's labels."
      },
      remedy: { _ in "Use `language: en` or zh, or name a `codebook`." }),
    .refusing(
      [LookedAtOption("keep") { $0.given.contains("keep") }],
      .optionWithoutObject, when: [.analysis(.invariance)],
      unless: [.asks("`partial`") { $0.invariance.releases }],
      message: { "The option `\($0)` is about equalities that are released." },
      remedy: { _ in "Add `partial: true`, or leave it out." }),
  ]
}
