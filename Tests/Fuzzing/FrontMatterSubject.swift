import Latent
import ModelSyntax
import RequestSettings
import Requests

/// Any front matter is the options of each analysis or an error with places
/// in the text; comments, indentation and line endings do not matter to it.
@Sendable func checkFrontMatter(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  for analysis in Analysis.allCases { _ = outcome(text, analysis) }
  // Beyond a line `---` stands the model.
  let lines = text.utf8.split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  guard !lines.contains(where: { $0.starts(with: "---".utf8) }) else { return }
  let lineTexts = lines.map { String(Substring($0)) }
  let found = outcome(text, .fit)
  for (name, other) in [
    ("comments", "# first\n\(text)\n# last"),
    ("indentation", lineTexts.map { "  " + $0 }.joined(separator: "\n")),
    ("line endings", lineTexts.joined(separator: "\r\n")),
  ] {
    let again = outcome(other, .fit)
    expect(
      again == found, "Front matter is read in another way with other \(name).",
      "\(text)\n\(found)\n\(again)")
  }
}

/// The options that an analysis reads in front matter, or what is wrong with
/// them, as text.
private func outcome(_ frontMatter: String, _ analysis: Analysis) -> String {
  let text = "---\n\(frontMatter)\n---\ny ~ x\n"
  do {
    let model = try RequestedModel(
      ModelDocument(name: "folder/model.lav", text: text), warn: { _ in })
    _ = model.dataPath
    let settings = try model.settings(
      [], for: analysis, files: .inMemory([:]))
    return analysis == .fit ? "\(settings)" : ""
  } catch let error as ModelSyntaxError {
    checkPlaces(error, in: text)
    return error.diagnostics.map(\.message).joined(separator: "\n")
  } catch let error as InputError {
    expect(!error.message.isEmpty, "An error says nothing.")
    return error.message
  } catch let error as LatentError {
    expect(!error.message.isEmpty, "An error says nothing.")
    return error.message
  } catch {
    fatalError("Front matter has an error that is not one of input: \(error)")
  }
}
