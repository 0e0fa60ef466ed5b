import Estimation
import FactorRotation
import FitSettings

extension Setting {
  /// The options for the rotation of exploratory factors.
  static let rotationSettings: [Setting] =
    rotationNames + [
      truth(
        "orthogonal", "Do factors stay uncorrelated?",
        without: .words("true for criteria that are made for it, else false")
      ) { $1.factors.rotation.isOrthogonal = $0 }
    ] + criterionSettings + [rotationTarget] + rotationSearchSettings

  /// The options for the rotation of a model's exploratory blocks.
  static let blockRotationSettings: [Setting] =
    (rotationNames + [
      truth(
        "rotation-orthogonal", "Do the factors of a block stay uncorrelated?",
        without: .words("true for criteria that are made for it, else false")
      ) { $1.factors.rotation.isOrthogonal = $0 },
      truth(
        "rotation-std-ov",
        "Are loadings rotated as those of standardized indicators?",
        default: true
      ) { $1.factors.rotation.isStandardized = $0 },
    ] + criterionSettings + [rotationTarget] + rotationSearchSettings).map {
      setting in
      setting.followed { settings in
        let asked = settings.factors.rotation
        // Defaults mean what no option means.
        settings.options.estimation.rotation =
          asked == RotationRequest() ? nil : asked
      }
    }

  private static let rotationTarget = Setting(
    "target", "file", .input,
    "A table with a row a variable and a column a factor, for the rotations "
      + "target (its numbers; empty cells are free) and pst (its zeros)."
  ) { value, scope, settings in
    settings.factors.target = try scope.input(value)
  }

  private static let rotationNames: [Setting] = [
    Setting(
      "rotation", "name", .choice(RotationName.allCases.map(\.rawValue)),
      "The rotation's criterion, or none.", default: .value("geomin")
    ) { value, _, settings in
      settings.factors.rotation.name = try RotationName(reading: value)
    }.takingEveryValue
  ]

  private static let criterionSettings: [Setting] = [
    number(
      "geomin-epsilon", "e", "The number that geomin adds to squared loadings.",
      default: "0.001", in: 1e-8...1
    ) { $1.factors.rotation.parameters.epsilon = $0 },
    number(
      "oblimin-gamma", "g", "γ of oblimin; 0 is quartimin.", default: "0",
      in: -100...1
    ) { $1.factors.rotation.parameters.obliminGamma = $0 },
    number(
      "cf-gamma", "k", "κ of the Crawford-Ferguson family.", default: "0",
      in: 0...1
    ) { $1.factors.rotation.parameters.kappa = $0 },
    number(
      "orthomax-gamma", "g", "γ of orthomax; 0 is quartimax, 1 varimax.",
      default: "1", in: 0...1000
    ) { $1.factors.rotation.parameters.orthomaxGamma = $0 },
    number(
      "promax-kappa", "k", "The power of promax.", default: "4", in: 1...20
    ) { $1.factors.rotation.parameters.power = $0 },
    Setting(
      "simplimax-zeros", "k", .text,
      "The number of small loadings of simplimax.",
      default: .words("the number of variables")
    ) { value, _, settings in
      settings.factors.rotation.parameters.zeros = try SettingValue.whole(
        value, "number of loadings")
    },
  ]

  private static let rotationSearchSettings: [Setting] = [
    Setting(
      "row-weights", "name",
      .choice(["none", "kaiser", "cureton-mulaik"]),
      "The weights of rows while they are rotated: none, kaiser or "
        + "cureton-mulaik.",
      default: .words("kaiser for varimax and promax, else none")
    ) { value, _, settings in
      settings.factors.rotation.weights = try SettingValue.choice(
        value.lowercased() == "cureton.mulaik" ? "cureton-mulaik" : value,
        "weight of rows")
    }.takingEveryValue,
    Setting(
      "rotation-starts", "n", .text,
      "The number of random starts of the rotation beside the unrotated "
        + "loadings.", default: .value("30")
    ) { value, _, settings in
      settings.factors.rotation.starts = try SettingValue.whole(
        value, "number of starts", from: 0, to: 100_000)
    },
    Setting(
      "factor-order", "name", .choice(["index", "sumofsquares", "none"]),
      "The order of rotated factors: index (by the mean place of the "
        + "variables that load on them most), sumofsquares or none.",
      default: .value("index")
    ) { value, _, settings in
      settings.factors.rotation.order = try SettingValue.choice(
        value, "order of factors")
    },
  ]

  /// An option with a number between two.
  static func number(
    _ name: String, _ placeholder: String, _ meaning: String,
    default usual: String, in range: ClosedRange<Double>,
    reading: @escaping @Sendable (Double, inout AnalysisSettings) -> Void
  ) -> Setting {
    Setting(name, placeholder, .text, meaning, default: .value(usual)) {
      value, _, settings in
      guard let number = Double(value), range.contains(number) else {
        throw InputError(
          message: "`\(value)` is not a value of `\(name)`.",
          help: "Expected a number from \(range.lowerBound) to "
            + "\(range.upperBound).")
      }
      reading(number, &settings)
    }
  }
}
