package import LinearAlgebra
package import MomentStructure
internal import RealModule
package import SampleStatistics

/// Unrestricted moments of one block's variables, in complete cases or
/// published covariances.
package final class UnrestrictedMoments: SaturatedModel {
  /// The block of the restricted model, as last evaluated.
  package let block: BlockWorkspace
  /// The sample as last adopted.
  package let sample: Sample
  /// The exogenous variables that the moments are given; none for moments of
  /// all variables.
  package let given: [Int]
  /// The number of the restricted model's free parameters.
  package let parameterCount: Int
  /// The threads that work on products.
  package let team: WorkTeam
  /// S as last set, p × p.
  package let covariance: Matrix
  /// The means as last set.
  package let mean: [Double]
  private let discrepancy: any Discrepancy
  private let size: Double

  /// Makes the model of a term.
  ///
  /// - Parameters:
  ///   - block: The block, whose implied moments the discrepancy looks at.
  ///   - discrepancy: The discrepancy, which gives V.
  ///   - sample: The sample as last adopted.
  ///   - covariance: S as last set, p × p.
  ///   - mean: The means as last set.
  ///   - size: The number of cases, or the sum of their weights.
  ///   - given: The exogenous variables that the moments are given.
  ///   - parameterCount: The number of the model's free parameters.
  ///   - team: The threads that work on products.
  package init(
    _ block: BlockWorkspace, _ discrepancy: any Discrepancy, _ sample: Sample,
    covariance: Matrix, mean: [Double], size: Double, given: [Int],
    parameterCount: Int, team: WorkTeam
  ) {
    self.block = block
    self.discrepancy = discrepancy
    self.sample = sample
    self.covariance = covariance
    self.mean = mean
    self.size = size
    self.given = given
    self.parameterCount = parameterCount
    self.team = team
  }

  // MARK: Likelihood

  package var logLikelihood: Double? { Self.logLikelihood(covariance, size) }

  package func logLikelihood(of variables: [Int]) -> Double? {
    Self.logLikelihood(
      covariance.submatrix(rows: variables, columns: variables), size)
  }

  /// −½ n (p log 2π + log|S| + p) (Bollen, 1989, appendix 4A).
  private static func logLikelihood(_ covariance: Matrix, _ n: Double)
    -> Double?
  {
    guard let logDeterminant = covariance.choleskyLogDeterminant() else {
      return nil
    }
    let p = Double(covariance.rows)
    return -0.5 * n * (p * Double.log(2 * .pi) + logDeterminant + p)
  }

  // MARK: V and Γ

  package private(set) lazy var cases = CaseDeviations(sample, block.structure)

  /// The cases behind Γ of the model's moments.
  ///
  /// They are `cases`, except for moments given exogenous variables, where Γ is
  /// that of regression coefficients and residual covariances, put into moments
  /// of all variables by the model's coefficients.
  package private(set) lazy var momentCases: CaseDeviations? =
    given.isEmpty
    ? cases
    : CaseDeviations(
      sample, block.structure, predictingBy: Matrix(block.implied.sigma))

  package var hasObservedWeight: Bool { discrepancy.hasObservedWeight }

  /// Whether the moments are too many for matrices over their pairs; a V that
  /// is one is there anyway.
  package var isTooLargeToForm: Bool {
    block.structure.momentCount > DenseMomentCovariance.momentLimit
      && !discrepancy.weight.isMatrix
  }

  package func weight(_ choice: SaturatedChoice) -> (any MomentWeight)? {
    discrepancy.weight(choice, of: self)
  }

  package func spread(_ choice: SaturatedChoice, _ shared: SharedMoments)
    -> (any MomentSpread)?
  { weight(choice)?.spread(of: self) }

  /// V of normal variables at the sample's moments, S⁻¹; given exogenous
  /// variables, Σ⁻¹ of the sample's residual covariances and the model's
  /// slopes, which is the sample's weight of the moments given these variables;
  /// `nil` if S is singular.
  package var sampleWeight: KroneckerWeight? {
    guard !given.isEmpty else {
      return KroneckerWeight(inverseOf: sample.covariance)
    }
    guard let own = ConditionalMoments(sample, given: given),
      let model = ConditionalMoments(
        Matrix(block.implied.sigma), mean: sample.center, given: given)
    else { return nil }
    let x = sample.covariance.submatrix(rows: given, columns: given)
    let cross = model.slopes * x
    let explained = own.covariance + cross * model.slopes.transposed
    var joint = sample.covariance
    for (j, column) in own.places.enumerated() {
      for (i, row) in own.places.enumerated() {
        joint[row, column] = explained[i, j]
      }
      for (i, place) in given.enumerated() {
        joint[place, column] = cross[j, i]
        joint[column, place] = cross[j, i]
      }
    }
    return KroneckerWeight(inverseOf: joint)
  }

  // MARK: Products

  package func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)? {
    guard let weight = weight(choice) else { return nil }
    guard given.isEmpty else { return weight.conditionalForms(of: self) }
    return forms(of: sample, countsFixed: weight.isUnit) {
      weight.quadraticForm(covariance: $0, mean: $1)
    }
  }

  /// A form of the residual moments and of the sample's, of all variables.
  ///
  /// - Parameters:
  ///   - sample: The sample's moments.
  ///   - countsFixed: Whether those among fixed exogenous variables count, as
  ///     where every moment has the same weight.
  ///   - form: The form of covariances and means.
  /// - Returns: Both values.
  func forms(
    of sample: Sample, countsFixed: Bool = false,
    _ form: (Matrix, [Double]) -> Double
  ) -> (residual: Double, sample: Double) {
    let hasMeans = block.structure.hasMeans
    var covariance = sample.covariance
    var mean = hasMeans ? sample.center : []
    let fixed = countsFixed ? [] : block.structure.fixedExogenous
    for j in fixed {
      for i in fixed { covariance[i, j] = 0 }
      if hasMeans { mean[j] = 0 }
    }
    let deviation =
      hasMeans
      ? zip(sample.center, block.implied.mu.elements).map { $0 - $1 } : []
    return (
      form(sample.covariance - Matrix(block.implied.sigma), deviation),
      form(covariance, mean)
    )
  }

  package var scoreTrace: Double? {
    guard let cases,
      let weight = KroneckerWeight(inverseOf: sample.covariance)
    else { return nil }
    return MomentTraces(
      cases: cases, weight: weight, hasMeans: block.structure.hasMeans
    ).first()
  }

  package func addScoreProducts(
    at point: SaturatedChoice.Point, scale: Double,
    to meat: borrowing MatrixBuffer
  ) {
    let weight: (any MomentWeight)? =
      point == .implied ? discrepancy.weight : sampleWeight
    // Moments given exogenous variables vary around the model's slopes.
    guard let weight, let cases = point == .implied ? cases : momentCases else {
      return
    }
    weight.addScoreProducts(
      of: cases, around: point == .implied ? .implied : .sample, self,
      scale: scale, to: meat)
  }

  package func addNormalProducts(
    _ choice: SaturatedChoice, factor: Double, to sum: borrowing MatrixBuffer
  ) -> Bool {
    weight(choice)?.addNormalProducts(of: self, factor: factor, to: sum)
      ?? false
  }
}
