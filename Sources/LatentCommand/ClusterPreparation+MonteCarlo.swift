import Clusters
import ModelSyntax
import MonteCarlo
import RequestSettings

extension ClusterPreparation {
  /// Makes the folder of a Monte Carlo study.
  ///
  /// - Parameter arguments: The command line.
  /// - Returns: How it ends.
  /// - Throws: What is wrong with the study, its files, or the folder.
  static func monteCarlo(_ arguments: CommandArguments) throws -> ExitStatus {
    let preparation = try ClusterPreparation(
      arguments, merging: ["format"],
      excluded: ["shard", "merge", "replicates-file", "threads"])
    try preparation.requireNew()
    let plan = try MonteCarloPlan(arguments.words[0])
    let name = FolderPath.name(of: arguments.words[0])
    var files = [File(name: name, bytes: Array(plan.study.source.text.utf8))]
    for (path, text) in plan.texts {
      let name = try inner(path)
      guard !files.contains(where: { $0.name == name }) else { continue }
      files.append(File(name: name, bytes: Array(text.utf8)))
    }
    return try preparation.make(
      .montecarlo, [name], replicates: plan.study.replicates,
      sets: plan.conditions.count, files: files)
  }
}
