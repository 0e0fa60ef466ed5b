import ModelSyntax
import Specification

/// Parses and lowers a model text.
func lower(
  _ text: String, _ configure: (inout ModelOptions) -> Void = { _ in }
) throws -> ParameterTable {
  var options = ModelOptions()
  configure(&options)
  return try ParameterTable(
    lowering: SyntaxTree.parse(text: text), options: options)
}

/// The errors of a model text; empty if it lowers.
func problems(
  _ text: String, _ configure: (inout ModelOptions) -> Void = { _ in }
) -> [Diagnostic] {
  do {
    _ = try lower(text, configure)
    return []
  } catch let error as ModelSyntaxError {
    return error.diagnostics.filter { $0.severity == .error }
  } catch {
    return []
  }
}

/// The expression of a `:=`, over rows labelled a, b and c with indices 0 to
/// 2.
func expression(_ text: String) throws -> ParameterExpression {
  let table = try lower("y ~ a*x + b*z + c*w\nk := \(text)")
  return table.definitions[0].expression
}
