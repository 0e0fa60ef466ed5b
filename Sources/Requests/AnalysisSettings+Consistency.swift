import Latent
import Reporting

extension AnalysisSettings {
  /// Refuses options that contradict each other or that nothing would use.
  ///
  /// - Parameter analysis: The analysis that takes them.
  /// - Throws: `InputError` naming the options.
  func requireConsistent(for analysis: Analysis) throws {
    try requireObjects()
    try output.requireConsistent(for: analysis)
    try plot.requireConsistent()
    if analysis == .bootstrap { try requireNoMatrices() }
  }

  /// Refuses what only a fit prints.
  private func requireNoMatrices() throws {
    for name in ["residuals", "implied", "vcov", "group-layout"]
    where given.contains(name) {
      throw InputError(
        message: "`latent bootstrap` does not print what --\(name) asks for.",
        help: "Use `latent fit`, or leave it out.")
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

extension OutputSettings {
  /// Refuses what the format has no room for, and restrictions of what is not
  /// printed.
  func requireConsistent(for analysis: Analysis) throws {
    guard analysis.takesOutputOfFrontMatter else { return }
    try modification.requireConsistent()
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

extension DataSettings {
  /// Every file that is read.
  var files: [String] {
    [table].compactMap { $0 } + covariances + means + deviations
  }
}
