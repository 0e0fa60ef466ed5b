internal import TableReading

/// Sends a stream on, a part at a time.
///
/// A class, since callbacks of C get it by reference.
final class TransferSender {
  var writer = TransferWriter()
  /// Whether its receiver wants no more.
  private(set) var isStopped = false
  private let send: (Span<UInt8>) -> Bool
  private static let partSize = 1 << 16

  init(_ send: @escaping (Span<UInt8>) -> Bool) {
    self.send = send
  }

  /// Sends what is written, once it is worth while.
  func pass() {
    if writer.bytes.count >= Self.partSize { flush() }
  }

  /// Sends what is written.
  func flush() {
    guard !isStopped, !writer.bytes.isEmpty else { return }
    isStopped = !send(writer.bytes.span)
    writer.clear()
  }
}
