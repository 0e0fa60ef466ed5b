import TableReading

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The limits of what a model file may have read and written: files of its own
/// folder.
///
/// A model file may come from anybody; its front matter must not reach other
/// files of whoever runs it. What the request names is not limited.
package struct FileConfinement: Sendable {
  /// Refuses to read a path that lies elsewhere than in the model's folder.
  ///
  /// `nil` is the current folder.
  let requireReadable:
    @Sendable (_ path: String, _ folder: String?) throws -> Void
  /// Refuses to write a file elsewhere, or over one that Latent did not write.
  let requireWritable:
    @Sendable (_ file: WrittenFile, _ folder: String?) throws -> Void

  /// The limits on this machine's disk, symbolic links followed.
  ///
  /// - Parameter root: A folder that model files may read from beside their
  ///   own.
  /// - Returns: The limits.
  package static func disk(root: String? = nil) -> FileConfinement {
    FileConfinement(
      requireReadable: { path, folder in
        guard path != "-", !isInside(path, folder) else { return }
        if let root, isInside(path, root) { return }
        throw InputError(
          message: "`\(path)` lies outside of the model file's folder.",
          help: "Model files read from their own folder and below. Name the "
            + "file with the analysis instead of in the model file, or allow "
            + "it by `allow-outside: true` there.")
      },
      requireWritable: { file, folder in
        guard file.path != "-" else { return }
        guard isInside(FolderPath.folder(of: file.path), folder) else {
          throw InputError(
            message: "`\(file.path)` lies outside of the model file's folder.",
            help:
              "Name the file with the analysis instead of in the model file.")
        }
        try requireOwn(file)
      })
  }

  /// Refuses a file outside of a folder.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folder: The folder; `nil` for the current one.
  /// - Throws: `InputError` naming it.
  package static func requireInside(
    _ path: String, _ folder: String?
  ) throws(InputError) {
    guard isInside(FolderPath.folder(of: path), folder) else {
      throw InputError(
        message: "`\(path)` lies outside of the study file's folder.",
        help: "Study files have documents written in their own folder and "
          + "below.")
    }
  }

  /// Refuses to replace what Latent did not write.
  ///
  /// - Parameter file: A file that a model names.
  /// - Throws: `InputError` if a link, a file of another origin, or no file at
  ///   all stands there.
  package static func requireOwn(_ file: WrittenFile) throws(InputError) {
    var status = stat()
    guard unsafe lstat(file.path, &status) == 0 else { return }
    let refusal: String?
    switch status.st_mode & S_IFMT {
    case S_IFLNK: refusal = "is a symbolic link"
    case S_IFDIR: refusal = "is a folder"
    case S_IFREG where status.st_nlink > 1:
      refusal = "has another name elsewhere (a hard link)"
    case S_IFREG:
      refusal =
        isOwn(file)
        ? nil
        : "is there already, and Latent did not write it for a model "
          + "file, or it was changed since"
    default: refusal = "is not a regular file"
    }
    guard let refusal else { return }
    throw InputError(
      message: "`\(file.path)` \(refusal).",
      help: "Model files replace only what Latent wrote for one and nobody "
        + "changed. Remove it, give another name, or name it with the analysis "
        + "instead of in the model file.")
  }

  /// Whether a file is as Latent wrote it: a result has its mark; of draws,
  /// every line is looked at before anything is replaced.
  private static func isOwn(_ file: WrittenFile) -> Bool {
    let descriptor = unsafe open(
      file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    switch file.kind {
    case .draws:
      let opening = Array("# Latent bootstrap draws, format ".utf8)
      let head = try? FileBytes.head(of: file.path, count: opening.count)
      return head == opening
    case .result, .document:
      guard let mark = FileMark(on: descriptor),
        let bytes = try? FileBytes.read(file.path)
      else { return false }
      return FileMark(bytes.span) == mark
    case .picture, .table: return false
    }
  }

  /// Whether a path lies in a folder or below it; what does not exist yet lies
  /// where the nearest folder above it does.
  private static func isInside(_ path: String, _ folder: String?) -> Bool {
    guard let root = realPath(folder ?? ".") else { return false }
    var part = path
    while true {
      if let real = realPath(part) {
        return real == root || root == "/" || real.hasPrefix(root + "/")
      }
      let above = FolderPath.folder(of: part)
      guard above != part else { return false }
      part = above
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}

/// Paths taken apart.
package enum FolderPath {
  /// The folder of a path; `.` for the current one.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name of a path's file.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
