import ReportRendering
import RequestSettings
import Requests
import Studies
import StudyReports
import TableReading

/// A document of a study.
struct StudyOutput {
  /// The file.
  let file: WrittenFile

  /// Whether it holds every number.
  var isResults: Bool { file.path.lowercased().hasSuffix(".json") }

  /// Refuses a file that cannot be written, or that Latent did not write.
  ///
  /// - Parameter overwrites: Whether any file may be replaced.
  /// - Throws: `InputError` naming it.
  func requireUsable(overwrites: Bool) throws {
    if !overwrites { try requireOwn() }
    try OutputFile(file: named).requireWritable()
  }

  /// The file as one that the request names: what it replaces is looked at
  /// before any work.
  private var named: WrittenFile { WrittenFile(file.path, .document) }

  /// A file of results says itself what it is; others have marks.
  private func requireOwn() throws {
    do throws(InputError) {
      try FileConfinement.requireOwn(file)
    } catch {
      let bytes = isResults ? (try? FileBytes.read(file.path)) : nil
      if let bytes, let value = JSONValue(parsing: bytes), Self.isStudy(value) {
        return
      }
      throw InputError(
        message: error.message,
        help: "Remove it, give another name, or replace it by "
          + "`--overwrite true`.")
    }
  }

  /// Whether a document is that of a study's results.
  static func isStudy(_ value: JSONValue) -> Bool {
    guard case .object(let members) = value else { return false }
    return members.first?.0 == StudyResults.mark
  }

  /// Writes the document, unless the file holds it already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - writer: Makes documents of reports.
  /// - Throws: `InputError` if it cannot be written.
  func write(_ report: StudyReport, by writer: DocumentWriter) throws {
    guard let format = OutputFormat(ending: file.path) else { return }
    let bytes = writer.data(of: report, figure: nil, as: format)
    if let known = try? FileBytes.read(file.path), known == bytes { return }
    try OutputFile(file: named).write(
      inPieces: { try $0(bytes) }, mark: FileMark(bytes.span))
  }
}
