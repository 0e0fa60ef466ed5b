import Foundation
import ModelSyntax
import Specification
import TestSupport
import Testing

/// Models with arrows, effects and frameworks; see Fixtures/expansions.
struct ExpansionCase: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var group: String?
  var labels: [String]?
  var equal: [GroupEquality]?
  var partial: [String]?

  var testDescription: String { name }

  /// Every case; `cases.json` is read by the script for R too.
  static let all =
    (try? loadFixture([ExpansionCase].self, "expansions/cases.json")) ?? []

  /// The options of the case.
  var options: ModelOptions {
    var options = ModelOptions()
    options.groupLabels = labels ?? [""]
    options.groupEqual = Set(equal ?? [])
    options.groupPartial = partial ?? []
    return options
  }

  /// The text beside `cases.json` with an extension.
  func text(_ kind: String) throws -> String {
    try String(contentsOf: url(kind), encoding: .utf8)
  }

  func url(_ kind: String) -> URL {
    fixtureURL("expansions/\(name).\(kind)")
  }
}
