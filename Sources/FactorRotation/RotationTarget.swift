package import Messages

/// A target of loadings, whose rows and columns have names.
package struct RotationTarget: Sendable, Hashable, Encodable {
  /// The variables.
  package let variables: [String]
  /// The factors.
  package let factors: [String]
  /// The loadings, a row a variable; `nil` leaves one free.
  package let values: [[Double?]]

  /// Makes a target.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - factors: The factors.
  ///   - values: The loadings, a row a variable; `nil` leaves one free.
  package init(
    variables: [String], factors: [String], values: [[Double?]]
  ) {
    self.variables = variables
    self.factors = factors
    self.values = values
  }

  /// The part that is one block's, with NaN for what is free.
  ///
  /// - Parameters:
  ///   - indicators: The block's indicators.
  ///   - members: Its factors.
  /// - Returns: A row an indicator.
  /// - Throws: `LatentError` naming an indicator or a factor without a place.
  package func part(
    indicators: [String], factors members: [String]
  ) throws(LatentError) -> [[Double]] {
    let rows = try Self.places(of: indicators, among: variables, "row")
    let columns = try Self.places(of: members, among: factors, "column")
    return rows.map { row in columns.map { values[row][$0] ?? .nan } }
  }

  private static func places(
    of names: [String], among known: [String], _ what: String
  ) throws(LatentError) -> [Int] {
    var places: [Int] = []
    for name in names {
      guard let place = known.firstIndex(of: name) else {
        throw LatentError(
          kind: .fit, code: .impossibleRotation,
          message: "The target has no \(what) `\(name)`.",
          remedy: "Its rows are named by indicators in the first column, its "
            + "columns by factors, as the model has them.")
      }
      places.append(place)
    }
    return places
  }
}

extension RotationRequest {
  /// The rotation of an exploratory block; `nil` for none.
  ///
  /// - Parameters:
  ///   - indicators: The block's indicators.
  ///   - factors: Its factors.
  /// - Returns: The rotation.
  /// - Throws: `LatentError` if there is no target for them, and the rotation
  ///   needs one.
  package func options(
    indicators: [String], factors: [String]
  ) throws(LatentError) -> RotationOptions? {
    var part: [[Double]] = []
    if name.needsTarget {
      guard let target else {
        throw LatentError(
          kind: .fit, code: .impossibleRotation,
          message: "The rotation has no target.",
          remedy: "Name a table of it by the option `target`.")
      }
      part = try target.part(indicators: indicators, factors: factors)
      let isBound = part.contains { row in
        row.contains { name == .pst ? $0 == 0 : !$0.isNaN }
      }
      guard isBound else {
        throw LatentError(
          kind: .fit, code: .impossibleRotation,
          message: "The target leaves all loadings of "
            + "\(listing(factors, limit: 8)) free.",
          remedy: name == .pst
            ? "Write 0 for loadings that are meant to be small."
            : "Write the loadings that are meant.")
      }
    }
    return options(
      variables: indicators.count, factors: factors.count, target: part)
  }
}
