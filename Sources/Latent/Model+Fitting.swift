public import FitSettings
public import InvarianceTesting
public import Messages
public import ModelFit
public import SampleStatistics
public import TableReading

extension Model {
  /// Fits the model to cases.
  ///
  /// ```swift
  /// let model = try Model(text: "visual =~ x1 + x2 + x3")
  /// let data = try CSVReader().read(contentsOf: "data.csv")
  /// let fit = try model.fit(to: data)
  /// fit[.loading("visual", "x2")]?.estimate
  /// ```
  ///
  /// Rows with a missing value in a variable of the model are left out
  /// (listwise deletion) unless `FitOptions.missing` says otherwise; the
  /// result counts them.
  ///
  /// - Parameters:
  ///   - data: The cases; other columns than the model's are ignored.
  ///   - group: The column whose values split the cases into groups.
  ///   - groupLabels: The groups to use, in this order; `nil` takes all, in
  ///     the order in which the data show them first.
  ///   - options: The choices.
  /// - Returns: The fit; see `Fit.isConverged` before using it.
  /// - Throws: An error of kind `syntax` for faults in the model's meaning,
  ///   `data` for unusable data, `fit` if no fit can be made.
  public func fit(
    to data: DataTable, group: String? = nil, groupLabels: [String]? = nil,
    options: FitOptions = FitOptions()
  ) throws(LatentError) -> Fit {
    try fitCases(
      self, data: data, group: group, groupLabels: groupLabels,
      options: options)
  }

  /// Fits the model to cases, and tells what they warn of even where no fit
  /// comes of them.
  ///
  /// - Parameters:
  ///   - data: The cases.
  ///   - group: The column whose values split the cases into groups.
  ///   - groupLabels: The groups to use; `nil` takes all.
  ///   - options: The choices.
  ///   - foresee: Gets the warnings of the data before the fit.
  /// - Returns: The fit.
  /// - Throws: As `fit(to:group:groupLabels:options:)`.
  package func fit(
    to data: DataTable, group: String?, groupLabels: [String]?,
    options: FitOptions, foresee: ([LatentWarning]) -> Void
  ) throws(LatentError) -> Fit {
    try fitCases(
      self, data: data, group: group, groupLabels: groupLabels,
      options: options, foresee: foresee)
  }

  /// Fits the model to one sample's covariances, and means where they are
  /// known.
  ///
  /// - Parameters:
  ///   - moments: The sample.
  ///   - options: The choices.
  /// - Returns: The fit; see `Fit.isConverged` before using it.
  /// - Throws: An error of kind `syntax` for faults in the model's meaning,
  ///   `data` for unusable moments, `fit` if no fit can be made.
  public func fit(
    to moments: SampleMoments, options: FitOptions = FitOptions()
  ) throws(LatentError) -> Fit {
    try fit(to: [moments], options: options)
  }

  /// Fits the model to covariances of several groups, and means where they
  /// are known.
  ///
  /// - Parameters:
  ///   - moments: One sample for each group.
  ///   - groupLabels: The groups' labels in the order of `moments`; empty
  ///     numbers them.
  ///   - options: The choices.
  /// - Returns: The fit; see `Fit.isConverged` before using it.
  /// - Throws: An error of kind `syntax` for faults in the model's meaning,
  ///   `data` for unusable moments, `fit` if no fit can be made.
  public func fit(
    to moments: [SampleMoments], groupLabels: [String] = [],
    options: FitOptions = FitOptions()
  ) throws(LatentError) -> Fit {
    try fitMoments(
      self, moments: moments, groupLabels: groupLabels, options: options)
  }

  /// Climbs a ladder of measurement invariance: the model with more and more
  /// held equal across groups, each step compared with the one before.
  ///
  /// ```swift
  /// let ladder = try model.invariance(in: data, by: "school")
  /// print(ladder.sentence)
  /// ```
  ///
  /// - Parameters:
  ///   - data: The cases.
  ///   - group: The column whose values split the cases into groups.
  ///   - groupLabels: The groups to use; `nil` takes all.
  ///   - options: The choices of every fit, with nothing held equal.
  ///   - steps: The steps, and what decides whether one holds.
  /// - Returns: The models of the ladder, with what each costs.
  /// - Throws: The errors of `fit(to:)`, and an error of kind `fit` if a step
  ///   cannot be fitted.
  public func invariance(
    in data: DataTable, by group: String, groupLabels: [String]? = nil,
    options: FitOptions = FitOptions(),
    steps: InvarianceOptions = InvarianceOptions()
  ) throws(LatentError) -> Invariance {
    try invariance(
      from: fit(
        to: data, group: group, groupLabels: groupLabels, options: options),
      steps: steps)
  }

  /// Climbs a ladder of measurement invariance from a fit of this model to
  /// several groups with nothing held equal: the configural model, whose
  /// sample and options all steps share.
  ///
  /// - Parameters:
  ///   - configural: The fit.
  ///   - steps: The steps, and what decides whether one holds.
  ///   - progress: Called before each step with the number of steps that are
  ///     done.
  /// - Returns: The models of the ladder, with what each costs.
  /// - Throws: An error of kind `fit` if no ladder can start from the fit or a
  ///   step cannot be fitted.
  public func invariance(
    from configural: Fit, steps: InvarianceOptions = InvarianceOptions(),
    progress: (Int) -> Void = { _ in }
  ) throws(LatentError) -> Invariance {
    var ladder = try InvarianceLadder(from: configural, options: steps) {
      (options) throws(LatentError) in
      try parameterTable(options: options)
        .withAuxiliary(configural.options.auxiliary)
    }
    return try ladder.climb(progress: progress)
  }
}
