package import Messages

/// What a fit has to say, as data: renderers turn it into text.
public struct Report: Sendable, Hashable {
  /// The first line.
  public var title: String
  /// The sections in their order.
  package var sections: [ReportSection]

  /// Makes a report.
  package init(title: String, sections: [ReportSection]) {
    self.title = title
    self.sections = sections
  }
}

/// A section of a report.
package struct ReportSection: Sendable, Hashable {
  /// What a section is about; raw values are stable.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Version, model, data, estimator.
    case header
    /// How a bootstrap was drawn, and what became of it.
    case bootstrap
    /// Cases read and used.
    case sample
    /// Convergence and admissibility.
    case verdict
    /// What the reader must know.
    case warnings
    /// The fit indices with their thresholds.
    case fit
    /// Tests of the model against the saturated one; Wald and score tests.
    case tests
    /// Where a group's sections begin.
    case group
    /// Parameters of one kind.
    case parameters
    /// Effects of variables on others.
    case effects
    /// R² of the endogenous variables.
    case rSquared
    /// Every fit measure.
    case fitMeasures
    /// Residual moments.
    case residuals
    /// What the model could be changed by.
    case modification
    /// Implied moments.
    case implied
    /// The covariances of the parameters.
    case parameterCovariance
    /// How to read the report.
    case notes
  }

  /// What it is about.
  package var kind: Kind
  /// The heading; empty for none.
  package var title: String
  /// What stands in it.
  package var blocks: [ReportBlock]

  /// Makes a section.
  package init(kind: Kind, title: String, blocks: [ReportBlock]) {
    self.kind = kind
    self.title = title
    self.blocks = blocks
  }
}

/// A part of a section.
package enum ReportBlock: Sendable, Hashable {
  /// Named facts, one a line.
  case facts([ReportFact])
  /// A paragraph.
  case paragraph(String)
  /// A table.
  case table(ReportTable)
}

/// A named fact.
package struct ReportFact: Sendable, Hashable {
  /// The name.
  package var name: String
  /// What is said of it.
  package var value: String

  /// Makes a fact.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A table whose first column holds names.
package struct ReportTable: Sendable, Hashable {
  /// A column.
  package struct Column: Sendable, Hashable {
    /// The heading.
    package var title: String
    /// The heading that neighbouring columns share, or empty.
    package var spanner: String
    /// Whether the column holds words, which stand at its left.
    package var isText: Bool

    /// Makes a column.
    package init(_ title: String, spanner: String = "", isText: Bool = false) {
      self.title = title
      self.spanner = spanner
      self.isText = isText
    }
  }

  /// A row.
  package enum Row: Sendable, Hashable {
    /// A line of its own above the rows that it speaks of.
    case heading(String)
    /// One cell a column; missing cells at the end are empty.
    case cells([ReportCell])
  }

  /// The columns; the first one holds the names of the rows.
  package var columns: [Column]
  /// The rows.
  package var rows: [Row]

  /// Makes a table.
  package init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }
}

/// A cell of a table.
package enum ReportCell: Sendable, Hashable {
  /// Nothing.
  case empty
  /// Words.
  case text(String)
  /// A number and how it is shown.
  case number(Double, NumberStyle)

  /// A number, or nothing where it is not defined.
  static func optional(_ value: Double?, _ style: NumberStyle) -> ReportCell {
    value.map { .number($0, style) } ?? .empty
  }

  /// The cell as text.
  package var text: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let value, let style): style.text(value)
    }
  }
}
