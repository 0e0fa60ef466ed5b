package import LinearAlgebra

/// The cases of one group that have values of the same variables.
public struct MissingPattern: Sendable, Hashable {
  /// The variables with and without a value.
  package let partition: VariablePartition
  /// The cases, from 0 in the order of `SampleCases`.
  public let cases: Range<Int>

  /// Makes a pattern.
  package init(partition: VariablePartition, cases: Range<Int>) {
    self.partition = partition
    self.cases = cases
  }

  /// The variables with a value, ascending, from 0.
  public var observed: [Int] { partition.known.map { Int($0) } }

  /// The number of cases.
  public var count: Int { cases.count }
}
