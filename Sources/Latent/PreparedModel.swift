internal import Estimation
public import FitSettings
public import Messages
public import ModelFit
public import SampleStatistics
public import Specification
public import TableReading

/// A model fitted once, from which many samples of the same shape are fitted:
/// for simulations and custom resampling.
///
/// A prepared model is a value and can be shared by tasks; each task makes its
/// own `PreparedFitter`.
///
/// ```swift
/// let prepared = try model.prepared(for: data)
/// let fitter = try prepared.makeFitter()
/// let loading = prepared.place(of: .loading("visual", "x2"))
/// for sample in samples {
///   guard try fitter.refit(sample).isConverged else { continue }
///   use(fitter[loading])
/// }
/// ```
public struct PreparedModel: Sendable {
  /// The fit from which refits set out.
  public let fit: Fit

  /// The place of a parameter in every refit.
  public struct Place: Sendable, Hashable {
    /// The index of the table's row.
    let row: Int
  }

  /// The observed variables of every group, in the order of the moments and
  /// of the columns that a refit takes.
  public var variables: [[String]] { fit.sample.map(\.variables) }

  /// The place of a parameter; of several groups the first one's.
  ///
  /// - Parameter key: The parameter.
  /// - Returns: The place, or `nil` if the model has no such parameter.
  public func place(of key: ParameterKey) -> Place? {
    fit.parameters.firstIndex { $0.isNamed(by: key) }.map(Place.init)
  }

  /// The place of a parameter in one group.
  ///
  /// - Parameters:
  ///   - key: The parameter.
  ///   - label: The group's label.
  /// - Returns: The place, or `nil` if the group has no such parameter.
  public func place(of key: ParameterKey, group label: String) -> Place? {
    guard let group = fit.sample.firstIndex(where: { $0.label == label })
    else { return nil }
    return fit.parameters.firstIndex {
      $0.groupIndex == group && $0.isNamed(by: key)
    }
    .map(Place.init)
  }

  /// Makes a fitter with its own buffers; each task needs one.
  ///
  /// - Throws: An error of kind `fit` if the model's options cannot be
  ///   refitted to moments.
  public func makeFitter() throws(LatentError) -> PreparedFitter {
    try PreparedFitter(self)
  }
}

extension Model {
  /// Fits the model to cases and keeps what fits of other samples of the same
  /// shape need: as many cases, of the same variables and groups.
  ///
  /// - Parameters:
  ///   - data: The cases.
  ///   - group: The column whose values split the cases into groups.
  ///   - groupLabels: The groups to use; `nil` takes all.
  ///   - options: The choices; complete cases only.
  /// - Returns: The prepared model.
  /// - Throws: The errors of `fit(to:)`, and an error of kind `fit` if the fit
  ///   does not converge or needs incomplete cases.
  public func prepared(
    for data: DataTable, group: String? = nil, groupLabels: [String]? = nil,
    options: FitOptions = FitOptions()
  ) throws(LatentError) -> PreparedModel {
    try prepared(
      from: fit(
        to: data, group: group, groupLabels: groupLabels, options: options))
  }

  /// Fits the model to moments and keeps what fits of other samples of the
  /// same shape need.
  ///
  /// - Parameters:
  ///   - moments: One sample for each group.
  ///   - groupLabels: The groups' labels; empty numbers them.
  ///   - options: The choices.
  /// - Returns: The prepared model.
  /// - Throws: The errors of `fit(to:)`, and an error of kind `fit` if the fit
  ///   does not converge.
  public func prepared(
    for moments: [SampleMoments], groupLabels: [String] = [],
    options: FitOptions = FitOptions()
  ) throws(LatentError) -> PreparedModel {
    try prepared(
      from: fit(to: moments, groupLabels: groupLabels, options: options))
  }

  private func prepared(from fit: Fit) throws(LatentError) -> PreparedModel {
    try fit.requireContinuous("prepared models")
    guard fit.isConverged else {
      throw LatentError(
        code: .preparedNotConverged,
        message: "The fit from which refits would set out did not converge.",
        remedy: "Prepare the model for a sample to which it can be fitted.")
    }
    guard fit.sample.allSatisfy({ $0.incompleteCases == nil }) else {
      throw LatentError(
        code: .preparedIncompleteCases,
        message: "A prepared model is refitted to complete samples; this one "
          + "was fitted to incomplete cases.",
        remedy: "Prepare it for complete cases, or call fit for every sample.")
    }
    guard !fit.options.estimation.estimator.weighsByMoments else {
      throw LatentError(
        code: .preparedSampleWeight,
        message: "The weight matrix of WLS, and of DWLS, is each sample's own.",
        remedy: "Use ML, GLS or ULS, or call fit for every sample.")
    }
    return PreparedModel(fit: fit)
  }
}
