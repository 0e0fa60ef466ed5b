package import Estimation
internal import FitSettings
package import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// The saturated model of incomplete cases at its maximum likelihood: what
/// robust tests and indices of incomplete cases compare a model with.
///
/// Its parameters are the means and covariances of every group, those among
/// fixed exogenous variables left out unless they are asked for.
package final class SaturatedPatterns {
  /// W_m: the observed information of one case at the saturated moments.
  let observed: Matrix
  /// W_m⁻¹.
  package let inverse: Matrix
  private let fitter: Fitter
  /// The most moments, in all groups, whose information is made: its matrices
  /// grow with the square of their number, and time with the cube.
  package static let momentLimit = 3000
  /// For each parameter, its group and its place in (means, vech covariances).
  package let places: [(group: Int, moment: Int)]
  private let theta: [Double]

  /// Analyzes the sample of a fitter; `nil` if there are more moments than
  /// `momentLimit`, or if the information is singular.
  ///
  /// - Parameters:
  ///   - model: The fitter.
  ///   - freesExogenous: Whether moments among fixed exogenous variables are
  ///     parameters too.
  package init?(_ model: Fitter, freesExogenous: Bool = false) {
    guard !Self.isTooLarge(model) else { return nil }
    var source = model.model.table
    if freesExogenous {
      for index in source.rows.indices {
        source.rows[index].isExogenous = false
      }
    }
    let table = ParameterTable(momentsOf: source) { roles in
      let names = roles.observed
      return names.indices.flatMap { j in
        (j..<names.count).map { (names[j], names[$0]) }
      }
    }
    var options = model.options
    options.bounds = .none
    var sample = model.sample
    for index in sample.groups.indices
    where sample.groups[index].patterns == nil {
      sample.groups[index].patterns = sample.groups[index].firstStage
    }
    guard let compiled = try? CompiledModel(table),
      let fitter = try? Fitter(compiled, options: options, sample: sample)
    else { return nil }
    self.fitter = fitter
    var places: [(group: Int, moment: Int)] = []
    for row in compiled.rowOfParameter.map({ compiled.table.rows[$0] }) {
      let names = table.roles[row.block - 1].observed
      guard let i = names.firstIndex(of: row.lhs) else { return nil }
      let p = names.count
      if row.op == .intercept {
        places.append((row.block - 1, i))
      } else if let j = names.firstIndex(of: row.rhs) {
        places.append((row.block - 1, p + Vech.index(j, i, order: p)))
      }
    }
    self.places = places
    theta = Self.values(
      model.sample.groups.map { $0.mean + Vech.vector($0.covariance) }, places)
    fitter.objective.theta.copy(from: theta)
    guard fitter.objective.evaluateAtTheta() != nil else { return nil }
    observed = Information.matrix(.observed, of: fitter)
    guard let inverse = observed.choleskyInverse()?.inverse else {
      return nil
    }
    self.inverse = inverse
  }

  /// The parameters at moments, one vector (means, vech covariances) a group.
  private static func values(
    _ moments: [[Double]], _ places: [(group: Int, moment: Int)]
  ) -> [Double] {
    places.map { moments[$0.group][$0.moment] }
  }

  /// Whether a model has more moments than `momentLimit`.
  package static func isTooLarge(_ model: Fitter) -> Bool {
    TestStatistic.momentCount(model.model) > momentLimit
  }

  /// The information of one case of a kind at the saturated moments.
  package func information(_ kind: InformationKind) -> Matrix {
    switch kind {
    case .observed: observed
    case .expected: expected
    case .firstOrder: scoreProducts
    }
  }

  /// The information of one case of a kind at the moments that a model
  /// implies; `nil` where they are those of no distribution.
  package func information(
    _ kind: InformationKind, at implied: [ImpliedMoments]
  )
    -> Matrix?
  {
    let objective = fitter.objective
    objective.theta.copy(
      from: Self.values(
        implied.map { $0.mean + Vech.vector($0.covariance) }, places))
    defer {
      objective.theta.copy(from: theta)
      _ = objective.evaluateAtTheta()
    }
    guard objective.evaluateAtTheta() != nil else { return nil }
    return Information.matrix(kind, of: fitter)
  }

  /// ΔᵀIΔ: what an information of a kind at the saturated moments is over a
  /// model's parameters.
  func information(_ kind: InformationKind, projectedOn model: Fitter)
    -> Matrix
  {
    let delta = jacobian(of: model)
    let result = delta.transposed * (information(kind) * delta)
    return 0.5 * (result + result.transposed)
  }

  /// xᵀIx in one group, for the expected information I of one of its cases at
  /// the saturated moments.
  ///
  /// - Parameters:
  ///   - x: A vector over the group's (means, vech covariances).
  ///   - group: The group, from 0.
  /// - Returns: The value.
  package func quadraticForm(_ x: [Double], group: Int) -> Double {
    let own = places.indices.filter { places[$0].group == group }
    let values = own.map { x[places[$0].moment] }
    let weight = expected.submatrix(rows: own, columns: own)
    let form = zip(values, weight * values).reduce(0) { $0 + $1.0 * $1.1 }
    return form / fitter.sample.shares[group]
  }

  private lazy var expected: Matrix = Information.matrix(.expected, of: fitter)

  /// B₁: the mean outer product of the casewise scores.
  package lazy var scoreProducts: Matrix = Information.scoreProducts(
    fitter, h1: .structured)

  /// tr(B₁A₁⁻¹) with A₁ the information of a kind; `nil` if it is singular.
  func trace(_ kind: InformationKind) -> Double? {
    let own =
      kind == .observed ? inverse : information(kind).choleskyInverse()?.inverse
    return own.map { RobustAnalysis.traceOfProduct($0, scoreProducts) }
  }

  /// W_c: the expected information if every case were complete.
  lazy var complete: Matrix = Information.expected(fitter) {
    Information.unstructuredWeight($0, fitter)
  }

  /// W_m⁻¹B₁W_m⁻¹: the covariance matrix of the saturated moments, times N,
  /// whatever the distribution.
  lazy var sandwich: Matrix = inverse * (scoreProducts * inverse)

  /// Δ: the derivatives of these moments by a model's parameters.
  func jacobian(of model: Fitter) -> Matrix {
    let count = model.model.parameterCount
    let blocks = model.objective.blocks.map { block in
      let delta = MatrixBuffer(
        rows: block.structure.momentCount, columns: count)
      block.writeJacobian(into: delta)
      return Matrix(delta)
    }
    var result = Matrix(rows: places.count, columns: count)
    for column in 0..<count {
      for (row, place) in places.enumerated() {
        result[row, column] = blocks[place.group][place.moment, column]
      }
    }
    return result
  }
}
