import Latent
import RequestSettings
import TableReading

/// A model text as bytes.
public struct ModelDocument: Sendable, Hashable {
  /// The name that results and errors show, such as the file's path.
  ///
  /// Relative paths in front matter start from its folder.
  public var name: String
  /// The text, in UTF-8, UTF-16 with a mark, or GB18030.
  public var bytes: [UInt8]

  /// The most bytes that a model text may have.
  public static let largestSize = 1 << 20

  /// Makes a document.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a document of text.
  public init(name: String = "<text>", text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

extension ModelDocument {
  /// The decoded text.
  ///
  /// - Parameter warn: Gets what people should know.
  /// - Returns: The text.
  /// - Throws: `InputError` if the bytes are not text.
  func text(warn: (String) -> Void) throws -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !bytes.contains(0)
    {
      return text
    }
    let hasMark =
      bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    if hasMark, let text = decoded(as: .utf16) { return text }
    if !bytes.contains(0), let text = decoded(as: .gb18030) {
      warn("\(name): warning: The model is not UTF-8; it was read as GB18030.")
      return text
    }
    throw InputError(
      message: "The model file is not text.",
      help: "Save it as plain text in UTF-8.", place: name)
  }

  private func decoded(as encoding: TextEncoding) -> String? {
    guard case .success(let utf8) = encoding.utf8(of: bytes.span) else {
      return nil
    }
    return String(decoding: utf8, as: UTF8.self)
  }
}
