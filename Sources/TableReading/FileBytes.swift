#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Files as bytes.
package enum FileBytes {
  /// Why a file cannot be read.
  package enum Failure: Error {
    /// There is none; the names in its folder.
    case missing(beside: [String])
    /// It is a folder.
    case folder
    /// It cannot be opened or read.
    case unreadable
  }

  /// Reads a file; pipes are read to their ends.
  ///
  /// - Parameter path: The file's path.
  /// - Returns: The bytes.
  /// - Throws: Why it cannot be read.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? "."
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      throw .missing(beside: (names ?? []).sorted())
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw .folder }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable }
    defer { close(descriptor) }
    return try contents(ofDescriptor: descriptor)
  }

  /// Reads what is left of stdin.
  ///
  /// - Throws: `.unreadable` if it cannot be read.
  package static func readStandardInput() throws(Failure) -> [UInt8] {
    try contents(ofDescriptor: STDIN_FILENO)
  }

  private static func contents(
    ofDescriptor descriptor: Int32
  ) throws(Failure) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable }
    // One byte more than a file has, so that its end shows at once.
    var room =
      status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) + 1 : 1 << 16
    var bytes: [UInt8] = []
    while true {
      let piece = try piece(ofDescriptor: descriptor, most: room)
      if piece.isEmpty { return bytes }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      room = room > piece.count ? room - piece.count : 1 << 20
    }
  }

  private static func piece(
    ofDescriptor descriptor: Int32, most: Int
  ) throws(Failure) -> [UInt8] {
    var count = 0
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: most) {
      buffer, initialized in
      repeat {
        #if canImport(Glibc)
        count = unsafe Glibc.read(descriptor, buffer.baseAddress, most)
        #else
        count = unsafe Darwin.read(descriptor, buffer.baseAddress, most)
        #endif
      } while count < 0 && errno == EINTR
      initialized = max(0, count)
    }
    guard count >= 0 else { throw .unreadable }
    return piece
  }
}
