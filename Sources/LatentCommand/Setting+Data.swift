import Latent

extension Setting {
  static let dataSettings: [Setting] = [
    Setting(name: "data") { value, scope, request in
      request.data.table = scope.resolve(value)
    },
    Setting(name: "cov") { value, scope, request in
      request.data.covariances = try SettingValue.list(value)
        .map(scope.resolve)
    },
    Setting(name: "nobs") { value, _, request in
      request.data.counts = try SettingValue.counts(
        value, "number of cases")
    },
    Setting(name: "means") { value, scope, request in
      request.data.means = try SettingValue.list(value).map(scope.resolve)
    },
    Setting(name: "sds") { value, scope, request in
      request.data.deviations = try SettingValue.list(value)
        .map(scope.resolve)
    },
    Setting(name: "group") { value, _, request in
      request.data.group = value
    },
    Setting(name: "group-label") { value, _, request in
      let labels = try SettingValue.list(value)
      if let twice = labels.indices.first(where: {
        labels[..<$0].contains(labels[$0])
      }) {
        throw InputError(
          message: "The group `\(labels[twice])` is named twice.",
          help: "Name each group once.")
      }
      request.data.groupLabels = labels
    },
    Setting(name: "center") { value, _, request in
      request.data.centered = try SettingValue.list(value)
    },
    Setting(name: "missing") { value, _, request in
      request.options.missing = try readMissing(value)
    },
    Setting(name: "auxiliary") { value, _, request in
      request.options.auxiliary = try SettingValue.list(value)
    },
    Setting(name: "missing-codes") { value, _, request in
      request.data.missingCodes = try SettingValue.list(value)
    },
    Setting(name: "ordered") { value, _, _ in
      if (try? SettingValue.optionalBool(value)) == false { return }
      throw SettingValue.comesLater(
        "The option `ordered`",
        use: "Without `ordered` the variables are treated as "
          + "continuous.")
    },
    Setting(name: "cluster") { value, _, request in
      request.options.cluster = value
    },
    Setting(name: "sampling-weights") { value, _, request in
      request.options.samplingWeights = value
    },
    Setting(name: "sampling-weights-normalization") { value, _, request in
      request.options.weightNormalization =
        value.lowercased() == "default"
        ? .total : try SettingValue.choice(value, "normalization")
    },
    Setting(name: "encoding") { value, _, request in
      request.data.encoding = try readEncoding(value)
    },
    Setting(name: "delimiter") { value, _, request in
      request.data.delimiter = try readDelimiter(value)
    },
  ]

  private static func readMissing(_ value: String) throws -> MissingTreatment {
    let later = ["available.cases", "doubly.robust"]
    switch value.lowercased() {
    case "default": return .listwise
    case "ml", "direct": return .fullInformation
    case "ml.x", "direct.x": return .fullInformationExogenous
    case "two-stage", "twostage": return .twoStage
    case "robust-two-stage", "robust.twostage", "robust.two-stage":
      return .robustTwoStage
    case let name where later.contains(name):
      throw SettingValue.comesLater(
        "The treatment `\(value)` of missing values",
        use: "Use fiml, which uses every value, or listwise.")
    default:
      return try SettingValue.choice(value, "treatment of missing values")
    }
  }

  private static func readEncoding(_ value: String) throws -> TextEncoding? {
    switch value.lowercased() {
    case "default", "auto": return nil
    case "utf8": return .utf8
    case "gbk", "gb2312", "cp936": return .gb18030
    case "utf16": return .utf16
    case "latin1", "iso-8859-1", "cp1252": return .windows1252
    default: return try SettingValue.choice(value, "encoding")
    }
  }

  private static func readDelimiter(_ value: String) throws -> Delimiter? {
    switch value.lowercased() {
    case "default", "auto": return nil
    case "comma", ",": return .comma
    case "tab", "\t", "\\t": return .tab
    case "semicolon", ";": return .semicolon
    case "blank", "space", "whitespace", " ": return .whitespace
    default:
      throw InputError.unknown(
        "delimiter", value, among: ["comma", "tab", "semicolon", "blank"])
    }
  }
}
