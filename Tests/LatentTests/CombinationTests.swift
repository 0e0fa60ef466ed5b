import DocumentTestSupport
import FitComparison
import FitSettings
import Latent
import Messages
import Resampling
import TestSupport
import Testing

/// Every pair of options is refused by a rule or fits.
struct CombinationTests {
  private static let text = """
    f =~ y1 + y2 + y3 + y4
    f ~ x
    """
  private static let indicators = ["y1", "y2", "y3", "y4"]

  /// 150 cases of one factor, a few values of which are missing.
  private static let columns: [(name: String, numbers: [Double])] = {
    var generator = SeededGenerator(seed: 11)
    var columns: [String: [Double]] = [:]
    let names =
      indicators + [
        "x", OptionChoice.auxiliaryName, OptionChoice.clusterName,
        OptionChoice.weightName,
      ]
    for number in 0..<150 {
      let x = generator.normal()
      let f = 0.5 * x + generator.normal()
      for (place, name) in indicators.enumerated() {
        let value = 0.2 * Double(place) + 0.8 * f + 0.7 * generator.normal()
        let isMissing = number % 30 == 7 * place
        columns[name, default: []].append(isMissing ? .nan : value)
      }
      columns["x", default: []].append(x)
      columns[OptionChoice.auxiliaryName, default: []].append(
        0.4 * f + generator.normal())
      columns[OptionChoice.clusterName, default: []].append(Double(number / 5))
      columns[OptionChoice.weightName, default: []].append(
        0.75 + 0.5 * Double(number % 2))
    }
    return names.map { ($0, columns[$0] ?? []) }
  }()

  private static func fit(_ request: RequestedFit) throws -> Fit {
    let model = try Model(text: text)
    let table = try DataTable(columns: columns)
    guard !request.hasCases else {
      return try model.fit(to: table, options: request.options)
    }
    var options = FitOptions()
    options.model.meanStructure = true
    let sample = try model.fit(to: table, options: options).sample[0]
    return try model.fit(
      to: [
        SampleMoments(
          variableNames: sample.variables,
          observationCount: sample.observationCount,
          covariance: sample.covariance.elements, mean: sample.mean,
          divisor: .count)
      ], options: request.options)
  }

  @Test(arguments: OptionChoice.all.indices)
  func everyPairFitsOrIsRefused(_ first: Int) throws {
    let one = OptionChoice.all[first]
    for two in OptionChoice.all[first...] {
      // The last of the pairs is the option by itself.
      guard two.option != one.option || two.value == one.value else { continue }
      let pair = "\(one.option): \(one.value), \(two.option): \(two.value)"
      let rule = FitRules.all.firstRefusal(of: OptionChoice.request(one, two))
        .map { FitRules.all.rules[$0] }
      do {
        let fit = try Self.fit(OptionChoice.unresolved([one, two]))
        #expect(rule == nil, "\(pair) is fitted")
        #expect(fit.isConverged, "\(pair)")
      } catch let error as LatentError where error.kind != .syntax {
        #expect(error.code == rule?.code, "\(pair): \(error)")
        #expect(!error.message.isEmpty && !error.remedy.isEmpty, "\(pair)")
      } catch let error as LatentError {
        // Whether a model has exogenous variables is known once it is read.
        let options = OptionChoice.request(one, two).options.model
        #expect(options.conditionsOnExogenous, "\(pair)")
        // Exogenous variables of correlation structures are random.
        let isRandom = options.fixedExogenous == false
        #expect(
          isRandom && rule == nil || options.fitsCorrelations, "\(pair)")
        #expect(error.code == "model.conditional-random")
      }
    }
  }

  /// Two fits compare, or a rule refuses them.
  @Test func everyPairOfFitsComparesOrIsRefused() throws {
    // One choice of each option that decides whether fits compare.
    let choices = OptionChoice.all.filter {
      ["estimator", "likelihood", "missing", "test"].contains($0.option)
    }
    let fits = try choices.compactMap { choice -> Fit? in
      guard
        FitRules.all.firstRefusal(of: OptionChoice.request(choice)) == nil
      else { return nil }
      return try Self.fit(OptionChoice.unresolved([choice]))
    }
    #expect(fits.count > 15)
    for (index, first) in fits.enumerated() {
      let own = fits[(index + 1) % fits.count]
      for other in [fits[0], first, own] {
        let rule =
          ComparisonRules.all.firstRefusal(
            of: RequestedComparison(
              RequestedComparison.Model(first, name: "A"),
              RequestedComparison.Model(first, name: "A")))
          ?? ComparisonRules.all.firstRefusal(
            of: RequestedComparison(
              RequestedComparison.Model(first, name: "A"),
              RequestedComparison.Model(other, name: "B")))
        do {
          _ = try compare([first, other], names: ["A", "B"])
          #expect(rule == nil)
        } catch {
          #expect(error.code == rule.map { ComparisonRules.all.rules[$0].code })
        }
      }
    }
  }

  @Test func everyRuleIsReached() {
    let examples = FitRules.all.examples(among: OptionChoice.requests)
    for (rule, example) in zip(FitRules.all.rules, examples) {
      #expect(example != nil, "\(rule.code): \(rule.words)")
    }
    let ofBootstraps = BootstrapRules.all.examples(
      among: BootstrapRules.requests)
    for (rule, example) in zip(BootstrapRules.all.rules, ofBootstraps) {
      #expect(example != nil, "\(rule.code): \(rule.words)")
    }
    let ofComparisons = ComparisonRules.all.examples(
      among: ComparisonRules.requests)
    for (rule, example) in zip(ComparisonRules.all.rules, ofComparisons) {
      #expect(example != nil, "\(rule.code): \(rule.words)")
    }
    let ofResiduals = FitRules.residuals.examples(among: OptionChoice.requests)
    #expect(ofResiduals.allSatisfy { $0 != nil })
  }

  /// A refusal names the fault and the remedy, in the library's words.
  @Test func refusalsNameNoFlags() {
    let candidates = OptionChoice.requests
    let refusals =
      refusals(FitRules.all, candidates)
      + refusals(BootstrapRules.all, BootstrapRules.requests)
      + refusals(ComparisonRules.all, ComparisonRules.requests)
    for (words, error) in refusals {
      for text in [error.message, error.remedy, words] {
        #expect(!text.isEmpty && !text.contains("--"), "\(error)")
      }
      #expect(error.message.hasSuffix(".") && error.remedy.hasSuffix("."))
    }
  }

  private func refusals<Subject>(
    _ rules: CombinationRules<Subject>, _ candidates: some Sequence<Subject>
  ) -> [(words: String, error: LatentError)] {
    zip(rules.rules, rules.examples(among: candidates)).compactMap {
      rule, example in example.map { (rule.words, rule.error($0)) }
    }
  }
}
