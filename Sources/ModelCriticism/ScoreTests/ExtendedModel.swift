internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import MomentInformation
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// A fitted model in which parameters that it fixes, or does not have, are
/// parameters too: their scores and their information at the estimates.
///
/// The moments are the fitted model's; only the derivatives grow.
final class ExtendedModel {
  /// The extended table: the model's own rows first.
  let table: ParameterTable
  /// The compiled model of all rows.
  let model: CompiledModel
  /// The blocks at the estimates.
  let blocks: [ExtendedBlock]
  /// The fitted model at its estimates.
  let fitter: Fitter
  /// The number of parameters that count as estimated: the model's, then the
  /// moments of fixed exogenous variables.
  let knownCount: Int
  /// The derivative of the log-likelihood of one case, or of minus half the
  /// discrepancy, by every parameter.
  let scores: [Double]
  /// The number of cases.
  let totalCount: Double

  private let variant: InformationVariant
  /// Whether the moments of exogenous variables are among those that the
  /// estimator weighs.
  private let weighsExogenous: Bool
  /// Whether each parameter is a moment of fixed exogenous variables or changes
  /// such moments.
  private let concernsExogenous: [Bool]
  private let cells: [(block: Int, cell: ParameterCell)]
  /// The information of incomplete cases, of all parameters; `nil` where it
  /// is computed element by element.
  private let patternInformation: Matrix?

  /// Extends a fit.
  ///
  /// - Parameters:
  ///   - fit: A converged fit.
  ///   - rows: Parameters that the model does not have; they stand at 0.
  /// - Throws: `LatentError` if the extended model cannot be made.
  init(_ fit: Fit, adding rows: [ParameterRow]) throws(LatentError) {
    fitter = try fit.evaluatedFitter()
    variant = fit.options.informationVariant
    let modelCount = fit.model.parameterCount
    var table = fit.table
    table.constraints = []
    table.definitions = []
    table.rows += rows
    // Moments of ordered variables are given exogenous ones, whose own moments
    // are none of theirs.
    let isGiven = table.hasOrdered && table.conditionsOnExogenous
    let exogenous = table.rows.indices.filter {
      !table.rows[$0].isFree && table.rows[$0].isExogenous
        && !table.rows[$0].op.isConstraint && !isGiven
    }
    let scaling = table.scalingWeights
    let fixed = table.rows.indices.filter {
      !table.rows[$0].isFree && !table.rows[$0].isExogenous
        && !scaling.contains($0)
        && !table.rows[$0].op.isConstraint
        && table.rows[$0].op != .groupWeight && !fit.model.isDerived($0)
    }
    for (offset, index) in (exogenous + fixed).enumerated() {
      table.rows[index].free = modelCount + offset + 1
      table.rows[index].fixedValue = nil
    }
    for index in table.rows.indices { table.rows[index].id = index + 1 }
    self.table = table
    knownCount = modelCount + exogenous.count
    guard knownCount <= Self.mostKnown else {
      throw Self.tooLarge(knownCount, exogenous: exogenous.count)
    }
    let model = try CompiledModel(table)
    self.model = model
    concernsExogenous = Self.concernsExogenous(model, exogenous)
    let objective = fitter.objective
    var blocks: [ExtendedBlock] = []
    var weighsExogenous = true
    for (index, structure) in model.blocks.enumerated() {
      let block = BlockWorkspace(structure)
      for (row, location) in model.locations.enumerated() {
        if let location, location.block == index,
          row < fit.estimates.rowValues.count
        {
          block.matrices[location.cell] = fit.estimates.rowValues[row]
        }
      }
      precondition(block.computeMoments(), "estimates imply moments")
      guard
        let weight = objective.terms[index].saturated?.weight(
          variant.saturated.ofEstimator)
      else { throw Self.notMoments }
      weighsExogenous = weighsExogenous && weight.weighsExogenous
      blocks.append(
        ExtendedBlock(
          block, weight: weight.ofAllMoments,
          share: fitter.sample.shares[index]))
    }
    self.blocks = blocks
    self.weighsExogenous = weighsExogenous
    cells = model.cellOfParameter
    let gradient = MatrixBuffer(rows: model.parameterCount)
    for (index, block) in blocks.enumerated() {
      let term = objective.terms[index]
      guard let adjoint = term.momentAdjoint else { throw Self.notMoments }
      block.addGradient(adjoint, weight: term.weight, to: gradient)
    }
    scores = gradient.elements.map { -$0 }
    totalCount = Double(fitter.sample.totalCount)
    patternInformation =
      fitter.hasIncompleteCases
      ? try Self.patternInformation(
        model, values: fit.estimates.rowValues, of: fitter, variant) : nil
  }

