import Foundation
import Latent
import Synchronization

/// A file of draws that grows by a line as each replicate ends, so that a
/// process that dies loses only the replicates in flight.
final class BootstrapCheckpoint: Sendable {
  /// The replicates that the file held.
  let known: [BootstrapReplicate]
  private let file: DrawsFile
  private let path: String
  private let state: Mutex<State>

  private struct State {
    var handle: FileHandle
    var failure: InputError?
  }

  /// Opens a checkpoint, or makes one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - file: The bootstrap that it belongs to.
  /// - Throws: `FitError` if it belongs to another one; `InputError` if it
  ///   cannot be written.
  init(path: String, file: DrawsFile) throws {
    self.path = path
    self.file = file
    var contents = DrawsFile.Contents()
    if FileManager.default.fileExists(atPath: path) {
      // Read, not mapped: the file changes below.
      let data = try Self.reading(path)
      contents = try file.read(data.span, name: path, ignoresTornEnd: true)
    } else if !FileManager.default.createFile(atPath: path, contents: nil) {
      throw Self.cannotWrite(path)
    }
    known = contents.replicates
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw Self.cannotWrite(path)
    }
    do {
      try handle.truncate(atOffset: UInt64(contents.length))
      try handle.seekToEnd()
      if contents.length == 0 {
        try handle.write(contentsOf: Data(file.header.utf8))
      }
    } catch {
      throw Self.cannotWrite(path)
    }
    state = Mutex(State(handle: handle))
  }

  /// Appends a replicate; called from any thread.
  ///
  /// - Parameter replicate: A replicate that has ended.
  /// - Returns: False if the file cannot be written any more.
  func keep(_ replicate: BootstrapReplicate) -> Bool {
    var line: [UInt8] = []
    file.append(replicate, to: &line)
    let data = Data(line)
    return state.withLock { state in
      guard state.failure == nil else { return false }
      do {
        try state.handle.write(contentsOf: data)
        return true
      } catch {
        state.failure = Self.cannotWrite(path)
        return false
      }
    }
  }

  /// Why the file could not be written, if it could not.
  var failure: InputError? { state.withLock { $0.failure } }

  private static func reading(_ path: String) throws -> Data {
    try TextFile.requireFile(path, what: "checkpoint")
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw InputError(
        message: "The checkpoint cannot be read.", help: "May you read it?",
        place: path)
    }
  }

  private static func cannotWrite(_ path: String) -> InputError {
    InputError(
      message: "The checkpoint cannot be written.",
      help: "Does its folder exist, may you write there, and is there space "
        + "left?", place: path)
  }
}
