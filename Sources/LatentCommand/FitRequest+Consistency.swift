import Latent

extension FitRequest {
  /// Refuses options that contradict each other or that nothing would use.
  ///
  /// - Parameter model: The model's path.
  /// - Throws: `InputError` naming the options.
  func requireConsistent(model: String) throws {
    try requireWritableFiles(besides: model)
    try requireObjects()
    try output.requireConsistent()
  }

  /// Refuses outputs that would replace an input or cannot be written: now,
  /// not when hours of work are done.
  private func requireWritableFiles(besides model: String) throws {
    for (option, path) in [
      ("output", output.path), ("draws", bootstrap.draws),
    ] {
      guard let path, path != "-" else { continue }
      let file = OutputFile(path: path)
      try file.requireNone(of: [model] + data.files, option: option)
      try file.requireWritable()
    }
  }

  /// Refuses options of groups, weights and cases where there are none.
  private func requireObjects() throws {
    if data.group == nil, data.covariances.count < 2 {
      for (option, isGiven) in [
        ("group-equal", !options.model.groupEqual.isEmpty),
        ("group-partial", !options.model.groupPartial.isEmpty),
      ] where isGiven {
        throw InputError(
          message: "The option `\(option)` needs groups.",
          help: "Name the grouping variable with `group`, or leave it out.")
      }
    }
    if output.report.showsParameterCovariance, options.standardErrors == .none {
      throw InputError(
        message: "The option `vcov` needs standard errors.",
        help: "Leave `se: none` out, or `vcov`.")
    }
    if options.weightNormalization != .total, options.samplingWeights == nil {
      throw InputError(
        message: "The option `sampling-weights-normalization` needs "
          + "`sampling-weights`.",
        help: "Name the variable with the weights, or leave it out.")
    }
    if data.groupLabels != nil, data.group == nil, data.covariances.isEmpty {
      throw InputError(
        message: "The option `group-label` needs `group`.",
        help: "Name the grouping variable with `group`, or leave out "
          + "`group-label`.")
    }
    if !data.missingCodes.isEmpty, !data.covariances.isEmpty {
      throw InputError(
        message: "The option `missing-codes` belongs to a table of cases, "
          + "not to `cov`.", help: "Leave it out.")
    }
  }
}

extension OutputRequest {
  /// Refuses what the format has no room for, and restrictions of what is not
  /// printed.
  func requireConsistent() throws {
    if modification.isWanted == false, modification.isRestricted {
      throw InputError(
        message: "`modindices` is false, but options say which ones to print.",
        help: "Leave out `modindices: false`, or the other options of "
          + "`modindices`.")
    }
    if format == .csv {
      let unused = [
        ("residuals", !residuals.isEmpty),
        ("residual-tests", !residualTests.isEmpty),
        ("implied", report.showsImplied),
        ("vcov", report.showsParameterCovariance),
        ("modindices", modification.options(for: .csv) != nil),
      ]
      for (name, isGiven) in unused where isGiven {
        throw InputError(
          message: "`format: csv` holds the parameters only, not what "
            + "`\(name)` asks for.",
          help: "Use `format: json`, or leave out `\(name)`.")
      }
    }
  }
}

extension DataRequest {
  /// Every file that is read.
  var files: [String] {
    [table].compactMap { $0 } + covariances + means + deviations
  }
}
