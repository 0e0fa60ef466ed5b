import Latent
import Requests
import Resampling
import Synchronization

/// A file of draws that grows by a line as each replicate ends, so that a
/// process that dies loses only the replicates in flight.
final class BootstrapCheckpoint: ReplicateStore {
  /// The replicates that the file held.
  let known: [BootstrapReplicate]
  private let format: DrawsFile
  private let path: String
  private let file: Mutex<RawFile>

  /// Opens a checkpoint, or makes one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: The bootstrap that it belongs to.
  /// - Throws: `LatentError` if it belongs to another one; `InputError` if it
  ///   cannot be read or written.
  init(path: String, format: DrawsFile) throws {
    self.path = path
    self.format = format
    var contents = DrawsFile.Contents()
    let exists = OutputFile(path: path).exists
    if exists {
      let bytes = try FileAccess.disk.read(path, "checkpoint")
      contents = try format.read(bytes.span, name: path, ignoresTornEnd: true)
    }
    known = contents.replicates
    do {
      let file = try RawFile(path, exists ? .existing : .new)
      try file.truncate(to: contents.length)
      if contents.length == 0 { try file.write(format.header) }
      self.file = Mutex(file)
    } catch {
      throw Self.cannotWrite(path)
    }
  }

  /// Appends a replicate; called from any thread.
  ///
  /// - Parameter replicate: A replicate that has ended.
  /// - Throws: `InputError` if the file cannot be written any more.
  func keep(_ replicate: BootstrapReplicate) throws {
    var line: [UInt8] = []
    format.append(replicate, to: &line)
    do {
      try file.withLock { try $0.write(line.span) }
    } catch {
      throw Self.cannotWrite(path)
    }
  }

  private static func cannotWrite(_ path: String) -> InputError {
    InputError(
      message: "The checkpoint cannot be written.",
      help: "Does its folder exist, may you write there, and is there space "
        + "left?", place: path)
  }
}

/// The files of draws on this machine.
struct DrawsOnDisk: DrawsStore {
  func checkpoint(
    at path: String, of format: DrawsFile
  ) throws -> any ReplicateStore {
    try BootstrapCheckpoint(path: path, format: format)
  }

  func write(
    _ draws: BootstrapDraws, of format: DrawsFile, to path: String
  ) throws {
    try OutputFile(path: path).write(inPieces: {
      (write) throws(InputError) in
      try format.write(draws, to: write)
    })
  }
}
