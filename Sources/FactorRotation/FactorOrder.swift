/// The orders of rotated factors.
public enum FactorOrder: String, Sendable, Hashable, CaseIterable, Encodable {
  /// By the mean place of the variables that load on them most.
  case index
  /// By their sums of squared loadings, the largest first.
  case squares = "sumofsquares"
  /// As the rotation leaves them.
  case none
}

extension RotatedLoadings {
  /// The same with the factors in an order that suits the rotation: the general
  /// factor of a bifactor rotation stays first, and the factors of a target
  /// stay in place.
  ///
  /// - Parameters:
  ///   - order: The order.
  ///   - options: The rotation.
  ///   - scales: The variables' standard deviations; `nil` for 1.
  /// - Returns: The rotated loadings.
  package func ordered(
    by order: FactorOrder, _ options: RotationOptions, scales: [Double]?
  ) -> RotatedLoadings {
    switch order {
    case .index:
      ordered(options.order(orderByVariables(scales: scales)))
    case .squares: ordered(options.order(orderBySquares))
    case .none: self
    }
  }
}

extension RotationOptions {
  /// The criterion; `nil` for promax, which has none.
  package var criterion: RotationCriterion? {
    if case .criterion(let criterion) = kind { criterion } else { nil }
  }

  /// The equations of its solutions.
  package var equations: RotationEquations {
    RotationEquations(kind, isOrthogonal: !isOblique, weights: weights)
  }

  /// Whether factors may be correlated.
  public var isOblique: Bool {
    if case .promax = kind { true } else { !isOrthogonal }
  }

  fileprivate func order(_ order: [Int]) -> [Int] {
    switch criterion {
    case .bifactor: [0] + order.filter { $0 != 0 }
    case .target: order.sorted()
    default: order
    }
  }
}
