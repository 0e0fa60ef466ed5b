import FactorAnalysis
import FactorRotation
import FitSettings
import Reporting

extension RequestRules {
  /// The rules of exploratory factors.
  static let factors: [CombinationRule<RequestedAnalysis>] =
    targets + criteria + errors + blocks + [
      CombinationRule(
        .optionContradiction,
        when: [
          .analysis(.efa),
          .asks("`missing: fiml`") { $0.factors.missing == .fiml },
          .asks("`ordered`") {
            $0.factors.selection.namesOrdered
          },
        ],
        message: { _ in
          "Ordered variables have no likelihood of incomplete cases here."
        },
        remedy: { _ in "Use `missing: pairwise` or listwise." }),
      CombinationRule(
        .optionContradiction,
        when: [
          .analysis(.efa),
          .asks("`extraction: dwls`") {
            $0.factors.extraction == .diagonallyWeighted
          },
        ],
        unless: [
          .asks("`ordered`, or a codebook") {
            $0.factors.selection.namesOrdered
              || $0.factors.selection.areAllOrdered == nil
                && $0.data.codebook != nil
          }
        ],
        message: { _ in
          "Diagonally weighted least squares are for ordered variables."
        },
        remedy: { _ in "Add `ordered: true`, or extract by ml or uls." }),
      .refusing(
        [
          LookedAtOption("parallel-level") {
            $0.given.contains("parallel-level")
          }
        ],
        .optionWithoutObject,
        when: [
          .analysis(.efa),
          .asks("`parallel: 0`") { $0.factors.options.replicates == 0 },
        ],
        message: { "Without random samples the option `\($0)` has no use." },
        remedy: { _ in "Leave it out, or ask for `parallel: 1000`." }),
      .refusing(
        [LookedAtOption("plot") { $0.plot.file != nil }], .optionContradiction,
        when: [.analysis(.efa), .asks("`group`") { $0.data.group != nil }],
        message: { _ in "A scree plot is of one group." },
        remedy: {
          "Leave out the option `\($0)`, or draw the groups one by one from "
            + "tables of their own."
        }),
    ]

  private static let targets: [CombinationRule<RequestedAnalysis>] = [
    CombinationRule(
      .optionWithoutObject,
      when: [
        rotates,
        .asks("`rotation: target` or pst") {
          $0.factors.rotation.name.needsTarget
        },
      ],
      unless: [.asks("`target`") { $0.factors.target != nil }],
      message: { _ in "The rotation has no target." },
      remedy: { _ in
        "Name a table with a row a variable and a column a factor by the "
          + "option `target`."
      }),
    CombinationRule(
      .optionWithoutObject,
      when: [
        rotates, .asks("`target`") { $0.factors.target != nil },
      ],
      unless: [
        .asks("`rotation: target` or pst") {
          $0.factors.rotation.name.needsTarget
        }
      ],
      message: { _ in
        "The option `target` belongs to the rotations target and pst."
      },
      remedy: { _ in "Add `rotation: target`, or leave it out." }),
  ]

  /// The analyses that rotate factors.
  private static let rotates = Condition<RequestedAnalysis>.analysis(
    .efa, .fit, .bootstrap, .effects, .compare, .invariance, .test, .predict,
    .validity)

  /// The analyses of models.
  private static let fits = Condition<RequestedAnalysis>.analysis(
    .fit, .bootstrap, .effects, .compare, .invariance, .test, .predict,
    .validity)

  /// The rules of exploratory blocks in models.
  private static let blocks: [CombinationRule<RequestedAnalysis>] = [
    uncorrelated("rotation-orthogonal", when: fits),
    correlated("rotation-orthogonal", when: fits),
  ]

  /// Correlated factors by a criterion for uncorrelated ones.
  private static func uncorrelated(
    _ option: String, when isAsked: Condition<RequestedAnalysis>
  ) -> CombinationRule<RequestedAnalysis> {
    .refusing(
      [
        LookedAtOption(option) { $0.factors.rotation.isOrthogonal == false }
      ], .optionContradiction,
      when: [
        isAsked,
        .asks("an orthogonal rotation") {
          $0.factors.rotation.name.isOrthogonalOnly
        },
      ],
      message: { _ in
        "This rotation's criterion is made for uncorrelated factors."
      },
      remedy: { _ in
        "Use `rotation: oblimin`, geomin, cf or another one for correlated "
          + "factors."
      })
  }

  /// Uncorrelated factors by promax.
  private static func correlated(
    _ option: String, when isAsked: Condition<RequestedAnalysis>
  ) -> CombinationRule<RequestedAnalysis> {
    .refusing(
      [
        LookedAtOption(option) { $0.factors.rotation.isOrthogonal == true }
      ], .optionContradiction,
      when: [
        isAsked,
        .asks("`rotation: promax`") { $0.factors.rotation.name == .promax },
      ],
      message: { _ in "Promax makes correlated factors." },
      remedy: { _ in "Use `rotation: varimax`, which it starts from." })
  }

  private static let criteria: [CombinationRule<RequestedAnalysis>] =
    [
      parameter("geomin-epsilon", "geomin or bigeomin", [.geomin, .bigeomin]),
      parameter("oblimin-gamma", "oblimin", [.oblimin]),
      parameter("cf-gamma", "cf", [.cf]),
      parameter("orthomax-gamma", "orthomax", [.orthomax]),
      parameter("promax-kappa", "promax", [.promax]),
      parameter("simplimax-zeros", "simplimax", [.simplimax]),
      .refusing(
        [
          "orthogonal", "rotation-orthogonal", "rotation-std-ov", "row-weights",
          "rotation-starts", "factor-order",
        ].map {
          name in LookedAtOption(name) { $0.given.contains(name) }
        }, .optionWithoutObject,
        when: [
          rotates,
          .asks("`rotation: none`") { $0.factors.rotation.name == .none },
        ],
        message: { "Without a rotation the option `\($0)` has no use." },
        remedy: { _ in "Leave it out, or name a rotation." }),
      uncorrelated("orthogonal", when: .analysis(.efa)),
      correlated("orthogonal", when: .analysis(.efa)),
    ]

  private static func parameter(
    _ option: String, _ words: String, _ rotations: Set<RotationName>
  ) -> CombinationRule<RequestedAnalysis> {
    .refusing(
      [LookedAtOption(option) { $0.given.contains(option) }],
      .optionWithoutObject, when: [rotates],
      unless: [
        .asks("`rotation: \(words)`") {
          rotations.contains($0.factors.rotation.name)
        }
      ],
      message: { "The option `\($0)` belongs to the rotation \(words)." },
      remedy: { _ in "Leave it out, or use that rotation." })
  }

  private static let errors: [CombinationRule<RequestedAnalysis>] = [
    noErrors("principal components", "`extraction: pc`") {
      $0.factors.extraction == .principalComponents
    }
  ]

  private static func noErrors(
    _ what: String, _ words: String,
    _ asks: @escaping @Sendable (AnalysisSettings) -> Bool
  ) -> CombinationRule<RequestedAnalysis> {
    .refusing(
      [LookedAtOption("standard-errors") { $0.factors.report.showsErrors }],
      .optionContradiction, when: [.analysis(.efa), .asks(words, asks)],
      message: { _ in "There are no standard errors of \(what)." },
      remedy: { "Leave the option `\($0)` out." })
  }
}
