/// The parts of a table on its way from one process to another.
///
/// A stream is `signature`, then frames: a letter, the count of the bytes that
/// follow in four bytes, and these. Numbers are in little-endian order, texts
/// their count of bytes in four bytes and UTF-8. Frames stand in the order in
/// which the reader of a file finds what they hold; `end` is the last one.
enum TransferFrame {
  /// The beginning of a stream.
  static let signature: [UInt8] = Array("LATENT-TABLE-1\n".utf8)

  /// The most bytes of a frame.
  static let largest = 1 << 28

  /// The kinds of frames, by their letters.
  enum Kind: UInt8 {
    /// A variable: name, label, format, set of value labels, kind of values
    /// (0 numbers, 1 texts), level (0 unknown, 1–3), a unit of time, and the
    /// declared missing values.
    case variable = 0x56
    /// The number of rows, then each variable's values: numbers, or the count
    /// of bytes of its texts and these.
    case rows = 0x52
    /// A labelled value: the set, 0 with a number or 1 with a text, the label.
    case label = 0x4C
    /// A part of a table as comma-separated text.
    case text = 0x54
    /// A warning: code and message.
    case warning = 0x57
    /// The last frame: the encoding of the file's texts.
    case end = 0x5A
    /// The last frame instead: code, message and remedy of an error.
    case failure = 0x45
  }
}
