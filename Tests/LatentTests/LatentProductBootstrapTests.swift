import Foundation
import Latent
import TestSupport
import Testing

/// Replicates of models with latent products: each centres at its own means.
struct LatentProductBootstrapTests {
  let data: DataTable

  init() throws {
    data = try HolzingerModel.table("latent-products.csv")
  }

  /// The table without a row.
  private func without(_ row: Int) throws -> DataTable {
    try DataTable(
      columns: data.columns.map { column -> DataColumn in
        switch column.values {
        case .numbers(var values):
          values.remove(at: row)
          return DataColumn(name: column.name, numbers: values)
        case .text(var codes, let levels):
          codes.remove(at: row)
          return DataColumn(
            name: column.name, strings: codes.map { levels[Int($0)] })
        }
      })
  }

  /// Leaving a case out gives the fit of the table without it, whose products
  /// are made of columns centred without it.
  @Test(arguments: [
    (LatentProductTests.mediation, nil, ProductCentering.double),
    (LatentProductTests.mediation, nil, .single),
    (LatentProductTests.mediation, nil, .none),
    ("f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + f:f", "group", .double),
    ("f =~ x1 + x2 + x3\ny =~ y1 + y2 + y3\ny ~ f + w + f:w", nil, .single),
  ])
  func replicatesCentreAnew(
    text: String, group: String?, centering: ProductCentering
  ) async throws {
    var options = FitOptions()
    options.keepsCases = true
    options.productCentering = centering
    options.model.meanStructure = true
    let model = try Model(text: text)
    let whole = try fit(model, data: data, group: group, options: options)
    let draws = try await whole.jackknife(BootstrapOptions())
    #expect(draws.count == 420)
    for row in [0, 17, 411] {
      let replicate = try #require(draws.replicates.firstIndex(of: row + 1))
      let part = try fit(
        model, data: without(row), group: group, options: options)
      for (index, parameter) in part.parameters.enumerated()
      where parameter.free > 0 {
        let column = try #require(draws.column(.estimate(row: index)))
        expectClose(
          draws.value(replicate, column), parameter.estimate, relative: 1e-6,
          absolute: 1e-7,
          "\(parameter.lhs) \(parameter.op) \(parameter.rhs), row \(row)")
      }
    }
  }
}
