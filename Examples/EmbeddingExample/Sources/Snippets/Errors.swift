import Latent

func showSyntaxErrors() {
  do {
    _ = try Model(text: "visual =~ x1 + x2 x3")
  } catch {
    for diagnostic in error.diagnostics {
      print(diagnostic.code)
      print(diagnostic.rendered(in: error.source))
    }
  }
}

func showEveryError(path: String) {
  do {
    let model = try Model(text: "visual =~ x1 + x2 + y3")
    let data = try CSVReader().read(contentsOf: path)
    _ = try fit(model, data: data)
  } catch let error as ModelSyntaxError {
    print(error.description)
  } catch let error as DataError {
    print(error.code == .unknownColumn, error.remedy)
  } catch let error as FitError {
    print(error.code, error.message, error.remedy)
  } catch {
    print("\(error)")
  }
}
