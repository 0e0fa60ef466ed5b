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
      if isBrokenPipe(error) { throw BrokenPipe() }
      throw InputError(
        message: "The output cannot be written: "
          + "\(error.localizedDescription)",
        help: "Is there space left on the disk?")
    }
  }

  /// Writes a result to a file, or to stdout without one.
  static func write(_ text: String, to path: String?) throws {
    guard let path, path != "-", path != "/dev/stdout" else {
      return try write(text)
    }
    try OutputFile(path: path).write(text)
  }

  /// Writes lines for people to stderr; nothing can be done if that fails.
  static func complain(_ text: String) {
    let line = text.hasSuffix("\n") ? text : text + "\n"
    try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
  }

  /// Whether a write failed because nobody reads any more.
  static func isBrokenPipe(_ error: any Error) -> Bool {
    if errno == EPIPE { return true }
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
