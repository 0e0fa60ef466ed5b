import Foundation
import Latent
import Messages

/// Reads text files, and says what is near when there is none.
enum TextFile {
  /// The bytes of a file, or of stdin for `-`.
  static func bytes(of path: String, what: String) throws -> Data {
    if path == "-" {
      return (try? FileHandle.standardInput.readToEnd()) ?? Data()
    }
    try requireFile(path, what: what)
    do {
      var status = stat()
      if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG,
        let handle = FileHandle(forReadingAtPath: path)
      {
        // Pipes have no size to map, and can be read once.
        defer { try? handle.close() }
        return try handle.readToEnd() ?? Data()
      }
      return try Data(
        contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw InputError(
        message: "The \(what) cannot be read.", help: "May you read it?",
        place: path)
    }
  }

  /// Refuses a path without a file.
  static func requireFile(_ path: String, what: String) throws {
    var isDirectory: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(
      atPath: path, isDirectory: &isDirectory)
    guard exists else {
      var help = "Check the path."
      let url = URL(fileURLWithPath: path)
      let folder = url.deletingLastPathComponent()
      let name = url.lastPathComponent
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))
        ?? []
      if let near = NearestName.find(
        name, in: names.filter { $0 != name }.sorted())
      {
        let start = path.hasSuffix(name) ? path.dropLast(name.count) : ""
        help = "Did you mean `\(start)\(near)`?"
      }
      throw InputError(
        message: "There is no \(what) `\(path)`.", help: help)
    }
    if isDirectory.boolValue {
      throw InputError(
        message: "`\(path)` is a folder, not a \(what).",
        help: "Give a file in it.")
    }
  }

  /// A model text, in UTF-8, UTF-16 with a mark, or GB18030.
  static func modelText(of path: String) throws -> String {
    let data = try bytes(of: path, what: "model file")
    let place = path == "-" ? "<stdin>" : path
    if let text = String(data: data, encoding: .utf8), !text.contains("\0") {
      return text
    }
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]),
      let text = String(data: data, encoding: .utf16)
    {
      return text
    }
    // CoreFoundation's number for GB18030, with the flag that marks it.
    let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    if !data.contains(0), let text = String(data: data, encoding: gb18030) {
      StandardStreams.complain(
        "\(place): warning: The model is not UTF-8; it was read as GB18030.")
      return text
    }
    throw InputError(
      message: "The model file is not text.",
      help: "Save it as plain text in UTF-8.", place: place)
  }

  /// The hash of a file's bytes.
  static func hash(_ data: Data) -> String {
    var hash = ContentHash()
    hash.update(data.span)
    return hash.text
  }
}
