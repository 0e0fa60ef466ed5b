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
    let target = URL(fileURLWithPath: path)
    let failure = InputError(
      message: "The file cannot be written.",
      help: "Is there a folder `\(target.deletingLastPathComponent().path)`, "
        + "may you write there, and is there space left?", place: path)
    let part = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    guard FileManager.default.createFile(atPath: part, contents: nil),
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
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
    try? handle.close()
    guard unsafe rename(part, path) == 0 else {
      try? FileManager.default.removeItem(atPath: part)
      throw failure
    }
  }
}
