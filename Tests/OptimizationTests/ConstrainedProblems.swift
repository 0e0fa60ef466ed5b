import Optimization
import RealModule
import TestSupport
import Testing

/// A constrained problem with a known solution.
struct ConstrainedProblem: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var start: [Double]
  /// The minimizer; `nil` where several points share the minimum.
  var minimizer: [Double]?
  var value: Double
  var objective: @Sendable ([Double]) -> Double?
  var equalities: [@Sendable ([Double]) -> Double] = []
  /// Each is at least zero.
  var inequalities: [@Sendable ([Double]) -> Double] = []
  /// Whether second-order conditions fail at the solution.
  var isDegenerate = false
}

/// Constraints given by formulas, differentiated by differences.
struct FormulaConstraints: ConstraintFunctions {
  var equalities: [@Sendable ([Double]) -> Double]
  var inequalities: [@Sendable ([Double]) -> Double]

  var count: Int { equalities.count + inequalities.count }

  func isEquality(_ index: Int) -> Bool { index < equalities.count }

  func evaluate(_ index: Int, at x: [Double]) -> (
    value: Double, gradient: [Double]
  ) {
    let function =
      isEquality(index)
      ? equalities[index] : inequalities[index - equalities.count]
    return (
      function(x),
      richardsonGradient(of: function, at: x, step: 1e-3, levels: 4)
    )
  }
}

/// Hock & Schittkowski (1981), Test Examples for Nonlinear Programming Codes,
/// by number.
extension ConstrainedProblem {
  static let all: [ConstrainedProblem] = equality + inequality

  private static let equality: [ConstrainedProblem] = [
    ConstrainedProblem(
      testDescription: "HS6", start: [-1.2, 1], minimizer: [1, 1], value: 0,
      objective: { x in (1 - x[0]) * (1 - x[0]) },
      equalities: [{ x in 10 * (x[1] - x[0] * x[0]) }]),
    ConstrainedProblem(
      testDescription: "HS7", start: [2, 2],
      minimizer: [0, 3.0.squareRoot()], value: -3.0.squareRoot(),
      objective: { x in Double.log(1 + x[0] * x[0]) - x[1] },
      equalities: [
        { x in
          (1 + x[0] * x[0]) * (1 + x[0] * x[0]) + x[1] * x[1] - 4
        }
      ]),
    ConstrainedProblem(
      testDescription: "HS26", start: [-2.6, 2, 2], minimizer: nil, value: 0,
      objective: { x in
        .pow(x[0] - x[1], 2) + .pow(x[1] - x[2], 4)
      },
      equalities: [
        { x in (1 + x[1] * x[1]) * x[0] + .pow(x[2], 4) - 3 }
      ], isDegenerate: true),
    ConstrainedProblem(
      testDescription: "HS27", start: [2, 2, 2], minimizer: [-1, 1, 0],
      value: 0.04,
      objective: { x in
        0.01 * .pow(x[0] - 1, 2) + .pow(x[1] - x[0] * x[0], 2)
      },
      equalities: [{ x in x[0] + x[2] * x[2] + 1 }]),
    ConstrainedProblem(
      testDescription: "HS28", start: [-4, 1, 1], minimizer: [0.5, -0.5, 0.5],
      value: 0,
      objective: { x in .pow(x[0] + x[1], 2) + .pow(x[1] + x[2], 2) },
      equalities: [{ x in x[0] + 2 * x[1] + 3 * x[2] - 1 }]),
    ConstrainedProblem(
      testDescription: "HS39", start: [2, 2, 2, 2], minimizer: [1, 1, 0, 0],
      value: -1, objective: { x in -x[0] },
      equalities: [
        { x in x[1] - .pow(x[0], 3) - x[2] * x[2] },
        { x in x[0] * x[0] - x[1] - x[3] * x[3] },
      ]),
    ConstrainedProblem(
      testDescription: "HS40", start: [0.8, 0.8, 0.8, 0.8], minimizer: nil,
      value: -0.25, objective: { x in -x[0] * x[1] * x[2] * x[3] },
      equalities: [
        { x in .pow(x[0], 3) + x[1] * x[1] - 1 },
        { x in x[0] * x[0] * x[3] - x[2] },
        { x in x[3] * x[3] - x[1] },
      ]),
    ConstrainedProblem(
      testDescription: "HS77", start: [2, 2, 2, 2, 2], minimizer: nil,
      value: 0.24150512879,
      objective: { x in
        let a: Double = .pow(x[0] - 1, 2) + .pow(x[0] - x[1], 2)
        let b: Double = .pow(x[2] - 1, 2) + .pow(x[3] - 1, 4)
        return a + b + .pow(x[4] - 1, 6)
      },
      equalities: [
        { x in
          x[0] * x[0] * x[3] + .sin(x[3] - x[4]) - 2 * 2.0.squareRoot()
        },
        { x in
          x[1] + .pow(x[2], 4) * x[3] * x[3] - 8 - 2.0.squareRoot()
        },
      ]),
    ConstrainedProblem(
      testDescription: "HS78", start: [-2, 1.5, 2, -1, -1], minimizer: nil,
      value: -2.91970040911, objective: { x in x.reduce(1, *) },
      equalities: [
        { x in x.reduce(-10) { $0 + $1 * $1 } },
        { x in x[1] * x[2] - 5 * x[3] * x[4] },
        { x in .pow(x[0], 3) + .pow(x[1], 3) + 1 },
      ]),
  ]

