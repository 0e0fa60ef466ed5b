import Foundation

extension TextFile {
  /// Writes a file in pieces; it appears whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - body: Calls its argument with one piece after the other.
  /// - Throws: `InputError` if the file cannot be written.
  static func write(
    to path: String,
    body: (([UInt8]) throws(InputError) -> Void) throws(InputError) -> Void
  ) throws(InputError) {
    let output = OutputFile(path: path)
    let failure = output.refusal
    // What is no regular file, such as a pipe, is written as it is.
    let isDirect = output.isSpecial
    let part =
      isDirect
      ? path : path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    guard
      isDirect || FileManager.default.createFile(atPath: part, contents: nil),
      let handle = FileHandle(forWritingAtPath: part)
    else { throw failure }
    do {
      try body { (bytes) throws(InputError) in
        do {
          try handle.write(contentsOf: Data(bytes))
        } catch {
          throw failure
        }
      }
    } catch {
      if !isDirect { try? FileManager.default.removeItem(atPath: part) }
      throw error
    }
    try? handle.close()
    if isDirect { return }
    guard unsafe rename(part, path) == 0 else {
      try? FileManager.default.removeItem(atPath: part)
      throw failure
    }
  }
}
