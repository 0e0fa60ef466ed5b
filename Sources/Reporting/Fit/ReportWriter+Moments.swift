import Estimation
import FitSettings
import LinearAlgebra
import Messages
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
    return sections
  }

  private func section(
    _ kind: ReportSection.Kind, _ title: ReportText,
    _ groups: [ReportedMoments.Group], hasUnits: Bool = true
  ) -> ReportSection {
    var blocks: [ReportBlock] = []
    for (index, group) in groups.enumerated() {
      let names = fit.sample[index].variables
      let units =
        hasUnits
        ? fit.implied[index].covariance.diagonal.map { $0.squareRoot() }
        : names.map { _ in 1 }
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
      for var table in tables {
        table.group = groups.count > 1 ? groupName(index) : nil
        blocks.append(.table(table))
      }
    }
    return ReportSection(kind: kind, title: title, blocks: blocks)
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
    parameters.filter { $0.free > 0 }.sorted { $0.free < $1.free }.map { row in
      if !row.label.isEmpty { return row.label }
      let name = row.key.compactDescription
      return row.group > 1 ? "\(name).g\(row.group)" : name
    }
      + groupWeights.map { $0.group > 1 ? "group%w.g\($0.group)" : "group%w" }
  }
}
