import RequestSettings

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that a result is written to: it appears whole, or what was there
/// stays.
struct OutputFile {
  /// The file as it was asked for.
  let file: WrittenFile

  /// The path as the user gave it.
  private var path: String { file.path }

  /// Writes a text.
  ///
  /// - Parameter text: The text.
  /// - Throws: `InputError` if it cannot be written, `BrokenPipe` if a pipe's
  ///   reader went away.
  func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes a file of any contents.
  ///
  /// - Parameter bytes: The contents.
  /// - Throws: `InputError` if it cannot be written, `BrokenPipe` if a pipe's
  ///   reader went away.
  func write(_ bytes: [UInt8]) throws {
    // Only so may a model file have it replaced.
    let mark =
      file.isNamedByModel && file.kind == .result ? FileMark(bytes.span) : nil
    try write(inPieces: { try $0(bytes) }, mark: mark)
  }

  /// Writes a file in pieces.
  ///
  /// A regular file is replaced by a rename, so that a reader finds the old
  /// text or the new one; it keeps its mode, and links to it stay. A file that
  /// has other names or another owner, or whose folder takes no new files, is
  /// written to in its place, after making sure that there is room. What is
  /// no regular file, such as a pipe, is written as it is.
  ///
  /// - Parameters:
  ///   - body: Calls its argument with one piece after the other.
  ///   - mark: The mark of a regular file.
  /// - Throws: `InputError` if the file cannot be written, `BrokenPipe` if a
  ///   pipe's reader went away.
  func write(
    inPieces body: (_ write: ([UInt8]) throws -> Void) throws -> Void,
    mark: FileMark? = nil
  ) throws {
    do {
      // It may have come into being since the work began.
      if file.isNamedByModel { try FileConfinement.requireOwn(file) }
      switch FileStatus(path) {
      case .none:
        guard let target = FileStatus.target(of: path) else { throw refusal }
        try replace(target, mode: nil, mark, body)
      case .some(let status) where status.isRegular:
        guard let target = FileStatus.target(of: path), Self.mayWrite(target)
        else { throw refusal }
        try requireFree(target)
        if status.isOnlyOurs, takesFiles(FolderPath.folder(of: target)) {
          try replace(target, mode: status.mode, mark, body)
        } else {
          try writeInPlace(mark, body)
        }
      case .some: try writeThrough(body)
      }
    } catch let error as RawFile.Failure {
      if error.isBrokenPipe { throw BrokenPipe() }
      throw refusal(error)
    }
  }

  /// Refuses a file that cannot be written, before the work that leads to it.
  ///
  /// - Throws: `InputError` if its folder does not exist or takes no files, or
  ///   the file is a folder or protected.
  func requireWritable() throws {
    let status = FileStatus(path)
    let isWritable =
      status.map { !$0.isFolder && Self.mayWrite(path) }
      ?? FileStatus.target(of: path).map {
        takesFiles(FolderPath.folder(of: $0))
      } ?? false
    guard isWritable else { throw refusal }
    if status?.isRegular == true { try requireFree(path) }
  }

  /// Refuses a file that a bootstrap of another process keeps its replicates in.
  private func requireFree(_ target: String) throws {
    guard let file = try? RawFile(target, .existing) else { return }
    defer { try? file.close() }
    guard file.lock() else {
      throw InputError(
        message: "Another process writes to the file: a bootstrap keeps its "
          + "replicates there.",
        help: "Wait until it has ended, or name another file.", place: path)
    }
  }

  private static func mayWrite(_ path: String) -> Bool {
    unsafe access(path, W_OK) == 0
  }

  private func takesFiles(_ folder: String) -> Bool {
    unsafe access(folder, W_OK | X_OK) == 0
      && FileStatus(folder)?.isFolder == true
  }

  // MARK: Errors

  /// The reason why the file cannot be written, as far as that can be seen.
  private var refusal: InputError { refusal(nil) }

  private func refusal(_ failure: RawFile.Failure?) -> InputError {
    if FileStatus(path)?.isFolder == true {
      return InputError(
        message: "`\(path)` is a folder, not a file to write.",
        help: "Name a file in it.")
    }
    if let failure, failure.isLackOfReader {
      return InputError(
        message: "Nobody reads the pipe.", help: "Start its reader first.",
        place: path)
    }
    if let failure, failure.isLackOfSpace {
      return InputError(
        message: "The file cannot be written: \(failure.message). What was "
          + "there before is unchanged.",
        help: "Make space, or name a file on another disk.", place: path)
    }
    guard !path.isEmpty else {
      return InputError(
        message: "The name of the file to write is empty.",
        help: "Name a file.")
    }
    if path.utf8.split(separator: UInt8(ascii: "/")).contains(where: {
      $0.count > 255
    }) {
      return InputError(
        message: "The name of the file to write is too long.",
        help: "Names have at most 255 bytes.", place: path)
    }
    let current = FileManager.default.currentDirectoryPath
    let folder = SettingScope(folder: current).resolve(
      FolderPath.folder(of: path))
    return InputError(
      message: "The file cannot be written.",
      help: "Is there a folder `\(folder)`, may you write there, and is there "
        + "space left?", place: path)
  }

  // MARK: Ways to write

  private typealias Body = (_ write: ([UInt8]) throws -> Void) throws -> Void

  private func replace(
    _ target: String, mode: mode_t?, _ mark: FileMark?, _ body: Body
  ) throws {
    let temporary = try TemporaryFile(
      beside: target, mode: mode ?? RawFile.usualMode)
    do {
      try body { try temporary.file.write($0.span) }
      mark?.put(on: temporary.file.descriptor)
      try temporary.rename(to: target)
    } catch {
      temporary.remove()
      throw error
    }
  }

  private func writeThrough(_ body: Body) throws {
    let file = try RawFile(streaming: path)
    defer { try? file.close() }
    try body { try file.write($0.span) }
  }

  private func writeInPlace(_ mark: FileMark?, _ body: Body) throws {
    var bytes: [UInt8] = []
    try body { bytes += $0 }
    let file = try RawFile(path, .existing)
    defer { try? file.close() }
    try file.replaceContents(by: bytes.span)
    mark?.put(on: file.descriptor)
  }
}
