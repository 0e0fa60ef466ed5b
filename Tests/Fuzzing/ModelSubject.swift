import ModelSyntax
import Specification

/// Any text is a model or an error with places in it; what is printed of a
/// model reads as the same model; the expansion and the parameter table exist
/// or say why not.
@Sendable func checkModel(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  let tree: SyntaxTree
  do {
    tree = try SyntaxTree.parse(SourceText(text))
  } catch {
    checkPlaces(error, in: text)
    return
  }
  expectFixedPoint(of: tree)
  for groups in [[""], ["a b", "2"]] {
    var options = ModelOptions()
    options.groupLabels = groups
    expand(tree, options)
  }
}

private func expectFixedPoint(of tree: SyntaxTree) {
  let printed = tree.modelText
  guard let again = try? SyntaxTree.parse(text: printed) else {
    fatalError("What is printed of a model is no model.\n\(printed)")
  }
  expect(
    again.modelText == printed, "A printed model is printed in another way.",
    "\(printed)\n\(again.modelText)")
}

private func expand(_ tree: SyntaxTree, _ options: ModelOptions) {
  do {
    let expanded = try tree.expanded(options: options)
    expectFixedPoint(of: expanded)
    let again = try SyntaxTree.parse(text: expanded.modelText)
      .expanded(options: options)
    expect(
      again.modelText == expanded.modelText,
      "An expanded model expands to something else.",
      "\(expanded.modelText)\n\(again.modelText)")
    _ = try ParameterTable(lowering: tree, options: options)
  } catch {
    checkPlaces(error, in: error.source.text)
  }
}

func checkPlaces(_ error: ModelSyntaxError, in text: String) {
  expect(
    error.diagnostics.contains { $0.severity == .error },
    "A model is refused without an error.")
  let size = text.utf8.count
  for range in error.diagnostics.compactMap(\.range) {
    expect(
      0 <= range.lowerBound && range.lowerBound <= range.upperBound
        && range.upperBound <= size, "A place is outside the text.", "\(range)")
  }
  expect(!error.description.isEmpty, "An error says nothing.")
}
