#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that is written to, by its descriptor.
struct RawFile: Sendable {
  /// A write that failed, with the system's number of the reason.
  struct Failure: Error {
    /// `errno`.
    let number: Int32

    /// Whether nobody reads the pipe any more.
    var isBrokenPipe: Bool { number == EPIPE }

    /// The system's words for it.
    var message: String {
      unsafe strerror(number).map { unsafe String(cString: $0) } ?? ""
    }
  }

  private let descriptor: Int32

  static let output = RawFile(descriptor: STDOUT_FILENO)
  static let errors = RawFile(descriptor: STDERR_FILENO)

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// What is done with a path where something stands, or nothing.
  enum Mode {
    /// What is there is opened.
    case existing
    /// A file is made; nothing may be there.
    case new
  }

  /// Opens a file to write.
  init(_ path: String, _ mode: Mode) throws(Failure) {
    var flags = O_WRONLY | O_CLOEXEC
    if mode == .new { flags |= O_CREAT | O_EXCL }
    descriptor = unsafe open(path, flags, 0o666)
    guard descriptor >= 0 else { throw Failure(number: errno) }
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

  /// Cuts the file, and goes on at its end.
  func truncate(to length: Int) throws(Failure) {
    guard ftruncate(descriptor, off_t(length)) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else { throw Failure(number: errno) }
  }

  /// Closes the file.
  func close() {
    #if canImport(Glibc)
    _ = Glibc.close(descriptor)
    #else
    _ = Darwin.close(descriptor)
    #endif
  }
}
