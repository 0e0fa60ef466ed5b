package import ModelSyntax
internal import YAMLReading

/// A text of a study file with its place.
package struct PlacedText: Sendable, Hashable {
  /// The text.
  package var text: String
  /// The place, if it has one.
  package var range: SourceRange?

  /// Makes a text.
  package init(_ text: String, _ range: SourceRange? = nil) {
    self.text = text
    self.range = range
  }

  /// A part of the text, without blanks around it.
  ///
  /// - Parameter part: The part.
  /// - Returns: The part with its own place, where the text stands in the file
  ///   as it is.
  func part(_ part: Substring) -> PlacedText {
    let end = part.lastIndex { !$0.isWhitespace }
    guard let start = part.firstIndex(where: { !$0.isWhitespace }), let end
    else { return PlacedText("", range) }
    let own = part[start...end]
    guard let range, range.upperBound - range.lowerBound == text.utf8.count
    else { return PlacedText(String(own), range) }
    let offset = text.utf8.distance(
      from: text.startIndex, to: own.startIndex)
    let first = range.lowerBound + offset
    return PlacedText(
      String(own), SourceRange(first, first + own.utf8.count))
  }
}
