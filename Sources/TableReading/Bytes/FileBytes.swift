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
  /// The reason why a file cannot be read.
  package enum Failure: Error {
    /// No file has the path; the names in its folder.
    case missing(beside: [String])
    /// It is a folder.
    case folder
    /// It is something else that has no end, such as a device.
    case special(kind: String)
    /// It is a pipe that nothing writes to.
    case noWriter
    /// It has more bytes than it may have.
    case tooLarge(limit: Int)
    /// It is a symbolic link that leads to itself.
    case circle
    /// It is stdin, and closed.
    case closed
    /// It cannot be opened or read.
    case unreadable
  }

  /// The most bytes of a file of data, 1 GiB.
  package static let largestSize = 1 << 30

  /// The most bytes of what says that it has none, such as files in `/proc`.
  private static let largestUnsized = 1 << 20

  /// The time for which a named pipe may have no writer, in milliseconds.
  private static let writerPatience = 2000

  /// Called about once a second while reading goes on, with the number of
  /// bytes so far, and with `nil` at its end.
  package typealias Patience = (_ count: Int?) -> Void

  /// Reads a file; pipes are read to their ends.
  ///
  /// No text goes on behind a page of zeros, such as the holes of a sparse
  /// file, which cost no disk: there reading ends, and who takes the bytes for
  /// text will find the zeros.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - limit: The most bytes that it may have.
  ///   - goesOnBehindZeros: Whether reading does not end there.
  ///   - patience: Called while a pipe or terminal keeps its reader waiting.
  /// - Returns: The bytes.
  /// - Throws: Why it cannot be read.
  package static func read(
    _ path: String, atMost limit: Int = largestSize,
    goesOnBehindZeros: Bool = false, patience: Patience? = nil
  ) throws(Failure) -> [UInt8] {
    // A pipe without a writer would hold up whoever opens it.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(errno, path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard status.st_size == 0 else {
        return try contents(
          ofDescriptor: descriptor, size: Int(status.st_size), atMost: limit,
          goesOnBehindZeros: goesOnBehindZeros)
      }
      // It is empty, or the kernel makes it up while it is read.
      return try contents(
        ofDescriptor: descriptor, size: 0,
        atMost: min(limit, largestUnsized))
    case S_IFDIR: throw .folder
    case S_IFIFO:
      return try awaitWriter(descriptor)
        + contents(
          ofDescriptor: descriptor, size: 0, atMost: limit, patience: patience)
    case S_IFCHR where isatty(descriptor) == 1:
      _ = fcntl(descriptor, F_SETFL, 0)
      return try contents(
        ofDescriptor: descriptor, size: 0, atMost: limit, patience: patience)
    case S_IFCHR, S_IFBLK: throw .special(kind: "device")
    case S_IFSOCK: throw .special(kind: "socket")
    default: throw .unreadable
    }
  }

  /// Reads what is left of stdin.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that it may have.
  ///   - patience: Called while it keeps its reader waiting.
  /// - Returns: The bytes.
  /// - Throws: Why it cannot be read.
  package static func readStandardInput(
    atMost limit: Int = largestSize, patience: Patience? = nil
  ) throws(Failure) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(STDIN_FILENO, &status) == 0 else { throw .closed }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .folder
    case S_IFBLK: throw .special(kind: "device")
    default: break
    }
    return try contents(
      ofDescriptor: STDIN_FILENO, size: Int(status.st_size), atMost: limit,
      patience: patience)
  }

  /// Reads the beginning of a regular file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - count: The most bytes to read.
  /// - Returns: As many bytes as there are of these.
  /// - Throws: Why it cannot be read.
  package static func head(
    of path: String, count: Int
  ) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(
      path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(errno, path) }
    defer { close(descriptor) }
    return try piece(ofDescriptor: descriptor, most: count)
  }

  private static func failure(_ number: Int32, _ path: String) -> Failure {
    switch number {
    case ENOENT, ENOTDIR:
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? "."
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      return .missing(beside: (names ?? []).sorted())
    case ELOOP: return .circle
    case ENXIO:
      // A socket, or a device that is not there, such as a terminal's.
      var status = stat()
      let isSocket =
        unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
      return .special(kind: isSocket ? "socket" : "device")
    default: return .unreadable
    }
  }

  /// Waits until something writes to a pipe, and lets reads wait from then on.
  ///
  /// - Parameter descriptor: The pipe, opened without waiting.
  /// - Returns: What came meanwhile.
  /// - Throws: `.noWriter` if nothing opens it.
  private static func awaitWriter(
    _ descriptor: Int32
  ) throws(Failure) -> [UInt8] {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    for _ in 0..<(writerPatience / 10) {
      // Without a writer there is neither anything to read nor an end, and a
      // read finds nothing; with one, it would wait.
      let isReady = unsafe poll(&request, 1, 10) > 0
      do throws(Failure) {
        let first =
          isReady ? [] : try piece(ofDescriptor: descriptor, most: 1)
        guard isReady || !first.isEmpty else { continue }
        _ = fcntl(descriptor, F_SETFL, 0)
        return first
      } catch {
        guard errno == EAGAIN else { throw error }
        _ = fcntl(descriptor, F_SETFL, 0)
        return []
      }
    }
    throw .noWriter
  }

  private static func contents(
    ofDescriptor descriptor: Int32, size: Int, atMost limit: Int,
    goesOnBehindZeros: Bool = false, patience: Patience? = nil
  ) throws(Failure) -> [UInt8] {
    var lastCall = ContinuousClock.now
    var hasCalled = false
    defer { if hasCalled { patience?(nil) } }
    guard size <= limit else { throw .tooLarge(limit: limit) }
    // Pieces, and one byte more than a small file has, so that its end shows
    // at once.
    let most = 1 << 22
    var room = size > 0 ? min(size + 1, most) : 1 << 16
    var bytes: [UInt8] = []
    while true {
      if let patience {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
          let isReady = unsafe poll(&request, 1, 1000) != 0
          if ContinuousClock.now - lastCall > .seconds(1) {
            patience(bytes.count)
            lastCall = .now
            hasCalled = true
          }
          if isReady { break }
        }
      }
      let piece = try piece(ofDescriptor: descriptor, most: room)
      if piece.isEmpty { return bytes }
      if bytes.isEmpty {
        bytes = piece
        if size > most, !endsInZeros(piece) { bytes.reserveCapacity(size + 1) }
      } else {
        bytes += piece
      }
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
      if !goesOnBehindZeros, endsInZeros(piece) { return bytes }
      room = size > bytes.count ? min(size + 1 - bytes.count, most) : 1 << 20
    }
  }

  /// Whether a page of zeros stands at the end of a piece.
  private static func endsInZeros(_ piece: [UInt8]) -> Bool {
    let page = 4096
    return piece.count >= page && piece.suffix(page).allSatisfy { $0 == 0 }
  }

  /// Reads once, again where a signal came between.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - most: The most bytes to read.
  /// - Returns: The bytes; none at the end.
  /// - Throws: `.closed` or `.unreadable`; `errno` tells more.
  package static func piece(
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
    guard count >= 0 else { throw errno == EBADF ? .closed : .unreadable }
    return piece
  }
}