  private static let inequality: [ConstrainedProblem] = [
    ConstrainedProblem(
      testDescription: "HS35", start: [0.5, 0.5, 0.5],
      minimizer: [4.0 / 3, 7.0 / 9, 4.0 / 9], value: 1.0 / 9,
      objective: { x in
        let squares = 2 * x[0] * x[0] + 2 * x[1] * x[1] + x[2] * x[2]
        let products = 2 * x[0] * (x[1] + x[2])
        return 9 - 8 * x[0] - 6 * x[1] - 4 * x[2] + squares + products
      },
      inequalities: [
        { x in 3 - x[0] - x[1] - 2 * x[2] }, { x in x[0] }, { x in x[1] },
        { x in x[2] },
      ]),
    ConstrainedProblem(
      testDescription: "HS43", start: [0, 0, 0, 0], minimizer: [0, 1, 2, -1],
      value: -44,
      objective: { x in
        let linear = 7 * x[3] - 5 * x[0] - 5 * x[1] - 21 * x[2]
        return linear + x.reduce(x[2] * x[2]) { $0 + $1 * $1 }
      },
      inequalities: [
        { x in
          let squares = x.reduce(0) { $0 + $1 * $1 }
          return 8 - squares - x[0] + x[1] - x[2] + x[3]
        },
        { x in
          let squares = x.reduce(x[1] * x[1] + x[3] * x[3]) { $0 + $1 * $1 }
          return 10 - squares + x[0] + x[3]
        },
        { x in
          let squares = 2 * x[0] * x[0] + x[1] * x[1] + x[2] * x[2]
          return 5 - squares - 2 * x[0] + x[1] + x[3]
        },
      ]),
    ConstrainedProblem(
      testDescription: "HS71", start: [1, 5, 5, 1],
      minimizer: [1, 4.74299963, 3.82114998, 1.37940829], value: 17.0140172892,
      objective: { x in x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2] },
      equalities: [{ x in x.reduce(-40) { $0 + $1 * $1 } }],
      inequalities: [
        { x in x.reduce(1, *) - 25 },
        { x in x[0] - 1 }, { x in x[1] - 1 }, { x in x[2] - 1 },
        { x in x[3] - 1 }, { x in 5 - x[0] }, { x in 5 - x[1] },
        { x in 5 - x[2] }, { x in 5 - x[3] },
      ]),
    ConstrainedProblem(
      testDescription: "HS76", start: [0.5, 0.5, 0.5, 0.5],
      minimizer: [3.0 / 11, 23.0 / 11, 0, 6.0 / 11], value: -103.0 / 22,
      objective: { x in
        let squares = 2 * x[0] * x[0] + x[1] * x[1]
        let others = 2 * x[2] * x[2] + x[3] * x[3]
        let linear = x[0] + 3 * x[1] - x[2] + x[3]
        return 0.5 * (squares + others) + x[2] * (x[3] - x[0]) - linear
      },
      inequalities: [
        { x in 5 - x[0] - 2 * x[1] - x[2] - x[3] },
        { x in 4 - 3 * x[0] - x[1] - 2 * x[2] + x[3] },
        { x in x[1] + 4 * x[2] - 1.5 },
        { x in x[0] }, { x in x[1] }, { x in x[2] }, { x in x[3] },
      ]),
  ]
}
