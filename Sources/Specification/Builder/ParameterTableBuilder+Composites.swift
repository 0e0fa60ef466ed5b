internal import Messages
import ModelSyntax
internal import VariableNames

extension Sequence<ParameterRow> {
  /// The row, among the weights of one composite, whose fixed value sets its
  /// scale: the first that is fixed and not zero; `nil` if there is none.
  package var scalingWeight: ParameterRow? {
    first { !$0.isFree && ($0.fixedValue ?? 0) != 0 }
  }
}

extension ParameterTable {
  /// Whether a row describes the parts of a composite.
  package func isOfParts(_ row: ParameterRow) -> Bool {
    row.blockIndex.map { roles[$0].isOfParts(row) } ?? false
  }

  /// The rows of the weights that scale composites, by index.
  package var scalingWeights: Set<Int> {
    var result: Set<Int> = []
    for (block, own) in roles.enumerated() {
      for composite in own.composites {
        let weights = rows.indices.filter {
          rows[$0].op == .formative && rows[$0].lhs == composite
            && rows[$0].blockIndex == block
        }
        guard let scaling = weights.map({ rows[$0] }).scalingWeight else {
          continue
        }
        result.formUnion(weights.filter { rows[$0].key == scaling.key })
      }
    }
    return result
  }
}

extension VariableRoles {
  /// Whether a row describes the parts of a composite: its loadings, and the
  /// covariances and intercepts of what it leaves of them.
  package func isOfParts(_ row: ParameterRow) -> Bool {
    switch row.op {
    case .measurement:
      composites.contains(row.lhs) && composed.contains(row.rhs)
    case .covariance: composed.contains(row.lhs) && composed.contains(row.rhs)
    case .intercept: composed.contains(row.lhs)
    default: false
    }
  }
}

extension ParameterTableBuilder {
  /// Refuses composites without a scale, and parts that are more than parts:
  /// what a part has to do with others, the composite tells.
  ///
  /// - Parameters:
  ///   - part: The block of the text.
  ///   - start: The first row of the block.
  ///   - group: The group's number, from 1.
  mutating func checkComposites(
    _ part: ModelBlock, from start: Int, group: Int
  ) {
    let roles = part.analysis.roles
    guard !roles.composites.isEmpty else { return }
    let weights = rows[start...].filter { $0.op == .formative }
    for composite in roles.composites {
      let own = weights.filter { $0.lhs == composite }
      guard own.scalingWeight == nil else { continue }
      fail(
        .modelCompositeScale,
        "no weight of the composite \(composite) has a fixed value other than "
          + "0, and nothing else sets its scale",
        remedy: "Fix one of them, as in "
          + "`\(composite) <~ 1*\(own.first?.rhs ?? "x")`.",
        at: own.first?.range)
    }
    guard group == 1 || !model.groupHeaders.isEmpty else { return }
    checkParts(part)
    if options.fitsCorrelations || !part.ordered(options).isEmpty {
      fail(
        .modelCompositeKind,
        "a model of "
          + (options.fitsCorrelations ? "correlations" : "ordered variables")
          + " has no composites",
        remedy: "Compute \(roles.composites[0]) in the data, or measure it "
          + "with `=~`.", at: weights.first?.range)
    }
  }

  private mutating func checkParts(_ block: ModelBlock) {
    let composed = Set(block.analysis.roles.composed)
    let latent = Set(block.analysis.roles.latent)
    var owners: [String: String] = [:]
    for parameter in block.parameters {
      let (lhs, rhs) = (parameter.key.lhs, parameter.key.rhs)
      let problem: String?
      switch parameter.key.op {
      case .formative where latent.contains(rhs):
        problem =
          "`\(rhs)` is latent, and composites are sums of observed "
          + "variables"
      case .formative where VariableProduct.isProduct(rhs):
        problem = "`\(rhs)` is a product, and composites are sums of variables"
      case .formative:
        let owner = owners[rhs] ?? lhs
        owners[rhs] = owner
        problem =
          owner == lhs
          ? nil
          : "`\(rhs)` is a part of \(owner) and of \(lhs), and a variable is "
            + "part of one composite"
      case .measurement where composed.contains(rhs):
        problem = "`\(rhs)` is a part of a composite, and loads on \(lhs)"
      case .regression where composed.contains(lhs) || composed.contains(rhs):
        let name = composed.contains(lhs) ? lhs : rhs
        problem =
          "`\(name)` is a part of a composite, and stands in a "
          + "regression"
      case .covariance where composed.contains(lhs) || composed.contains(rhs):
        let name = composed.contains(lhs) ? lhs : rhs
        problem =
          "`\(name)` is a part of a composite, and its variance and "
          + "covariances follow from that"
      case .intercept where composed.contains(lhs):
        problem =
          "`\(lhs)` is a part of a composite, and its mean follows from "
          + "that"
      default: problem = nil
      }
      guard let problem else { continue }
      fail(
        .modelCompositePart, problem,
        remedy: "Relate the composite to other variables, not its parts.",
        at: parameter.range)
    }
  }
}
