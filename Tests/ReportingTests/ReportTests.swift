import Estimation
import FitSettings
import Messages
import ModelFit
import ModelSyntax
import ReportRendering
import Testing

@testable import Reporting

@Suite struct ReportTests {
  /// The text of some of a report's sections.
  private func text(
    _ report: Report, _ kinds: Set<ReportSection.Kind>, titled: String? = nil
  ) -> String {
    let sections = report.sections.filter {
      kinds.contains($0.kind) && (titled == nil || $0.title.plain == titled)
    }
    return TextRenderer().render(Report(title: "R", sections: sections))
  }

  @Test func fitTableNamesThresholdsAndVerdicts() throws {
    let report = ReportedFit(try FitFixture.holzingerSwineford()).report
    // The figures are those of Rosseel (2012) for this model.
    #expect(
      text(report, [.fit]) == """
        R

        Fit
          Index                                Value  Threshold     Verdict
          Chi-square(24, N = 301)    85.31, p < .001  p > .05       not met
          Chi-square / df                       3.55  <= 3 (5)      acceptable
          CFI                                   .931  >= .95 (.90)  acceptable
          TLI                                   .896  >= .95 (.90)  not met
          RMSEA [90% CI]           .092 [.071, .114]  <= .06 (.08)  not met
          SRMR                                  .065  <= .08 (.10)  met
          AIC                                7517.49
          BIC                                7595.34

          Thresholds for good fit, in brackets for acceptable fit: conventions (Hu &
          Bentler, 1999), not tests.

        """)
  }

  @Test func parameterTableShowsLabelsAndLeavesFixedRowsWithoutErrors()
    throws
  {
    let report = ReportedFit(try FitFixture.holzingerSwineford()).report
    #expect(
      text(report, [.parameters], titled: "Latent variables") == """
        R

        Latent variables
                                                 -- 95% CI --
                        B     SE       z      p  Lower  Upper  Std.all
          visual =~
            x1      1.000                                        0.772
            x2 (a)  0.554  0.100   5.554  <.001  0.358  0.749    0.424
            x3      0.729  0.109   6.685  <.001  0.516  0.943    0.581
          textual =~
            x4      1.000                                        0.852
            x5      1.113  0.065  17.014  <.001  0.985  1.241    0.855
            x6      0.926  0.055  16.703  <.001  0.817  1.035    0.838
          speed =~
            x7      1.000                                        0.570
            x8      1.180  0.165   7.152  <.001  0.857  1.503    0.723
            x9      1.082  0.151   7.155  <.001  0.785  1.378    0.665

        """)
  }

  @Test func openingSaysVersionModelDataAndSample() throws {
    let context = ReportContext(
      version: "9.9", modelName: "cfa.lav",
      dataFiles: [.init(name: "hs.csv", hash: "fnv1a64:00ff")],
      missing: [.init(variable: "x1", count: 2)])
    let report = ReportedFit(
      try FitFixture.holzingerSwineford(), context: context
    ).report
    #expect(report.title.plain == "Latent 9.9 - structural equation modeling")
    #expect(
      text(report, [.header, .sample]) == """
        R
          Model            cfa.lav
          Data             hs.csv (fnv1a64:00ff)
          Estimator        ML: maximum likelihood, normal likelihood
          Standard errors  from the expected information
          Parameters       21 free

        Sample
          Cases           301, all complete
          Missing values  x1 2

        """)
  }

  @Test func verdictIsOfConvergenceAndAdmissibility() throws {
    let good = text(
      ReportedFit(try FitFixture.holzingerSwineford()).report, [.verdict])
    #expect(good.contains("Converged after"))
    #expect(good.contains("Admissible:"))

    let heywood = try FitFixture.holzingerSwineford(
      "mixed =~ x2 + x3 + x8\nreading =~ x4 + x5")
    let report = ReportedFit(heywood).report
    #expect(text(report, [.verdict]).contains("NOT ADMISSIBLE"))
    #expect(text(report, [.warnings]).contains("variable x4 is negative"))

    let failed = try FitFixture.holzingerSwineford {
      $0.estimation.maximumIterations = 1
    }
    let failure = ReportedFit(failed).report
    #expect(text(failure, [.verdict]).contains("DID NOT CONVERGE"))
    #expect(!failure.sections.contains { $0.kind == .fit })
    #expect(!text(failure, [.parameters]).contains("SE"))
  }

  @Test func groupsStandInTurnOrSideBySide() throws {
    let fit = try FitFixture.holzingerSwineford(
      FitFixture.withoutLabels, group: "school")
    let inTurn = ReportedFit(fit).report
    #expect(
      inTurn.sections.filter { $0.kind == .group }.map(\.title.plain) == [
        "Group 1 of 2: Pasteur (N = 156)",
        "Group 2 of 2: Grant-White (N = 145)",
      ])
    var options = ReportOptions()
    options.groupLayout = .sideBySide
    let beside = ReportedFit(fit, options: options).report
    #expect(!beside.sections.contains { $0.kind == .group })
    let loadings = text(beside, [.parameters], titled: "Latent variables")
    #expect(loadings.contains("Pasteur") && loadings.contains("Grant-White"))
    #expect(loadings.contains("0.394") && loadings.contains("0.736"))
  }

  @Test func everyLineFitsTheWidth() throws {
    var options = ReportOptions()
    options.standardized = [.latent, .all, .noExogenous]
    options.fitMeasures = .all
    options.showsImplied = true
    options.showsParameterCovariance = true
    for layout in GroupLayout.allCases {
      options.groupLayout = layout
      let fit = try FitFixture.holzingerSwineford(group: "school")
      for width in [60, 80] {
        let text = TextRenderer(width: width).render(
          ReportedFit(fit, options: options).report)
        let tooLong = text.split(separator: "\n").filter {
          DisplayWidth.of($0) > width
        }
        #expect(tooLong.isEmpty)
      }
    }
  }

  @Test func smallPValuesOfMeasuresAreNotZero() throws {
    var options = ReportOptions()
    options.fitMeasures = .named(["baseline_pvalue", "rmsea_pvalue", "cfi"])
    let text = text(
      ReportedFit(try FitFixture.holzingerSwineford(), options: options).report,
      [.fitMeasures])
    let rows = text.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(rows.contains(["baseline_pvalue", "<.001"]))
    #expect(rows.contains(["rmsea_pvalue", ".001"]))
    #expect(rows.contains(["cfi", "0.931"]))
  }

  @Test func definedParametersAndConstraintsHaveSections() throws {
    let fit = try FitFixture.holzingerSwineford(
      "visual =~ x1 + a*x2 + b*x3\nratio := a/b\na < 1")
    let text = text(ReportedFit(fit).report, [.parameters])
    #expect(text.contains("Defined parameters") && text.contains("ratio"))
    #expect(text.contains("Constraints") && text.contains("a < 1"))
  }

  @Test func saturatedModelsGetNoVerdict() throws {
    let fit = try FitFixture.holzingerSwineford("visual =~ x1 + x2 + x3")
    let text = text(ReportedFit(fit).report, [.fit])
    #expect(text.contains("no degrees of freedom"))
    #expect(!text.contains(" met"))
  }
}
