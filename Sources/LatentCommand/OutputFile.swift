import Foundation

/// A file that a result is written to.
struct OutputFile {
  /// The path as the user gave it.
  let path: String

  /// What stands at a path, links followed.
  private struct Status {
    var isRegular: Bool
    var mode: Int
    var isOnlyOurs: Bool
    var device: Int
    var inode: Int

    init?(_ path: String) {
      var info = stat()
      guard unsafe stat(path, &info) == 0 else { return nil }
      isRegular = info.st_mode & S_IFMT == S_IFREG
      mode = Int(info.st_mode & 0o7777)
      isOnlyOurs = info.st_nlink == 1 && info.st_uid == geteuid()
      device = Int(truncatingIfNeeded: info.st_dev)
      inode = Int(truncatingIfNeeded: info.st_ino)
    }
  }

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
    let status = Status(path)
    let data = Data(text.utf8)
    do {
      switch status {
      case .none:
        try replace(Self.target(of: path), with: data, mode: nil)
      case .some(let status) where status.isRegular && status.isOnlyOurs:
        let target = Self.target(of: path)
        guard FileManager.default.isWritableFile(atPath: target) else {
          throw CocoaError(.fileWriteNoPermission)
        }
        do {
          try replace(target, with: data, mode: status.mode)
        } catch {
          // A folder that takes no new files may hold one we may write.
          try writeInPlace(data)
        }
      case .some: try writeInPlace(data)
      }
    } catch {
      if StandardStreams.isBrokenPipe(error) { throw BrokenPipe() }
      throw refusal
    }
  }

  /// Refuses a file that cannot be written, before the work that leads to it.
  ///
  /// - Throws: `InputError` if its folder does not exist or takes no files, or
  ///   the file is a folder or protected.
  func requireWritable() throws {
    let manager = FileManager.default
    let folder = URL(fileURLWithPath: Self.target(of: path))
      .deletingLastPathComponent().path
    let isWritable =
      manager.fileExists(atPath: path)
      ? !isFolder && manager.isWritableFile(atPath: path)
      : manager.isWritableFile(atPath: folder)
    guard isWritable else { throw refusal }
  }

  /// Whether something stands at the path that is no regular file: a pipe, a
  /// terminal, a folder.
  var isSpecial: Bool { Status(path).map { !$0.isRegular } ?? false }

  /// Why the file cannot be written, as far as that can be seen.
  var refusal: InputError {
    if isFolder {
      return InputError(
        message: "`\(path)` is a folder, not a file to write.",
        help: "Name a file in it.")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return InputError(
      message: "The file cannot be written.",
      help: "Is there a folder `\(folder)`, may you write there, and is there "
        + "space left?", place: path)
  }

  private var isFolder: Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(
      atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Refuses to write over a file that is read.
  ///
  /// - Parameters:
  ///   - inputs: The files that are read.
  ///   - option: The option that names this file.
  /// - Throws: `InputError` if one of them is this file, by whatever name.
  func requireNone(of inputs: [String], option: String = "output") throws {
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

  /// The file at the end of symbolic links, which may not exist yet.
  private static func target(of path: String) -> String {
    var target = path
    // More links than any system follows are a circle: writing will fail.
    for _ in 0..<64 {
      guard
        let next = try? FileManager.default.destinationOfSymbolicLink(
          atPath: target)
      else { break }
      target =
        next.hasPrefix("/")
        ? next
        : URL(fileURLWithPath: target).deletingLastPathComponent()
          .appendingPathComponent(next).path
    }
    return target
  }

  private func replace(_ target: String, with data: Data, mode: Int?) throws {
    let url = URL(fileURLWithPath: target)
    let temporary = url.deletingLastPathComponent().appendingPathComponent(
      ".latent-\(UUID().uuidString)")
    do {
      try data.write(to: temporary, options: .withoutOverwriting)
      if let mode {
        try FileManager.default.setAttributes(
          [.posixPermissions: NSNumber(value: mode)],
          ofItemAtPath: temporary.path)
      }
      guard unsafe rename(temporary.path, url.path) == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
  }

  private func writeInPlace(_ data: Data) throws {
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw CocoaError(.fileWriteNoPermission)
    }
    defer { try? handle.close() }
    // Pipes and terminals have no length to cut.
    try? handle.truncate(atOffset: 0)
    try handle.write(contentsOf: data)
  }
}
