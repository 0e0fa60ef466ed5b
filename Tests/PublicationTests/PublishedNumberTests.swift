import Codebooks
import EffectAnalysis
import FactorAnalysis
import FitComparison
import InvarianceTesting
import LinearAlgebra
import ModelFit
import ReportRendering
import Reporting
import Requests
import Testing
import ValidityAnalysis

@testable import Publication

/// Every number of every table and sentence is that of the result's JSON, bit
/// for bit, in both languages and conventions.
@Suite struct PublishedNumberTests {
  /// Every combination of language and conventions.
  static let styles = ReportLanguage.allCases.flatMap { language in
    PublicationStyle.Conventions.allCases.map {
      PublicationStyle(language: language, conventions: $0, chapter: 5)
    }
  }

  static func publication(_ style: PublicationStyle) async throws
    -> Publication
  {
    Publication(
      style: style,
      names: PublishedNames(
        try await StudyResults.codebook.value, language: style.language))
  }

  /// Thresholds, confidence levels and the like.
  private static let constants: [Double] = [
    0.95, 0.9, 0.05, 0.06, 0.08, 0.1, 0.5, 0.8, 3, 5,
  ]

  @Test(arguments: styles)
  func fits(_ style: PublicationStyle) async throws {
    let result = try await StudyResults.framework.value
    guard case .fit(let fit) = result.content else {
      Issue.record("no fit")
      return
    }
    let all = DocumentNumbers(result)
    let publication = try await Self.publication(style)
    let ratio = try #require(fit.measures.chiSquareRatio)
    all.check(
      publication.fit(fit, context: result.context),
      derived: Self.constants + [ratio], least: 20)
    let loadings = publication.measurement(fit, context: result.context)
    let construct = MeasurementFinding(fit, group: 0).constructs.compactMap(
      \.reliability)
    #expect(construct.count == 5)
    all.check(
      loadings,
      derived: construct.flatMap { [$0.composite, $0.variance] }, least: 80)
    all.check(publication.paths(fit, context: result.context), least: 50)
    let effects = try await StudyResults.effects.value
    guard case .effects(let selected, _) = effects.content else {
      Issue.record("no effects")
      return
    }
    DocumentNumbers(result, effects).check(
      publication.hypotheses(
        StudyResults.hypotheses, in: fit, effects: selected.effects,
        context: result.context), derived: [9, 4, 3, 2, 1, 5], least: 60)
  }

  @Test(arguments: styles)
  func effects(_ style: PublicationStyle) async throws {
    let publication = try await Self.publication(style)
    let result = try await StudyResults.effects.value
    guard case .effects(let selected, let fit) = result.content else {
      Issue.record("no effects")
      return
    }
    let shares = EffectPair.all(selected.effects).flatMap { pair in
      pair.effects.map {
        $0.unstandardized.estimate
          / (pair.first(.total)?.unstandardized.estimate ?? .nan)
      }
    }
    DocumentNumbers(result).check(
      publication.effects(selected, of: fit, context: result.context),
      derived: Self.constants + shares
        + [Double(fit.parameterCount), Double(fit.observationCount)],
      least: 90)
    let moderated = try await StudyResults.willingness.value
    guard case .effects(let own, let scores) = moderated.content else {
      Issue.record("no effects")
      return
    }
    #expect(!own.moderation.isEmpty)
    let held = own.moderation.flatMap { $0.points.flatMap(\.values) }
    let ratios = EffectPair.all(own.effects).flatMap { pair in
      pair.effects.map {
        $0.unstandardized.estimate
          / (pair.first(.total)?.unstandardized.estimate ?? .nan)
      }
    }
    // Many conditions are counted.
    let conditions = own.moderation.flatMap { moderation -> [Double] in
      let groups = Dictionary(
        grouping: moderation.conditional.effects, by: \.definition.path)
      return groups.values.flatMap { effects -> [Double] in
        [
          effects.count,
          effects.count {
            EffectFinding($0.unstandardized, bootstrapped: false)
              .isSignificant == true
          },
        ].map(Double.init)
      }
    }
    DocumentNumbers(moderated).check(
      publication.effects(own, of: scores, context: moderated.context),
      derived: Self.constants + held + ratios + conditions
        + [Double(scores.parameterCount), Double(scores.observationCount)],
      least: 100)
  }

  @Test(arguments: styles)
  func validity(_ style: PublicationStyle) async throws {
    let publication = try await Self.publication(style)
    let result = try await StudyResults.validity.value
    guard case .validity(let own) = result.content else {
      Issue.record("no validity")
      return
    }
    let roots = own.validity.constructs.map {
      $0.averageVarianceExtracted.squareRoot()
    }
    let ratios = own.validity.models.compactMap(\.fit.measures.chiSquareRatio)
    let limits = own.validity.models.flatMap { model in
      ["rmsea_ci_lower", "rmsea_ci_upper", "pvalue"].compactMap {
        model.fit.measures[$0]
      }
    }
    DocumentNumbers(result).check(
      publication.validity(own),
      derived: Self.constants + roots + ratios + limits
        + [Double(own.validity.completeCount)], least: 70)
  }

  @Test(arguments: styles)
  func comparisons(_ style: PublicationStyle) async throws {
    let publication = try await Self.publication(style)
    let result = try await StudyResults.theories.value
    guard case .comparison(let own) = result.content else {
      Issue.record("no comparison")
      return
    }
    DocumentNumbers(result).check(
      publication.comparison(
        ReportedComparison(own, context: result.context)),
      derived: own.models.compactMap(\.measures.chiSquareRatio), least: 30)
    let ladder = try await StudyResults.invariance.value
    guard case .invariance(let invariance) = ladder.content else {
      Issue.record("no ladder")
      return
    }
    DocumentNumbers(ladder).check(
      publication.invariance(
        ReportedInvariance(invariance, context: ladder.context)),
      derived: Self.constants
        + invariance.rungs.compactMap(\.fit.measures.chiSquareRatio)
        + [Double(invariance.rungs[0].fit.observationCount)], least: 40)
  }

  @Test(arguments: styles)
  func items(_ style: PublicationStyle) async throws {
    let publication = try await Self.publication(style)
    let items = try await StudyResults.items.value
    guard case .items(let own) = items.content else {
      Issue.record("no items")
      return
    }
    DocumentNumbers(items).check(publication.items(own), least: 160)
    let factors = try await StudyResults.factors.value
    guard case .factors(let found) = factors.content,
      let solution = found.groups.first?.exploration.solutions.first
    else {
      Issue.record("no factors")
      return
    }
    let p = Double(solution.loadings.rows)
    var sum = 0.0
    let shares = solution.sumsOfSquares.flatMap { value -> [Double] in
      sum += value
      return [value, value / p, sum / p]
    }
    DocumentNumbers(factors).check(
      publication.factors(found), derived: shares + [3], least: 25)
    let groups = try await StudyResults.groups.value
    guard case .groups(let compared) = groups.content else {
      Issue.record("no groups")
      return
    }
    DocumentNumbers(groups).check(publication.groups(compared), least: 30)
    let data = try await StudyResults.data.value
    guard case .data(let table) = data.content else {
      Issue.record("no data")
      return
    }
    let part = publication.sample(table, by: ["district", "stage"])
    let counts = part.numbers.filter { $0.number.kind == .count }
    DocumentNumbers(data).check(
      part, derived: counts.map { $0.number.value / 128 }, least: 18)
  }
}
