package import Messages
internal import Specification

/// Values of every case: factor scores, or predicted observed variables.
public struct CasePredictions: Sendable, Hashable, Codable {
  /// One case.
  public struct Case: Sendable, Hashable, Codable {
    /// The row of the data table, from 1.
    public var rowNumber: Int
    /// The group, from 1.
    public var group: Int
    /// The values, in the order of `variables`; `nil` where one is not
    /// defined or the group's model does not have the variable.
    public var values: [Double?]
    /// Their standard errors; `nil` where one is not defined.
    public var standardErrors: [Double?]
  }

  /// The variables.
  public var variables: [String]
  /// The labels of the groups.
  public var groupLabels: [String]
  /// The cases that the fit used, in the order of the table.
  public var cases: [Case]
  /// The method of the factor scores.
  public var method: FactorScoreMethod
  /// Whether any variable is ordered: the method then goes by its name for
  /// these.
  package var hasOrdered = false

  /// The method's name: with ordered variables that of lavaan, EBM or ML.
  package var methodName: String {
    guard hasOrdered else { return method.rawValue }
    return method == .regression ? "EBM" : "ML"
  }
  /// The warnings about the data of new cases.
  package var dataWarnings: [LatentWarning] = []

  /// The label of a case's group.
  package func groupLabel(of item: Case) -> String {
    groupLabels.label(ofGroup: item.group)
  }

  /// The warnings about the data of new cases, and the reasons why variables
  /// have no value in any case.
  package var warnings: [LatentWarning] {
    dataWarnings + emptiness + boundlessness
  }

  /// The cases whose likelihood of ordered outcomes has no maximum.
  private var boundlessness: [LatentWarning] {
    guard hasOrdered, method == .bartlett else { return [] }
    let places = variables.indices.filter { place in
      cases.contains { $0.values[place] != nil }
    }
    let count = cases.count { item in
      places.contains { item.values[$0] == nil }
    }
    if count == 0 { return [] }
    return [
      LatentWarning(
        code: .scoresNotDefined,
        message: "\(count == 1 ? "One case has" : "\(count) cases have") no ML "
          + "scores: answers that are all of the lowest, or all of the highest, "
          + "category have a likelihood without a maximum, and so have missing "
          + "ones. EBM scores (`regression`) exist.")
    ]
  }

  private var emptiness: [LatentWarning] {
    let empty = variables.indices.filter { place in
      cases.allSatisfy { $0.values[place] == nil }
    }
    if empty.isEmpty { return [] }
    let names = empty.map { variables[$0] }.joined(separator: ", ")
    return [
      LatentWarning(
        code: .scoresNotDefined,
        message: "There are no \(methodName) scores of \(names): "
          + (method == .bartlett
            ? "the loadings do not tell these factors apart, or nothing that "
              + "is observed measures them. Regression scores exist."
            : "the covariances of the observed variables have no inverse."))
    ]
  }
}

extension CasePredictions {
  /// The predictions by the rows of another table, of which the cases are
  /// copies: each row once.
  ///
  /// - Parameter rows: For each row, the row of that table, from 1; `nil`
  ///   leaves everything as it is.
  /// - Returns: The predictions.
  package func numbered(_ rows: [Int]?) -> CasePredictions {
    var result = self
    result.cases = cases.numbered(rows)
    return result
  }
}
