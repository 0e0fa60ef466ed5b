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
    var file: GrowingFile
    var count: Int
  }

  private static let words = GrowingFile.Words(
    noun: "checkpoint", purpose: "a checkpoint can", work: "bootstrap",
    code: .drawsNotKept)

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
    var file = try GrowingFile(target, words: Self.words)
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
    if contents.damagedLines.isEmpty {
      try file.truncate(to: contents.length)
      if contents.length == 0 {
        try file.append(Array(format.header.utf8).span)
      }
    } else {
      do throws(RawFile.Failure) {
        file.replace(by: try Self.rewritten(path, contents, format))
      } catch {
        throw file.cannotWrite(error)
      }
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
    let isSynchronized = try state.withLock { state throws(LatentError) in
      state.count += 1
      return try state.file.append(line.span)
    }
    if isSynchronized { try requireInPlace() }
  }

  private func requireInPlace() throws(LatentError) {
    try state.withLock { state throws(LatentError) in
      try state.file.requireInPlace()
    }
  }

  /// Writes how many replicates there are, and waits for the disk.
  ///
  /// - Throws: `LatentError` if the file cannot be written any more.
  func finish() throws(LatentError) {
    try state.withLock { state throws(LatentError) in
      try state.file.append(Array(DrawsFile.end(count: state.count).utf8).span)
      try state.file.synchronize()
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

  /// Writes what is sound to a new file, locked, in the place of the old one.
  private static func rewritten(
    _ path: String, _ contents: DrawsFile.Contents, _ format: DrawsFile
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
    return temporary.file
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
