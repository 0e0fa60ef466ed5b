internal import Messages
import ModelFit
import RequestSettings
import Requests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One folder of a validation: a model and its reference.
package struct ValidationCase {
  /// The outcome of a case.
  package enum Verdict: String {
    case agrees
    case differs
    /// The fit did not converge, or the model was refused.
    case failed
    /// The folder is not as it should be.
    case malformed
  }

  /// The result of a case.
  package struct Result {
    package var name: String
    package var verdict: Verdict
    package var comparison = Comparison()
    /// The error, if no comparison was made.
    package var message = ""
  }

  /// The folder's path as the user gave it.
  let path: String
  /// The folder of all cases, which models may read from.
  let root: String

  /// The folder's name.
  package var name: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Fits the model and compares.
  package func run() -> Result {
    let reference: ReferenceValue
    do {
      let bytes = try FileAccess.disk.read(
        path + "/reference.json", "reference")
      reference = try JSONDecoder().decode(
        ReferenceValue.self, from: Data(bytes))
    } catch is DecodingError {
      return Result(
        name: name, verdict: .malformed,
        message: "reference.json is no JSON of numbers, texts, lists and "
          + "objects.")
    } catch {
      return Result(
        name: name, verdict: .malformed,
        message: "reference.json cannot be read: "
          + ((error as? InputError)?.message ?? "\(error)"))
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
      let fit = try fit(keepingCases: reference["factor_scores"] != nil)
      guard fit.isConverged else {
        return Result(
          name: name, verdict: .failed,
          message: "did not converge: \(fit.convergenceMessage)")
      }
      let comparison = Comparison(fit, with: reference)
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
        name: name, verdict: .failed, message: "\(error) [\(error.code)]")
    } catch {
      return Result(name: name, verdict: .malformed, message: "\(error)")
    }
  }

  private func fit(keepingCases: Bool) throws -> Fit {
    let path = path + "/model.lav"
    let files = FileAccess.disk(root: root)
    let request = AnalysisRequest(
      .fit, models: [try ModelDocument(contentsOf: path)], files: files)
    return try AnalysisJob(
      request,
      context: AnalysisContext(
        files: files, warn: { _ in }, progress: { _ in })
    ).fitted(keepingCases: keepingCases)
  }

  /// The cases of a folder: its sub-folders with a reference or a model, in
  /// the order of their names, or the folder itself.
  package static func all(in path: String) throws -> [ValidationCase] {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: path) else {
      throw InputError(
        message: "There is no folder `\(path)`.",
        help: "Give a folder whose sub-folders hold model.lav and "
          + "reference.json.")
    }
    let trimmed =
      path.count > 1 && path.hasSuffix("/")
      ? String(path.dropLast()) : path
    func isCase(_ path: String) -> Bool {
      ["model.lav", "reference.json"].contains {
        manager.fileExists(atPath: "\(path)/\($0)")
      }
    }
    if isCase(trimmed) {
      return [ValidationCase(path: trimmed, root: "\(trimmed)/..")]
    }
    let cases = names.sorted().map { "\(trimmed)/\($0)" }.filter(isCase)
      .map { ValidationCase(path: $0, root: trimmed) }
    if cases.isEmpty {
      throw InputError(
        message: "The folder `\(path)` holds no cases.",
        help: "A case is a sub-folder with model.lav and reference.json.")
    }
    return cases
  }
}
