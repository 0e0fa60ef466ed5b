import RequestSettings

/// The program `rsvg-convert` of librsvg, which makes PDF, and pictures of dots,
/// of SVG for programs that do not draw it.
enum PictureProcess {
  private static let name = "rsvg-convert"

  /// A picture of 300 dots an inch.
  ///
  /// - Parameter svg: An SVG document.
  /// - Returns: Its PNG; `nil` if the program is not there or fails.
  @Sendable static func rasterize(_ svg: String) -> [UInt8]? {
    let words = ["--format", "png", "--dpi-x", "300", "--dpi-y", "300"]
    let picture = converted(svg, words)
    return picture?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true
      ? picture : nil
  }

  /// A diagram as PDF or PNG.
  ///
  /// - Parameters:
  ///   - svg: An SVG document.
  ///   - format: The format.
  /// - Returns: The file's bytes; `nil` for the formats that are text.
  /// - Throws: `InputError` if the program fails.
  static func bytes(_ svg: String, as format: DiagramFormat) throws -> [UInt8]?
  {
    guard [.pdf, .png].contains(format) else { return nil }
    let bytes =
      format == .png ? rasterize(svg) : converted(svg, ["--format", "pdf"])
    if let bytes, !bytes.isEmpty { return bytes }
    throw InputError(
      message: "`\(name)` could not write \(format.rawValue.uppercased()).",
      help: "Write .svg, and convert that with another program.")
  }

  /// Refuses a format that needs the program where it is not installed.
  ///
  /// - Parameter format: The format.
  /// - Throws: `InputError` naming the program and its package.
  static func requireProgram(for format: DiagramFormat) throws {
    guard [.pdf, .png].contains(format), ExternalProgram(named: name) == nil
    else { return }
    throw InputError(
      message: "\(format.rawValue.uppercased()) is made by the program "
        + "`\(name)`, which is not installed.",
      help: "Install the package `librsvg2-bin` (Debian, Ubuntu), "
        + "`librsvg2-tools` (Fedora) or `librsvg` (Homebrew), or write .svg.")
  }

  private static func converted(_ svg: String, _ words: [String]) -> [UInt8]? {
    guard
      let running = ExternalProgram(named: name)?
        .start([name] + words, input: Array(svg.utf8))
    else { return nil }
    var picture: [UInt8] = []
    while let part = running.next() { picture += part }
    running.end()
    return picture
  }
}