  /// The expected information of incomplete cases over the parameters of an
  /// extended model at the estimates.
  private static func patternInformation(
    _ model: CompiledModel, values: [Double], of fitter: Fitter,
    _ variant: InformationVariant
  ) throws(LatentError) -> Matrix {
    let own = try evaluated(model, values: values, of: fitter)
    return Information.matrix(.expected, of: own, variant: variant) {
      SaturatedForms(own, freesExogenous: true)
    }
  }

  /// A fitter of an extended model at the estimates.
  private static func evaluated(
    _ model: CompiledModel, values: [Double], of fitter: Fitter
  ) throws(LatentError) -> Fitter {
    var options = fitter.options
    options.bounds = .none
    guard
      let own = try? Fitter(
        model, options: options, sample: fitter.sample,
        weights: fitter.weights)
    else { throw singular }
    for (parameter, row) in model.rowOfParameter.enumerated() {
      own.objective.theta[parameter] = row < values.count ? values[row] : 0
    }
    guard own.objective.evaluateAtTheta() != nil else { throw singular }
    return own
  }

  /// The covariances of one case's scores along directions, of cases of
  /// any distribution.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - parameters: Parameters of the extended model.
  ///   - directions: One direction in each column, over these parameters.
  /// - Returns: The matrix, directions × directions; `nil` if the fit has
  ///   neither robust standard errors nor a scaled test.
  /// - Throws: `LatentError` if the extended model cannot be evaluated.
  func spread(
    of fit: Fit, among parameters: [Int], along directions: Matrix
  ) throws(LatentError) -> Matrix? {
    guard let meat = fit.options.meat else { return nil }
    let own = try Self.evaluated(
      model, values: fit.estimates.rowValues, of: fitter)
    let analysis = RobustAnalysis(own, fit.estimates, variant: variant)
    let all = meat == .scores ? analysis.scoreProducts : analysis.momentProducts
    return all.map {
      let inside = $0.submatrix(rows: parameters, columns: parameters)
      return directions.transposed * (inside * directions)
    }
  }

  /// The number of all parameters.
  var parameterCount: Int { cells.count }

  /// The parameters that concern moments of fixed exogenous variables: these
  /// moments, and what changes them.
  private static func concernsExogenous(
    _ model: CompiledModel, _ exogenous: [Int]
  ) -> [Bool] {
    let rows = model.table.rows
    var fixed: [Int?: Set<String>] = [:]
    for row in exogenous.map({ rows[$0] }) {
      fixed[row.block, default: []].insert(row.lhs)
    }
    return model.rowOfParameter.map { rows[$0] }.map { row in
      let names = fixed[row.block] ?? []
      return names.contains(row.lhs)
        || row.op == .covariance && names.contains(row.rhs)
        || row.op == .measurement && names.contains(row.rhs)
    }
  }

  /// Whether the model's likelihood given fixed exogenous variables keeps two
  /// parameters apart: one is a moment of these variables, the other leaves
  /// such moments as they are.
  ///
  /// At the moments that the model implies their information is 0 by itself;
  /// at the saturated moments it is not.
  private func isApart(_ a: Int, _ b: Int) -> Bool {
    guard variant.h1 == .unstructured else { return false }
    let own = fitter.model.parameterCount..<knownCount
    return own.contains(a) && !concernsExogenous[b]
      || own.contains(b) && !concernsExogenous[a]
  }

  /// The expected information of one case between two parameters.
  func information(_ a: Int, _ b: Int) -> Double {
    if isApart(a, b) { return 0 }
    if let patternInformation { return patternInformation[a, b] }
    guard cells[a].block == cells[b].block else { return 0 }
    return blocks[cells[a].block].information(cells[a].cell, cells[b].cell)
  }

