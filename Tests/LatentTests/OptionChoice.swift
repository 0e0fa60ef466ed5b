import FitComparison
import FitSettings
import Latent
import Resampling
import Specification

/// One option at one value, as documents and tests of the rules combine them.
struct OptionChoice: Sendable {
  /// The option's name.
  let option: String
  /// The value's name.
  let value: String
  /// Makes the choice.
  let apply: @Sendable (inout RequestedFit) -> Void

  private init(
    _ option: String, _ value: String,
    _ apply: @escaping @Sendable (inout RequestedFit) -> Void
  ) {
    self.option = option
    self.value = value
    self.apply = apply
  }

  /// A choice for each value of a type.
  private static func each<Value>(
    _ option: String, _ type: Value.Type,
    _ apply: @escaping @Sendable (inout FitOptions, Value) -> Void
  ) -> [OptionChoice]
  where Value: RawRepresentable<String> & CaseIterable & Sendable {
    Value.allCases.map { value in
      OptionChoice(option, value.rawValue) { apply(&$0.options, value) }
    }
  }

  /// The names of the variables that choices name.
  static let clusterName = "cluster"
  /// The variable with sampling weights.
  static let weightName = "weight"
  /// The auxiliary variable.
  static let auxiliaryName = "auxiliary"

  /// Every option that rules speak of, at every value.
  static let all: [OptionChoice] =
    EstimatorPreset.allCases.map { preset in
      OptionChoice("estimator", preset.rawValue) {
        let named = FitOptions(preset)
        $0.options.estimation.estimator = named.estimation.estimator
        $0.options.standardErrors = named.standardErrors
        $0.options.tests = named.tests
        $0.options.information = named.information
      }
    }
    + each("likelihood", Likelihood.self) { $0.estimation.likelihood = $1 }
    + each("missing", MissingTreatment.self) { $0.missing = $1 }
    + each("se", StandardErrorKind.self) { $0.standardErrors = $1 }
    + each("test", TestKind.self) {
      $0.tests = $1 == .standard ? [$1] : [.standard, $1]
    }
    + [
      OptionChoice("test", "none") { $0.options.tests = [] },
      OptionChoice("test", "pall_rls") {
        $0.options.tests = [
          .standard,
          .eigenvalues(EigenvalueTest(.shrunken, isReweighted: true)),
        ]
      },
      OptionChoice("test", "peba4_ug") {
        $0.options.tests = [
          .standard,
          .eigenvalues(EigenvalueTest(.blocks(4), isUnbiased: true)),
        ]
      },
      OptionChoice("test", "satorra.bentler, swain") {
        $0.options.tests = [.standard, .satorraBentler, .swain]
      },
      OptionChoice("test", "standard, standard") {
        $0.options.tests = [.standard, .standard]
      },
    ]
    + [
      OptionChoice("scaled-test", "browne.residual.nt.model") {
        $0.options.scaledStatistic = .browneResidualNTModel
      },
      OptionChoice("standard-test", "browne.residual.adf.model") {
        $0.options.standardStatistic = .browneResidualADFModel
      },
    ]
    + each("information", InformationKind.self) { $0.information = $1 }
    + each("h1-information", H1Information.self) { $0.h1Information = $1 }
    + each("observed-information", ObservedInformation.self) {
      $0.observedInformation = $1
    }
    + each("bounds", BoundsKind.self) { $0.estimation.bounds = $1 }
    + [
      OptionChoice("cluster", clusterName) { $0.options.cluster = clusterName },
      OptionChoice("sampling-weights", weightName) {
        $0.options.samplingWeights = weightName
      },
      OptionChoice("auxiliary", auxiliaryName) {
        $0.options.auxiliary = [auxiliaryName]
      },
      OptionChoice("conditional-x", "true") {
        $0.options.model.conditionsOnExogenous = true
        $0.conditionsOnExogenous = true
      },
      OptionChoice("effect-coding", "true") {
        $0.options.model.effectCodingLoadings = true
      },
      OptionChoice("correlation", "true") {
        $0.options.model.fitsCorrelations = true
      },
      OptionChoice("group-w-free", "true") {
        $0.options.hasFreeGroupWeights = true
      },
      OptionChoice("data", "covariances") { $0.hasCases = false },
    ]
    + [true, false].flatMap { (isOn: Bool) in
      [
        OptionChoice("fixed-x", "\(isOn)") {
          $0.options.model.fixedExogenous = isOn
        },
        OptionChoice("meanstructure", "\(isOn)") {
          $0.options.model.meanStructure = isOn
        },
      ]
    }

