import Latent
import Requests
import Resampling
import Synchronization

/// A file of draws that grows by a line as each replicate ends, so that a
/// process that dies loses only the replicates in flight.
///
/// One process at a time has it: a lock on the file, which the system takes
/// away from a process that dies, keeps others out.
final class BootstrapCheckpoint: ReplicateStore {
  /// The replicates that the file held.
  let known: [BootstrapReplicate]
  /// How many damaged lines were left out of them.
  let damagedCount: Int
  private let format: DrawsFile
  private let path: String
  private let state: Mutex<State>

  private struct State {
    var file: RawFile
    var count: Int
    /// When what was written was last known to be on the disk.
    var synchronized = ContinuousClock.now
  }

  /// Opens a checkpoint, or makes one.
  ///
  /// - Parameters:
  ///   - target: The file.
  ///   - format: The bootstrap that it belongs to.
  /// - Throws: `LatentError` if it belongs to another one; `InputError` if it
  ///   cannot be read or written, or another process has it.
  init(_ target: WrittenFile, format: DrawsFile) throws {
    path = target.path
    self.format = format
    if target.isNamedByModel { try FileConfinement.requireOwn(target) }
    if let status = FileStatus(path), !status.isRegular {
      throw InputError(
        message: "`\(path)` is no file that a checkpoint can be kept in.",
        help: "Give the name of a file.")
    }
    var file = try Self.open(target)
    let bytes = try FileAccess.disk.read(path, "checkpoint")
    let contents = try format.read(
      bytes.span, name: path, leavingOutDamage: true)
    known = contents.replicates
    damagedCount = contents.damagedLines.count
    do throws(RawFile.Failure) {
      if contents.damagedLines.isEmpty {
        try file.truncate(to: contents.length)
        if contents.length == 0 { try file.write(format.header) }
      } else {
        file = try Self.rewrite(path, file, contents, format)
      }
    } catch {
      throw Self.cannotWrite(path, error)
    }
    state = Mutex(State(file: file, count: known.count))
  }

  /// Appends a replicate; called from any thread.
  ///
  /// - Parameter replicate: A replicate that has ended.
  /// - Throws: `InputError` if the file cannot be written any more.
  func keep(_ replicate: BootstrapReplicate) throws {
    var line: [UInt8] = []
    format.append(replicate, to: &line)
    do {
      try state.withLock { state throws(RawFile.Failure) in
        try state.file.write(line.span)
        state.count += 1
        let now = ContinuousClock.now
        guard now - state.synchronized > .seconds(5) else { return }
        state.synchronized = now
        try state.file.synchronize()
      }
    } catch {
      throw Self.cannotWrite(path, error)
    }
  }

  /// Writes how many replicates there are, and waits for the disk.
  ///
  /// - Throws: `InputError` if the file cannot be written any more.
  func finish() throws {
    do {
      try state.withLock { state throws(RawFile.Failure) in
        try state.file.write(DrawsFile.end(count: state.count))
        try state.file.synchronize()
      }
    } catch {
      throw Self.cannotWrite(path, error)
    }
  }

  /// Opens the file and takes it for this process.
  private static func open(_ target: WrittenFile) throws -> RawFile {
    // Another process may put a new file in its place between the two.
    for _ in 0..<16 {
      let file: RawFile
      do {
        file = try RawFile(
          target.path, target.isNamedByModel ? .eitherWithoutLinks : .either)
      } catch {
        throw cannotWrite(target.path, error)
      }
      guard file.lock() else {
        try? file.close()
        throw InputError(
          message: "Another process writes to the checkpoint.",
          help: "Wait until it has ended, or give this one another file.",
          place: target.path)
      }
      if FileStatus(descriptor: file.descriptor)?.identity
        == FileStatus(target.path)?.identity
      {
        return file
      }
      try? file.close()
    }
    throw InputError(
      message: "The checkpoint is replaced again and again.",
      help: "Give this bootstrap a file of its own.", place: target.path)
  }

  /// Writes what is sound to a new file, locked, in the place of the old one.
  private static func rewrite(
    _ path: String, _ old: RawFile, _ contents: DrawsFile.Contents,
    _ format: DrawsFile
  ) throws(RawFile.Failure) -> RawFile {
    let target = FileStatus.target(of: path) ?? path
    let temporary = try TemporaryFile(
      beside: target, mode: FileStatus(target)?.mode ?? RawFile.usualMode)
    do throws(RawFile.Failure) {
      _ = temporary.file.lock()
      var bytes = Array(format.header.utf8)
      for replicate in contents.replicates {
        format.append(replicate, to: &bytes)
      }
      try temporary.file.write(bytes.span)
      try temporary.file.synchronize()
      try temporary.put(inPlaceOf: target)
    } catch {
      temporary.remove()
      throw error
    }
    try? old.close()
    return temporary.file
  }

  private static func cannotWrite(
    _ path: String, _ failure: RawFile.Failure
  ) -> InputError {
    InputError(
      message: "The checkpoint cannot be written: \(failure.message).",
      help: "Does its folder exist, may you write there, and is there space "
        + "left?", place: path)
  }
}

/// The files of draws on this machine.
struct DrawsOnDisk: DrawsStore {
  func checkpoint(
    at file: WrittenFile, of format: DrawsFile
  ) throws -> any ReplicateStore {
    try BootstrapCheckpoint(file, format: format)
  }

  func write(
    _ draws: BootstrapDraws, of format: DrawsFile, to file: WrittenFile
  ) throws {
    try OutputFile(file: file).write { write in
      try format.write(draws) { try write($0) }
    }
  }
}
