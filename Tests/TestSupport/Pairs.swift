public import Testing

/// Pairs the elements of two collections that should correspond, for a loop
/// that compares them: expects as many in one as in the other, and at least
/// one, which `zip` would pass over.
///
/// - Parameters:
///   - first: The first collection.
///   - second: The second collection.
///   - sourceLocation: The place of the comparison.
/// - Returns: The pairs.
public func pairs<First: Collection, Second: Collection>(
  _ first: First, _ second: Second,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Zip2Sequence<First, Second> {
  if first.isEmpty || first.count != second.count {
    Issue.record(
      "\(first.count) and \(second.count) elements to compare",
      sourceLocation: sourceLocation)
  }
  return zip(first, second)
}
