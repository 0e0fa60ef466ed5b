import Latent
import TableReading

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FileAccess {
  /// The files of this machine; `-` is stdin.
  package static let disk = FileAccess(
    identity: { path in
      SettingScope(folder: FileManager.default.currentDirectoryPath)
        .resolve(path)
    },
    read: { path, role in
      if path == "-" { return (try? FileBytes.readStandardInput()) ?? [] }
      do throws(FileBytes.Failure) {
        return try FileBytes.read(path)
      } catch {
        switch error {
        case .missing(let names):
          throw InputError.noFile(path, role: role, among: names)
        case .folder:
          throw InputError(
            message: "`\(path)` is a folder, not a \(role).",
            help: "Give a file in it.")
        case .unreadable:
          throw InputError(
            message: "The \(role) cannot be read.", help: "May you read it?",
            place: path)
        }
      }
    })
}
