import LinearAlgebra
import ModelSyntax
import ModelTestSupport
import MomentStructure
import Specification
import TestSupport
import Testing

extension ModelCase {
  static let all: [ModelCase] = plain + plain.map(\.withMeans) + others

  static let plain: [ModelCase] = [
    ModelCase(
      testDescription: "CFA",
      text: """
        f =~ x1 + x2 + x3
        g =~ x4 + x5 + x6 + x2
        x1 ~~ x5
        """),
    ModelCase(
      testDescription: "second order",
      text: """
        f =~ x1 + x2 + x3
        g =~ x4 + x5 + x6
        h =~ x7 + x8 + x9
        top =~ f + g + h + x9
        """),
    ModelCase(
      testDescription: "MIMIC",
      text: """
        f =~ y1 + y2 + y3
        f ~ x1 + x2
        y1 ~ x2
        """),
    ModelCase(
      testDescription: "path",
      text: """
        m ~ a*x + z
        y ~ b*m + c*x
        w ~ y + z
        m ~~ w
        """),
    ModelCase(
      testDescription: "nonrecursive",
      text: """
        y1 ~ y2 + x1
        y2 ~ y1 + x2
        y1 ~~ y2
        """),
    ModelCase(
      testDescription: "nonrecursive latent",
      text: """
        f =~ y1 + y2 + y3
        g =~ y4 + y5 + y6
        f ~ g + x1
        g ~ f + x2
        """),
    ModelCase(
      testDescription: "latent and observed",
      text: """
        f =~ x1 + x2 + x3
        g =~ x4 + x5 + x6
        g ~ f + w
        v ~ g + f + w
        w ~ u
        """),
    ModelCase(
      testDescription: "residual of an indicator with an outcome",
      text: """
        f =~ x1 + x2 + x3
        y ~ f + z
        x2 ~~ y
        x3 ~~ f
        """),
    ModelCase(
      testDescription: "composites that predict",
      text: """
        C <~ x1 + x2 + x3
        D <~ x4 + x5
        f =~ y1 + y2 + y3
        f ~ C + D + z
        C ~~ z
        """),
    ModelCase(
      testDescription: "composites that others predict",
      text: """
        C <~ 2*x1 + x2 + x3 + 1*x7
        D <~ NA*x4 + -0.5*x5 + x6
        E <~ z
        top =~ C + y1 + y2
        D ~ C + E
        y3 ~ D + x9
        """),
    ModelCase(
      testDescription: "indicator that predicts",
      text: """
        f =~ x1 + x2 + x3
        y ~ x3 + f
        x2 ~~ x1
        """),
  ]

  private static let others: [ModelCase] = [
    ModelCase(
      testDescription: "growth",
      text: """
        i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4
        s =~ 0*t1 + 1*t2 + 2*t3 + t4
        i ~ x
        s ~ x + i
        t2 ~ c
        """, kind: .growth, meanStructure: false),
    ModelCase(
      testDescription: "two groups",
      text: """
        f =~ x1 + x2 + x3
        g =~ x4 + x5 + x6
        g ~ f + w
        f ~ c(0, NA)*1
        """, meanStructure: true, groupLabels: ["a", "b"]),
    ModelCase(
      testDescription: "composites with means",
      text: """
        C <~ x1 + x2 + x3
        f =~ y1 + y2 + y3
        f ~ C
        C ~ c(0, NA)*1
        """, meanStructure: true, groupLabels: ["a", "b"]),
    ModelCase(
      testDescription: "fixed covariates",
      text: """
        f =~ y1 + y2 + y3
        f ~ x1 + x2
        y3 ~ x1
        """, meanStructure: true, fixedExogenous: true),
  ]
}

/// A model with values for its parameters and for the moments of its fixed
/// covariates.
struct StructurePoint {
  let model: CompiledModel
  let theta: [Double]
  /// Sample moments; only those of fixed covariates are used.
  let samples: [(covariance: Matrix, mean: [Double])]

  /// Draws values: variances 0.8 to 1.6, everything else between −0.5 and 0.9.
  init(_ model: CompiledModel, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.model = model
    theta = model.rowOfParameter.map { index in
      let row = model.table.rows[index]
      if row.op == .covariance {
        return row.lhs == row.rhs
          ? generator.uniform(in: 0.8...1.6)
          : generator.uniform(in: -0.15...0.25)
      }
      return generator.uniform(in: -0.5...0.9)
    }
    samples = model.blocks.map {
      (
        generator.positiveDefinite(order: $0.observedCount),
        generator.normals($0.observedCount)
      )
    }
  }

  /// Workspaces at `theta`.
  func workspaces() -> [BlockWorkspace] {
    model.blocks.enumerated().map { index, block in
      let workspace = BlockWorkspace(block)
      let mean = MatrixBuffer(rows: block.observedCount)
      mean.copy(from: samples[index].mean)
      workspace.fixSampleCells(
        covariance: MatrixBuffer(samples[index].covariance), mean: mean)
      let isRegular = workspace.update(buffer(theta))
      precondition(isRegular, "I − B has an inverse")
      return workspace
    }
  }

  /// The oracle of a block at any parameter values.
  func reticular(block: Int, theta: [Double]) -> ReticularModel {
    let table = model.table
    let structure = model.blocks[block]
    var rows: [ReticularRow] = []
    for row in table.rows where row.blockIndex == block {
      var value = row.parameter.map { theta[$0] } ?? row.fixedValue ?? 0
      if row.isExogenous, !row.isFree, row.fixedValue == nil,
        let first = structure.observed.firstIndex(of: row.lhs)
      {
        value =
          structure.observed.firstIndex(of: row.rhs)
          .map { samples[block].covariance[first, $0] }
          ?? samples[block].mean[first]
      }
      rows.append(ReticularRow(row.lhs, row.op.rawValue, row.rhs, value))
    }
    return ReticularModel(
      rows: rows, observed: table.roles[block].observed,
      latent: table.roles[block].latent)
  }
}
