public import Messages

/// A variable whose means are compared.
public struct ComparedVariable: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its name in words; empty without one.
  public var label: String
  /// The values of all cases, NaN where missing.
  public var values: [Double]

  /// Makes a variable.
  public init(name: String, label: String = "", values: [Double]) {
    self.name = name
    self.label = label
    self.values = values
  }
}

/// The tests of all pairs of groups.
public enum PairTest: String, Sendable, Hashable, CaseIterable {
  /// Tukey and Kramer's.
  case tukey
  /// Games and Howell's, for variances that differ.
  case gamesHowell = "games-howell"
}

/// The means of a variable in groups, and their differences.
public struct VariableDifferences: Sendable, Hashable {
  /// The variable's name.
  public let name: String
  /// Its name in words.
  public let label: String
  /// The moments of each group.
  public let groups: [GroupMoments]
  /// The analysis of variance.
  public let analysis: VarianceAnalysis
  /// Levene's test with means, as SPSS has it.
  public let levene: VarianceRatio?
  /// The same with medians (Brown & Forsythe, 1974), as R's `car` has it.
  public let brownForsythe: VarianceRatio?
  /// All pairs of groups.
  public let pairs: [PairDifference]
  /// The letters of each group: groups with one in common do not differ.
  public let letters: [String]

  init(
    _ variable: ComparedVariable, _ groups: CaseGroups,
    _ options: GroupDifferenceOptions
  ) throws(LatentError) {
    var values = [[Double]](repeating: [], count: groups.labels.count)
    for (value, place) in zip(variable.values, groups.places) {
      guard let place, !value.isNaN else { continue }
      guard value.isFinite else {
        throw .data(
          .groupsOutcome, "`\(variable.name)` has an infinite value.",
          remedy: "Correct it.")
      }
      values[place].append(value)
    }
    if let place = values.firstIndex(where: { $0.count < 2 }) {
      throw .data(
        .groupsTooSmall,
        "The group `\(groups.labels[place])` of `\(groups.name)` has "
          + "\(counted(values[place].count, "case")) with `\(variable.name)`.",
        remedy: "A group needs two cases or more; join small groups, or leave "
          + "the variable out.")
    }
    let moments = values.map {
      GroupMoments($0, level: options.confidenceLevel)
    }
    guard moments.contains(where: { $0.variance > 0 }) else {
      throw .data(
        .groupsOutcome,
        "`\(variable.name)` does not vary within the groups of "
          + "`\(groups.name)`.",
        remedy: "Leave it out.")
    }
    let analysis = VarianceAnalysis(moments, level: options.confidenceLevel)
    name = variable.name
    label = variable.label
    self.groups = moments
    self.analysis = analysis
    levene = VarianceAnalysis.levene(values, centre: VarianceAnalysis.mean)
    brownForsythe = VarianceAnalysis.levene(
      values, centre: VarianceAnalysis.median)
    var pairs: [PairDifference] = []
    for second in moments.indices {
      for first in 0..<second {
        pairs.append(
          PairDifference(
            (first, second), of: moments, within: analysis,
            level: options.confidenceLevel))
      }
    }
    self.pairs = pairs
    letters = LetterDisplay.letters(moments.map(\.mean)) { i, j in
      let pair = pairs.first {
        ($0.first, $0.second) == (min(i, j), max(i, j))
      }
      let test =
        options.pairTest == .tukey ? pair?.tukey : pair?.gamesHowell
      return (test?.probability ?? 1) < 1 - options.confidenceLevel
    }
  }
}

/// The choices of a comparison of groups.
public struct GroupDifferenceOptions: Sendable, Hashable {
  /// The level of intervals; groups whose adjusted p is below 1 less it differ.
  public var confidenceLevel = 0.95
  /// The test that letters come from.
  public var pairTest = PairTest.gamesHowell

  /// The usual choices.
  public init() {}
}

/// The means of variables in groups: analyses of variance, effect sizes and
/// tests of all pairs.
///
/// ```swift
/// let groups = try CaseGroups("district", of: table)
/// let differences = try GroupDifferences(
///   of: [ComparedVariable(name: "age", values: ages)], between: groups)
/// differences.variables[0].analysis.welch?.probability
/// ```
public struct GroupDifferences: Sendable, Hashable {
  /// The groups.
  public let groups: CaseGroups
  /// The variables.
  public let variables: [VariableDifferences]
  /// The choices.
  public let options: GroupDifferenceOptions
  /// What readers should know.
  public let warnings: [LatentWarning]
  /// Variables with categories in the same groups.
  package var tabulations: [CrossTabulation] = []

  /// The number of cases in a group.
  public var caseCount: Int { groups.places.count { $0 != nil } }

  /// Compares groups.
  ///
  /// - Parameters:
  ///   - variables: The variables; each is of the cases that have it.
  ///   - groups: The groups of the same cases.
  ///   - options: The choices.
  /// - Throws: `LatentError` if a group has fewer than two cases with a variable,
  ///   or a variable does not vary within groups.
  public init(
    of variables: [ComparedVariable], between groups: CaseGroups,
    options: GroupDifferenceOptions = GroupDifferenceOptions()
  ) throws(LatentError) {
    self.groups = groups
    self.options = options
    var found: [VariableDifferences] = []
    for variable in variables {
      found.append(try VariableDifferences(variable, groups, options))
    }
    self.variables = found
    var warnings: [LatentWarning] = []
    let left = groups.places.count { $0 == nil }
    if left > 0, groups.name != "response" {
      warnings.append(
        LatentWarning(
          code: .groupsNone,
          message: "\(counted(left, "case")) without a value of "
            + "`\(groups.name)` \(left == 1 ? "is" : "are") in no group."))
    }
    let small = groups.labels.indices.filter { place in
      found.contains { $0.groups[place].count < 5 }
    }
    if !small.isEmpty {
      warnings.append(
        LatentWarning(
          code: .groupsTooSmall,
          message: "Groups of fewer than five cases: "
            + listing(small.map { groups.labels[$0] }, limit: 10)
            + ". Tests of so few rest on normal distributions."))
    }
    self.warnings = warnings
  }
}
