package import Estimation
internal import FitSettings
package import LinearAlgebra
internal import ModelSyntax
package import MomentInformation
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The saturated model of incomplete cases at its maximum likelihood, with its
/// information matrices over the moments: what standard errors of residuals
/// rest on.
///
/// Its parameters are the means and covariances of every group, those among
/// fixed exogenous variables left out.
package final class SaturatedModelOfPatterns {
  /// W_m: the observed information of one case at the saturated moments.
  let observed: Matrix
  /// W_m⁻¹.
  package let inverse: Matrix
  private let fitter: Fitter
  /// The most moments, in all groups, whose information is made: several
  /// matrices grow with the square of their number, and time with the cube.
  package static let momentLimit = 3000
  /// The group of each parameter and its place in (means, vech covariances).
  package let places: [(group: Int, moment: Int)]
  private let theta: [Double]

  /// Analyzes the sample of a fitter; `nil` if there are more moments than
  /// `momentLimit`, or if the information is singular.
  ///
  /// - Parameter model: The fitter.
  package init?(_ model: Fitter) {
    guard !Self.isTooLarge(model) else { return nil }
    let table = ParameterTable(momentsOf: model.model.table) { roles in
      let names = roles.observed
      return names.indices.flatMap { j in
        (j..<names.count).map { (names[j], names[$0]) }
      }
    }
    var options = model.options
    options.bounds = .none
    var sample = model.sample
    for index in sample.indices
    where sample[index].source == .firstStage {
      sample[index].source = .likelihood
    }
    guard let compiled = try? CompiledModel(table),
      let fitter = try? Fitter(compiled, options: options, sample: sample)
    else { return nil }
    self.fitter = fitter
    var places: [(group: Int, moment: Int)] = []
    for row in compiled.rowOfParameter.map({ compiled.table.rows[$0] }) {
      guard let block = row.blockIndex else { return nil }
      let names = table.roles[block].observed
      guard let i = names.firstIndex(of: row.lhs) else { return nil }
      let layout = compiled.blocks[block].layout
      if row.op == .intercept {
        places.append((block, layout.index(of: .mean(i))))
      } else if let j = names.firstIndex(of: row.rhs) {
        places.append((block, layout.index(of: .covariance(i, j))))
      }
    }
    self.places = places
    theta = Self.values(
      model.sample.map { $0.center + Vech.vector($0.covariance) }, places)
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

  private lazy var expected: Matrix = Information.matrix(.expected, of: fitter)

  /// B₁: the mean outer product of the casewise scores.
  package lazy var scoreProducts: Matrix = Information.scoreProducts(
    fitter, h1: .structured)
}