  /// Options that need other data, or are carried out before a fit, beside all
  /// others: rules alone are asked about them.
  static let others = [
    OptionChoice("ordered", "y1") { $0.hasOrdered = true },
    OptionChoice("std-ov", "true") { $0.options.standardizesObserved = true },
  ]

  /// The options of some choices together, before anything is resolved.
  static func unresolved(_ choices: [OptionChoice]) -> RequestedFit {
    var request = RequestedFit(FitOptions())
    for choice in choices { choice.apply(&request) }
    return request
  }

  /// The options of some choices together, resolved.
  static func request(_ choices: OptionChoice...) -> RequestedFit {
    var request = unresolved(choices)
    request.options = request.options.resolved
    return request
  }

  /// Requests of one, two and three choices of different options, those of
  /// fewer first.
  static var requests: some Sequence<RequestedFit> {
    requests(of: all + others)
  }

  private static func requests(of all: [OptionChoice])
    -> some Sequence<RequestedFit>
  {
    let singles = all.lazy.map { request($0) }
    let pairs = all.indices.lazy.flatMap { i in
      all[(i + 1)...].lazy.filter { $0.option != all[i].option }.map {
        request(all[i], $0)
      }
    }
    let triples = all.indices.lazy.flatMap { i in
      all.indices[(i + 1)...].lazy.filter { all[$0].option != all[i].option }
        .flatMap { j in
          all[(j + 1)...].lazy.filter {
            $0.option != all[j].option && $0.option != all[i].option
          }.map { request(all[i], all[j], $0) }
        }
    }
    return [AnySequence(singles), AnySequence(pairs), AnySequence(triples)]
      .lazy.joined()
  }
}

extension BootstrapRules {
  /// Requests that reach every rule: each kind of bootstrap with and without
  /// what it includes, of fits that are accepted.
  static var requests: some Sequence<RequestedBootstrap> {
    OptionChoice.requests.lazy.filter {
      FitRules.all.firstRefusal(of: $0) == nil
    }
    .flatMap { fit in
      BootstrapKind.allCases.flatMap { kind in
        [(false, false), (true, false), (false, true)].map {
          var draws = BootstrapOptions()
          draws.kind = kind
          draws.includesFitMeasures = $0.0
          draws.includesStandardErrors = $0.1
          return RequestedBootstrap(fit, draws)
        }
      }
    }
  }
}

extension ComparisonRules {
  /// Requests that reach every rule: a fit by default, with another one by one
  /// option, and either with itself by each method.
  static var requests: some Sequence<RequestedComparison> {
    var options = OptionChoice.all.map { OptionChoice.request($0) }.filter {
      FitRules.all.firstRefusal(of: $0) == nil
    }.map { RequestedComparison.Model($0.options, name: "B") }
    var ordered = OptionChoice.unresolved([]).options
    ordered.model.ordered = ["y1"]
    ordered.tests = [.standard, .scaledShifted]
    options.append(RequestedComparison.Model(ordered, name: "B"))
    let first = RequestedComparison.Model(
      OptionChoice.unresolved([]).options.resolved, name: "A")
    return options.map { RequestedComparison(first, $0) }
      + DifferenceMethod.allCases.flatMap { method in
        options.map { RequestedComparison($0, $0, method: method) }
      }
  }
}
