/// A picture that is drawn: SVG text with its printed size.
package struct Drawing: Sendable, Hashable, Codable {
  /// The printed width, millimetres.
  package var width: Double
  /// The printed height, millimetres.
  package var height: Double
  /// An SVG document, with an XML declaration or without.
  package var svg: String
  /// What the picture shows, for those who cannot see it.
  package var alternative: String

  /// Makes a picture.
  ///
  /// - Parameters:
  ///   - width: The printed width, millimetres.
  ///   - height: The printed height, millimetres.
  ///   - svg: An SVG document.
  ///   - alternative: What the picture shows, in words.
  package init(
    width: Double, height: Double, svg: String, alternative: String
  ) {
    self.width = width
    self.height = height
    self.svg = svg
    self.alternative = alternative
  }

  /// The element `svg` without what stands before it.
  package var element: Substring {
    svg.firstRange(of: "<svg").map { svg[$0.lowerBound...] } ?? svg[...]
  }
}
