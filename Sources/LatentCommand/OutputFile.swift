import Requests

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

/// A file that a result is written to.
struct OutputFile {
  /// The path as the user gave it.
  let path: String

  /// What stands at a path, links followed.
  private struct Status {
    var isRegular: Bool
    var isFolder: Bool
    var mode: mode_t
    var isOnlyOurs: Bool
    var device: Int
    var inode: Int

    init?(_ path: String) {
      var info = stat()
      guard unsafe stat(path, &info) == 0 else { return nil }
      isRegular = info.st_mode & S_IFMT == S_IFREG
      isFolder = info.st_mode & S_IFMT == S_IFDIR
      mode = info.st_mode & 0o7777
      isOnlyOurs = info.st_nlink == 1 && info.st_uid == geteuid()
      device = Int(truncatingIfNeeded: info.st_dev)
      inode = Int(truncatingIfNeeded: info.st_ino)
    }
  }

  /// Whether anything stands at the path.
  var exists: Bool { Status(path) != nil }

  /// Writes a text.
  ///
  /// A regular file is replaced by a rename, so that a reader finds the old
  /// text or the new one; it keeps its mode, and links to it stay. What is
  /// no regular file, or has other names or another owner, is opened and
  /// written.
  ///
  /// - Parameter text: The text.
  /// - Throws: `InputError` if it cannot be written, `BrokenPipe` if a pipe's
  ///   reader went away.
  func write(_ text: String) throws {
    do {
      switch Status(path) {
      case .none: try replace(Self.target(of: path), with: text, mode: nil)
      case .some(let status) where status.isRegular && status.isOnlyOurs:
        let target = Self.target(of: path)
        guard Self.isWritable(target) else { throw refusal }
        do throws(RawFile.Failure) {
          try replace(target, with: text, mode: status.mode)
        } catch {
          // A folder that takes no new files may hold one we may write.
          try writeInPlace(text)
        }
      case .some: try writeInPlace(text)
      }
    } catch let error as RawFile.Failure {
      if error.isBrokenPipe { throw BrokenPipe() }
      throw refusal
    }
  }

  /// Writes a file in pieces; it appears whole or not at all.
  ///
  /// - Parameter body: Calls its argument with one piece after the other.
  /// - Throws: `InputError` if the file cannot be written.
  func write(
    inPieces body: (([UInt8]) throws(InputError) -> Void) throws(InputError) ->
      Void
  ) throws(InputError) {
    // What is no regular file, such as a pipe, is written as it is.
    let isDirect = isSpecial
    let part = isDirect ? path : "\(path).part-\(getpid())"
    let failure = refusal
    let file: RawFile
    do throws(RawFile.Failure) {
      if !isDirect { unsafe unlink(part) }
      file = try RawFile(part, isDirect ? .existing : .new)
    } catch {
      throw failure
    }
    defer { file.close() }
    do throws(InputError) {
      try body { (bytes) throws(InputError) in
        do throws(RawFile.Failure) {
          try file.write(bytes.span)
        } catch {
          throw failure
        }
      }
    } catch {
      if !isDirect { unsafe unlink(part) }
      throw error
    }
    if isDirect { return }
    guard unsafe rename(part, path) == 0 else {
      unsafe unlink(part)
      throw failure
    }
  }

  /// Refuses a file that cannot be written, before the work that leads to it.
  ///
  /// - Throws: `InputError` if its folder does not exist or takes no files, or
  ///   the file is a folder or protected.
  func requireWritable() throws {
    let status = Status(path)
    let isWritable =
      status.map { !$0.isFolder && Self.isWritable(path) }
      ?? Self.isWritable(Self.folder(of: Self.target(of: path)))
    guard isWritable else { throw refusal }
  }

  /// Whether something stands at the path that is no regular file: a pipe, a
  /// terminal, a folder.
  private var isSpecial: Bool { Status(path).map { !$0.isRegular } ?? false }

  /// Why the file cannot be written, as far as that can be seen.
  private var refusal: InputError {
    if Status(path)?.isFolder == true {
      return InputError(
        message: "`\(path)` is a folder, not a file to write.",
        help: "Name a file in it.")
    }
    let current = FileManager.default.currentDirectoryPath
    let folder = SettingScope(folder: current).resolve(Self.folder(of: path))
    return InputError(
      message: "The file cannot be written.",
      help: "Is there a folder `\(folder)`, may you write there, and is there "
        + "space left?", place: path)
  }

  /// Refuses to write over a file that is read.
  ///
  /// - Parameters:
  ///   - inputs: The files that are read.
  ///   - option: The option that names this file.
  /// - Throws: `InputError` if one of them is this file, by whatever name.
  func requireNone(of inputs: [String], option: String) throws {
    guard let own = Status(path), own.isRegular else { return }
    for input in inputs {
      guard let other = Status(input), other.device == own.device,
        other.inode == own.inode
      else { continue }
      throw InputError(
        message: "The output would replace `\(input)`, which is read.",
        help: "Give --\(option) another file.")
    }
  }

  private static func isWritable(_ path: String) -> Bool {
    unsafe access(path, W_OK) == 0
  }

  /// The folder of a path; `.` for the current one.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The file at the end of symbolic links, which may not exist yet.
  private static func target(of path: String) -> String {
    var target = path
    // More links than any system follows are a circle: writing will fail.
    for _ in 0..<64 {
      guard
        let next = try? FileManager.default.destinationOfSymbolicLink(
          atPath: target)
      else { break }
      target = next.hasPrefix("/") ? next : "\(folder(of: target))/\(next)"
    }
    return target
  }

  private func replace(
    _ target: String, with text: String, mode: mode_t?
  ) throws(RawFile.Failure) {
    let name = String(UInt64.random(in: .min ... .max), radix: 16)
    let temporary = "\(Self.folder(of: target))/.latent-\(name)"
    let file = try RawFile(temporary, .new)
    do throws(RawFile.Failure) {
      defer { file.close() }
      try file.write(text)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    if let mode { unsafe chmod(temporary, mode) }
    guard unsafe rename(temporary, target) == 0 else {
      let failure = RawFile.Failure(number: errno)
      unsafe unlink(temporary)
      throw failure
    }
  }

  private func writeInPlace(_ text: String) throws(RawFile.Failure) {
    let file = try RawFile(path, .existing)
    defer { file.close() }
    // Pipes and terminals have no length to cut.
    try? file.truncate(to: 0)
    try file.write(text)
  }
}
