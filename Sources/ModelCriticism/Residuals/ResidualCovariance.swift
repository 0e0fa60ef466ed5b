internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentInformation
internal import MomentStructure
internal import SampleStatistics

/// The covariances of one group's residual moments.
///
/// (I − P) Γ (I − P)ᵀ / N with P = Δ J ΔᵀV is Γ/n and a matrix of low rank,
/// U C Uᵀ with U = [Δ, ΓVΔ]. The square matrix of all moments is never
/// formed: its diagonal and the sums that summaries need are computed from
/// the two parts (Hausman, 1978; Ogasawara, 2001).
struct ResidualCovariance {
  private let operators: ResidualOperators
  private let covariance: Matrix
  /// The standard deviations of the variables that slopes belong to.
  private let exogenous: [Double]
  /// U.
  private let factor: Matrix
  /// C.
  private let core: Matrix

  /// Sums over a set of residuals.
  struct Sums {
    /// Σ e².
    var squares = 0.0
    /// The trace of the covariances of the sample's own moments.
    var sampling = 0.0
    /// The trace of the covariances.
    var trace = 0.0
    /// The trace of their square.
    var squaredTrace = 0.0
    /// eᵀ (covariances) e.
    var form = 0.0
  }

  /// The sums over covariances, over means, over thresholds and slopes of
  /// ordered variables, and over all: beside ordered variables, over all but
  /// means.
  struct Parts {
    var covariance = Sums()
    var mean = Sums()
    var thresholds = Sums()
    var slopes = Sums()
    var total = Sums()

    /// The sums that a moment belongs to.
    static func part(of moment: Moment) -> WritableKeyPath<Parts, Sums> {
      switch moment {
      case .threshold: \.thresholds
      case .mean: \.mean
      case .slope: \.slopes
      case .covariance: \.covariance
      }
    }
  }

  /// The residual covariances of all groups.
  static func all(_ fit: Fit) throws(LatentError) -> [ResidualCovariance] {
    let fitter = try fit.evaluatedFitter()
    let operators = try ResidualOperators.all(fit, fitter)
    let total = Double(fit.observationCount)
    let outcome = ParameterCovariance.projectedInverse(
      fit.options.missing.keepsPatterns
        ? information(operators, total)
        : Information.matrix(.expected, of: fitter),
      fitter: fitter, estimates: fit.estimates)
    guard case .covariance(let inverse) = outcome else {
      throw LatentError(
        code: .notIdentified,
        message: "Standardized residuals need an identified model"
          + (fit.options.informationKind == .observed
            ? ", or the observed information is not positive definite." : "."),
        remedy: "Use raw or normalized residuals"
          + (fit.options.informationKind == .observed
            ? ", or `information: expected`." : "."))
    }
    // ΔᵀVΓVΔ of all groups, each with its share of the cases.
    var meat = Matrix(rows: inverse.rows, columns: inverse.rows)
    for group in operators {
      let share = group.count / total
      meat =
        meat + (share * share / group.count)
        * (group.weighted.transposed * group.spread)
    }
    let bread = inverse * (meat * inverse)
    let t = inverse.rows
    var core = Matrix(rows: 2 * t, columns: 2 * t)
    for j in 0..<t {
      for i in 0..<t {
        core[i, j] = bread[i, j]
        core[i, t + j] = -inverse[i, j] / total
        core[t + i, j] = -inverse[i, j] / total
      }
    }
    return fit.sample.indices.map { index in
      let group = operators[index]
      let responses = fitter.momentBlock(of: index).flatMap {
        ResponseResiduals($0, fit.sample[index])
      }
      return ResidualCovariance(
        operators: group,
        covariance: responses?.covariance ?? fit.sample[index].covariance,
        exogenous: responses?.exogenousDeviations ?? [],
        factor: Matrix(
          rows: group.jacobian.rows, columns: 2 * t,
          elements: group.jacobian.elements + group.spread.elements),
        core: core)
    }
  }

  /// ΔᵀVΔ of all groups, each with its share of the cases.
  private static func information(
    _ operators: [ResidualOperators], _ total: Double
  ) -> Matrix {
    let t = operators.first?.jacobian.columns ?? 0
    var result = Matrix(rows: t, columns: t)
    for group in operators {
      result =
        result + (group.count / total)
        * (group.jacobian.transposed * group.weighted)
    }
    return 0.5 * (result + result.transposed)
  }

