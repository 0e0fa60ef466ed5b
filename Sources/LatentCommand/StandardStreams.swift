import Messages
import RequestSettings

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Nobody reads the output any more.
struct BrokenPipe: Error {}

/// Results to stdout, everything else to stderr.
enum StandardStreams {
  /// Writes a text.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes a result.
  private static func write(_ bytes: [UInt8]) throws {
    do {
      try RawFile.output.write(bytes.span)
    } catch {
      if error.isBrokenPipe { throw BrokenPipe() }
      if error.isClosed {
        throw InputError(
          message: "The standard output is closed.",
          help: "Leave it open, or write to a file: `--output FILE`.")
      }
      throw InputError(
        message: "The output cannot be written: \(error.message)",
        help: "Is there space left on the disk?")
    }
  }

  /// Writes a result to a file, or to stdout without one.
  ///
  /// - Parameters:
  ///   - bytes: The result.
  ///   - file: The file; `nil` for stdout.
  ///   - isForPeople: Whether it will be shown on a terminal sooner or later.
  ///     Names and data must not steer that.
  /// - Throws: `InputError` if it cannot be written, `BrokenPipe` if a pipe's
  ///   reader went away.
  static func write(
    _ bytes: [UInt8], to file: WrittenFile?, isForPeople: Bool
  ) throws {
    let isOutput = file.map { ["-", "/dev/stdout"].contains($0.path) } ?? true
    let isShown =
      isForPeople || isOutput && isatty(RawFile.output.descriptor) == 1
    let bytes =
      isShown
      ? Array(
        TerminalText.escaped(String(decoding: bytes, as: UTF8.self)).utf8)
      : bytes
    guard let file, !isOutput else { return try write(bytes) }
    try OutputFile(file: file).write(bytes)
  }

  /// Writes a line for people to stderr.
  static func state(_ line: String) { complain(TerminalText.line(line)) }

  /// Writes lines for people to stderr; nothing can be done if that fails.
  static func complain(_ text: String) {
    let text = TerminalText.escaped(text)
    try? RawFile.errors.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
