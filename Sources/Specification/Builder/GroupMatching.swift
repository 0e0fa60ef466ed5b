internal import Messages
import ModelSyntax

/// The `group:` block of the text for each group of the data.
struct GroupMatching {
  /// The groups' labels in the order of their numbers.
  private(set) var labels: [String]
  /// The number of the `group:` block of each group, from 1; empty where the
  /// text has no such blocks and applies to every group alike.
  private(set) var blockNumbers: [Int] = []

  /// Matches by name where a header names a label of the data, and else by
  /// position, as with `group: 1`, `group: 2`.
  ///
  /// - Parameters:
  ///   - model: The text's blocks and headers.
  ///   - options: The labels of the data's groups.
  ///   - diagnostics: Takes what does not fit.
  init(
    _ model: FlatModel, _ options: ModelOptions,
    diagnostics: inout [Diagnostic]
  ) {
    let given = options.groupLabels.isEmpty ? [""] : options.groupLabels
    let names = model.groupHeaders.map(\.text)
    guard !names.isEmpty else {
      labels = given
      return
    }
    labels = names
    blockNumbers = Array(1...names.count)
    if given == [""], options.groupsFromText { return }
    guard given.count == names.count else {
      diagnostics.append(
        Self.countMismatch(model.groupHeaders, groupCount: given.count))
      return
    }
    labels = given
    let unknown = model.groupHeaders.filter { !given.contains($0.text) }
    guard unknown.count < names.count else { return }
    for header in unknown {
      // A label that another header names cannot be the one meant.
      let open = given.filter { !names.contains($0) }
      diagnostics.append(
        Diagnostic(
          code: .modelUnknownGroup,
          message: "the data have no group `\(header.text)`"
            + NearestName.clause(header.text, among: open),
          remedy: "No header names \(Self.list(open)); name each group once, "
            + "or number all headers.", range: header.range))
    }
    blockNumbers = given.enumerated().map { place, label in
      (names.firstIndex(of: label) ?? place) + 1
    }
  }

  private static func countMismatch(
    _ headers: [NameSyntax], groupCount: Int
  ) -> Diagnostic {
    let blocks =
      headers.count == 1
      ? "one `group:` block" : "\(headers.count) `group:` blocks"
    let groups = groupCount == 1 ? "one group" : "\(groupCount) groups"
    return Diagnostic(
      code: .modelGroupCount,
      message: "the text has \(blocks), the data \(groups)",
      remedy: groupCount == 1
        ? "Name the column that tells the groups apart, and keep all of its "
          + "values."
        : "Write one `group:` block for each group.",
      range: headers[0].range)
  }

  private static func list(_ labels: [String]) -> String {
    let shown = labels.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    return labels.count > 5 ? shown + ", ..." : shown
  }
}
