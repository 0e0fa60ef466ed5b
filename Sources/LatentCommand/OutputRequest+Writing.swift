import Latent
import Messages

extension OutputRequest {
  /// The output of a command that has a `--format` and an `--output` of its
  /// own.
  ///
  /// - Parameters:
  ///   - format: What `--format` says; without it the first of `formats`.
  ///   - path: What `--output` says.
  ///   - formats: The formats that the command writes.
  /// - Throws: `InputError` for another format.
  init(
    format: String?, path: String?,
    among formats: [OutputFormat] = OutputFormat.allCases
  ) throws {
    self.format = formats[0]
    self.path = path
    guard let format else { return }
    self.format = try InputError.naming("format") {
      let name = format.lowercased()
      if let chosen = formats.first(where: { $0.rawValue == name }) {
        return chosen
      }
      let known = formats.map(\.rawValue)
      guard OutputFormat(rawValue: name) != nil else {
        throw InputError.unknown("format", format, among: known)
      }
      throw InputError(
        message: "This command does not write \(name).",
        help: "Expected \(listing(known, conjunction: "or")).")
    }
  }

  /// Writes a result in the format asked for, where it is asked for.
  ///
  /// - Parameter result: The result.
  /// - Throws: `InputError` if it cannot be written, `BrokenPipe` if nobody
  ///   reads it.
  func write(_ result: some ReportedResult) throws {
    try StandardStreams.write(format.renderer.render(result), to: path)
  }
}
