import FitSettings
import Latent

extension Setting {
  /// The options of a bootstrap, and of the files that keep its draws.
  static let bootstrapSettings: [Setting] = [
    Setting(
      "bootstrap", "n", .text,
      "The number of replicates.",
      default: .value(
        "\(BootstrapSettings.usualCount)",
        "`\(BootstrapSettings.usualCountOfErrors)` with `se: bootstrap`")
    ) { value, _, settings in
      settings.bootstrap.count = try SettingValue.whole(
        value, "number of replicates", to: SettingValue.mostDraws)
    },
    Setting(
      "bootstrap-kind", "kind",
      .choice(["nonparametric", "bollen.stine", "parametric"]),
      "nonparametric, bollen.stine or parametric.",
      default: .value("nonparametric")
    ) { value, _, settings in
      settings.bootstrap.kind = try readKind(value)
    },
    Setting(
      "boot-ci", "kind",
      .choice(["perc", "bc", "bca", "norm", "basic", "stud"]),
      "Intervals: perc, bc, bca, norm, basic or stud.", default: .value("perc")
    ) { value, _, settings in
      // lavaan's name of the bias-corrected interval.
      settings.bootstrap.interval =
        value.lowercased() == "bca.simple"
        ? .biasCorrected
        : try SettingValue.choice(value, "kind of interval")
    },
    Setting("seed", "n", .text, "The seed.", default: .value("1")) {
      value, _, settings in
      guard
        let seed = UInt64(value)
          ?? SettingValue.integer(value).flatMap(UInt64.init(exactly:))
      else {
        throw InputError(
          message: "`\(value)` is not a seed.",
          help: "Expected a whole number from 0 to \(UInt64.max).")
      }
      settings.bootstrap.seed = seed
    },
    Setting(
      "replicates", "a-b", .text,
      "Only these of the replicates, such as 1-2500: a shard.",
      default: .words("all")
    ) { value, _, settings in
      settings.bootstrap.replicates = try range(value)
    },
    Setting("draws", "file", .output, "The file to write all draws to.") {
      value, scope, settings in
      settings.bootstrap.draws = try scope.output(value, .draws)
    },
    Setting(
      "from-draws", "a,b", .input,
      "Files that `draws` wrote, to merge instead of drawing."
    ) { value, scope, settings in
      settings.bootstrap.sources = try SettingValue.list(value)
        .map(scope.input)
    },
    Setting(
      "checkpoint", "file", .output,
      "The file that keeps each replicate as it ends, and from which a "
        + "bootstrap that was stopped goes on."
    ) { value, scope, settings in
      settings.bootstrap.checkpoint = try scope.output(value, .draws)
    },
  ]

  private static func readKind(_ value: String) throws -> BootstrapKind {
    let name = String(value.map { "-_".contains($0) ? "." : $0 })
    let kinds = BootstrapKind.allCases.filter { $0 != .jackknife }
    guard let kind = kinds.first(where: { $0.rawValue == name.lowercased() })
    else {
      throw InputError.unknown(
        "kind of bootstrap", value, among: kinds.map(\.rawValue))
    }
    return kind
  }

  /// `a-b`.
  private static func range(_ text: String) throws -> ClosedRange<Int> {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Int($0.filter { $0 != " " }) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 1,
      first <= last
    else {
      throw InputError(
        message: "`\(text)` is not a range of replicates.",
        help: "Expected the first and the last number, such as 1-2500.")
    }
    guard last - first < SettingValue.mostDraws else {
      throw InputError(
        message: "The range `\(text)` has too many replicates.",
        help: "Expected at most \(SettingValue.mostDraws) in one part.")
    }
    return first...last
  }
}
