import Latent
import Messages
import RequestSettings
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
  /// The faults of the file, as a note: damaged lines, a wrong number at its
  /// end, estimates of another library; `nil` if it had none.
  let fault: String?
  private let format: DrawsFile
  private let path: String
  private let state: Mutex<State>

  private struct State {
    var file: RawFile
    var count: Int
    /// The time at which what was written was last known to be on the disk.
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
        message: "`\(path)` is not a file in which a checkpoint can be kept.",
        help: "Give the name of a file.")
    }
    var file = try Self.open(target)
    let bytes = try FileAccess.wholeFile(path, "checkpoint")
    let contents = try format.read(
      bytes.span, name: path, leavingOutDamage: true)
    known = contents.replicates
    fault = Self.fault(contents)
    if target.isNamedByModel, !contents.damagedLines.isEmpty {
      throw InputError(
        message: "The checkpoint has a line that Latent did not write, or that "
          + "was changed since.",
        help: "Leave it out, or name the file by --checkpoint: only then are "
          + "such lines left out and their replicates drawn again.",
        place: "\(path):\(contents.damagedLines[0])")
    }
    if target.isNamedByModel, contents.endsForeign {
      throw InputError(
        message: "The checkpoint ends in a line that Latent did not write.",
        help: "Leave it out, or name the file by --checkpoint.", place: path)
    }
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
  /// - Throws: `LatentError` if the file cannot be written any more.
  func keep(_ replicate: BootstrapReplicate) throws(LatentError) {
    var line: [UInt8] = []
    format.append(replicate, to: &line)
    let isSynchronized: Bool
    do throws(RawFile.Failure) {
      isSynchronized = try state.withLock { state throws(RawFile.Failure) in
        try state.file.write(line.span)
        state.count += 1
        let now = ContinuousClock.now
        guard now - state.synchronized > .seconds(5) else { return false }
        state.synchronized = now
        try state.file.synchronize()
        return true
      }
    } catch {
      throw Self.cannotWrite(path, error)
    }
    if isSynchronized { try requireInPlace() }
  }

  /// Refuses to go on with a file that is no longer there.
  private func requireInPlace() throws(LatentError) {
    let own = state.withLock { FileStatus(descriptor: $0.file.descriptor) }
    guard own?.identity != FileStatus(path)?.identity else { return }
    throw .data(
      .drawsNotKept,
      "The checkpoint is no longer there: something removed it, or put another "
        + "file in its place.",
      remedy: "Start again, with a file of its own for this bootstrap.",
      file: path)
  }

  /// Writes how many replicates there are, and waits for the disk.
  ///
  /// - Throws: `LatentError` if the file cannot be written any more.
  func finish() throws(LatentError) {
    do throws(RawFile.Failure) {
      try state.withLock { state throws(RawFile.Failure) in
        try state.file.write(DrawsFile.end(count: state.count))
        try state.file.synchronize()
      }
    } catch {
      throw Self.cannotWrite(path, error)
    }
    try requireInPlace()
  }

  /// The faults of a file that goes on, as a note.
  private static func fault(_ contents: DrawsFile.Contents) -> String? {
    let damaged = contents.damagedLines.count
    var parts: [String] = []
    if damaged > 0 {
      parts.append(
        "\(counted(damaged, "damaged line")) of the checkpoint left out; the "
          + "replicates are drawn again.")
    }
    let count = contents.replicates.count
    if let announced = contents.announcedCount, announced != count + damaged,
      announced != count
    {
      parts.append(
        "The checkpoint's end announces \(counted(announced, "replicate")), "
          + "and it holds \(count); what is missing is drawn again.")
    }
    if let note = DrawsFile.note(onDifferenceIn: contents) {
      parts.append("The checkpoint " + note)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
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
      message: "Another process keeps replacing the checkpoint.",
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
  ) -> LatentError {
    .data(
      .drawsNotKept, "The checkpoint cannot be written: \(failure.message).",
      remedy: "Does its folder exist, may you write there, and is there space "
        + "left?", file: path)
  }
}

/// The files of draws on this machine.
struct DrawsOnDisk: DrawsStore {
  func checkpoint(
    at file: WrittenFile, of format: DrawsFile
  ) throws -> any ReplicateStore {
    try BootstrapCheckpoint(file, format: format)
  }

  func requireReplaceable(
    _ file: WrittenFile, by format: DrawsFile, isDrawn: (Int) -> Bool
  ) throws {
    try FileConfinement.requireOwn(file)
    guard FileStatus(file.path) != nil else { return }
    let bytes = try FileAccess.disk.read(file.path, "file of draws")
    do {
      try format.requireReplaceable(
        bytes.span, name: file.path, by: isDrawn)
    } catch {
      throw InputError(
        message: "`\(file.path)` is there already, and holds what would be "
          + "lost: \(error.message)",
        help: "Remove it, give another name, or name it by --draws.")
    }
  }

  func write(
    _ draws: BootstrapDraws, of format: DrawsFile, to file: WrittenFile
  ) throws {
    try OutputFile(file: file).write { write in
      try format.write(draws) { try write($0) }
    }
  }
}
