internal import ModelSyntax

/// A text that is not YAML, or a part of YAML that texts here do not have.
struct YAMLFailure: Error {
  var message: String
  var remedy: String
  var range: SourceRange?

  init(_ message: String, _ remedy: String, _ range: SourceRange?) {
    self.message = message
    self.remedy = remedy
    self.range = range
  }

  /// An anchor or an alias.
  static func reference(at start: Int) -> YAMLFailure {
    YAMLFailure(
      "Anchors (`&`) and aliases (`*`) are not understood.",
      "Write out what they stand for; a text that begins with the character "
        + "stands in quotes.", SourceRange(start, start + 1))
  }

  /// Parts within parts within parts.
  static func depth(at start: Int, _ shape: String) -> YAMLFailure {
    YAMLFailure(
      "This lies deeper than \(YAMLNodeBuilder.deepest) levels.", shape,
      SourceRange(start, start + 1))
  }
}
