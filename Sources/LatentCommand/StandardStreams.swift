import Foundation

/// Nobody reads the output any more.
struct BrokenPipe: Error {}

/// Results to stdout, everything else to stderr.
enum StandardStreams {
  /// Writes a result.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      if errno == EPIPE || isBrokenPipe(error) { throw BrokenPipe() }
      throw InputError(
        message: "The output cannot be written: "
          + "\(error.localizedDescription)",
        help: "Is there space left on the disk?")
    }
  }

  /// Writes a result to a file, or to stdout without one.
  static func write(_ text: String, to path: String?) throws {
    guard let path else { return try write(text) }
    do {
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw InputError(
        message: "The file cannot be written.",
        help: "Is there a folder `"
          + URL(fileURLWithPath: path).deletingLastPathComponent().path
          + "`, and may you write there?", place: path)
    }
  }

  /// Writes lines for people to stderr; nothing can be done if that fails.
  static func complain(_ text: String) {
    let line = text.hasSuffix("\n") ? text : text + "\n"
    try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
  }

  private static func isBrokenPipe(_ error: any Error) -> Bool {
    var found: NSError? = error as NSError
    while let current = found {
      if current.domain == NSPOSIXErrorDomain, current.code == Int(EPIPE) {
        return true
      }
      found = current.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return false
  }
}
