import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import MomentStructure
import Optimization
import Testing

@testable import Reporting

/// A term that passes another's likelihood on, without its saturated model.
private final class LikelihoodAlone: ObjectiveTerm {
  private let term: any ObjectiveTerm

  init(_ term: any ObjectiveTerm) { self.term = term }

  var structures: [BlockWorkspace] { term.structures }
  var weight: Double { term.weight }
  var share: Double { term.share }
  var startingMoments: [StartingMoments] { term.startingMoments }

  func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double? {
    term.evaluate(theta, addingTo: gradient)
  }

  func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    term.addCurvature(
      kind, factor: factor, includesStructure: includesStructure, to: matrix)
  }

  func logLikelihoodOfZero(leavingOutExogenous exogenous: Bool) -> Double? {
    term.logLikelihoodOfZero(leavingOutExogenous: exogenous)
  }
}

/// A fit without χ²: estimates, errors and criteria stand in the report, tests
/// and indices are left out.
struct UntestableFitTests {
  private func fits() throws -> (tested: Fit, untested: Fit) {
    let tested = try FitFixture.holzingerSwineford()
    let known = try Fitter(
      tested.model, sample: tested.sample, options: tested.options)
    let fitter = try Fitter(
      tested.model, options: tested.options.estimation, sample: known.sample,
      terms: { (model, options, sample) throws(LatentError) in
        let terms = try Fitter.momentTerms(model, options, sample)
        return terms.map { LikelihoodAlone($0) }
      })
    var analysis = FitAnalysis(
      fitter, fitter.fit(), options: tested.options)
    return (tested, try analysis.fit(to: tested.sample))
  }

  @Test func estimatesAndCriteriaAreTheSame() throws {
    let (tested, untested) = try fits()
    #expect(untested.isConverged)
    #expect(untested.estimates.theta == tested.estimates.theta)
    #expect(
      untested.parameters.map(\.standardError)
        == tested.parameters.map(\.standardError))
    for name in ["logl", "aic", "bic"] {
      #expect(untested.measures[name] == tested.measures[name], "\(name)")
      #expect(untested.measures[name] != nil, "\(name)")
    }
  }

  @Test func whatRestsOnTheSaturatedModelIsLeftOut() throws {
    let (tested, untested) = try fits()
    #expect(untested.tests.isEmpty)
    #expect(untested.chiSquare == nil && untested.pValue == nil)
    #expect(untested.degreesOfFreedom == nil)
    #expect(tested.degreesOfFreedom != nil)
    for name in [
      "chisq", "pvalue", "cfi", "rmsea", "srmr", "gfi", "unrestricted_logl",
      "baseline_chisq",
    ] {
      #expect(untested.measures[name] == nil, "\(name)")
    }
    let text = TextRenderer().render(ReportedFit(untested))
    #expect(text.contains("no saturated model"))
    #expect(text.contains("AIC"))
    #expect(!text.contains("Chi-square"))
  }
}
