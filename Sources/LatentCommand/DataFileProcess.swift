import Messages
import Requests
import TableReading

/// The program `latent-read`, which reads data files of other programs in a
/// process of its own that can do nothing else.
enum DataFileProcess {
  private static let name = "latent-read"

  /// Reads a file.
  ///
  /// - Parameter file: The file.
  /// - Returns: Its table.
  /// - Throws: `LatentError` saying what is wrong with the file, or that the
  ///   program is not there.
  static func read(_ file: ForeignDataFile) throws(LatentError) -> DataTable {
    var words = [name, "--format", file.format.rawValue]
    if let encoding = file.encoding { words += ["--encoding", encoding] }
    if let sheet = file.sheet { words += ["--sheet", sheet] }
    guard
      let running = ExternalProgram(named: name)?
        .start(words, input: file.bytes)
    else { throw .noForeignReader(file.format, file: file.name) }
    var reader = TransferReader(file: file.name)
    var failure: LatentError?
    do throws(LatentError) {
      while let part = running.next() { try reader.append(part.span) }
    } catch {
      failure = error
    }
    running.end()
    if let failure { throw failure }
    return try reader.table(file.cells)
  }
}
