package import LinearAlgebra
package import Specification

/// The model matrices of one block in LISREL's all-y form.
package enum ModelMatrix: String, Sendable, Hashable, CaseIterable {
  /// Λ: loadings of observed on latent variables.
  case lambda
  /// Θ: residual covariances of observed variables.
  case theta
  /// Ψ: residual covariances of latent variables.
  case psi
  /// B: regressions among latent variables.
  case beta
  /// ν: intercepts of observed variables.
  case nu
  /// α: means and intercepts of latent variables.
  case alpha
  /// τ: thresholds of ordered variables, variable after variable.
  case tau
  /// δ: scaling factors of ordered variables' responses.
  case delta
  /// W: weights of observed variables, rows, in composites.
  case weight

  /// Whether (i, j) and (j, i) are one parameter.
  package var isSymmetric: Bool { self == .theta || self == .psi }
}

/// A cell of a block's model matrices.
package struct MatrixCell: Sendable, Hashable {
  /// The matrix.
  package var matrix: ModelMatrix
  /// The row, from 0.
  package var row: Int
  /// The column, from 0; 0 in vectors.
  package var column: Int

  package init(_ matrix: ModelMatrix, _ row: Int, _ column: Int) {
    self.matrix = matrix
    self.row = row
    self.column = column
  }
}

/// A free parameter and the one cell that it fills.
///
/// Its derivative of Σ is `factor * (u vᵀ + v uᵀ)`, where u and v are columns
/// of Z = [I, A, ΛE] (p + 2m columns) with A = Λ(I−B)⁻¹ and
/// E = (I−B)⁻¹Ψ(I−B)⁻ᵀ; its derivative of μ is column `meanVector` of Z,
/// times η[`meanScale`] where that is given.
package struct ParameterCell: Sendable, Hashable {
  /// The parameter.
  package var parameter: ParameterIndex
  /// The cell.
  package var cell: MatrixCell
  /// The column of Z that is u; -1 if Σ does not depend on the parameter.
  package var left: Int
  /// The column of Z that is v.
  package var right: Int
  /// ½ on the diagonal of Θ and Ψ, else 1.
  package var factor: Double
  /// The column of Z that is ∂μ; -1 if μ does not depend on the parameter.
  package var meanVector: Int
  /// The latent variable whose mean multiplies ∂μ; -1 for none.
  package var meanScale: Int
  /// The cell of Λ or B whose value depends on the parameter: its own, or of a
  /// weight the regression that it makes.
  package var path: MatrixCell
  /// The derivative of that cell's value.
  package var pathScale: Double

  /// Makes the descriptor of a weight's cell.
  ///
  /// - Parameters:
  ///   - parameter: The parameter.
  ///   - cell: Its cell of W.
  ///   - path: The cell of B that has −w/w₁.
  ///   - scalingWeight: w₁, the weight that scales the composite.
  ///   - p: The number of observed variables.
  ///   - m: The number of latent variables.
  package init(
    weight parameter: ParameterIndex, cell: MatrixCell, path: MatrixCell,
    scalingWeight: Double, observed p: Int, latent m: Int
  ) {
    self.init(parameter: parameter, cell: path, observed: p, latent: m)
    self.cell = cell
    factor = -1 / scalingWeight
    pathScale = factor
  }

  /// Makes the descriptor of a parameter's cell.
  package init(
    parameter: ParameterIndex, cell: MatrixCell, observed p: Int, latent m: Int
  ) {
    self.parameter = parameter
    self.cell = cell
    let (i, j) = (cell.row, cell.column)
    factor = cell.matrix.isSymmetric && i == j ? 0.5 : 1
    meanScale = -1
    path = cell
    pathScale = 1
    switch cell.matrix {
    case .lambda:
      (left, right, meanVector, meanScale) = (i, p + m + j, i, j)
    case .beta:
      (left, right, meanVector, meanScale) = (p + i, p + m + j, p + i, j)
    case .psi:
      (left, right, meanVector) = (p + i, p + j, -1)
    case .theta:
      (left, right, meanVector) = (i, j, -1)
    case .nu:
      (left, right, meanVector) = (-1, -1, i)
    case .alpha:
      (left, right, meanVector) = (-1, -1, p + i)
    case .tau, .delta, .weight:
      (left, right, meanVector) = (-1, -1, -1)
    }
  }
}

