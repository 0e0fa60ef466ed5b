/// Renders results as JSON with lavaan's column and measure names.
public struct JSONRenderer: ResultRenderer {
  /// Makes a renderer.
  public init() {}

  /// Writes a result's document.
  public func render(_ result: some ReportedResult) -> String {
    result.document.text
  }
}
