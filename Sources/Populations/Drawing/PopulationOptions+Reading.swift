package import Messages

extension PopulationOptions {
  /// The names of the options, as commands and study files have them.
  package static let names = [
    "distribution", "skewness", "kurtosis", "categories", "missing-share",
    "missing-by", "forms", "waves", "attrition", "cluster-size", "intraclass",
    "contamination", "contamination-scale",
  ]

  /// Reads the value of an option.
  ///
  /// - Parameters:
  ///   - name: One of `names`.
  ///   - text: The value.
  /// - Throws: `LatentError` for a value that the option cannot have.
  package mutating func read(_ name: String, _ text: String)
    throws(LatentError)
  {
    let value = OptionText(name: name, text: text)
    switch name {
    case "distribution":
      distribution = try value.choice(Distribution.self)
    case "skewness": skewness = try value.assignment { _ in true }
    case "kurtosis": kurtosis = try value.assignment { $0 > -2 }
    case "categories":
      categories = []
      for (name, part) in try value.members() {
        categories.append((name, try value.shares(part)))
      }
    case "missing-share": missing = try value.assignment { 0 <= $0 && $0 < 1 }
    case "missing-by": dependences = try Self.dependences(value)
    case "forms": forms = try value.sets()
    case "waves": waves = try value.sets()
    case "attrition": attrition = try value.number { 0 <= $0 && $0 < 1 }
    case "cluster-size": clusterSize = try value.count(from: 2)
    case "intraclass": intraclass = try value.number { 0 <= $0 && $0 < 1 }
    case "contamination":
      contamination = try value.number { 0 <= $0 && $0 < 1 }
    default: contaminationScale = try value.number { $0 > 0 }
    }
  }

  /// `x2=x1/0.3`, or with the slope behind it.
  private static func dependences(_ value: OptionText) throws(LatentError)
    -> [Dependence]
  {
    var result: [Dependence] = []
    for (name, text) in try value.members() {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        .map { OptionText.trimmed($0) }
      guard parts.count == 2 || parts.count == 3, !parts[0].isEmpty,
        let share = Double(parts[1]), share > 0, share < 1,
        let slope = parts.count == 3 ? Double(parts[2]) : 1, slope.isFinite
      else {
        throw value.refusal(
          "`\(name)=\(text)` is no rule of missing values.",
          "Write the variable, its cause and the share, such as "
            + "`x2=x1/0.3`.")
      }
      result.append(
        Dependence(
          variable: name, cause: parts[0], share: share, slope: slope))
    }
    return result
  }

  /// Refuses options that do not go together.
  ///
  /// - Throws: `LatentError` for them.
  package func requireConsistent() throws(LatentError) {
    func refuse(_ name: String, _ message: String, _ remedy: String)
      -> LatentError
    {
      OptionText(name: name, text: "").refusal(message, remedy)
    }
    let hasShapes = !skewness.isEmpty || !kurtosis.isEmpty
    if distribution == .normal, hasShapes {
      throw refuse(
        skewness.isEmpty ? "kurtosis" : "skewness",
        "Normal values have no skewness and no kurtosis.",
        "Add `distribution: vale-maurelli` or `distribution: independent`.")
    }
    if distribution != .normal, !hasShapes {
      throw refuse(
        "distribution", "The shapes of the distributions are missing.",
        "Give `skewness`, `kurtosis` or both.")
    }
    if distribution != .normal, !categories.isEmpty {
      throw refuse(
        "categories",
        "Shares of categories are those of normal responses.",
        "Leave `distribution` out, or write thresholds in the text.")
    }
    if clusterSize == nil, intraclass > 0 {
      throw refuse(
        "intraclass", "There are no clusters.", "Add `cluster-size`.")
    }
    if clusterSize != nil, distribution != .normal {
      throw refuse(
        "cluster-size", "Clusters are drawn of normal values only.",
        "Leave `distribution` out.")
    }
    if waves.isEmpty != (attrition == 0) {
      throw refuse(
        waves.isEmpty ? "attrition" : "waves",
        "Attrition needs waves, and waves the share that is lost.",
        "Give both `waves` and `attrition`.")
    }
    if waves.count == 1 || forms.count == 1 {
      throw refuse(
        waves.count == 1 ? "waves" : "forms", "There is only one set.",
        "Put a slash between two sets: `x1,x2/x3,x4`.")
    }
  }
}
