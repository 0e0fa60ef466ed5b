import Messages
import Plots
import ReportRendering

/// A report with everything that documents set: spanners, headings and levels
/// of rows, marks and notes, symbols, intervals, groups, a figure, and texts
/// that mean something to the formats.
enum DocumentFixture {
  static let special = #"a<b>&"c" | *d* _e_ #1 50% $x$ ~ \n {g} ^h ] `i`"#

  static let drawing = Drawing(
    width: 60, height: 40,
    svg: "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
      + "width=\"60mm\" height=\"40mm\"><defs><marker id=\"m\"/></defs>"
      + "<line x1=\"0\" x2=\"9\" marker-end=\"url(#m)\"/></svg>\n",
    alternative: "An arrow.")

  static var loadings: ReportTable {
    ReportTable(
      columns: [
        .names(), .symbol(.coefficient, .estimate),
        .symbol(.probability, .probability),
      ] + ReportTable.Column.limits(0.95) + [
        .symbol(.bootstrapError, .standardError), .words("Remark"),
      ],
      rows: [
        .heading("visual =~"),
        .cells(
          [
            .variable("x1"), .number(-0.3937185, .estimate),
            .number(0.00001, .probability), .number(-0.154103, .limit),
            .number(0.633334, .limit), .dashed(nil, .standardError),
            .text("one <= two -> three"),
          ], level: 1),
        .cells(
          [
            .verbatim(special),
            ReportCell(.number(1234.5678, .estimate), marks: [0]),
            .number(0.017, .probability), .empty, .number(1e-9, .limit),
            .number(0.5, .percentage),
          ], level: 2),
      ],
      notes: ReportTable.Notes(
        general: ["First.", "Second, `a -> b`."], specific: ["Of one cell."],
        probability: ["* \(symbol: .probability) < .05."]))
  }

  static var fit: ReportTable {
    ReportTable(
      title: "Fit of two models",
      columns: [.names("Index"), .values("Value"), .words("Threshold")],
      rows: [
        .cells([
          .text(ReportText(.test(test, .head))),
          .text(ReportText(.test(test, .outcome))),
          .text(ReportText(.threshold(.pValue))),
        ]),
        .cells([
          .text("RMSEA"),
          .text(
            ReportText(
              .interval(
                ReportInterval(0.071, 0.114, level: 0.9, style: .bounded)))),
          .text(ReportText(.threshold(.rmsea))),
        ]),
      ])
  }

  private static let test = TestStatement(
    .chiSquare, degreesOfFreedom: 24, sampleSize: 301, value: 85.306,
    pValue: 0.0000001)

  static var report: Report {
    Report(
      title: "Latent - a report",
      sections: [
        ReportSection(
          kind: .header, title: "",
          blocks: [
            .facts([ReportFact("Model", .verbatim(special))]),
            .paragraph("# 1. A sentence with `fixed: true` in it."),
          ]),
        ReportSection(kind: .fit, title: "Fit", table: fit),
        ReportSection(kind: .group, title: "Group 1: A", blocks: []),
        ReportSection(
          kind: .parameters, title: "Latent variables", table: loadings),
        ReportSection(
          kind: .figures, title: "Figures",
          blocks: [
            .figure(
              ReportFigure(
                title: "x → y", drawing: drawing, notes: ["Drawn."])),
            .figure(ReportFigure(title: "Another", drawing: drawing)),
          ]),
      ])
  }
}
