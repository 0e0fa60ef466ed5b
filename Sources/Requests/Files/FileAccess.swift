import Latent
import Messages
package import RequestSettings
public import TableReading

/// The access of an analysis to the files that its options and models name.
public struct FileAccess: Sendable {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file as options or front matter name it.
  ///   - role: The role of the file, such as `data file`, for errors.
  /// - Returns: Its bytes.
  /// - Throws: Any error if the file does not exist or cannot be read; it
  ///   becomes the message of a `LatentError`.
  public var read: @Sendable (_ path: String, _ role: String) throws -> [UInt8]

  /// One name for one file, however its path is written.
  public var identity: @Sendable (_ path: String) -> String

  /// Reads data files of other programs, as `DataFileReader` of the product
  /// LatentDataFiles does in this process, and the command by `latent-read`;
  /// `nil` refuses them.
  public var readForeign:
    (@Sendable (_ file: ForeignDataFile) throws -> DataTable)?

  /// Makes a picture of dots (PNG) of an SVG document, for programs that open
  /// Word documents and do not draw SVG; `nil` where nothing can.
  package var rasterize: (@Sendable (_ svg: String) -> [UInt8]?)?

  /// The limits of what model files may name; `nil` where `read` alone decides.
  package var confinement: FileConfinement?

  /// Tables of cases that are known already, by the path that stands for them.
  package var tables: [String: MemoryTable] = [:]

  /// Makes an access.
  ///
  /// - Parameters:
  ///   - identity: One name for one file, however its path is written.
  ///   - read: Reads a file.
  public init(
    identity: @escaping @Sendable (_ path: String) -> String = { $0 },
    read:
      @escaping @Sendable (_ path: String, _ role: String) throws -> [UInt8]
  ) {
    self.identity = identity
    self.read = read
  }

  /// Files in memory; no other file can be read, whatever a model names.
  ///
  /// - Parameter files: The bytes by the names that options and models use.
  /// - Returns: The access.
  public static func inMemory(_ files: [String: [UInt8]]) -> FileAccess {
    FileAccess { path, role in
      if let bytes = files[path] { return bytes }
      throw InputError.noFile(path, role: role, among: files.keys.sorted())
    }
  }
}

extension InputError {
  /// A file that does not exist, with the nearest name there is.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - role: The role of the file.
  ///   - names: The names in the same folder.
  /// - Returns: The error.
  package static func noFile(
    _ path: String, role: String, among names: [String]
  ) -> InputError {
    let folderEnd = path.lastIndex(of: "/").map { path.index(after: $0) }
    let start = path[..<(folderEnd ?? path.startIndex)]
    let name = String(path[start.endIndex...])
    let near = NearestName.find(name, in: names.filter { $0 != name })
    return InputError(
      message: "There is no \(role) `\(path)`.",
      help: near.map { "Did you mean `\(start)\($0)`?" } ?? "Check the path.")
  }
}
