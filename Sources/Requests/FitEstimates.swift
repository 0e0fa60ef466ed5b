import Latent
import ModelSyntax
import RequestSettings
package import Specification

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The estimates of a fit that was written as JSON.
package struct FitEstimates: Decodable {
  /// A row of the parameters.
  private struct Row: Decodable {
    var lhs: String
    var op: String
    var rhs: String?
    var group: Int?
    var est: Double?
  }

  private var parameters: [Row]

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - path: The file's name, for errors.
  ///   - option: The option that names the file.
  /// - Returns: The estimates.
  /// - Throws: `InputError` for another file.
  package static func read(
    _ bytes: [UInt8], path: String, of option: String
  ) throws -> FitEstimates {
    do {
      return try JSONDecoder().decode(
        FitEstimates.self, from: Data(bytes))
    } catch {
      throw InputError(
        message: "The file holds no estimates of a fit.",
        help: "Write one with the option `format: json` of the analysis "
          + "`fit`.", place: path, option: option)
    }
  }

  /// The starting values, by parameter; a group is a block.
  package var values: [ParameterKey: Double] {
    var values: [ParameterKey: Double] = [:]
    for row in parameters {
      guard let op = ModelOperator(rawValue: row.op), !op.isConstraint,
        let estimate = row.est, estimate.isFinite
      else { continue }
      let key = ParameterKey(
        row.lhs, op, row.rhs ?? "", block: max(1, row.group ?? 1))
      values[key] = estimate
    }
    return values
  }
}
