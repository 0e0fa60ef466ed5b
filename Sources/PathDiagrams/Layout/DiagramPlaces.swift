import Messages

/// The kept places of a diagram's nodes: a text of lines `name x y`.
///
/// Places are centres of nodes in points; names with blanks stand in
/// backquotes. What follows `#` is a comment.
package struct DiagramPlaces: Sendable, Hashable {
  /// The centres by name.
  package private(set) var centers: [String: DiagramPoint] = [:]
  /// The names in the order of the text.
  package private(set) var names: [String] = []

  /// A line that is not understood.
  package struct Fault: Error, Sendable, Hashable {
    /// The line's number, from 1.
    package var line: Int
    package var message: String
  }

  /// Reads a text.
  ///
  /// - Parameter text: The text.
  /// - Throws: `Fault` at the first line that is not `name x y`.
  package init(text: String) throws(Fault) {
    let lines = text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      func fault(_ message: String) -> Fault {
        Fault(line: index + 1, message: message)
      }
      let trimmed = line.drop { $0.isWhitespace }
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      let (name, rest): (String, Substring)
      if trimmed.hasPrefix("`") {
        let inner = trimmed.dropFirst()
        guard let end = inner.firstIndex(of: "`") else {
          throw fault("A backquote closes no name.")
        }
        (name, rest) = (
          String(inner[..<end]), inner[inner.index(after: end)...]
        )
      } else {
        let end =
          trimmed.firstIndex(where: \.isWhitespace) ?? trimmed.endIndex
        (name, rest) = (String(trimmed[..<end]), trimmed[end...])
      }
      let numbers = rest.prefix { $0 != "#" }.split(
        whereSeparator: \.isWhitespace)
      guard numbers.count == 2, let x = Double(numbers[0]),
        let y = Double(numbers[1]), abs(x) <= 100_000, abs(y) <= 100_000
      else { throw fault("A line has a name and two numbers, `\(name) x y`.") }
      guard centers[name] == nil else {
        throw fault("`\(name)` has a place already.")
      }
      centers[name] = DiagramPoint(x, y)
      names.append(name)
    }
  }

  /// The places of a diagram's constructs.
  ///
  /// Indicators have none: they move with their factors.
  ///
  /// - Parameter diagram: The diagram.
  package init(_ diagram: PathDiagram) {
    for node in diagram.nodes
    where !node.isIndicator && !node.name.isEmpty && centers[node.name] == nil {
      centers[node.name] = node.frame.center
      names.append(node.name)
    }
  }

  /// The text that `init(text:)` reads.
  package var text: String {
    let lines = names.map { name in
      let isPlain =
        !name.isEmpty && !name.contains { $0.isWhitespace }
        && !name.hasPrefix("#") && !name.hasPrefix("`")
      let place = centers[name] ?? DiagramPoint(0, 0)
      return (isPlain ? name : "`\(name)`") + " \(Self.number(place.x)) "
        + Self.number(place.y)
    }
    return
      (["# The places of a path diagram: name x y, points from the top left."]
      + lines).joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String {
    NumberStyle.fixed(value, 1)
  }
}
