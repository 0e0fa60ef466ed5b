import RequestSettings
import Requests

/// The files that a command writes, beside those that it reads.
struct OutputPaths {
  private let job: AnalysisJob

  init(_ job: AnalysisJob) { self.job = job }

  /// Refuses files that cannot be written, that are read, or that are written
  /// twice, before any work is done.
  ///
  /// - Throws: `InputError` naming the option.
  func requireUsable() throws {
    var taken: [(target: Target, option: String)] = []
    let inputs = job.inputs.map { (target: Target($0), path: $0) }
    if let output = FileStatus(descriptor: RawFile.output.descriptor),
      output.isRegular
    {
      try requireUnread(.file(output.identity), inputs, option: nil)
    }
    for (option, file) in job.outputs where file.path != "-" {
      let target = Target(file.path)
      try requireUnread(target, inputs, option: option)
      if let other = taken.first(where: { $0.target == target && target.isKept }
      ) {
        throw InputError(
          message: "--\(other.option) and --\(option) name the same file, "
            + "`\(file.path)`.", help: "Give each a file of its own.")
      }
      taken.append((target, option))
      try OutputFile(file: file).requireWritable()
    }
  }

  private func requireUnread(
    _ target: Target, _ inputs: [(target: Target, path: String)],
    option: String?
  ) throws {
    guard target.isKept,
      let input = inputs.first(where: { $0.target == target })
    else { return }
    throw InputError(
      message: "The output would replace `\(input.path)`, which is read.",
      help: option.map { "Give --\($0) another file." }
        ?? "Send it to another file.")
  }

  /// The file that a path names, whether it exists or not.
  private enum Target: Hashable {
    /// A file or folder.
    case file(FileStatus.Identity)
    /// Something that keeps nothing, such as a pipe or a device.
    case stream(FileStatus.Identity)
    /// A name in a folder, where nothing stands yet.
    case name(String, folder: FileStatus.Identity?)

    init(_ path: String) {
      if ["-", "<stdin>"].contains(path),
        let status = FileStatus(descriptor: 0)
      {
        self =
          status.isRegular ? .file(status.identity) : .stream(status.identity)
        return
      }
      if let status = FileStatus(path) {
        self =
          status.isRegular || status.isFolder
          ? .file(status.identity) : .stream(status.identity)
        return
      }
      let target = FileStatus.target(of: path) ?? path
      let folder = FolderPath.folder(of: target)
      self = .name(
        target.split(separator: "/").last.map(String.init) ?? target,
        folder: FileStatus(folder)?.identity)
    }

    var isKept: Bool {
      if case .stream = self { false } else { true }
    }
  }
}
