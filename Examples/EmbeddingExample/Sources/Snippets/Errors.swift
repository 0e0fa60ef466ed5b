import Latent

func showSyntaxErrors() {
  do {
    _ = try Model(text: "visual =~ x1 + x2 x3")
  } catch {
    print(error.code, error.line ?? 0, error.column ?? 0)
    print(error.description)
  }
}

func showEveryError(path: String) {
  do {
    let model = try Model(text: "visual =~ x1 + x2 + y3")
    let data = try CSVReader().read(contentsOf: path)
    _ = try model.fit(to: data)
  } catch {
    switch error.kind {
    case .syntax: print(error.description)
    case .data: print(error.code, error.remedy)
    case .fit, .request, .cancellation:
      print(error.code, error.message, error.remedy)
    }
  }
}
