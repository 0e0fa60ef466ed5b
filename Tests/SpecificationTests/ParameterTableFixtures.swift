import ModelSyntax
import Specification
import Testing

/// Parameter tables that lavaan made; see Fixtures/partable.R.
struct ParameterTableFixtures: Decodable {
  var lavaan: String
  var cases: [Case]

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var kind: ModelKind
    var options: Options
    var rows: [String]
    /// The observed variables of each block, in the order of the moments.
    var observed: [[String]]

    var testDescription: String { name }
  }

  struct Options: Decodable, Sendable {
    var ngroups: [Int]?
    var meanstructure: [Bool]?
    var observedInterceptsFree: [Bool]?
    var latentInterceptsFree: [Bool]?
    var standardizeLatent: [Bool]?
    var orthogonal: [Bool]?
    var orthogonalX: [Bool]?
    var orthogonalY: [Bool]?
    var fixedExogenous: [Bool]?
    var fixFirstLoading: [Bool]?
    var addVariances: [Bool]?
    var addExogenousCovariances: [Bool]?
    var addEndogenousCovariances: [Bool]?
    var effectCoding: [String]?
    var groupEqual: [GroupEquality]?
    var groupPartial: [String]?

    enum CodingKeys: String, CodingKey {
      case ngroups
      case meanstructure
      case observedInterceptsFree = "int.ov.free"
      case latentInterceptsFree = "int.lv.free"
      case standardizeLatent = "std.lv"
      case orthogonal
      case orthogonalX = "orthogonal.x"
      case orthogonalY = "orthogonal.y"
      case fixedExogenous = "fixed.x"
      case fixFirstLoading = "auto.fix.first"
      case addVariances = "auto.var"
      case addExogenousCovariances = "auto.cov.lv.x"
      case addEndogenousCovariances = "auto.cov.y"
      case effectCoding = "effect.coding"
      case groupEqual = "group.equal"
      case groupPartial = "group.partial"
    }
  }
}

extension ParameterTableFixtures.Case {
  /// The options as ours.
  var modelOptions: ModelOptions {
    var result = ModelOptions()
    result.kind = kind
    if let count = options.ngroups?.first {
      result.groupLabels = (1...count).map { "g\($0)" }
    }
    result.meanStructure = options.meanstructure?.first
    result.observedInterceptsFree = options.observedInterceptsFree?.first
    result.latentInterceptsFree = options.latentInterceptsFree?.first
    result.standardizeLatent = options.standardizeLatent?.first ?? false
    let orthogonal = options.orthogonal?.first ?? false
    result.orthogonalExogenous = options.orthogonalX?.first ?? orthogonal
    result.orthogonalEndogenous = options.orthogonalY?.first ?? orthogonal
    result.fixedExogenous = options.fixedExogenous?.first
    result.fixFirstLoading = options.fixFirstLoading?.first
    result.addVariances = options.addVariances?.first
    result.addExogenousCovariances = options.addExogenousCovariances?.first
    result.addEndogenousCovariances = options.addEndogenousCovariances?.first
    let coding = options.effectCoding ?? []
    result.effectCodingLoadings = coding.contains("loadings")
    result.effectCodingIntercepts = coding.contains("intercepts")
    result.groupEqual = Set(options.groupEqual ?? [])
    result.groupPartial = options.groupPartial ?? []
    return result
  }
}
