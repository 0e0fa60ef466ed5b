public import Testing

/// Expects that two numbers agree, and records an issue that shows both and
/// the error if they do not.
///
/// They agree if |actual - expected| ≤ absolute + relative · |expected|, or if
/// both are NaN or the same infinity.
///
/// - Parameters:
///   - actual: The number under test.
///   - expected: The reference.
///   - relative: The relative tolerance.
///   - absolute: The absolute tolerance.
///   - label: The subject of the comparison, for the issue's text.
///   - sourceLocation: The place of the expectation.
public func expectClose(
  _ actual: Double, _ expected: Double, relative: Double = 1e-12,
  absolute: Double = 0, _ label: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard
    let problem = mismatch(
      actual, expected, relative: relative, absolute: absolute)
  else { return }
  record(problem, label(), sourceLocation)
}

/// Expects that two lists of numbers agree element by element.
///
/// - Parameters:
///   - actual: The numbers under test.
///   - expected: The references.
///   - relative: The relative tolerance.
///   - absolute: The absolute tolerance.
///   - label: The subject of the comparison, for the issue's text.
///   - sourceLocation: The place of the expectation.
public func expectClose(
  _ actual: [Double], _ expected: [Double], relative: Double = 1e-12,
  absolute: Double = 0, _ label: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    record(
      "\(actual.count) numbers, expected \(expected.count)", label(),
      sourceLocation)
    return
  }
  let problems = zip(actual, expected).enumerated().compactMap { index, pair in
    mismatch(pair.0, pair.1, relative: relative, absolute: absolute).map {
      "[\(index)] \($0)"
    }
  }
  guard !problems.isEmpty else { return }
  var text = problems.prefix(10).joined(separator: "\n  ")
  if problems.count > 10 { text += "\n  … \(problems.count) in all" }
  record(text, label(), sourceLocation)
}

/// Expects that two tables of numbers agree element by element.
///
/// - Parameters:
///   - actual: The rows under test.
///   - expected: The reference rows.
///   - relative: The relative tolerance.
///   - absolute: The absolute tolerance.
///   - label: The subject of the comparison, for the issue's text.
///   - sourceLocation: The place of the expectation.
public func expectClose(
  _ actual: [[Double]], _ expected: [[Double]], relative: Double = 1e-12,
  absolute: Double = 0, _ label: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    record(
      "\(actual.count) rows, expected \(expected.count)", label(),
      sourceLocation)
    return
  }
  let label = label()
  for (index, pair) in zip(actual, expected).enumerated() {
    expectClose(
      pair.0, pair.1, relative: relative, absolute: absolute,
      label.isEmpty ? "row \(index)" : "\(label), row \(index)",
      sourceLocation: sourceLocation)
  }
}

/// The description of a disagreement, or `nil` if the numbers agree.
func mismatch(
  _ actual: Double, _ expected: Double, relative: Double, absolute: Double
) -> String? {
  if actual == expected || actual.isNaN && expected.isNaN { return nil }
  let error = abs(actual - expected)
  // An infinite reference is met only by itself: its tolerance is infinite.
  if expected.isFinite, error <= absolute + relative * abs(expected) {
    return nil
  }
  return "\(actual), expected \(expected): error \(error), "
    + "relative \(error / abs(expected)), allowed \(relative) relative"
    + (absolute > 0 ? " and \(absolute) absolute" : "")
}

private func record(
  _ problem: String, _ label: String, _ sourceLocation: SourceLocation
) {
  Issue.record(
    Comment(rawValue: label.isEmpty ? problem : "\(label): \(problem)"),
    sourceLocation: sourceLocation)
}
