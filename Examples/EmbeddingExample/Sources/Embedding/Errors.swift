import Latent

/// Says what an error of the library says, with what to do about it.
func explanation(of error: any Error) -> String {
  switch error {
  case let error as ModelSyntaxError:
    // Every error in the text, each with its line and a caret.
    return error.description
  case let error as DataError:
    return error.description
  case let error as FitError:
    return "\(error.message) \(error.remedy)"
  default:
    return "\(error)"
  }
}

/// Provokes an error of each kind.
func showErrors() {
  attempt("A typing error", model: "f =~ x1 + x2 x3")
  attempt("An unknown variable", model: "f =~ x1 + x2 + lx3")
  attempt("A model that is not identified", model: "f =~ x1 + x2")
}

private func attempt(_ title: String, model text: String) {
  print("\n\(title)")
  do {
    let model = try Model(text: text)
    let x1 = [3.0, 5, 4, 2, 6, 1, 4, 5]
    let x2 = [2.0, 6, 4, 3, 5, 2, 3, 4]
    let x3 = [4.0, 5, 3, 2, 6, 2, 5, 3]
    let data = try DataTable(columns: [("x1", x1), ("x2", x2), ("x3", x3)])
    let result = try fit(model, data: data)
    print(result.convergenceMessage)
  } catch {
    print(explanation(of: error))
  }
}
