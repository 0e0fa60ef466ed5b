import Latent

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
    print(try model.fit(to: data).convergenceMessage)
  } catch {
    // Every error of a model text, each with its line and a caret.
    print(error)
  }
}
