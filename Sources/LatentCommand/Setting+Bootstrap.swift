import Latent

/// What a bootstrap is asked for.
struct BootstrapRequest {
  /// The number of replicates; `nil` for the command's own default.
  var count: Int?
  /// The part of them to draw.
  var replicates: ClosedRange<Int>?
  /// How replicates are drawn.
  var kind = BootstrapKind.nonparametric
  /// The kind of intervals.
  var interval = BootstrapIntervalKind.percentile
  /// The seed.
  var seed: UInt64 = 1
  /// The number of workers; one a core without.
  var threads: Int?
  /// The file to write draws to.
  var draws: String?
  /// The files to merge instead of drawing.
  var sources: [String] = []
  /// The file that keeps replicates as they end.
  var checkpoint: String?
}

extension Setting {
  static let bootstrapSettings: [Setting] = [
    Setting(name: "bootstrap") { value, _, request in
      request.bootstrap.count = try SettingValue.whole(
        value, "number of replicates", to: SettingValue.mostDraws)
    },
    Setting(name: "bootstrap-kind") { value, _, request in
      let name = String(value.map { "-_".contains($0) ? "." : $0 })
      let kinds = BootstrapKind.allCases.filter { $0 != .jackknife }
      guard let kind = kinds.first(where: { $0.rawValue == name.lowercased() })
      else {
        throw InputError.unknown(
          "kind of bootstrap", value, among: kinds.map(\.rawValue))
      }
      request.bootstrap.kind = kind
    },
    Setting(name: "boot-ci") { value, _, request in
      // lavaan's name of the bias-corrected interval.
      request.bootstrap.interval =
        value.lowercased() == "bca.simple"
        ? .biasCorrected
        : try SettingValue.choice(value, "kind of interval")
    },
    Setting(name: "seed") { value, _, request in
      guard let seed = UInt64(value) else {
        throw InputError(
          message: "`\(value)` is no seed.",
          help: "Expected a whole number from 0 to \(UInt64.max).")
      }
      request.bootstrap.seed = seed
    },
    Setting(name: "replicates") { value, _, request in
      request.bootstrap.replicates = try range(value)
    },
    Setting(name: "threads") { value, _, request in
      let threads = try SettingValue.whole(
        value, "number of threads", to: 1024)
      request.bootstrap.threads = threads
      request.options.estimation.threads = threads
    },
    Setting(name: "draws") { value, scope, request in
      request.bootstrap.draws = scope.resolve(value)
    },
    Setting(name: "from-draws") { value, scope, request in
      request.bootstrap.sources = try SettingValue.list(value)
        .map(scope.resolve)
    },
    Setting(name: "checkpoint") { value, scope, request in
      request.bootstrap.checkpoint = scope.resolve(value)
    },
  ]

  /// `a-b`.
  private static func range(_ text: String) throws -> ClosedRange<Int> {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Int($0.filter { $0 != " " }) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 1,
      first <= last
    else {
      throw InputError(
        message: "`\(text)` is no range of replicates.",
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