  /// The standard errors of the residuals on a scale, over (means, vech
  /// covariances); 0 for a residual that the model reproduces.
  func errors(_ kind: ResidualKind) -> [Double] {
    let transform = transform(kind)
    let moved = apply(transform)
    let changed = moved * core
    return transform.layout.moments.enumerated().map { index, place in
      let row = transform.row(place)
      var gamma = 0.0
      for first in row {
        for second in row {
          gamma +=
            first.weight * second.weight
            * operators.gammaElement(first.place, second.place)
        }
      }
      gamma /= operators.count
      var value = gamma
      for a in 0..<moved.columns {
        value += changed[index, a] * moved[index, a]
      }
      // The remainder of a moment that the model reproduces is rounding.
      return value < 1e-9 * gamma || value <= 0 ? 0 : value.squareRoot()
    }
  }

  /// The sums that summaries of residuals need.
  ///
  /// - Parameters:
  ///   - kind: The scale.
  ///   - residuals: The residuals on that scale, over (means, vech
  ///     covariances).
  /// - Returns: The sums.
  func parts(_ kind: ResidualKind, residuals: [Double]) -> Parts {
    let transform = transform(kind)
    let places = transform.layout.moments
    let layout = operators.layout
    let moved = apply(transform)
    let changed = MatrixBuffer(moved * core)
    let rows = places.map { place in
      transform.row(place).map {
        (index: layout.index(of: $0.place), weight: $0.weight)
      }
    }
    var parts = Parts()
    let ranges = [
      layout.thresholds, layout.means, layout.slopes, layout.covariances,
    ]
    func counts(_ i: Int) -> Bool {
      !layout.hasOrdered || !layout.means.contains(i)
    }
    let batchSize = 128
    let work = LongWork(.residualMoments, total: places.count)
    var start = 0
    while start < places.count {
      work.reach(start)
      let batch = Array(start..<min(start + batchSize, places.count))
      let right = MatrixBuffer(
        moved.submatrix(rows: batch, columns: Array(0..<moved.columns)))
      let block = MatrixBuffer(rows: places.count, columns: batch.count)
      multiply(changed, right, into: block, transposeB: true)
      for (column, k) in batch.enumerated() {
        var gamma = [Double](repeating: 0, count: places.count)
        for entry in transform.row(places[k]) {
          let own = operators.gammaColumn(entry.place)
          for i in gamma.indices { gamma[i] += entry.weight * own[i] }
        }
        let square = residuals[k] * residuals[k]
        let ownPart = Parts.part(of: places[k])
        parts[keyPath: ownPart].squares += square
        if counts(k) { parts.total.squares += square }
        var all = Sums()
        for range in ranges where !range.isEmpty {
          var sums = Sums()
          for i in range {
            var value = 0.0
            for entry in rows[i] { value += entry.weight * gamma[entry.index] }
            value /= operators.count
            let own = value
            value += block[i, column]
            sums.squaredTrace += value * value
            sums.form += value * residuals[i] * residuals[k]
            guard i == k else { continue }
            parts[keyPath: ownPart].trace += value
            parts[keyPath: ownPart].sampling += own
            if counts(k) {
              parts.total.trace += value
              parts.total.sampling += own
            }
          }
          if counts(k), counts(range.lowerBound) {
            all.squaredTrace += sums.squaredTrace
            all.form += sums.form
          }
          if range.contains(k) {
            parts[keyPath: ownPart].squaredTrace += sums.squaredTrace
            parts[keyPath: ownPart].form += sums.form
          }
        }
        parts.total.squaredTrace += all.squaredTrace
        parts.total.form += all.form
      }
      start += batch.count
    }
    return parts
  }

  private func transform(_ kind: ResidualKind) -> ResidualTransform {
    ResidualTransform(
      kind, covariance: covariance, layout: operators.layout,
      exogenous: exogenous)
  }

  /// The map applied to every column of U.
  private func apply(_ transform: ResidualTransform) -> Matrix {
    var result = Matrix(rows: factor.rows, columns: factor.columns)
    for (i, place) in transform.layout.moments.enumerated() {
      for entry in transform.row(place) {
        let index = operators.layout.index(of: entry.place)
        for a in 0..<factor.columns {
          result[i, a] += entry.weight * factor[index, a]
        }
      }
    }
    return result
  }
}
