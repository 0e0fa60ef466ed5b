import Requests

/// Nobody reads the output any more.
struct BrokenPipe: Error {}

/// Results to stdout, everything else to stderr.
enum StandardStreams {
  /// Writes a result.
  static func write(_ text: String) throws {
    do {
      try RawFile.output.write(text)
    } catch {
      if error.isBrokenPipe { throw BrokenPipe() }
      throw InputError(
        message: "The output cannot be written: \(error.message)",
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
    try? RawFile.errors.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
