internal import Messages
internal import TableReading
internal import VariableNames

/// The centring of the products that measure a latent product; raw values are
/// stable.
public enum ProductCentering: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The columns are centred, multiplied, and the products centred (Lin, Wen,
  /// Marsh & Lin, 2010).
  case double
  /// The columns are centred and multiplied (Marsh, Wen & Hau, 2004).
  case single
  /// The columns are multiplied as they are: for columns that are centred
  /// already.
  case none
}

/// A product of two centred columns in a sample.
package struct CenteredProduct: Sendable {
  /// The product's place among the variables.
  package let column: Int
  /// The places of the two columns; the same for a square.
  package let factors: (first: Int, second: Int)
  /// The means that were taken off the two.
  package let origins: (first: Double, second: Double)
  /// Whether the product's own mean was taken off.
  package let isCentered: Bool

  /// Makes a product.
  package init(
    column: Int, factors: (first: Int, second: Int),
    origins: (first: Double, second: Double), isCentered: Bool
  ) {
    self.column = column
    self.factors = factors
    self.origins = origins
    self.isCentered = isCentered
  }
}

/// A product that is centred in each group, with its columns.
struct ProductColumn {
  let column: Int
  private let factors: (first: [Double], second: [Double])
  private let places: (first: Int, second: Int)?
  private let centering: ProductCentering

  /// The products that a selection wants centred.
  ///
  /// - Throws: `LatentError` for unknown columns, and for products that the
  ///   table holds as columns, which centring would not reach.
  static func columns(_ selection: SampleSelection, in table: DataTable)
    throws(LatentError) -> [ProductColumn]
  {
    guard selection.productCentering != .none else { return [] }
    var products: [ProductColumn] = []
    for (column, name) in selection.variables.enumerated()
    where selection.centeredProducts.contains(name) {
      let factors = VariableProduct.factors(of: name)
      guard factors.count == 2 else { continue }
      guard table.position(of: name) == nil else {
        throw LatentError.data(
          .duplicateColumn,
          "The product indicator \(name) is a column of the data, while "
            + "Latent computes it from centred columns.",
          remedy: "Leave that column out of the data, or take it as it is "
            + "with product-centering none.",
          file: table.encoding == nil ? nil : table.fileName)
      }
      var places: (Int, Int)?
      if let one = selection.variables.firstIndex(of: factors[0]),
        let two = selection.variables.firstIndex(of: factors[1])
      {
        places = (one, two)
      }
      products.append(
        ProductColumn(
          column: column,
          factors: (
            try table.numbers(named: factors[0]),
            try table.numbers(named: factors[1])
          ), places: places, centering: selection.productCentering))
    }
    return products
  }

  /// Writes the centred product of some rows.
  ///
  /// - Parameters:
  ///   - values: The rows' values of the product, which are replaced.
  ///   - rows: The rows, complete in both columns.
  /// - Returns: The centring; `nil` if a column is not a variable itself.
  func center(_ values: inout [Double], rows: [Int]) -> CenteredProduct? {
    let first = factors.first.mean(over: rows)
    let second = factors.second.mean(over: rows)
    var products = rows.map {
      (factors.first[$0] - first) * (factors.second[$0] - second)
    }
    if centering == .double {
      let mean = products.mean(over: Array(products.indices))
      for row in products.indices { products[row] -= mean }
    }
    values = products
    return places.map {
      CenteredProduct(
        column: column, factors: $0, origins: (first, second),
        isCentered: centering == .double)
    }
  }
}

extension ProductColumn {
  /// Replaces a column by the centred product of some rows.
  ///
  /// Each factor is centred at the mean of the rows that have it, and the
  /// product at the mean of those that have both, as semTools' `indProd` does.
  ///
  /// - Parameters:
  ///   - values: A column over all rows of the table; NaN where it has no
  ///     value.
  ///   - rows: The rows that are used.
  /// - Returns: The centring; `nil` if a factor is not a variable itself.
  func center(incomplete values: inout [Double], rows: [Int])
    -> CenteredProduct?
  {
    let first = factors.first.mean(ofPresent: rows)
    let second = factors.second.mean(ofPresent: rows)
    for row in rows {
      values[row] =
        (factors.first[row] - first) * (factors.second[row] - second)
    }
    if centering == .double {
      let mean = values.mean(ofPresent: rows)
      for row in rows { values[row] -= mean }
    }
    return places.map {
      CenteredProduct(
        column: column, factors: $0, origins: (first, second),
        isCentered: centering == .double)
    }
  }
}

extension [Double] {
  /// The mean of those elements that are there.
  func mean(ofPresent rows: [Int]) -> Double {
    mean(over: rows.filter { !self[$0].isNaN })
  }

  /// The mean of some elements.
  func mean(over rows: [Int]) -> Double {
    weightedMean(of: rows.count, total: Double(rows.count)) { self[rows[$0]] }
  }
}
