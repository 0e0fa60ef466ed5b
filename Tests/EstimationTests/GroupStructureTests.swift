import Estimation
import LinearAlgebra
import ModelSyntax
import MomentStructure
import SampleStatistics
import Specification
import Testing

/// Groups whose models differ though their variables are the same.
@Suite struct GroupStructureTests {
  @Test func groupsMayHaveLatentVariablesOfTheirOwn() throws {
    let text = """
      group: a
      f =~ x1 + x2 + x3
      g =~ x4 + x5 + x6
      h =~ x7 + x8 + x9
      top =~ f + g + h
      group: b
      f =~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9
      """
    var options = ModelOptions()
    options.groupLabels = ["a", "b"]
    let table = try ParameterTable(
      lowering: SyntaxTree.parse(text: text), options: options)
    let model = try CompiledModel(table)
    var covariance = Matrix(rows: 9, columns: 9, repeating: 0.3)
    for i in 0..<9 {
      for j in 0..<9 where i / 3 == j / 3 { covariance[i, j] = 0.5 }
      covariance[i, i] = 1
    }
    let group = Sample(
      count: 200, covariance: covariance,
      mean: [Double](repeating: 0, count: 9))
    let fitter = try Fitter(
      model, options: EstimationOptions(),
      sample: [group, group])
    let estimates = fitter.fit()
    #expect(estimates.isConverged)
    // The first group's model made the covariances; the second's cannot.
    #expect(estimates.groupDiscrepancies[0] < 1e-12)
    #expect(estimates.groupDiscrepancies[1] > 1e-3)
  }
}
