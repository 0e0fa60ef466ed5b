internal import Messages
internal import ModelSyntax
internal import YAMLReading

/// The sections of a study that have members.
extension StudyReader {
  mutating func readData(_ node: YAMLNode) {
    guard case .members = node.content else {
      study.data.file = placed(node) ?? study.data.file
      return
    }
    for (key, name, value) in sectionMembers(node, "The section `data`") {
      if name == "file" {
        study.data.file = placed(value) ?? study.data.file
      } else if let option = option(PlacedText(name, key.range), value) {
        study.data.options.append(option)
      }
    }
    if study.data.file.text.isEmpty {
      refuse(
        "The data have no file.", "Write `file: cases.csv` among these.",
        at: node.range)
    }
  }

  mutating func readMeasurement(_ node: YAMLNode) {
    guard case .members = node.content else {
      study.measurement.model = placed(node)
      return
    }
    for (key, name, value) in sectionMembers(
      node, "The section `measurement`")
    {
      switch name {
      case "model": study.measurement.model = placed(value)
      case "constructs": study.measurement.constructs = placedNames(value)
      case "validity":
        study.measurement.judgesValidity = truth(value) ?? true
      case "htmt-bootstrap":
        study.measurement.draws = number(value, "number of draws")
      case "competing":
        study.measurement.competing = named(value, "The list of models")
      default:
        refuse(
          name, key.range,
          among: [
            "model", "constructs", "competing", "validity", "htmt-bootstrap",
          ],
          of: "the measurement")
      }
    }
  }

  mutating func readFactors(_ node: YAMLNode) {
    if case .scalar(let text, _) = node.content,
      let flag = YAMLTruth.value(of: text)
    {
      study.factors = flag ? [] : nil
      return
    }
    study.factors = options(node, "The section `factors`")
  }

  mutating func readHypotheses(_ node: YAMLNode) {
    for own in named(node, "The list of hypotheses") {
      if let hypothesis = hypothesis(own.name, own.text) {
        study.hypotheses.append(hypothesis)
      }
    }
  }

  mutating func resampling(
    _ node: YAMLNode, of section: String
  ) -> Study.Resampling {
    var result = Study.Resampling()
    let isModeration = section == "moderation"
    for (key, name, value) in sectionMembers(
      node, "The section `\(section)`")
    {
      switch name {
      case "bootstrap":
        result.replicates =
          number(value, "number of replicates") ?? result.replicates
      case "seed": result.seed = number(value, "seed") ?? result.seed
      case "interval": result.interval = interval(value) ?? result.interval
      case "products" where isModeration: result.products = text(value)
      case "within" where isModeration: result.within = placed(value)
      default:
        refuse(
          name, key.range,
          among: ["bootstrap", "seed", "interval"]
            + (isModeration ? ["products", "within"] : []),
          of: "the section `\(section)`")
      }
    }
    return result
  }

  private mutating func number<Number: FixedWidthInteger>(
    _ node: YAMLNode, _ what: String
  ) -> Number? {
    guard let text = text(node) else { return nil }
    guard let number = Number(text), number >= 0 else {
      refuse(
        "`\(text)` is not a \(what).", "Give a whole number, 0 or more.",
        at: node.range)
      return nil
    }
    return number
  }

  private mutating func interval(_ node: YAMLNode) -> String? {
    guard let text = text(node) else { return nil }
    let known = [
      "percentile": "perc", "perc": "perc", "bias-corrected": "bc", "bc": "bc",
      "bca": "bca",
    ]
    guard let value = known[text.lowercased()] else {
      refuse(
        "The interval `\(text)` is not known.",
        suggestion(text, ["percentile", "bias-corrected", "bca"]),
        at: node.range)
      return nil
    }
    return value
  }

  mutating func readGroups(_ node: YAMLNode) {
    for (key, name, value) in sectionMembers(node, "The list of groups") {
      var grouping = Study.Grouping(
        variable: PlacedText(name, key.range), range: key.range)
      for (own, member, list) in sectionMembers(
        value, "The grouping variable `\(name)`")
      {
        switch member {
        case "means": grouping.means = namesOrAll(list)
        case "invariance": grouping.invariance = namesOrAll(list)
        default:
          refuse(
            member, own.range, among: ["means", "invariance"],
            of: "a grouping variable")
        }
      }
      study.groups.append(grouping)
    }
  }

  /// Names; none for `true`, which stands for all, and `nil` for `false`.
  private mutating func namesOrAll(_ node: YAMLNode) -> [PlacedText]? {
    if case .scalar(let text, false) = node.content,
      let flag = YAMLTruth.value(of: text)
    {
      return flag ? [] : nil
    }
    return placedNames(node)
  }

  mutating func readChecks(_ node: YAMLNode) {
    for (key, name, value) in sectionMembers(node, "The list of checks") {
      var check = Study.Check(name: PlacedText(name, key.range))
      for (own, member, content) in sectionMembers(
        value, "The check `\(name)`")
      {
        switch member {
        case "controls": check.controls = placedNames(content)
        case "leave-out":
          guard let text = text(content) else { continue }
          guard text.lowercased() == "outliers" else {
            refuse(
              "`\(text)` cannot be left out.",
              "Write `leave-out: outliers`: the cases whose distance from the "
                + "means has p < .001.", at: content.range)
            continue
          }
          check.leavesOutliersOut = true
        default:
          if let option = option(PlacedText(member, own.range), content) {
            check.options.append(option)
          }
        }
      }
      study.checks.append(check)
    }
  }
}
