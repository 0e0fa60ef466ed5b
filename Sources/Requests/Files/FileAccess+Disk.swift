import Latent
import RequestSettings
import TableReading

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FileAccess {
  /// The files of this machine; `-` is stdin.
  package static let disk = disk(root: nil)

  /// The files of this machine, with a folder that model files may read from
  /// beside their own.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - patience: Called while a pipe keeps its reader waiting.
  /// - Returns: The access.
  package static func disk(
    root: String?, patience: (@Sendable (Int?) -> Void)? = nil
  ) -> FileAccess {
    var access = FileAccess(
      identity: { path in
        SettingScope(folder: FileManager.default.currentDirectoryPath)
          .resolve(path)
      },
      read: { path, role in
        try read(
          path, role, atMost: FileBytes.largestSize, patience: patience)
      })
    access.confinement = .disk(root: root)
    return access
  }

  /// Reads a file of this machine.
  ///
  /// - Parameters:
  ///   - path: The path; `-` is stdin.
  ///   - role: What the file is, for errors.
  ///   - limit: The most bytes that it may have.
  ///   - patience: Called while a pipe keeps its reader waiting.
  /// - Returns: Its bytes.
  /// - Throws: `InputError` if there is no such file, or it cannot be read.
  static func read(
    _ path: String, _ role: String, atMost limit: Int,
    patience: FileBytes.Patience? = nil
  ) throws(InputError) -> [UInt8] {
    try bytes(
      path, role, atMost: limit, goesOnBehindZeros: false, patience: patience)
  }

  /// Reads a file of which a part may be damaged, to its end.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - role: What the file is, for errors.
  /// - Returns: Its bytes.
  /// - Throws: `InputError` if it cannot be read.
  package static func wholeFile(
    _ path: String, _ role: String
  ) throws(InputError) -> [UInt8] {
    try bytes(
      path, role, atMost: FileBytes.largestSize, goesOnBehindZeros: true)
  }

  private static func bytes(
    _ path: String, _ role: String, atMost limit: Int, goesOnBehindZeros: Bool,
    patience: FileBytes.Patience? = nil
  ) throws(InputError) -> [UInt8] {
    do throws(FileBytes.Failure) {
      return path == "-"
        ? try FileBytes.readStandardInput(atMost: limit, patience: patience)
        : try FileBytes.read(
          path, atMost: limit, goesOnBehindZeros: goesOnBehindZeros,
          patience: patience)
    } catch {
      throw refusal(of: path, role, error)
    }
  }

  private static func refusal(
    of path: String, _ role: String, _ failure: FileBytes.Failure
  ) -> InputError {
    switch failure {
    case .missing(let names):
      return InputError.noFile(path, role: role, among: names)
    case .folder:
      return InputError(
        message: "`\(path)` is a folder, not a \(role).",
        help: "Give a file in it.")
    case .special(let kind):
      return InputError(
        message: "`\(path)` is a \(kind), not a \(role).",
        help: "Give a file, or a pipe that ends.")
    case .noWriter:
      return InputError(
        message: "Nothing writes to the pipe `\(path)`.",
        help: "Start what writes to it first.")
    case .tooLarge(let limit):
      return InputError(
        message: "The \(role) has more than \(limit >> 20) MiB.",
        help: "Is it the right file? Leave out what the model does not need.",
        place: path == "-" ? "<stdin>" : path)
    case .closed:
      return InputError(
        message: "The \(role) cannot be read from stdin, which is closed.",
        help: "Give a file, or a pipe: `cat FILE | latent ...`.")
    case .circle:
      return InputError(
        message: "There is no \(role) `\(path)`.",
        help: "It is a symbolic link that leads to itself.")
    case .unreadable where path.utf8.count > 1024:
      return InputError(
        message: "The name of the \(role), `\(path.prefix(40))...`, has "
          + "\(path.utf8.count) bytes: no file has such a name.",
        help: "Give the name of a file, not its contents.")
    case .unreadable:
      return InputError(
        message: "The \(role) cannot be read.", help: "May you read it?",
        place: path)
    }
  }
}

extension ModelDocument {
  /// Reads a model file of this machine.
  ///
  /// - Parameters:
  ///   - path: The path; `-` is stdin.
  ///   - patience: Called while a pipe keeps its reader waiting.
  /// - Throws: `InputError` if it cannot be read.
  package init(
    contentsOf path: String, patience: (@Sendable (Int?) -> Void)? = nil
  ) throws {
    self.init(
      name: path == "-" ? "<stdin>" : path,
      bytes: try FileAccess.read(
        path, "model file", atMost: ModelDocument.largestSize,
        patience: patience))
  }
}