/// Intercepts of observed variables, parameters that follow each other and
/// whose derivatives of μ are columns of Z that follow each other.
package struct InterceptRun: Sendable, Hashable {
  /// The first parameter.
  package var parameter: ParameterIndex
  /// Its column of Z.
  package var meanVector: Int
  /// The number of parameters.
  package var count: Int

  static func find(_ cells: [ParameterCell]) -> [InterceptRun] {
    var runs: [InterceptRun] = []
    for cell in cells {
      if let last = runs.last, last.parameter + last.count == cell.parameter,
        last.meanVector + last.count == cell.meanVector
      {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(
          InterceptRun(
            parameter: cell.parameter, meanVector: cell.meanVector, count: 1))
      }
    }
    return runs
  }
}

/// A cell that takes a moment of exogenous observed variables from the sample.
package struct SampleCell: Sendable, Hashable {
  /// The cell.
  package var cell: MatrixCell
  /// The first observed variable.
  package var first: Int
  /// The second observed variable; `nil` for a mean.
  package var second: Int?
  /// The index of the table's row.
  package var row: Int
}

/// The free parameters of the cells of a block's B.
package struct RegressionParameters: Sendable {
  private let order: Int
  private var parameters: [ParameterIndex?]

  fileprivate init(_ block: BlockStructure) {
    order = block.latentCount
    parameters = Array(repeating: nil, count: order * order)
    for parameter in block.pathCells where parameter.cell.matrix == .beta {
      let cell = parameter.cell
      parameters[cell.row + order * cell.column] = parameter.parameter
    }
  }

  /// The parameter of a cell; `nil` where nothing is estimated.
  package subscript(row: Int, column: Int) -> ParameterIndex? {
    parameters[row + order * column]
  }
}

/// A cell with a fixed value.
package struct FixedCell: Sendable, Hashable {
  /// The cell.
  package var cell: MatrixCell
  /// Its value.
  package var value: Double
}

/// The responses behind a block's ordered variables: y* of a variable falls
/// between two thresholds where the variable has the category between them.
package struct ResponseStructure: Sendable, Hashable {
  /// The number of thresholds of each observed variable; 0 of a continuous
  /// one.
  package let thresholdCounts: [Int]
  /// The scale of the responses.
  package let parameterization: ResponseParameterization
  /// The observed variables that moments are given.
  package let exogenous: [Int]
  /// The phantoms of these.
  package let exogenousPhantoms: [Int]
  /// The other observed variables, whose moments these are.
  package let places: [Int]
  /// The places of the moments in a vector: thresholds, means of continuous
  /// variables, slopes on exogenous ones, covariances, those of responses as
  /// correlations.
  package let layout: MomentLayout

  /// Makes the structure of a block.
  ///
  /// - Parameters:
  ///   - counts: The number of thresholds of each observed variable.
  ///   - parameterization: The scale of the responses.
  ///   - exogenous: The observed variables that moments are given.
  ///   - phantoms: Their phantoms.
  package init(
    thresholdCounts counts: [Int], parameterization: ResponseParameterization,
    exogenous: [Int] = [], phantoms: [Int] = []
  ) {
    thresholdCounts = counts
    self.parameterization = parameterization
    self.exogenous = exogenous
    exogenousPhantoms = phantoms
    places = counts.indices.filter { !exogenous.contains($0) }
    layout = MomentLayout(
      variableCount: places.count, hasMeans: true,
      exogenousCount: exogenous.count,
      thresholdCounts: places.map { counts[$0] })
  }

  /// Whether an observed variable is ordered.
  package func isOrdered(_ i: Int) -> Bool { thresholdCounts[i] > 0 }

  /// Whether an observed variable is ordered, and its residual variance what
  /// its scale leaves.
  package func hasRemainder(_ i: Int) -> Bool {
    parameterization == .delta && isOrdered(i)
  }

  /// The observed variable of a threshold.
  package func variable(ofThreshold k: Int) -> Int {
    let place = places.indices.first { layout.thresholds(of: $0).contains(k) }
    precondition(place != nil, "a threshold of one of the variables")
    return places[place ?? 0]
  }
}

