/// The program `rsvg-convert` of librsvg, which makes pictures of dots of SVG for
/// programs that do not draw it.
enum PictureProcess {
  private static let name = "rsvg-convert"

  /// A picture of 300 dots an inch.
  ///
  /// - Parameter svg: An SVG document.
  /// - Returns: Its PNG; `nil` if the program is not there or fails.
  @Sendable static func rasterize(_ svg: String) -> [UInt8]? {
    let words = [name, "--format", "png", "--dpi-x", "300", "--dpi-y", "300"]
    guard
      let running = ExternalProgram(named: name)?
        .start(words, input: Array(svg.utf8))
    else { return nil }
    var picture: [UInt8] = []
    while let part = running.next() { picture += part }
    running.end()
    return picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) ? picture : nil
  }
}
