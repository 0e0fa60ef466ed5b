import RequestSettings
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that becomes another one when it is whole.
struct TemporaryFile {
  /// The file, open to write.
  let file: RawFile
  private let path: String

  /// The paths of temporary files that stand on the disk.
  private static let paths = Mutex<Set<String>>([])

  /// Makes a file.
  ///
  /// - Parameters:
  ///   - target: The file that it shall become; its folder takes the file.
  ///   - mode: The file's mode.
  /// - Throws: Why it cannot be made.
  init(beside target: String, mode: mode_t) throws(RawFile.Failure) {
    let name = String(UInt64.random(in: .min ... .max), radix: 16)
    let path = "\(FolderPath.folder(of: target))/.latent-\(name)"
    self.path = path
    // A signal between the two must find the name.
    Self.paths.withLock { _ = $0.insert(path) }
    do {
      file = try RawFile(path, .new)
    } catch {
      Self.paths.withLock { _ = $0.remove(path) }
      throw error
    }
    file.setMode(mode)
  }

  /// Puts the file in the place of another one, once it is on the disk.
  ///
  /// - Parameter target: The other one's path.
  /// - Throws: Why it cannot; the file is removed by `remove`.
  func rename(to target: String) throws(RawFile.Failure) {
    try file.synchronize()
    try file.close()
    try put(inPlaceOf: target)
  }

  /// Puts the file in the place of another one, and leaves it open.
  func put(inPlaceOf target: String) throws(RawFile.Failure) {
    guard Self.rename(path, target) == 0 else {
      throw RawFile.Failure(number: errno)
    }
    Self.paths.withLock { _ = $0.remove(path) }
    RawFile.synchronizeFolder(FolderPath.folder(of: target))
  }

  /// Removes the file.
  func remove() {
    try? file.close()
    unsafe unlink(path)
    Self.paths.withLock { _ = $0.remove(path) }
  }

  /// Removes what is unfinished, before the process ends.
  static func removeAll() {
    let paths = paths.withLock { $0 }
    for path in paths { unsafe unlink(path) }
  }

  private static func rename(_ path: String, _ target: String) -> Int32 {
    #if canImport(Glibc)
    unsafe Glibc.rename(path, target)
    #else
    unsafe Darwin.rename(path, target)
    #endif
  }
}
