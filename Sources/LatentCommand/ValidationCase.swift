import Foundation
import Latent

/// One folder of a validation: a model and its reference.
struct ValidationCase {
  /// How a case ended.
  enum Verdict: String {
    case agrees
    case differs
    /// The fit did not converge, or the model was refused.
    case failed
    /// The folder is not as it should be.
    case malformed
  }

  /// The result of a case.
  struct Result {
    var name: String
    var verdict: Verdict
    var comparison = Comparison()
    /// What went wrong, if no comparison was made.
    var message = ""
  }

  let folder: URL
  /// The folder's path as the user gave it.
  let path: String

  var name: String { folder.lastPathComponent }

  /// Fits the model and compares.
  func run() -> Result {
    let reference: ReferenceValue
    do {
      let bytes = try Data(
        contentsOf: folder.appendingPathComponent("reference.json"))
      reference = try JSONDecoder().decode(ReferenceValue.self, from: bytes)
    } catch {
      return Result(
        name: name, verdict: .malformed,
        message: "reference.json cannot be read: \(error)")
    }
    let hasNumbers = ["parameters", "fit", "published"].contains {
      reference[$0] != nil
    }
    guard hasNumbers else {
      return Result(
        name: name, verdict: .malformed,
        message: "reference.json has no parameters, fit or published.")
    }
    do {
      let file = try ModelFile(path: path + "/model.lav")
      var request = try file.request(flags: [])
      request.options.keepsCases = reference["factor_scores"] != nil
      let outcome = try FitRunner(model: file.model, request: request)
        .run(modelName: file.name)
      guard outcome.fit.isConverged else {
        return Result(
          name: name, verdict: .failed,
          message: "did not converge: \(outcome.fit.convergenceMessage)")
      }
      let comparison = Comparison(outcome.fit, with: reference)
      if let reason = comparison.malformed.first {
        return Result(
          name: name, verdict: .malformed,
          message: "reference.json: \(reason).")
      }
      guard comparison.count > 0 else {
        return Result(
          name: name, verdict: .malformed,
          message: "reference.json holds nothing to compare.")
      }
      return Result(
        name: name, verdict: comparison.failures == 0 ? .agrees : .differs,
        comparison: comparison)
    } catch let error as LatentError where error.kind == .fit {
      return Result(
        name: name, verdict: .failed, message: error.commandText)
    } catch let error as any ExpectedError {
      return Result(
        name: name, verdict: .malformed, message: error.commandText)
    } catch let error as InputError {
      return Result(name: name, verdict: .malformed, message: error.text)
    } catch {
      return Result(name: name, verdict: .malformed, message: "\(error)")
    }
  }

  /// The cases of a folder: its sub-folders with a reference or a model, in
  /// the order of their names, or the folder itself.
  static func all(in path: String) throws -> [ValidationCase] {
    let manager = FileManager.default
    let root = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    let exists = unsafe manager.fileExists(
      atPath: path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      throw InputError(
        message: "There is no folder `\(path)`.",
        help: "Give a folder whose sub-folders hold model.lav and "
          + "reference.json.")
    }
    let trimmed =
      path.count > 1 && path.hasSuffix("/")
      ? String(path.dropLast()) : path
    func isCase(_ url: URL) -> Bool {
      ["model.lav", "reference.json"].contains {
        manager.fileExists(atPath: url.appendingPathComponent($0).path)
      }
    }
    if isCase(root) { return [ValidationCase(folder: root, path: trimmed)] }
    let names = try manager.contentsOfDirectory(atPath: path).sorted()
    let cases = names.filter { isCase(root.appendingPathComponent($0)) }
      .map {
        ValidationCase(
          folder: root.appendingPathComponent($0), path: "\(trimmed)/\($0)")
      }
    if cases.isEmpty {
      throw InputError(
        message: "The folder `\(path)` holds no cases.",
        help: "A case is a sub-folder with model.lav and reference.json.")
    }
    return cases
  }
}
