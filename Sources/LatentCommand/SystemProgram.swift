import RequestSettings

/// A program of the system that the command asks, such as Slurm's.
struct SystemProgram {
  private let name: String
  private let program: ExternalProgram

  /// Finds a program.
  ///
  /// - Parameter name: Its name.
  /// - Throws: `InputError` where it is not in PATH.
  init(_ name: String) throws {
    guard let found = ExternalProgram(named: name) else {
      throw InputError(
        message: "There is no Slurm here: the program `\(name)` is not in "
          + "PATH.",
        help: "Run it on a machine of the cluster, or without Slurm: "
          + "`sh local.sh` in the folder carries out on this machine what is "
          + "not done.")
    }
    self.name = name
    program = found
  }

  /// Runs the program with this process's environment.
  ///
  /// - Parameter words: Its arguments.
  /// - Returns: What it prints.
  /// - Throws: `InputError` where it cannot be run or fails.
  func output(_ words: [String]) throws -> String {
    guard
      let running = program.start(
        [name] + words, input: [], keepsEnvironment: true)
    else {
      throw InputError(
        message: "The program `\(program.path)` cannot be run.",
        help: "Does it run by hand?")
    }
    var bytes: [UInt8] = []
    while let more = running.next() { bytes += more }
    let text = String(decoding: bytes, as: UTF8.self)
    let status = running.end()
    guard status == 0 else {
      let said = text.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw InputError(
        message: "`\(name)` failed with exit code \(status)\(said).",
        help: "Is Slurm's controller up? `sinfo` tells.")
    }
    return text
  }
}