/// One block (a group, or a level of a group) of a compiled model.
package struct BlockStructure: Sendable, Hashable {
  /// The names of the p observed variables, in the order of the moments.
  package var observed: [String]
  /// The names of the m latent variables; observed variables that take part
  /// in the structural model follow as phantom latent variables, phantoms, of
  /// the same name.
  package var latent: [String]
  /// The number of factors, the latent variables of the model, among `latent`;
  /// they come first.
  package var factorCount: Int
  /// The observed variable behind each phantom, from `factorCount` on.
  package var phantomObserved: [Int]
  /// Whether means are part of the model.
  package var hasMeans: Bool
  /// Cells with fixed values that are not zero.
  package var fixedCells: [FixedCell]
  /// Cells that take moments from the sample.
  package var sampleCells: [SampleCell]
  /// The free parameters, one cell each, ascending by parameter.
  package let parameters: [ParameterCell]
  /// The parameters' derivatives of Σ, for the pairs loop.
  package let terms: RankTwoTerms
  /// The parameters that μ depends on; none without means.
  package let meanCells: [ParameterCell]
  /// The intercepts of observed variables among them, in runs.
  package let interceptRuns: [InterceptRun]
  /// The others among them.
  package let singleMeanCells: [ParameterCell]
  /// Loadings and regressions: parameters that others' derivatives depend on.
  package let pathCells: [ParameterCell]
  /// Latent covariances and, with means, latent means.
  package let latentCells: [ParameterCell]
  /// The observed variables whose moments are all taken from the sample.
  package var fixedExogenous: [Int]
  /// Whether B has any cell that is not zero.
  package var hasRegressions: Bool
  /// The composites.
  package let composites: [CompositeStructure]
  /// The responses behind ordered variables; `nil` without any.
  package let responses: ResponseStructure?

  /// Makes a block; `parameters` ascend by their numbers.
  init(
    observed: [String], latent: [String], factorCount: Int,
    phantomObserved: [Int], hasMeans: Bool, fixedCells: [FixedCell],
    sampleCells: [SampleCell], parameters: [ParameterCell],
    fixedExogenous: [Int], hasRegressions: Bool,
    composites: [CompositeStructure] = [],
    responses: ResponseStructure? = nil
  ) {
    self.composites = composites
    self.responses = responses
    self.observed = observed
    self.latent = latent
    self.factorCount = factorCount
    self.phantomObserved = phantomObserved
    self.hasMeans = hasMeans
    self.fixedCells = fixedCells
    self.sampleCells = sampleCells
    self.parameters = parameters
    self.fixedExogenous = fixedExogenous
    self.hasRegressions = hasRegressions
    let moving = parameters.filter { $0.left >= 0 }
    terms = RankTwoTerms(
      index: moving.map { Int32($0.parameter) },
      left: moving.map { Int32($0.left) },
      right: moving.map { Int32($0.right) }, factor: moving.map(\.factor))
    meanCells = hasMeans ? parameters.filter { $0.meanVector >= 0 } : []
    interceptRuns = InterceptRun.find(
      meanCells.filter { $0.cell.matrix == .nu })
    singleMeanCells = meanCells.filter { $0.cell.matrix != .nu }
    pathCells = parameters.filter {
      $0.path.matrix == .lambda || $0.path.matrix == .beta
    }
    latentCells = parameters.filter {
      $0.cell.matrix == .psi || (hasMeans && $0.cell.matrix == .alpha)
    }
  }

  /// The free parameters of B's cells.
  package var regressionParameters: RegressionParameters {
    RegressionParameters(self)
  }

  /// The cell of the residual variance of an observed variable.
  package func residualCell(_ i: Int) -> MatrixCell {
    guard let offset = phantomObserved.firstIndex(of: i) else {
      return MatrixCell(.theta, i, i)
    }
    return MatrixCell(.psi, factorCount + offset, factorCount + offset)
  }

  /// The cells that follow from parameters and are none: residual variances of
  /// ordered variables in delta, their scaling factors in theta.
  package var derivedCells: [MatrixCell] {
    guard let responses else { return [] }
    return responses.places.filter(responses.isOrdered).map {
      responses.parameterization == .delta
        ? residualCell($0) : MatrixCell(.delta, $0, 0)
    }
  }

  /// Whether scaling factors of ordered variables' responses are free.
  package var hasFreeScales: Bool {
    parameters.contains { $0.cell.matrix == .delta }
  }

  /// Whether loadings of observed variables on their phantoms are free, the
  /// scales of a correlation structure.
  package var hasScales: Bool {
    parameters.contains {
      $0.cell.matrix == .lambda && $0.cell.column >= factorCount
    }
  }

  /// The number of observed variables.
  package var observedCount: Int { observed.count }
  /// The number of latent variables, phantoms included.
  package var latentCount: Int { latent.count }
  /// The number of columns of Z = [I, A, ΛE].
  package var vectorCount: Int { observed.count + 2 * latent.count }
  /// The places of the moments in a vector: means where modelled, then vech
  /// covariances; with ordered variables those of `responses`.
  package var layout: MomentLayout {
    responses?.layout
      ?? MomentLayout(variableCount: observedCount, hasMeans: hasMeans)
  }
  /// The number of distinct moments: covariances, and means where modelled.
  package var momentCount: Int { layout.count }
}
