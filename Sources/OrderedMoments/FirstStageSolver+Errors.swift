internal import Messages

/// What a first stage refuses.
extension FirstStageSolver {
  static func requireCategories(
    _ count: Int, of name: String, group: String
  ) throws(LatentError) {
    let place = group.isEmpty ? "" : " in group \(group)"
    guard count > 1 else {
      throw .data(
        .orderedOneCategory,
        "The ordered variable \(name) has one category\(place).",
        remedy: "Leave it out.")
    }
    guard count <= FirstStageColumn.categoryLimit else {
      throw .data(
        .orderedTooManyCategories,
        "The ordered variable \(name) has \(count) categories\(place), "
          + "more than \(FirstStageColumn.categoryLimit).",
        remedy: "Join categories, or treat it as continuous.")
    }
  }

  private var place: String { group.isEmpty ? "" : " in group \(group)" }

  func emptyCategory(_ variable: Int, _ category: Int) -> LatentError {
    let name = variables[variable]
    return .data(
      .orderedEmptyCategory,
      "The category \(category + 1) of the ordered variable \(name) "
        + "does not occur\(place).",
      remedy: group.isEmpty
        ? "Join it with another category; if only incomplete cases have it, "
          + "`missing: pairwise` keeps them."
        : "Join categories so that every group has all of them.")
  }

  /// Why a pair has no correlation.
  func failure(of pair: FirstStagePairs.Pair, _ counts: [Double])
    -> LatentError
  {
    let names = (variables[pair.first], variables[pair.second])
    guard rows.pairSize(pair.first, pair.second, counts) > 0 else {
      return .data(
        .pairWithoutCases,
        "No case\(place) has values of both \(names.0) and \(names.1).",
        remedy: "Leave one of them out.")
    }
    let count = emptyCount(pair)
    let cause =
      count > 0
      ? ", because of \(counted(count, "empty cell")) of their table" : ""
    return .data(
      .orderedPerfectCorrelation,
      "The correlation of \(names.0) and \(names.1) is ±1\(place)\(cause).",
      remedy: "Leave one of them out, or join categories.")
  }

  func undetermined(_ variable: Int) -> LatentError {
    let name = variables[variable]
    if rows.categories[variable] == 0 && exogenous.isEmpty {
      return .data(
        .constantVariable, "The variable \(name) does not vary\(place).",
        remedy: "Leave it out of the model.")
    }
    return .data(
      .orderedUndeterminedSlopes,
      "The slopes of \(name) on \(listing(exogenous, limit: 8)) are not "
        + "determined\(place): these are collinear, or predict its values "
        + "without error.",
      remedy: "Leave one of them out.")
  }
}
