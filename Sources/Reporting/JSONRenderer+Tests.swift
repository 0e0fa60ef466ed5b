import FitSettings
internal import ModelCriticism
public import ModelFit
import ModelSyntax

extension JSONRenderer {
  /// Renders tests of a fit's restrictions as JSON with lavaan's names.
  ///
  /// - Parameters:
  ///   - tests: The tests.
  ///   - fit: The fit that they are of.
  ///   - context: Where the fit comes from.
  /// - Returns: The JSON text.
  public func render(
    _ tests: ReportedTests, of fit: Fit,
    context: ReportContext = ReportContext()
  ) -> String {
    var members: [(String, JSONValue)] = []
    if let wald = tests.wald { members.append(("wald", value(wald, fit))) }
    if let released = tests.released {
      members.append(("score", value(released)))
    }
    if let added = tests.added { members.append(("added", value(added))) }
    members += [
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
    ]
    return JSONValue.object(members).text
  }

  private func value(_ wald: WaldTest, _ fit: Fit) -> JSONValue {
    .object([
      ("stat", .number(wald.test.statistic)),
      ("df", .integer(wald.test.degreesOfFreedom)),
      ("p_value", .optional(wald.test.pValue)),
      ("se", .string(fit.options.standardErrors.rawValue)),
      (
        "constraints",
        .array(
          wald.equalities.map { item in
            .object([
              ("lhs", .string(item.lhs)), ("op", .string("==")),
              ("rhs", .string(item.rhs)), ("est", .number(item.difference)),
              ("se", .number(item.standardError)),
              ("X2", .number(item.test.statistic)),
              ("p_value", .optional(item.test.pValue)),
            ])
          })
      ),
    ])
  }

  private func value(_ tests: ScoreTests) -> JSONValue {
    .object([
      (
        "test",
        .object([
          ("X2", .number(tests.total.statistic)),
          ("df", .integer(tests.total.degreesOfFreedom)),
          ("p_value", .optional(tests.total.pValue)),
        ])
      ),
      (
        "uni",
        .array(
          tests.restrictions.map { item in
            .object([
              ("lhs", .string(item.lhs)), ("op", .string("==")),
              ("rhs", .string(item.rhs)),
              ("description", .string(item.description)),
              ("X2", .optional(item.test?.statistic)),
              (
                "df",
                item.test.map { .integer($0.degreesOfFreedom) } ?? .null
              ),
              ("p_value", .optional(item.test?.pValue)),
              ("epc", .optional(item.expectedChange)),
            ])
          })
      ),
      (
        "epc",
        .array(
          tests.changes.map { row in
            .object([
              ("lhs", .string(row.lhs)), ("op", .string(row.op.rawValue)),
              ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
              ("free", .integer(row.free)), ("label", .string(row.label)),
              ("est", .number(row.estimate)),
              ("epc", .number(row.expectedChange)),
              ("epv", .number(row.expectedValue)),
              ("sepc_lv", .optional(row.standardizedLatent)),
              ("sepc_all", .optional(row.standardizedAll)),
              ("sepc_nox", .optional(row.standardizedNoExogenous)),
            ])
          })
      ),
    ])
  }
}
