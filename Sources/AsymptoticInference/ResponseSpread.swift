internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import OrderedMoments
internal import SampleStatistics
internal import Specification

/// V and Γ of first-stage statistics.
final class ResponseSpread: MomentSpread {
  private let groups: [ResponseSpreadGroup]
  private let team: WorkTeam

  /// Takes the groups of a fit; `nil` if one has no first-stage statistics.
  ///
  /// - Parameters:
  ///   - fitter: The fit.
  ///   - sibling: Those of another model of the same sample.
  init?(_ fitter: Fitter, sharing sibling: ResponseSpread?) {
    var groups: [ResponseSpreadGroup] = []
    let team = fitter.options.team
    for (index, share) in fitter.sample.shares.enumerated() {
      guard let term = fitter.objective.terms[index].momentTerm,
        let weight = term.discrepancy.weight.residual,
        let influences = fitter.sample[index].influences
      else { return nil }
      groups.append(
        ResponseSpreadGroup(
          weight: weight, influences: influences,
          slopes: term.block.sparseJacobian(
            parameterCount: fitter.model.parameterCount), share: share,
          uncorrelated: fitter.uncorrelatedStatistics(index), team: team,
          sharing: sibling?.groups[index]))
    }
    self.groups = groups
    self.team = team
  }

  var trace: Double? { groups.reduce(0) { $0 + $1.trace } }

  var products: Matrix? {
    let t = groups.first?.slopes.columns ?? 0
    var sum = Matrix(rows: t, columns: t)
    for group in groups { sum = sum + group.share * group.products }
    return sum
  }

  func secondTrace(_ inverse: Matrix, _ products: Matrix, shares: [Double])
    -> Double?
  {
    var sum = 0.0
    for group in groups {
      let second = group.second(inverse)
      sum += second.trace - 2 * group.share * second.projected
      if groups.count == 1, let own = second.own { return sum + own }
    }
    let left = MatrixBuffer(inverse)
    let right = MatrixBuffer(products)
    let product = MatrixBuffer(rows: inverse.rows, columns: inverse.columns)
    team.multiply(left, right, into: product)
    return sum + product.sumOfSquareTraces(count: 1)
  }

  func eigenvalues(_ inverse: Matrix, covariances: [Matrix]?) -> [Double]? {
    guard covariances == nil else { return nil }
    return MomentEigenvalues.overMoments(
      groups.map(\.dense), shares: groups.map(\.share), inverse: inverse,
      covariances: nil)
  }

  /// tr(UΓ) and tr((UΓ)²) of uncorrelated responses; `nil` where V is no
  /// diagonal.
  ///
  /// V being a diagonal, their other statistics are estimated as they are in
  /// the sample: U is V of the covariances that they fix at 0.
  var uncorrelatedTraces: (first: Double, second: Double)? {
    var (first, second) = (0.0, 0.0)
    for group in groups {
      guard let own = group.uncorrelatedTraces else { return nil }
      first += own.first
      second += own.second
    }
    return (first, second)
  }

  /// tr(QᵀWQΓ) with Q = I − ΔE⁻¹ΔᵀV of all groups.
  ///
  /// - Parameters:
  ///   - weights: W, one a group.
  ///   - inverse: E⁻¹.
  ///   - products: ΔᵀVΓVΔ.
  /// - Returns: The sum over groups.
  func residualTrace(
    _ weights: [CorrelationWeight], inverse: Matrix, products: Matrix
  ) -> Double {
    var sum = 0.0
    for (group, weight) in zip(groups, weights) {
      let share = group.share
      if group.isByUnits {
        sum += group.residualForm(weight, inverse)
        if groups.count == 1 { continue }
      }
      let moved = weight.times(group.jacobian, team: team)
      let square = group.slopes.transposedProduct(MatrixBuffer(moved))
      // What the cases of other groups add.
      let others =
        group.isByUnits
        ? share * products + (-share * share) * group.products
        : share * products
      sum += RobustAnalysis.traceOfProduct(
        inverse * (others * inverse), square)
      if group.isByUnits { continue }
      sum += group.trace(of: weight)
      sum -=
        2 * share
        * RobustAnalysis.traceOfProduct(inverse, group.mixed(moved))
    }
    return sum
  }
}

extension Fitter {
  /// The places of the covariances of a group's first-stage statistics that are
  /// 0 where responses are uncorrelated: all but variances and those among
  /// exogenous variables that are free, or fixed to the sample's.
  package func uncorrelatedStatistics(_ group: Int) -> [Range<Int>] {
    guard let layout = sample[group].responses?.layout else { return [] }
    let roles = model.table.roles[group]
    let frees =
      !model.table.conditionsOnExogenous
      && (options.baselineFreesExogenous
        || model.table.rows.contains(where: \.isExogenous))
    let exogenous =
      frees
      ? Set(
        roles.observed.indices.filter {
          roles.observedExogenous.contains(roles.observed[$0])
        }) : []
    var places: [Int] = []
    for j in 0..<layout.variableCount {
      for i in (j + 1)..<max(layout.variableCount, j + 1)
      where !(exogenous.contains(i) && exogenous.contains(j)) {
        places.append(layout.index(of: .covariance(i, j)))
      }
    }
    var ranges: [Range<Int>] = []
    for place in places {
      if let last = ranges.last, last.upperBound == place {
        ranges[ranges.count - 1] = last.lowerBound..<place + 1
      } else {
        ranges.append(place..<place + 1)
      }
    }
    return ranges
  }
}
