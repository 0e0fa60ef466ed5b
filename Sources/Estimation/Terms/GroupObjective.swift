internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// The term of one group as a function of the arguments that no other term
/// has; those of the others stay where they are.
final class GroupObjective: ScoringObjective {
  /// The places of the group's arguments among all.
  let arguments: [Int]
  let parameterCount: Int
  var hasCostlyCurvature: Bool { term.hasCostlyCurvature }

  private let objective: ModelObjective
  private let term: any ObjectiveTerm
  /// The group's parameters, and the place of each's argument in `arguments`.
  private let parameters: [(index: Int, place: Int)]

  /// Divides an objective into its terms.
  ///
  /// - Parameters:
  ///   - objective: The sum.
  ///   - substitution: Its arguments.
  /// - Returns: One function for each term; `nil` if an argument belongs to
  ///   more than one, or there is only one term.
  static func parts(
    of objective: ModelObjective, _ substitution: Reparametrization
  ) -> [GroupObjective]? {
    let argument: [Int]
    switch substitution.form {
    case .identity: argument = Array(0..<substitution.fullCount)
    case .grouped(let group): argument = group
    case .affine: return nil
    }
    var owner = [Int?](repeating: nil, count: substitution.reducedCount)
    for (number, term) in objective.terms.enumerated() {
      guard !term.structures.isEmpty else { return nil }
      for block in term.structures {
        for cell in block.structure.parameters {
          let place = argument[cell.parameter]
          guard owner[place] == nil || owner[place] == number else {
            return nil
          }
          owner[place] = number
        }
      }
    }
    guard objective.terms.count > 1, owner.allSatisfy({ $0 != nil }) else {
      return nil
    }
    return objective.terms.indices.map { number in
      GroupObjective(
        objective, term: number,
        arguments: owner.indices.filter { owner[$0] == number },
        argumentOfParameter: argument)
    }
  }

  private init(
    _ objective: ModelObjective, term: Int, arguments: [Int],
    argumentOfParameter: [Int]
  ) {
    self.objective = objective
    self.term = objective.terms[term]
    self.arguments = arguments
    parameterCount = arguments.count
    let place = Dictionary(
      uniqueKeysWithValues: arguments.enumerated().map { ($1, $0) })
    parameters = argumentOfParameter.enumerated().compactMap {
      index, argument in
      place[argument].map { (index, $0) }
    }
  }

  var unit: Double { term.unit.map { term.weight * $0 } ?? 1 }
  var roundingError: Double {
    term.weight * term.roundingError * (term.unit ?? 1)
  }

  func evaluate(
    at x: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer
  ) -> Double? {
    for (index, place) in parameters {
      objective.theta[index] = x[place]
      objective.fullGradient[index] = 0
    }
    guard
      let value = term.evaluate(
        objective.theta, addingTo: objective.fullGradient)
    else { return nil }
    gradient.fill(0)
    for (index, place) in parameters {
      gradient[place] += objective.fullGradient[index]
    }
    return term.weight * value
  }

  func writeCurvature(
    _ kind: Curvature, into matrix: borrowing MatrixBuffer
  ) {
    for (j, _) in parameters {
      for (i, _) in parameters { objective.fullCurvature[i, j] = 0 }
    }
    term.addCurvature(
      kind, factor: term.weight, includesStructure: true,
      to: objective.fullCurvature)
    matrix.fill(0)
    for (j, b) in parameters {
      for (i, a) in parameters where i >= j {
        let value = objective.fullCurvature[i, j]
        matrix[max(a, b), min(a, b)] += i != j && a == b ? 2 * value : value
      }
    }
  }
}
