internal import CSpreadsheet
internal import Messages
internal import TableReading

/// A zip archive in memory.
@safe
final class Archive {
  private let archive: OpaquePointer
  /// The bytes that may still be unpacked: at first 4 GiB, and 400 times the
  /// archive's size, several times what cells are packed by.
  private var left: Int

  /// Opens an archive.
  ///
  /// - Parameter bytes: The archive, which must outlive it.
  /// - Throws: `LatentError` if it is none, or is damaged.
  init(_ bytes: UnsafeRawBufferPointer) throws(LatentError) {
    left = min(4 << 30, max(1 << 26, 400 * bytes.count))
    var error = unsafe zip_error_t()
    let source = unsafe zip_source_buffer_create(
      bytes.baseAddress, zip_uint64_t(bytes.count), 0, &error)
    guard let source = unsafe source else {
      throw .tooLarge("The workbook holds more than memory has room for.")
    }
    guard
      let opened = unsafe zip_open_from_source(
        source, ZIP_RDONLY, &error)
    else {
      unsafe zip_source_free(source)
      throw .damaged(.xlsx, "its archive has no readable end")
    }
    unsafe archive = opened
  }

  deinit { unsafe zip_discard(archive) }

  /// Whether the archive has a file.
  func contains(_ name: String) -> Bool {
    unsafe zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE)) >= 0
  }

  /// Unpacks a file a part at a time.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - take: Takes a part, and whether it is the last one.
  /// - Throws: `LatentError` if there is no such file, it is encrypted, or
  ///   damaged, and what `take` throws.
  func read(
    _ name: String,
    _ take: (UnsafeMutableRawBufferPointer, _ isLast: Bool) throws(LatentError)
      -> Void
  ) throws(LatentError) {
    let index = unsafe zip_name_locate(
      archive, name, zip_flags_t(ZIP_FL_NOCASE))
    guard index >= 0 else {
      throw .damaged(.xlsx, "\(name) is not in it")
    }
    guard
      let file = unsafe zip_fopen_index(archive, zip_uint64_t(index), 0)
    else { throw .damaged(.xlsx, "\(name) in it cannot be unpacked") }
    defer { _ = unsafe zip_fclose(file) }
    let size = 1 << 16
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: size, alignment: 16)
    defer { unsafe buffer.deallocate() }
    while true {
      let count = unsafe zip_fread(file, buffer.baseAddress, zip_uint64_t(size))
      guard count >= 0 else {
        throw .damaged(.xlsx, "\(name) in it cannot be unpacked")
      }
      left -= Int(count)
      guard left >= 0 else {
        throw .tooLarge(
          "The workbook unpacks to more than 4 GiB, or 400 times its size.")
      }
      try unsafe take(
        UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(count)]),
        count == 0)
      if count == 0 { return }
    }
  }
}