  /// The information between estimated parameters and others.
  ///
  /// - Parameter others: Parameters of the extended model.
  /// - Returns: One column for each of them, with `knownCount` rows.
  func crossInformation(_ others: some Collection<Int>) -> Matrix {
    let result = MatrixBuffer(rows: knownCount, columns: others.count)
    for (column, other) in others.enumerated() {
      if patternInformation != nil {
        for known in 0..<knownCount {
          result[known, column] = information(known, other)
        }
        continue
      }
      let (index, cell) = cells[other]
      let block = blocks[index]
      let form = block.form(of: cell)
      if block.isFormed {
        block.addInformation(form, known: knownCount, to: result, column)
        continue
      }
      for known in block.workspace.structure.parameters {
        guard known.parameter < knownCount else { break }
        if isApart(known.parameter, other) { continue }
        result[known.parameter, column] = block.information(form, known)
      }
    }
    return Matrix(result)
  }

  /// The inverse of the information of the estimated parameters on the
  /// directions that the constraints leave; moments of fixed exogenous
  /// variables vary freely.
  ///
  /// - Parameter estimates: The estimates, for nonlinear constraints.
  /// - Returns: The inverse, `knownCount` rows.
  /// - Throws: `LatentError` if the information is singular.
  func knownInverse(_ estimates: Estimates) throws(LatentError) -> Matrix {
    let own = try inverse(estimates)
    let count = own.rows
    guard knownCount > count else { return own }
    if !weighsExogenous {
      // Moments given exogenous variables say nothing of theirs.
      var result = Matrix(rows: knownCount, columns: knownCount)
      for j in 0..<count {
        for i in 0..<count { result[i, j] = own[i, j] }
      }
      return result
    }
    // By blocks: the exogenous moments given the model's parameters.
    let exogenous = Array(count..<knownCount)
    let cross = crossInformation(exogenous).submatrix(
      rows: Array(0..<count), columns: Array(exogenous.indices))
    let moved = own * cross
    var rest = Matrix(rows: exogenous.count, columns: exogenous.count)
    for (j, b) in exogenous.enumerated() {
      for (i, a) in exogenous.enumerated() { rest[i, j] = information(a, b) }
    }
    rest = rest - cross.transposed * moved
    guard let inverse = rest.choleskyInverse()?.inverse else {
      throw Self.singular
    }
    let corner = moved * inverse
    let first = own + corner * moved.transposed
    var result = Matrix(rows: knownCount, columns: knownCount)
    for j in 0..<knownCount {
      for i in 0..<knownCount {
        switch (i < count, j < count) {
        case (true, true): result[i, j] = first[i, j]
        case (true, false): result[i, j] = -corner[i, j - count]
        case (false, true): result[i, j] = -corner[j, i - count]
        case (false, false): result[i, j] = inverse[i - count, j - count]
        }
      }
    }
    return result
  }

  /// The inverse of the information of the model's own parameters on the
  /// directions that the constraints leave.
  func inverse(_ estimates: Estimates) throws(LatentError) -> Matrix {
    let outcome = ParameterCovariance.projectedInverse(
      ownInformation, fitter: fitter, estimates: estimates)
    guard case .covariance(let inverse) = outcome else {
      throw Self.singular
    }
    return inverse
  }

  /// The expected information of one case over the model's own parameters.
  var ownInformation: Matrix {
    let own = Array(0..<fitter.model.parameterCount)
    return patternInformation?.submatrix(rows: own, columns: own)
      ?? Information.matrix(.expected, of: fitter, variant: variant)
  }

  /// The most parameters that count as estimated: their information is one
  /// matrix, 288 MB for 6,000.
  private static let mostKnown = 6000

  private static func tooLarge(_ count: Int, exogenous: Int) -> LatentError {
    LatentError(
      code: .criticismTooLarge,
      message: "Modification indices and score tests are computed for up to "
        + "\(mostKnown) parameters, and this model has \(count)"
        + (exogenous > 0
          ? ", \(exogenous) of them moments of exogenous variables." : "."),
      remedy: exogenous > 0
        ? "Leave exogenous variables out, or compare models that have the "
          + "parameters in question."
        : "Compare models that have the parameters in question, or fit some "
          + "of the groups.")
  }

  private static let notMoments = LatentError(
    code: .criticismNotMoments,
    message: "The model is not fitted to moments: it has no modification "
      + "indices or score tests.",
    remedy: "Compare models that have the parameters in question.")

  private static let singular = LatentError(
    code: .criticismSingularInformation,
    message: "The information matrix is singular: there are no modification "
      + "indices or score tests.",
    remedy: "Fit an identified model.")
}
