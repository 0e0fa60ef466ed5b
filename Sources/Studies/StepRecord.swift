internal import Foundation
internal import Messages
package import ReportRendering
internal import Requests
internal import TableReading

/// What is kept of a step that was carried out: its numbers, its part of
/// documents, and its answers to hypotheses.
package struct StepRecord: Sendable, Codable {
  /// The key of what the step was asked: equal keys have equal results.
  package var key: String
  /// The document of the result, as JSON.
  package var document: String
  /// The result's part of documents.
  package var sections: [ReportSection]
  /// The answers to hypotheses.
  package var findings: [PathFinding]
  /// What people should know, as the analysis says it.
  package var notes: [String]
  /// The reason why the result cannot be relied on; `nil` if it can.
  package var failure: String?
}

extension StudyStep {
  /// The key of what the step asks: version, libraries, data, codebook, models,
  /// options with the seed, and questions.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - data: Its data.
  ///   - engine: The versions of the program and its libraries.
  /// - Returns: The key.
  func key(_ study: Study, _ data: StudyData, engine: String) -> String {
    var parts = [
      "engine \(engine)", "step \(name)", "analysis \(analysis.rawValue)",
      "language \(study.language.rawValue)",
      "data \(self.data) \(data.file.hash) rows \(data.rowCount)",
      "codebook \(data.codebookPath ?? "") \(data.codebookHash)",
    ]
    parts += study.data.options.map { "read \($0.name.text)=\($0.value)" }
    parts += study.computed.map { "compute \($0.name.text)=\($0.text.text)" }
    parts += study.labels.map {
      "label \($0.variable.text)=\($0.text) \($0.values.map { "\($0.name.text)=\($0.value)" })"
    }
    if self.data == data.keptPath {
      parts.append("left out \(data.outliers ?? [])")
    }
    parts += options.map { "option \($0.name)=\($0.value)" }
    for model in models {
      var hash = ContentHash()
      hash.update(model.bytes.span)
      parts.append("model \(model.name) \(model.bytes.count) \(hash.text)")
    }
    if !questions.isEmpty { parts.append("draws \(draws)") }
    parts += questions.map {
      "asks \($0.hypothesis) \($0.path) \($0.moderator ?? "")"
    }
    return parts.joined(separator: "\n")
  }
}

extension StepRecord {
  /// The opening of a kept record; the hash of what follows comes behind it.
  private static let opening = "latent-study-step 2 "

  /// The name of a key's file.
  package static func fileName(_ key: String) -> String {
    var hash = ContentHash()
    hash.update(Array(key.utf8).span)
    return "step-" + hash.text.split(separator: ":").joined(separator: "-")
      + ".json"
  }

  /// The record as bytes with their hash before them.
  package func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let body = Array(try encoder.encode(self))
    var hash = ContentHash()
    hash.update(body.span)
    return Array((Self.opening + hash.text + "\n").utf8) + body
  }

  /// Reads a record.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - key: The key that it has to have; `nil` comes of a damaged record or
  ///     another one.
  package init?(_ bytes: [UInt8], key: String) {
    guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let body = Array(bytes[(end + 1)...])
    var hash = ContentHash()
    hash.update(body.span)
    guard
      String(decoding: bytes[..<end], as: UTF8.self)
        == Self.opening + hash.text
    else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard
      let record = try? decoder.decode(StepRecord.self, from: Data(body)),
      record.key == key
    else { return nil }
    self = record
  }
}
