import CSandbox
import DataFiles
import Messages
import TableReading

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The program `latent-read`, which reads the data files of other programs for
/// `latent`: a file on stdin, a stream of its table on stdout.
///
/// It opens nothing: once it has begun, it can only compute, read stdin and
/// write to stdout, where the system allows such confinement. `latent` starts
/// it; people have no reason to.
@main
struct EntryPoint {
  static func main() {
    var reader = DataFileReader()
    var format: DataFileFormat?
    var arguments = CommandLine.arguments.dropFirst()
    while let option = arguments.popFirst() {
      guard let value = arguments.popFirst() else { usage() }
      switch option {
      case "--format": format = DataFileFormat(rawValue: value)
      case "--encoding": reader.encoding = value
      case "--sheet": reader.sheet = value
      default: usage()
      }
    }
    guard let format else { usage() }
    csandbox_load_encodings()
    _ = csandbox_confine(4 << 30)
    guard let input = InputBytes() else {
      fail("latent-read: the file cannot be read.")
    }
    input.withBytes { bytes in
      reader.transfer(bytes: bytes, as: format, write)
    }
  }

  /// Writes a part of the stream to stdout.
  ///
  /// - Returns: Whether somebody reads it.
  private static func write(_ part: Span<UInt8>) -> Bool {
    unsafe part.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let count = unsafe send(
          buffer.baseAddress?.advanced(by: start), buffer.count - start)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        start += count
      }
      return true
    }
  }

  private static func send(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(STDOUT_FILENO, bytes, count)
    #else
    unsafe Darwin.write(STDOUT_FILENO, bytes, count)
    #endif
  }

  private static func usage() -> Never {
    fail(
      "latent-read: give --format "
        + DataFileFormat.allCases.map(\.rawValue).joined(separator: "|")
        + " [--encoding NAME] [--sheet NAME], and the file on stdin.")
  }

  private static func fail(_ message: String) -> Never {
    let line = Array((message + "\n").utf8)
    _ = unsafe line.withUnsafeBytes {
      #if canImport(Glibc)
      unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
      #else
      unsafe Darwin.write(STDERR_FILENO, $0.baseAddress, $0.count)
      #endif
    }
    exit(2)
  }
}
