import TableReading

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The bytes of stdin: mapped where it is a file, read to its end otherwise.
@safe
struct InputBytes {
  private let mapped: UnsafeRawBufferPointer?
  private let read: [UInt8]

  /// Reads or maps them; `nil` if that is not possible.
  init?() {
    let size = lseek(STDIN_FILENO, 0, SEEK_END)
    if size > 0,
      let start = unsafe mmap(
        nil, Int(size), PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0),
      unsafe start != MAP_FAILED
    {
      unsafe mapped = UnsafeRawBufferPointer(start: start, count: Int(size))
      read = []
      return
    }
    unsafe mapped = nil
    var bytes: [UInt8] = []
    while true {
      guard
        let part = try? FileBytes.piece(
          ofDescriptor: STDIN_FILENO, most: 1 << 20)
      else { return nil }
      if part.isEmpty { break }
      bytes += part
    }
    read = bytes
  }

  /// Calls a function with the bytes.
  func withBytes(_ body: (Span<UInt8>) -> Void) {
    if let mapped = unsafe mapped {
      unsafe body(
        Span(_unsafeBytes: mapped))
    } else {
      body(read.span)
    }
  }
}
