import CasePrediction
import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelCriticism
import ModelFit
import ModelSyntax
import ReportRendering
import SampleStatistics
import Specification

extension ReportWriter {
  var momentSections: [ReportSection] {
    var sections = options.residuals.map { moments in
      section(
        .residuals, "Residuals (\(moments.name))", moments.groups,
        hasUnits: moments.name == "raw")
    }
    if options.showsImplied {
      sections.append(section(.implied, "Implied moments", fit.impliedMoments))
    }
    if !options.itemProbabilities.isEmpty {
      sections.append(itemProbabilitySection)
    }
    return sections
  }

  private var itemProbabilitySection: ReportSection {
    var rows: [ReportTable.Row] = []
    for own in options.itemProbabilities {
      let name: ReportText =
        fit.sample.count > 1
        ? "\(variable: own.variable), \(groupName(own.group - 1))"
        : "\(variable: own.variable)"
      rows.append(.heading(name))
      for (k, category) in own.categories.enumerated() {
        rows.append(
          .cells([
            .verbatim(String(Int(category))),
            .number(own.implied[k], .proportion),
            .number(own.observed[k], .proportion),
          ]))
      }
    }
    return ReportSection(
      kind: .implied, title: "Probabilities of categories",
      table: ReportTable(
        columns: [
          .names("Category"), .numbers("Implied", .proportion),
          .numbers("Sample", .proportion),
        ], rows: rows))
  }

  private func section(
    _ kind: ReportSection.Kind, _ title: ReportText,
    _ groups: [ReportedMoments.Group], hasUnits: Bool = true
  ) -> ReportSection {
    var blocks: [ReportBlock] = []
    for (index, group) in groups.enumerated() {
      let names =
        group.variables.isEmpty
        ? fit.sample[index].variables : group.variables
      let units =
        hasUnits
        ? self.units(of: names, index) : names.map { _ in 1 }
      var tables = [
        lowerTriangle(
          group.covariance, names: names.map { "\(variable: $0)" },
          units: units)
      ]
      if !group.mean.isEmpty {
        tables.append(
          ReportTable(
            columns: tables[0].columns,
            rows: [
              .cells(
                [.text("Mean")]
                  + zip(group.mean, units).map { mean, unit in
                    .number(mean, .moment, style(mean, unit: unit))
                  })
            ]))
      }
      if !group.responses.isEmpty {
        tables.append(
          ReportTable(
            columns: [.names(), .numbers("Threshold or slope", .moment)],
            rows: group.responses.map {
              .cells([
                .text(ReportText(.parameter($0.parameter))),
                .number($0.value, .moment, style($0.value, unit: 1)),
              ])
            }))
      }
      for var table in tables {
        table.group = groups.count > 1 ? groupName(index) : nil
        blocks.append(.table(table))
      }
    }
    return ReportSection(kind: kind, title: title, blocks: blocks)
  }

  /// The implied standard deviations of variables of a group.
  private func units(of names: [String], _ group: Int) -> [Double] {
    let deviations = fit.implied[group].covariance.diagonal.map {
      $0.squareRoot()
    }
    let all = fit.sample[group].variables
    guard names.count < all.count else { return deviations }
    return names.map { name in
      all.firstIndex(of: name).map { deviations[$0] } ?? 1
    }
  }

  /// The form of a number that may be the rounding of a zero: small ones are
  /// shown by their digits where they are more than that in their unit.
  private func style(_ value: Double, unit: Double) -> NumberStyle? {
    abs(value) > 1e-10 * unit ? .significant : nil
  }

  private func lowerTriangle(
    _ matrix: Matrix, names: [ReportText], units: [Double]
  ) -> ReportTable {
    ReportTable(
      columns: [.names()] + names.map { .numbers($0, .moment) },
      rows: names.indices.map { i in
        .cells(
          [.text(names[i])]
            + (0...i).map { j in
              .number(
                matrix[i, j], .moment,
                style(matrix[i, j], unit: units[i] * units[j]))
            })
      })
  }

  var parameterCovarianceSection: ReportSection? {
    guard options.showsParameterCovariance,
      let covariance = fit.shownCovariance
    else { return nil }
    return ReportSection(
      kind: .parameterCovariance, title: "Covariances of the parameters",
      table: lowerTriangle(
        covariance, names: fit.freeParameterNames.map { .verbatim($0) },
        units: covariance.diagonal.map { $0.squareRoot() }))
  }
}

extension Fit {
  /// The implied moments of the observed variables.
  var impliedMoments: [ReportedMoments.Group] {
    implied.map { .init(covariance: $0.covariance, mean: $0.mean) }
  }

  /// The free parameters' names in the order of their numbers: the label, or
  /// lhs, operator and rhs; from the second group on with the group.
  var freeParameterNames: [String] {
    parameters.filter { $0.isFree }.sorted { ($0.free ?? 0) < ($1.free ?? 0) }
      .map { row in
        if !row.label.isEmpty { return row.label }
        let name = row.key.compactDescription
        return row.group.map { $0 > 1 ? "\(name).g\($0)" : name } ?? name
      }
      + groupWeights.map { weight in
        if !weight.label.isEmpty { return weight.label }
        return weight.group > 1 ? "group%w.g\(weight.group)" : "group%w"
      }
  }
}
