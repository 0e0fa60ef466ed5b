internal import CArchive

/// The files of an archive: what DOCX and XLSX documents are.
///
/// The same files make the same bytes: they have a fixed date.
struct DocumentArchive: Sendable, Hashable {
  /// A file of an archive.
  struct File: Sendable, Hashable {
    /// Its path in the archive.
    var name: String
    /// Its contents.
    var bytes: [UInt8]
  }

  /// What archives that are read may hold: the size of a thesis with pictures.
  private static let mostFiles = 5000
  private static let mostBytes = 256 << 20

  /// The files in their order.
  private(set) var files: [File] = []

  /// An archive without files.
  init() {}

  /// The contents of a file; `nil` without one.
  subscript(name: String) -> [UInt8]? {
    files.first { $0.name == name }?.bytes
  }

  /// Puts a file in the place of one of the same name, or behind the others.
  mutating func put(_ text: String, as name: String) {
    put(Array(text.utf8), as: name)
  }

  /// Puts a file in the place of one of the same name, or behind the others.
  mutating func put(_ bytes: [UInt8], as name: String) {
    if let place = files.firstIndex(where: { $0.name == name }) {
      files[place].bytes = bytes
    } else {
      files.append(File(name: name, bytes: bytes))
    }
  }

  /// The archive's bytes.
  var bytes: [UInt8] {
    // A few hundred bytes: where they are missing, nothing can be saved.
    guard let archive = unsafe carchive_create() else {
      fatalError("There is no memory for a document.")
    }
    defer { unsafe carchive_destroy(archive) }
    for file in files {
      let status = unsafe file.bytes.withUnsafeBytes {
        unsafe carchive_add(archive, file.name, $0.baseAddress, $0.count)
      }
      precondition(status == 0, "A document's part cannot be archived.")
    }
    var start: UnsafePointer<UInt8>?
    var count = 0
    let status = unsafe carchive_finish(archive, &start, &count)
    precondition(status == 0, "A document cannot be archived.")
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Reads an archive; `nil` if it is none or broken, or holds too much.
  ///
  /// - Parameter bytes: Its bytes.
  init?(_ bytes: [UInt8]) {
    let files: [File]? = unsafe bytes.withUnsafeBytes { buffer in
      guard let archive = unsafe carchive_open(buffer.baseAddress, buffer.count)
      else { return nil }
      defer { unsafe carchive_destroy(archive) }
      return unsafe Self.files(of: archive)
    }
    guard let files else { return nil }
    self.files = files
  }

  private static func files(of archive: OpaquePointer) -> [File]? {
    var files: [File] = []
    var total = 0
    while true {
      var name = [CChar](repeating: 0, count: 1024)
      var count = 0
      let size = name.count
      let status = unsafe name.withUnsafeMutableBufferPointer {
        unsafe carchive_next(archive, $0.baseAddress, size, &count)
      }
      guard status > 0 else { return status == 0 ? files : nil }
      guard count <= mostBytes - total, files.count < mostFiles else {
        return nil
      }
      total += count
      var bytes = [UInt8](repeating: 0, count: count)
      let read = unsafe bytes.withUnsafeMutableBytes {
        unsafe carchive_read(archive, $0.baseAddress, $0.count)
      }
      guard read == 0 else { return nil }
      let path = String(
        decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
        as: UTF8.self)
      // Folders are files without contents.
      if !path.hasSuffix("/") { files.append(File(name: path, bytes: bytes)) }
    }
  }
}
