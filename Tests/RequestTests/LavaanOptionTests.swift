import Foundation
import Latent
import ModelSyntax
import Specification
import Testing

@testable import RequestSettings
@testable import Requests

/// What people bring along from R: the names of lavaan's options, and how R
/// writes values.
@Suite struct LavaanOptionTests {
  /// The names of lavaan 0.7-2's options, as `cat(names(lavOptions()))` prints
  /// them.
  static let names = fixture("lavaan-options")

  /// The names of the arguments of lavaan's functions and of options of older
  /// versions: what `formals()` of `lavaan`, `sem`, `efa`, `sam`, `summary`,
  /// `parameterEstimates`, `modindices`, `lavPredict`, `lavTestLRT`,
  /// `lavResiduals`, `simulateData` and others gives in 0.7-2 and 0.6-14, dots
  /// for the underscores of 0.7.
  static let arguments = fixture("lavaan-arguments")

  private static func fixture(_ name: String) -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test func allNamesAreThere() {
    #expect(Self.names.count == 128)
    #expect(Self.arguments.count > 200)
  }

  /// Every argument is an option of some analysis, or is refused by its name
  /// with what serves.
  @Test(arguments: arguments)
  func everyArgumentIsAcceptedOrRefusedByName(_ name: String) throws {
    let dashed = Setting.dashed(name)
    if Setting.all.contains(where: { $0.name == dashed }) { return }
    let refusal = try #require(
      Setting.misnamed(name, value: nil, among: Setting.all))
    #expect(!refusal.help.isEmpty)
  }

  /// Every option is one here, or is refused by its name with what serves.
  @Test(arguments: names)
  func everyOptionIsAcceptedOrRefusedByName(_ name: String) throws {
    let dashed = Setting.dashed(name)
    if Setting.all.contains(where: { $0.name == dashed }) { return }
    let refusal = try #require(
      Setting.misnamed(name, value: nil, among: Setting.all))
    #expect(refusal.message.contains("`\(dashed)`"))
    #expect(!refusal.help.isEmpty)
  }

  @Test(arguments: names)
  func noOptionIsRefusedThatThereIs(_ name: String) {
    let dashed = Setting.dashed(name)
    #expect(
      !Setting.all.contains { $0.name == dashed }
        || ForeignOption.named(dashed) == nil)
  }

  @Test func spellingsOfRAreTold() throws {
    for name in ["std.lv", "std_lv"] {
      let error = try #require(
        Setting.misnamed(name, value: "TRUE", among: Setting.all))
      #expect(error.message.contains("`std-lv`"))
      #expect(error.help == "Write `std-lv: true`.")
    }
    let bare = try #require(
      Setting.misnamed("std.lv", value: nil, among: Setting.all))
    #expect(bare.help == "Write `std-lv: true`.")
    #expect(Setting.misnamed("nonsense", value: nil, among: Setting.all) == nil)
  }

  @Test func vectorsOfRAreLists() throws {
    #expect(
      try SettingValue.list("c(\"loadings\", 'intercepts')")
        == ["loadings", "intercepts"])
    #expect(try SettingValue.list("c(1,2)") == ["1", "2"])
    #expect(try SettingValue.list("a, b") == ["a", "b"])
  }

  /// Values as R writes them: in quotes, `NULL`, counts with exponents.
  @Test func valuesOfRAreRead() throws {
    let model = try settings([
      ("estimator", "\"MLR\""), ("group", "NULL"), ("cluster", "NULL"),
      ("iter-max", "1e4"), ("bootstrap", "1e3"), ("seed", "1e2"),
      ("start", "'simple'"), ("nobs", "2e2"), ("threads", "2L"),
    ])
    #expect(model.options.estimation.maximumIterations == 10_000)
    #expect(model.options.estimation.threads == 2)
    #expect(model.bootstrap.count == 1000)
    #expect(model.bootstrap.seed == 100)
    #expect(model.data.group == nil && model.options.cluster == nil)
    #expect(model.data.counts == [200])
    #expect(model.options.standardErrors == .robustHuberWhite)
    #expect(
      try settings([("group", "g"), ("group-equal", "\"loadings\",'means'")])
        .options.model.groupEqual == [.loadings, .means])
    // A code of missing values may have that name.
    #expect(
      try settings([("missing-codes", "NULL,-9")]).data.missingCodes
        == ["NULL", "-9"])
    for value in ["1e-4", "1.5e0", "1e400", "L", "e", "0x10", "\u{0665}"] {
      #expect(throws: InputError.self) { try settings([("iter-max", value)]) }
    }
  }

  @Test func frontMatterTellsTheForm() {
    #expect(
      throws: FrontMatterParser.Failure(
        message: "The front matter is not YAML that Latent reads: options have "
          + "a colon, not `=`: write `std-lv: TRUE`.", offset: 0)
    ) { try FrontMatterParser.entries(of: "std.lv = TRUE\n") }
  }

  private func settings(
    _ options: [(String, String)], of analysis: Analysis = .fit
  ) throws -> AnalysisSettings {
    let model = try RequestedModel(
      ModelDocument(name: "m.lav", text: "f =~ x1 + x2 + x3\n")
    ) { _ in }
    return try model.settings(
      [.init("data", "d.csv")] + options.map { .init($0.0, $0.1) },
      for: analysis, files: .inMemory([:]))
  }

  /// What the rules say of a request.
  private func job(
    _ options: [(String, String)], of analysis: Analysis = .fit
  ) throws {
    _ = try AnalysisJob(
      AnalysisRequest(
        analysis,
        models: [ModelDocument(name: "m.lav", text: "f =~ x1 + x2 + x3\n")],
        options: [.init("data", "d.csv")] + options.map { .init($0.0, $0.1) }),
      context: AnalysisContext(
        files: .inMemory([:]), warn: { _ in }, progress: { _ in }))
  }

  @Test func setsOfEqualParameters() throws {
    for none in ["none", "", "default"] {
      #expect(
        try settings([("group-equal", none)]).options.model.groupEqual.isEmpty)
    }
    #expect(
      try settings([("group", "g"), ("group-equal", "all")])
        .options.model.groupEqual == Set(GroupEquality.allCases))
  }

  @Test func defaultsOfOtherPrograms() throws {
    let lisrel = try settings([("mimic", "lisrel")]).options
    #expect(lisrel.estimation.likelihood == .wishart)
    #expect(lisrel.model.fixedExogenous == false)
    // What is asked for wins.
    let own = try settings([
      ("mimic", "EQS"), ("likelihood", "normal"), ("fixed-x", "true"),
    ]).options
    #expect(own.estimation.likelihood == .normal)
    #expect(own.model.fixedExogenous == true)
    let mplus = try settings([("mimic", "Mplus"), ("group", "g")]).options
    #expect(mplus.model.groupEqual == [.loadings, .intercepts])
    #expect(mplus.information == .observed)
    #expect(throws: InputError.self) {
      try job([("mimic", "Mplus"), ("estimator", "WLS")])
    }
    #expect(throws: InputError.self) { try settings([("mimic", "lm")]) }
  }

  /// ULS and DWLS have the sandwich and Browne's test of 0.7, or what 0.6-14
  /// has.
  @Test(arguments: ["ULS", "DWLS"])
  func defaultsOfLeastSquares(_ estimator: String) throws {
    let newer = try settings([("estimator", estimator)]).options
    #expect(newer.standardErrors == .robustSEMNT)
    #expect(newer.tests == [.standard, .browneResidualNT])
    let robust = try settings([("estimator", estimator), ("se", "robust")])
      .options
    #expect(robust.standardErrors == .robustSEM)
    #expect(robust.tests == [.standard, .browneResidualADF])
    let scaled = try settings([
      ("estimator", estimator), ("test", "satorra.bentler"),
    ]).options
    #expect(scaled.tests == [.standard, .satorraBentler])
    let older = try settings([
      ("estimator", estimator), ("mimic", "lavaan-0.6"),
    ]).options
    #expect(older.standardErrors == .standard && older.tests == [.standard])
    #expect(older.hasClassicGFI && !newer.hasClassicGFI)
    let own = try settings([
      ("estimator", estimator), ("mimic", "lavaan-0.6"),
      ("se", "robust.sem.nt"),
    ]).options
    #expect(own.standardErrors == .robustSEMNT)
  }

  @Test func aModelThatIsNotFitted() throws {
    let options = try settings([("do-fit", "false")]).options
    #expect(options.standardErrors == .none)
    #expect(options.tests.isEmpty)
    for other in [
      ("se", "robust"), ("test", "satorra.bentler"), ("modindices", "true"),
      ("rstarts", "3"),
    ] {
      #expect(throws: InputError.self) {
        try job([("do-fit", "false"), other])
      }
    }
    #expect(throws: InputError.self) {
      try job([("do-fit", "false")], of: .bootstrap)
    }
  }

  @Test func constraintsFollowTheText() throws {
    let model = try RequestedModel(
      ModelDocument(name: "m.lav", text: "y ~ a*x + b*z")
    ) { _ in }
    let joined = try model.adding("a == b; a < 2", named: "constraints")
    #expect(joined.model.tree.statements.count == 3)
    #expect(
      try model.adding(nil, named: "constraints").model.tree.statements.count
        == 1)
    #expect(throws: (any Error).self) {
      try model.adding("y ~ w", named: "constraints")
    }
    #expect(throws: (any Error).self) {
      try model.adding("a == ", named: "constraints")
    }
  }

  @Test func startingValuesOfAnotherFit() throws {
    let text = """
      {"parameters": [
        {"lhs": "f", "op": "=~", "rhs": "x2", "group": 1, "est": 0.5},
        {"lhs": "x1", "op": "~1", "rhs": "", "group": 2, "est": 4},
        {"lhs": "ab", "op": ":=", "rhs": "a*b", "group": 0, "est": 1}]}
      """
    let values = try FitEstimates.read(
      Array(text.utf8), path: "fit.json", of: "start"
    ).values
    #expect(values.count == 2)
    #expect(throws: InputError.self) {
      try FitEstimates.read(Array("x1,x2\n".utf8), path: "fit.csv", of: "start")
    }
    #expect(throws: InputError.self) { try settings([("start", "0.5")]) }
  }
}
