public import Plots

/// The report of a result, as data: renderers turn it into text.
public struct Report: Sendable, Hashable, Codable {
  /// The first line.
  package var title: ReportText
  /// The sections in their order.
  package var sections: [ReportSection]
  /// What stands at the foot of every page; empty for nothing.
  package var runningNote = ""

  /// Makes a report.
  package init(title: ReportText, sections: [ReportSection]) {
    self.title = title
    self.sections = sections
  }
}

/// A section of a report.
package struct ReportSection: Sendable, Hashable, Codable {
  /// The subject of a section; raw values are stable.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Version, model, data, estimator.
    case header
    /// The drawing of a bootstrap, and its outcome.
    case bootstrap
    /// Cases read and used.
    case sample
    /// Convergence and admissibility.
    case verdict
    /// Warnings for the reader.
    case warnings
    /// The fit indices with their thresholds.
    case fit
    /// Tests of the model against the saturated one; Wald and score tests.
    case tests
    /// The beginning of a group's sections.
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
    /// Possible changes of the model.
    case modification
    /// Implied moments.
    case implied
    /// The covariances of the parameters.
    case parameterCovariance
    /// Factor scores and predicted values.
    case predictions
    /// Pictures.
    case figures
    /// Notes on reading the report.
    case notes
  }

  /// Its subject.
  package var kind: Kind
  /// The heading; empty for none.
  package var title: ReportText
  /// Its contents.
  package var blocks: [ReportBlock]
  /// Whether it is a part of the group before it, whatever its subject.
  package var belongsToGroup = false

  /// Makes a section.
  package init(kind: Kind, title: ReportText, blocks: [ReportBlock]) {
    self.kind = kind
    self.title = title
    self.blocks = blocks
  }

  /// Makes a section of one table.
  package init(kind: Kind, title: ReportText, table: ReportTable) {
    self.init(kind: kind, title: title, blocks: [.table(table)])
  }
}

/// A part of a section.
package enum ReportBlock: Sendable, Hashable {
  /// Named facts, one on each line.
  case facts([ReportFact])
  /// A paragraph.
  case paragraph(ReportText)
  /// A table.
  case table(ReportTable)
  /// A picture.
  case figure(ReportFigure)
}

/// A named fact.
package struct ReportFact: Sendable, Hashable, Codable {
  /// The name.
  package var name: ReportText
  /// Its text.
  package var value: ReportText

  /// Makes a fact.
  package init(_ name: ReportText, _ value: ReportText) {
    self.name = name
    self.value = value
  }
}

/// A picture with its caption, drawn by renderers that can.
package struct ReportFigure: Sendable, Hashable, Codable {
  /// The caption.
  package var title: ReportText
  /// The picture.
  package var drawing: Drawing
  /// The notes below it.
  package var notes: [ReportText]

  /// Makes a figure.
  ///
  /// - Parameters:
  ///   - title: The caption.
  ///   - drawing: The picture.
  ///   - notes: The notes below it.
  package init(
    title: ReportText, drawing: Drawing, notes: [ReportText] = []
  ) {
    self.title = title
    self.drawing = drawing
    self.notes = notes
  }

  /// Draws a plot.
  ///
  /// - Parameters:
  ///   - title: The caption; the plot's own title if `nil`.
  ///   - plot: The plot.
  ///   - notes: The notes below it.
  package init(
    title: ReportText? = nil, plot: Plot, notes: [ReportText] = []
  ) {
    self.init(
      title: title ?? .verbatim(plot.title),
      drawing: SVGRenderer().picture(of: plot), notes: notes)
  }
}

extension Report {
  /// Adds pictures behind everything else.
  ///
  /// - Parameter plots: The pictures.
  public mutating func append(_ plots: [Plot]) {
    for plot in plots { append(ReportFigure(plot: plot)) }
  }

  /// Adds a picture behind everything else.
  ///
  /// - Parameter figure: The picture.
  package mutating func append(_ figure: ReportFigure) {
    if sections.last?.kind == .figures {
      sections[sections.count - 1].blocks.append(.figure(figure))
    } else {
      sections.append(
        ReportSection(
          kind: .figures, title: "Figures", blocks: [.figure(figure)]))
    }
  }
}
