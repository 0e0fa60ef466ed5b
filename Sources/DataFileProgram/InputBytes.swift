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
    let room = 1 << 20
    while true {
      var count = 0
      let part = unsafe [UInt8](unsafeUninitializedCapacity: room) {
        buffer, initialized in
        #if canImport(Glibc)
        count = unsafe Glibc.read(STDIN_FILENO, buffer.baseAddress, room)
        #else
        count = unsafe Darwin.read(STDIN_FILENO, buffer.baseAddress, room)
        #endif
        initialized = max(0, count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
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
