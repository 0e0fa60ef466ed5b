import Latent

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

extension FileAccess {
  /// The files of this machine; `-` is stdin.
  package static let disk = FileAccess(
    identity: { path in
      SettingScope(folder: FileManager.default.currentDirectoryPath)
        .resolve(path)
    },
    read: { path, role in
      if path == "-" { return (try? OpenFile.contents(ofDescriptor: 0)) ?? [] }
      try requireFile(path, role: role)
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      defer { if descriptor >= 0 { close(descriptor) } }
      guard descriptor >= 0,
        let bytes = try? OpenFile.contents(ofDescriptor: descriptor)
      else {
        throw InputError(
          message: "The \(role) cannot be read.", help: "May you read it?",
          place: path)
      }
      return bytes
    })

  /// Refuses a path without a file.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - role: What the file is.
  /// - Throws: `InputError`, with the nearest name in the folder.
  package static func requireFile(_ path: String, role: String) throws {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? "."
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      throw InputError.noFile(path, role: role, among: (names ?? []).sorted())
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw InputError(
        message: "`\(path)` is a folder, not a \(role).",
        help: "Give a file in it.")
    }
  }
}

/// A file that is open for reading.
private struct OpenFile {
  /// A read that failed.
  struct ReadFailure: Error {}

  /// What is left in an open file; pipes are read to their ends.
  static func contents(
    ofDescriptor descriptor: Int32
  ) throws -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw ReadFailure() }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    // One byte more than a file has, so that its end shows at once.
    var room = isRegular ? Int(status.st_size) + 1 : 1 << 16
    var bytes: [UInt8] = []
    while true {
      var count = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) {
        buffer, initialized in
        repeat {
          count = unsafe read(descriptor, buffer.baseAddress, room)
        } while count < 0 && errno == EINTR
        initialized = max(0, count)
      }
      guard count >= 0 else { throw ReadFailure() }
      if count == 0 { return bytes }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      if !isRegular { room = 1 << 20 } else { room = max(1, room - count) }
    }
  }
}
