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

/// The identity, kind and mode of the file at a path, links followed.
struct FileStatus {
  /// The identity of a file, which is the same under all of its names.
  struct Identity: Hashable {
    var device: Int
    var inode: Int
  }

  var identity: Identity
  var isRegular: Bool
  var isFolder: Bool
  var mode: mode_t
  /// How many bytes it has.
  var size: Int
  /// Whether it has one name, and we own it.
  var isOnlyOurs: Bool

  /// Looks at a path; `nil` if nothing stands there.
  init?(_ path: String) {
    var info = stat()
    guard unsafe stat(path, &info) == 0 else { return nil }
    self.init(info)
  }

  /// Looks at an open file; `nil` if it is closed.
  init?(descriptor: Int32) {
    var info = stat()
    guard unsafe fstat(descriptor, &info) == 0 else { return nil }
    self.init(info)
  }

  private init(_ info: stat) {
    identity = Identity(
      device: Int(truncatingIfNeeded: info.st_dev),
      inode: Int(truncatingIfNeeded: info.st_ino))
    isRegular = info.st_mode & S_IFMT == S_IFREG
    isFolder = info.st_mode & S_IFMT == S_IFDIR
    mode = info.st_mode & 0o7777
    size = Int(info.st_size)
    isOnlyOurs = info.st_nlink == 1 && info.st_uid == geteuid()
  }

  /// The file at the end of symbolic links, which may not exist yet; `nil` for
  /// links that lead to themselves.
  static func target(of path: String) -> String? {
    var target = path
    // More links than any system follows are a circle.
    for _ in 0..<64 {
      guard
        let next = try? FileManager.default.destinationOfSymbolicLink(
          atPath: target)
      else { return target }
      target =
        next.hasPrefix("/") ? next : "\(FolderPath.folder(of: target))/\(next)"
    }
    return nil
  }
}
