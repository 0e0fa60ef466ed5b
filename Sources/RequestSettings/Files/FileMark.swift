import CFileMarks
import TableReading

/// The mark of a result that Latent wrote because a model file asked for it:
/// the hash of its contents, beside them.
///
/// A file whose contents still have this hash is as Latent left it. Whoever
/// changes or copies it makes it their own: editors and `cp` do not carry the
/// mark over, and where they do, the hash no longer holds. File systems without
/// such marks have no file of Latent's.
package struct FileMark: Sendable, Hashable {
  private let text: String

  /// The mark of some contents.
  package init(_ contents: Span<UInt8>) {
    var hash = ContentHash()
    hash.update(contents)
    text = "\(contents.count) \(hash.text)"
  }

  /// Gives an open file the mark, as far as its file system has marks.
  package func put(on descriptor: Int32) {
    var bytes = text
    bytes.withUTF8 { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) {
        _ = unsafe cfilemarks_set(descriptor, $0.baseAddress, $0.count)
      }
    }
  }

  /// The mark of an open file; `nil` if it has none.
  package init?(on descriptor: Int32) {
    var found = [CChar](repeating: 0, count: 64)
    let count = unsafe found.withUnsafeMutableBufferPointer {
      unsafe cfilemarks_get(descriptor, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return nil }
    text = String(
      decoding: found.prefix(count).map { UInt8(bitPattern: $0) },
      as: UTF8.self)
  }
}
