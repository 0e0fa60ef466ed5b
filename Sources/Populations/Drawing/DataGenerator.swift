internal import LinearAlgebra
package import Messages
internal import Probability

/// The way in which the data of a population are drawn: checked, and shared by
/// all who draw.
package struct DataGenerator: Sendable {
  /// The groups, whose thresholds are those of their categories.
  package let groups: [PopulationGroup]
  /// What the data have beside the moments.
  package let options: PopulationOptions
  /// The draws of each group.
  let transforms: [ValueTransform]
  /// The values that go missing.
  let missing: [MissingDesign]

  /// Makes a generator.
  ///
  /// - Parameters:
  ///   - groups: The groups of a population.
  ///   - options: What the data have beside the moments.
  /// - Throws: `LatentError` for options that do not go together, name unknown
  ///   variables, or ask for distributions that there are not.
  package init(
    _ groups: [PopulationGroup], _ options: PopulationOptions
  ) throws(LatentError) {
    try options.requireConsistent()
    var cut: [PopulationGroup] = []
    var transforms: [ValueTransform] = []
    var missing: [MissingDesign] = []
    for group in groups {
      let own = try Self.cut(group, options)
      cut.append(own)
      transforms.append(try ValueTransform(own, options))
      missing.append(try MissingDesign(own, options))
    }
    self.groups = cut
    self.options = options
    self.transforms = transforms
    self.missing = missing
  }

  /// Whether data are complete, normal and independent cases of continuous
  /// variables.
  package var isPlain: Bool {
    options.distribution == .normal && options.clusterSize == nil
      && options.contamination == 0 && missing.allSatisfy(\.isEmpty)
      && groups.allSatisfy { $0.thresholds.allSatisfy(\.isEmpty) }
  }

  /// Whether values go missing.
  package var hasMissing: Bool { !missing.allSatisfy(\.isEmpty) }

  /// The variables that are ordered.
  package var ordered: [String] {
    guard let first = groups.first else { return [] }
    return zip(first.variables, first.thresholds).filter { !$1.isEmpty }
      .map { $0.0 }
  }

  /// A group with the thresholds that give categories their shares.
  private static func cut(
    _ group: PopulationGroup, _ options: PopulationOptions
  ) throws(LatentError) -> PopulationGroup {
    var result = group
    for (name, shares) in options.categories {
      let place = try group.place(of: name, option: "categories")
      guard group.thresholds[place].isEmpty else {
        throw OptionText(name: "categories", text: "").refusal(
          "\(name) has thresholds in the text.",
          "Leave out the ones or the others.")
      }
      var sum = 0.0
      result.thresholds[place] = shares.dropLast().map { share in
        sum += share
        return group.mean[place]
          + group.deviation(place) * NormalDistribution.quantile(sum)
      }
    }
    return result
  }
}

extension PopulationGroup {
  /// The place of a variable that an option names.
  ///
  /// - Throws: `LatentError` with the nearest name if there is none.
  func place(of name: String, option: String) throws(LatentError) -> Int {
    if let place = variables.firstIndex(of: name) { return place }
    let near = NearestName.find(name, in: variables)
    var error = LatentError(
      kind: .request, code: .populationUnknownVariable,
      message: "The population has no variable `\(name)`.",
      remedy: near.map { "Did you mean `\($0)`?" }
        ?? "Its variables are \(listing(variables, limit: 12)).")
    error.option = option
    throw error
  }
}
