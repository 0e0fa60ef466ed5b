import Foundation
import Latent
import Requests

/// An answer in the terms of HTTP.
struct Answer {
  /// 200, 400 for a faulty request, 499 if nobody waits for it any more.
  var status: Int
  /// JSON in UTF-8.
  var body: [UInt8]
}

/// Carries out an analysis of uploaded files; no file of this machine is read,
/// whatever the model or the options name.
func answer(
  _ analysis: Analysis, model: [UInt8], options: [AnalysisRequest.Option],
  files: [String: [UInt8]],
  progress: @escaping @Sendable (AnalysisProgress) -> Void = { _ in }
) async -> Answer {
  let request = AnalysisRequest(
    analysis, models: [ModelDocument(name: "model.lav", bytes: model)],
    options: options, files: .inMemory(files))
  do {
    let result = try await request.run(progress: progress)
    return Answer(status: 200, body: Array(result.rendered(as: .json).utf8))
  } catch {
    return Answer(
      status: error.kind == .cancellation ? 499 : 400,
      message: error.message, remedy: error.remedy)
  }
}

extension Answer {
  /// An answer with an error.
  fileprivate init(status: Int, message: String, remedy: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try? encoder.encode(["error": message, "remedy": remedy])
    self.init(status: status, body: Array(body ?? Data()))
  }
}
