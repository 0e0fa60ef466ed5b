import MonteCarlo
import RequestSettings
import Requests

/// A Monte Carlo study as its files say it, checked and ready to draw.
struct MonteCarloPlan {
  /// The study.
  let study: MonteCarloStudy
  /// Its conditions.
  let conditions: [SimulationCondition]
  /// The files that it names, by their paths as it has them.
  let texts: [(path: String, text: String)]

  /// The file of its replicates.
  var layout: ReplicateFile {
    ReplicateFile(study, conditions, files: texts.map(\.text))
  }

  /// Reads a study.
  ///
  /// - Parameter path: Its file.
  /// - Throws: What is wrong with the study or its files.
  init(_ path: String) throws {
    let files = FileAccess.disk(root: nil, patience: ProgressLine.patience)
    let study = try MonteCarloStudy(
      text: try files.studyText(path), name: path)
    let folder = FolderPath.folder(of: path)
    var texts: [(path: String, text: String)] = []
    conditions = try ConditionPlanner(study) { name in
      let bytes = try files.read(
        SettingScope(folder: folder).resolve(name), "model file")
      texts.append((name, String(decoding: bytes, as: UTF8.self)))
      return texts[texts.count - 1].text
    }.conditions()
    self.study = study
    self.texts = texts
  }
}
