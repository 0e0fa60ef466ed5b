import Messages
import RequestSettings

/// A file that grows while long work goes on, and from which the work goes on
/// after its process has died.
///
/// One process at a time has it: a lock on the file, which the system takes
/// away from a process that dies, keeps others out.
struct GrowingFile: Sendable {
  /// The words of errors.
  struct Words: Sendable {
    /// What the file is: `checkpoint`.
    var noun: String
    /// What is kept in it, with its verb: `a checkpoint can`.
    var purpose: String
    /// What writes it: `bootstrap`.
    var work: String
    /// The code of errors while work goes on.
    var code: LatentError.Code
  }

  /// The file's path.
  let path: String
  private let words: Words
  /// The file, open to read and write.
  private(set) var file: RawFile
  /// The time at which what was written was last known to be on the disk.
  private var synchronized = ContinuousClock.now

  /// Opens a file and takes it for this process, or makes one.
  ///
  /// - Throws: `InputError` if it cannot be opened or is no regular file, or
  ///   another process has it; `LatentError` if it cannot be written.
  init(_ target: WrittenFile, words: Words) throws {
    path = target.path
    self.words = words
    if target.isNamedByModel { try FileConfinement.requireOwn(target) }
    if let status = FileStatus(path), !status.isRegular {
      throw InputError(
        message: "`\(path)` is not a file in which \(words.purpose) be kept.",
        help: "Give the name of a file.")
    }
    file = try Self.open(target, words)
  }

  private static func open(
    _ target: WrittenFile, _ words: Words
  ) throws -> RawFile {
    // Another process may put a new file in its place between the two.
    for _ in 0..<16 {
      let isNew = FileStatus(target.path) == nil
      let file: RawFile
      do {
        file = try RawFile(
          target.path, target.isNamedByModel ? .eitherWithoutLinks : .either)
      } catch {
        throw cannotWrite(target.path, words, error)
      }
      guard file.lock() else {
        try? file.close()
        throw InputError(
          message: "Another process writes to the \(words.noun).",
          help: "Wait until it has ended, or give this one another file.",
          place: target.path)
      }
      if FileStatus(descriptor: file.descriptor)?.identity
        == FileStatus(target.path)?.identity
      {
        if isNew {
          RawFile.synchronizeFolder(FolderPath.folder(of: target.path))
        }
        return file
      }
      try? file.close()
    }
    throw InputError(
      message: "Another process keeps replacing the \(words.noun).",
      help: "Give this \(words.work) a file of its own.", place: target.path)
  }

  /// Puts another open file, which stands at the same path, in its place.
  mutating func replace(by other: RawFile) {
    try? file.close()
    file = other
  }

  /// Cuts the file; writing goes on at its end.
  func truncate(to length: Int) throws(LatentError) {
    do throws(RawFile.Failure) {
      try file.truncate(to: length)
    } catch {
      throw cannotWrite(error)
    }
  }

  /// Appends bytes; every five seconds it waits until they are on the disk.
  ///
  /// - Parameter bytes: The bytes.
  /// - Returns: Whether it waited: a good time for `requireInPlace`.
  /// - Throws: `LatentError` if the file cannot be written any more.
  @discardableResult
  mutating func append(_ bytes: Span<UInt8>) throws(LatentError) -> Bool {
    do throws(RawFile.Failure) {
      try file.write(bytes)
      let now = ContinuousClock.now
      guard now - synchronized > .seconds(5) else { return false }
      synchronized = now
      try file.synchronize()
      return true
    } catch {
      throw cannotWrite(error)
    }
  }

  /// Waits until everything is on the disk.
  func synchronize() throws(LatentError) {
    do throws(RawFile.Failure) {
      try file.synchronize()
    } catch {
      throw cannotWrite(error)
    }
  }

  /// Refuses to go on with a file that is no longer there.
  func requireInPlace() throws(LatentError) {
    let own = FileStatus(descriptor: file.descriptor)
    guard own?.identity != FileStatus(path)?.identity else { return }
    throw .data(
      words.code,
      "The \(words.noun) is no longer there: something removed it, or put "
        + "another file in its place.",
      remedy: "Start again, with a file of its own for this \(words.work).",
      file: path)
  }

  /// The error about a file that cannot be written.
  func cannotWrite(_ failure: RawFile.Failure) -> LatentError {
    Self.cannotWrite(path, words, failure)
  }

  private static func cannotWrite(
    _ path: String, _ words: Words, _ failure: RawFile.Failure
  ) -> LatentError {
    .data(
      words.code,
      "The \(words.noun) cannot be written: \(failure.message)."
        + (failure.isLackOfSpace ? " What was kept before is sound." : ""),
      remedy: failure.isLackOfSpace
        ? "Make space, then run the same command again: it goes on."
        : "Does its folder exist, may you write there, and is there space "
          + "left?", file: path)
  }
}
