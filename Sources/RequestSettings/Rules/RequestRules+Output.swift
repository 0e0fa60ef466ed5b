import FitSettings
import Reporting

extension RequestRules {
  /// The rules of what is printed, and of restrictions of what is not.
  static let output: [CombinationRule<RequestedAnalysis>] = [
    .refusing(
      [
        LookedAtOption("modindices-delta") {
          $0.output.modification.target != nil
        },
        LookedAtOption("modindices-alpha") {
          $0.output.modification.level != nil
        },
        LookedAtOption("modindices-high-power") {
          $0.output.modification.highPower != nil
        },
      ], .optionWithoutObject,
      unless: [
        .asks("`modindices-power`") {
          $0.output.modification.misspecification != nil
        }
      ],
      message: {
        "The option `\($0)` belongs to the power of modification indices, "
          + "which was not asked for."
      },
      remedy: { _ in "Add `modindices-power: true`, or leave it out." }),
    .refusing(
      [
        LookedAtOption("modindices-minimum") {
          $0.output.modification.minimum != nil
        },
        LookedAtOption("modindices-top") { $0.output.modification.top != nil },
        LookedAtOption("modindices-op") {
          $0.output.modification.operators != nil
        },
        LookedAtOption("modindices-free") {
          $0.output.modification.includesFree
        },
        LookedAtOption("modindices-power") {
          $0.output.modification.misspecification != nil
        },
      ], .optionContradiction,
      when: [
        .asks("`modindices: false`") {
          $0.output.modification.isWanted == false
        }
      ],
      message: { "With `modindices: false` the option `\($0)` has no use." },
      remedy: { "Leave out `modindices: false`, or the option `\($0)`." }),
    .refusing(
      [
        LookedAtOption("residuals") { !$0.output.residuals.isEmpty },
        LookedAtOption("residual-tests") {
          !$0.output.residualTests.isEmpty
        },
        LookedAtOption("fs-determinacy") { $0.output.showsScoreQuality },
        LookedAtOption("implied") { $0.output.report.showsImplied },
        LookedAtOption("item-probabilities") {
          $0.output.showsItemProbabilities
        },
        LookedAtOption("vcov") { $0.output.report.showsParameterCovariance },
        LookedAtOption("modindices") {
          $0.output.modification.options(for: .csv) != nil
        },
      ], .optionNotInFormat,
      when: [.asks("`format: csv`") { $0.format == .csv }],
      message: {
        "`format: csv` holds the parameters only, not what the option `\($0)` "
          + "asks for."
      },
      remedy: { "Use `format: json`, or leave out the option `\($0)`." }),
    .refusing(
      [
        "residuals", "fmi", "fs-determinacy", "implied",
        "item-probabilities", "vcov", "group-layout",
      ].map {
        LookedAtOption(inRequest: $0)
      }, .optionOtherAnalysis, when: [.analysis(.bootstrap)],
      message: {
        "The analysis `bootstrap` does not print what the option `\($0)` asks "
          + "for."
      },
      remedy: { _ in "Use the analysis `fit`, or leave it out." }),
    CombinationRule(
      .optionContradiction,
      when: [
        .asks("a name of `output` with the ending of another format") {
          $0.isMisnamed
        }
      ],
      message: {
        "The result is written as \($0.settings.format.rawValue), and the "
          + "ending of `\($0.settings.output.file?.path ?? "")` is that of "
          + "another format."
      },
      remedy: { _ in
        "Give a name with the ending of the format, such as `report.html`, or "
          + "leave the option `format` out: the ending decides."
      }),
    CombinationRule(
      .optionWithoutObject,
      when: [
        .asks("`format: docx` or `format: xlsx`") { !$0.format.isText }
      ],
      unless: [.asks("`output`") { $0.output.file != nil }],
      message: {
        "`format: \($0.settings.format.rawValue)` is no text that a terminal "
          + "could show."
      },
      remedy: { _ in "Name the file by `output: report.docx`." }),
    .refusing(
      [LookedAtOption("template") { $0.output.template != nil }],
      .optionWithoutObject,
      unless: [.asks("`format: docx`") { $0.format == .docx }],
      message: { "The option `\($0)` is about documents of Word." },
      remedy: { _ in "Add `output: report.docx`, or leave it out." }),
    .refusing(
      [LookedAtOption("standalone") { $0.output.isStandalone }],
      .optionWithoutObject,
      unless: [.asks("`format: latex`") { $0.format == .latex }],
      message: { "The option `\($0)` is about LaTeX." },
      remedy: { _ in "Add `output: report.tex`, or leave it out." }),
  ]

  /// The rules of options of a picture where there is none.
  static let picture: [CombinationRule<RequestedAnalysis>] = [
    .refusing(
      [
        LookedAtOption("plot-of") { $0.plot.name != nil },
        LookedAtOption("plot-width") { $0.given.contains("plot-width") },
      ], .optionWithoutObject,
      unless: [.asks("`plot`") { $0.plot.file != nil }],
      message: { "The option `\($0)` belongs to a picture." },
      remedy: { _ in "Add `plot: FILE.svg`, or leave it out." })
  ]

  /// The rules of options that only the expansion of a model text uses.
  static let parsing: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionWithoutObject,
      when: [
        .analysis(.parse),
        .asks("an option of the model or the data") {
          $0.firstOfExpansion != nil
        },
      ],
      unless: [.asks("`expand`") { $0.expansion != .none }],
      message: {
        let option = $0.settings.firstOfExpansion ?? ""
        return "The option `\(option)` changes nothing without the option "
          + "`expand`."
      },
      remedy: { _ in "Add `expand: table`, or leave it out." })
  ]
}

extension AnalysisSettings {
  /// The first option of the request that the expansion of a text uses.
  fileprivate var firstOfExpansion: String? {
    firstGiven(of: .model) ?? firstGiven(of: .data)
  }
}
