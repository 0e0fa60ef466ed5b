import FitSettings
import Messages
public import ModelCriticism
public import ModelFit
public import ReportRendering

/// Tests of a fit's restrictions, with their origin.
public struct ReportedTests: ReportedResult {
  /// The fit that they are of.
  public var fit: Fit
  /// Its origin.
  public var context: ReportContext
  /// The Wald test asked for.
  public var wald: WaldTest?
  /// The score tests of the model's constraints.
  public var released: ScoreTests?
  /// The score tests of parameters that the model does not have.
  public var added: ScoreTests?
  /// The equivalence test of the fit.
  public var equivalence: FitEquivalence?
  /// Whether expected changes of all parameters are shown.
  public var showsChanges: Bool

  /// Makes the report of tests.
  public init(
    of fit: Fit, context: ReportContext = ReportContext(),
    wald: WaldTest? = nil, released: ScoreTests? = nil,
    added: ScoreTests? = nil, equivalence: FitEquivalence? = nil,
    showsChanges: Bool = false
  ) {
    self.fit = fit
    self.context = context
    self.wald = wald
    self.released = released
    self.added = added
    self.equivalence = equivalence
    self.showsChanges = showsChanges
  }

  /// The fit's opening, and a section for each test.
  public var report: Report {
    let writer = ReportWriter(
      fit: fit, context: context, options: ReportOptions())
    var sections = [writer.header, writer.sample, writer.verdict]
    if let warnings = writer.warnings { sections.append(warnings) }
    let own = TestSections(writer: writer)
    if let wald { sections.append(own.section(wald)) }
    if let released {
      sections += own.sections(
        released, title: "Score tests of constraints",
        what: "the constraint were released", showsChanges: showsChanges)
    }
    if let added {
      sections += own.sections(
        added, title: "Score tests of added parameters",
        what: "the parameter were free", showsChanges: showsChanges)
    }
    if let equivalence { sections.append(own.section(equivalence)) }
    return Report(
      title: "Latent \(context.version) - tests", sections: sections)
  }

  /// The tests with lavaan's names.
  public var document: JSONValue {
    var members: [(String, JSONValue)] = []
    if let wald { members.append(("wald", wald.document(fit))) }
    if let released { members.append(("score", released.document)) }
    if let added { members.append(("added", added.document)) }
    if let equivalence {
      members.append(("equivalence", equivalence.document))
    }
    members += [
      ("warnings", .warnings(allWarnings)),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
    ]
    return .object(members)
  }

  /// Records of one restriction each.
  public var records: RecordTable {
    func row(
      _ kind: String, _ lhs: String, _ rhs: String, _ estimate: Double?,
      _ error: Double?, _ test: HypothesisTest?, _ change: Double?
    ) -> [(String, JSONValue)] {
      [
        ("test", .string(kind)), ("lhs", .string(lhs)), ("op", .string("==")),
        ("rhs", .string(rhs)), ("est", .optional(estimate)),
        ("se", .optional(error)), ("X2", .optional(test?.statistic)),
        ("df", test.map { .integer($0.degreesOfFreedom) } ?? .null),
        ("p_value", .optional(test?.pValue)), ("epc", .optional(change)),
      ]
    }
    let scores = [("score", released), ("added", added)].flatMap {
      kind, tests in
      (tests?.restrictions ?? []).map {
        row(kind, $0.lhs, $0.rhs, nil, nil, $0.test, $0.expectedChange)
      }
    }
    return RecordTable(
      (wald?.equalities ?? []).map {
        row(
          "wald", $0.lhs, $0.rhs, $0.difference, $0.standardError, $0.test, nil)
      } + scores)
  }
}
