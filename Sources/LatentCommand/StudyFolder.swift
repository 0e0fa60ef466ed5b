import RequestSettings
import Requests
import Studies
import TableReading

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The folder of a study file: what it may name, and where its cache lies.
struct StudyFolder {
  private let path: String
  /// The store of steps that are known.
  let cache: StudyCache

  /// Makes the folder of a study file.
  init(_ path: String) {
    self.path = path
    let folder = FolderPath.folder(of: path)
    let name = FolderPath.name(of: path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    cache = StudyCache(
      folder: "\(folder)/.latent-cache", study: stem.isEmpty ? name : stem)
  }

  private var scope: SettingScope {
    var scope = SettingScope(folder: FolderPath.folder(of: path))
    scope.isModelFile = true
    scope.confinement = .disk()
    return scope
  }

  /// The access to the files that the study names: those of its folder.
  func files(_ disk: FileAccess) -> FileAccess {
    let folder = FolderPath.folder(of: path)
    var files = FileAccess { path, role in
      var scope = SettingScope(folder: folder)
      scope.isModelFile = true
      scope.confinement = .disk()
      return try disk.read(try scope.input(path), role)
    }
    files.readForeign = { try DataFileProcess.read($0) }
    return files
  }

  /// The documents that the study has written; `results.json` where it names
  /// none.
  ///
  /// - Throws: `InputError` for names that it may not give.
  func outputs(_ study: Study) throws -> [StudyOutput] {
    let names = study.outputs.map(\.text)
    return try (names.isEmpty ? ["results.json"] : names).map {
      StudyOutput(file: try scope.document($0))
    }
  }
}

/// The steps of a study that are known, one file each, in `.latent-cache` beside
/// the study file; it can be removed at any time.
struct StudyCache: StudyStore {
  /// The folder.
  let folder: String
  /// The study's name, of which its part of the folder has its own.
  let study: String

  private var own: String { "\(folder)/\(study)" }

  func load(_ name: String) -> [UInt8]? {
    try? FileBytes.read("\(own)/\(name)")
  }

  func save(_ bytes: [UInt8], as name: String) {
    guard makeFolders() else { return }
    // A cache that cannot be written costs time and nothing else.
    try? OutputFile(file: WrittenFile("\(own)/\(name)"))
      .write(inPieces: { try $0(bytes) })
  }

  private func makeFolders() -> Bool { Self.make([folder, own]) }

  /// Makes folders where there are none; a link is no folder.
  ///
  /// - Parameter paths: The folders, outer ones first.
  /// - Returns: Whether all are there.
  static func make(_ paths: [String]) -> Bool {
    for path in paths {
      var status = stat()
      if unsafe lstat(path, &status) == 0 {
        guard status.st_mode & S_IFMT == S_IFDIR else { return false }
      } else if unsafe mkdir(path, 0o777) != 0, errno != EEXIST {
        return false
      }
    }
    return true
  }

  /// Removes what other runs of the study kept.
  ///
  /// - Parameter keys: The keys of the steps to keep.
  func keepOnly(_ keys: [String]) {
    let kept = Set(keys.map(StepRecord.fileName))
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
    for name in names
    where name.hasPrefix("step-") && name.hasSuffix(".json")
      && !kept.contains(name)
    {
      unsafe unlink("\(own)/\(name)")
    }
  }
}
