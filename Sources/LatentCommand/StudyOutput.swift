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
    // Pictures of an earlier run; others would be lost.
    guard let folder = pictureFolder, FileStatus(folder) != nil else { return }
    for number in 1...Self.mostPictures {
      let picture = StudyOutput(
        file: WrittenFile("\(folder)/figure-\(number).svg", .document))
      guard FileStatus(picture.file.path) != nil else { break }
      try picture.requireUsable(overwrites: overwrites)
    }
  }

  private static let mostPictures = 99

  /// The folder of a text's pictures: its name without its ending, `-figures`;
  /// `nil` for other documents.
  private var pictureFolder: String? {
    guard OutputFormat(ending: file.path) == .markdown,
      let dot = file.path.lastIndex(of: ".")
    else { return nil }
    return file.path[..<dot] + "-figures"
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
        message: error.message.replacing(" for a model file", with: ""),
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
    var writer = writer
    if let folder = pictureFolder {
      writer.pictureFolder = FolderPath.name(of: folder)
      try writePictures(of: report, by: writer, to: folder)
    }
    try replace(writer.data(of: report, figure: nil, as: format))
  }

  /// Writes the pictures beside a text.
  private func writePictures(
    of report: StudyReport, by writer: DocumentWriter, to folder: String
  ) throws {
    let pictures = writer.pictures(of: report)
    guard !pictures.isEmpty else { return }
    guard StudyCache.make([folder]) else {
      throw InputError(
        message: "The folder for pictures cannot be made.",
        help: "Give the text another name, or make the folder.", place: folder)
    }
    for picture in pictures {
      try StudyOutput(
        file: WrittenFile("\(folder)/\(picture.name)", .document)
      ).replace(picture.bytes)
    }
  }

  /// Writes a file, unless it holds the same already.
  private func replace(_ bytes: [UInt8]) throws {
    if let known = try? FileBytes.read(file.path), known == bytes { return }
    try OutputFile(file: named).write(
      inPieces: { try $0(bytes) }, mark: FileMark(bytes.span))
  }
}
