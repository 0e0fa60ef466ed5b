#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that is written to, by its descriptor.
struct RawFile: Sendable {
  /// A call that failed, with the system's number of the reason.
  struct Failure: Error {
    /// `errno`.
    let number: Int32

    /// Whether nobody reads the pipe any more.
    var isBrokenPipe: Bool { number == EPIPE }

    /// Whether the disk, or what the user may have of it, is full.
    var isLackOfSpace: Bool {
      [ENOSPC, EDQUOT, EFBIG].contains(number)
    }

    /// Whether there is no such file in this process.
    var isClosed: Bool { number == EBADF }

    /// Whether a pipe has no reader.
    var isLackOfReader: Bool { number == ENXIO }

    /// The system's words for it.
    var message: String {
      unsafe strerror(number).map { unsafe String(cString: $0) } ?? ""
    }
  }

  /// The file's number in this process.
  let descriptor: Int32

  static let output = RawFile(descriptor: STDOUT_FILENO)
  static let errors = RawFile(descriptor: STDERR_FILENO)

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// The treatment of a path, where a file exists or not.
  enum Mode {
    /// Opens the file that exists.
    case existing
    /// Opens the file that exists, to read.
    case reading
    /// Makes a file; none may exist.
    case new
    /// Opens the file to read and write, or makes one.
    case either
    /// Does the same, but follows no symbolic link.
    case eitherWithoutLinks
  }

  /// The mode of new files, as the user's mask leaves it.
  static var usualMode: mode_t {
    let mask = umask(0)
    _ = umask(mask)
    return 0o666 & ~mask
  }

  /// Opens a file to write.
  init(_ path: String, _ mode: Mode) throws(Failure) {
    let flags =
      switch mode {
      case .existing: O_WRONLY
      case .reading: O_RDONLY
      case .new: O_WRONLY | O_CREAT | O_EXCL
      case .either: O_RDWR | O_CREAT
      case .eitherWithoutLinks: O_RDWR | O_CREAT | O_NOFOLLOW
      }
    descriptor = unsafe open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure(number: errno) }
  }

  /// Opens a pipe, a device or anything else but a regular file, to write; a
  /// pipe's reader may take two seconds to come.
  init(streaming path: String) throws(Failure) {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(2)
    var opened: Int32
    while true {
      opened = unsafe open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      guard opened < 0, errno == ENXIO, clock.now < end else { break }
      usleep(20_000)
    }
    guard opened >= 0 else { throw Failure(number: errno) }
    descriptor = opened
    _ = fcntl(opened, F_SETFL, fcntl(opened, F_GETFL) & ~O_NONBLOCK)
  }

  /// Writes all bytes.
  func write(_ bytes: Span<UInt8>) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let rest = bytes.extracting(offset..<bytes.count)
      let count = unsafe rest.withUnsafeBufferPointer { buffer in
        #if canImport(Glibc)
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #else
        unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count >= 0 {
        offset += count
      } else if errno != EINTR {
        throw Failure(number: errno)
      }
    }
  }

  /// Writes a text.
  func write(_ text: String) throws(Failure) {
    try write(Array(text.utf8).span)
  }

  /// Puts bytes in the place of what a regular file holds; where there is no
  /// room for them, it keeps what it holds.
  func replaceContents(by bytes: Span<UInt8>) throws(Failure) {
    let old = Int(lseek(descriptor, 0, SEEK_END))
    guard old >= 0 else { throw Failure(number: errno) }
    if bytes.count > old {
      do throws(Failure) {
        try write([UInt8](repeating: 0, count: bytes.count - old).span)
        try synchronize()
      } catch {
        _ = ftruncate(descriptor, off_t(old))
        throw error
      }
    }
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Failure(number: errno)
    }
    try write(bytes)
    try truncate(to: bytes.count)
    try synchronize()
  }

  /// Cuts the file, and goes on at its end.
  func truncate(to length: Int) throws(Failure) {
    guard ftruncate(descriptor, off_t(length)) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else { throw Failure(number: errno) }
  }

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - place: Where they begin.
  ///   - most: How many, at most.
  /// - Returns: The bytes; none at the end of the file.
  /// - Throws: Why they cannot be read.
  func bytes(at place: Int, atMost most: Int) throws(Failure) -> [UInt8] {
    while true {
      var number: Int32 = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: most) {
        buffer, count in
        let result = unsafe pread(
          descriptor, buffer.baseAddress, most, off_t(place))
        if result < 0 { number = errno }
        count = max(0, result)
      }
      if number == 0 { return bytes }
      guard number == EINTR else { throw Failure(number: number) }
    }
  }

  /// Waits until what was written is on the disk; pipes and terminals have
  /// none.
  func synchronize() throws(Failure) {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw Failure(number: errno)
    }
  }

  /// Sets the file's mode, where the file system has modes.
  func setMode(_ mode: mode_t) { _ = fchmod(descriptor, mode) }

  /// Takes the file for this process alone.
  ///
  /// - Returns: Whether no other process has it; also where the file system
  ///   has no locks.
  func lock() -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// Closes the file.
  func close() throws(Failure) {
    #if canImport(Glibc)
    let result = Glibc.close(descriptor)
    #else
    let result = Darwin.close(descriptor)
    #endif
    guard result == 0 else { throw Failure(number: errno) }
  }

  /// Waits until a folder's entries are on the disk, as far as that can be
  /// asked for.
  static func synchronizeFolder(_ folder: String) {
    let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    let file = RawFile(descriptor: descriptor)
    try? file.synchronize()
    try? file.close()
  }
}
