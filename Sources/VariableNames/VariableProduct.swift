/// A product of variables, named `x:z`.
///
/// The one place that knows how such names are written and read.
public struct VariableProduct: Sendable, Hashable {
  /// The name, factors joined with `:`.
  public let name: String
  /// The factors' names, two or more; a square has the same one twice.
  public let factors: [String]

  /// Reads a name; `nil` if it is that of a plain variable.
  public init?(_ name: String) {
    guard Self.isProduct(name) else { return nil }
    self.name = name
    factors = name.split(separator: ":").map(String.init)
  }

  /// Makes the product of two variables.
  ///
  /// - Parameters:
  ///   - first: The first factor's name.
  ///   - second: The second factor's name.
  public init(_ first: String, _ second: String) {
    name = first + ":" + second
    factors = [first, second]
  }

  /// The name with the factors in reverse order.
  package var reversedName: String {
    factors.reversed().joined(separator: ":")
  }

  /// Whether a name is that of a product.
  package static func isProduct(_ name: String) -> Bool {
    let separator = UInt8(ascii: ":")
    let first = name.utf8.drop { $0 == separator }
    return first.drop { $0 != separator }.contains { $0 != separator }
  }

  /// The names of a product's factors, or the plain variable's own name.
  package static func factors(of name: String) -> [String] {
    VariableProduct(name)?.factors ?? [name]
  }
}
