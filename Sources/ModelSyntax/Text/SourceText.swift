/// A range of UTF-8 offsets in a source text.
public struct SourceRange: Sendable, Hashable, Codable {
  /// The first offset.
  public var lowerBound: Int
  /// The offset past the last.
  public var upperBound: Int

  /// Makes a range of UTF-8 offsets.
  public init(_ lowerBound: Int, _ upperBound: Int) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  /// The smallest range that holds both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(
      min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
  }
}

/// A place in a source text as people count it.
public struct SourcePosition: Sendable, Hashable {
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int

  /// Makes a position; both counts start at 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A model text with its name, and the map from offsets to lines.
public struct SourceText: Sendable, Hashable {
  /// The file's name as diagnostics show it, or `<text>`.
  public let name: String
  /// The whole text.
  public let text: String
  /// The text's UTF-8 bytes; every `SourceRange` counts in these.
  package let utf8: [UInt8]
  private let lineStarts: [Int]
  private var addition: Addition?

  /// A text of another name behind this one.
  private struct Addition: Hashable {
    /// Its first line among all, from 1.
    var firstLine: Int
    var name: String
  }

  /// Makes a source text.
  ///
  /// - Parameters:
  ///   - text: The model, front matter included.
  ///   - name: The file's name for diagnostics.
  public init(_ text: String, name: String = "<text>") {
    self.name = name
    self.text = text
    self.utf8 = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  /// The line and column of an offset.
  public func position(at offset: Int) -> SourcePosition {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let end = min(max(offset, lineStarts[low]), utf8.count)
    let before = String(decoding: utf8[lineStarts[low]..<end], as: UTF8.self)
    return SourcePosition(line: low + 1, column: before.count + 1)
  }

  /// The text with another one in lines of its own behind it.
  ///
  /// - Parameters:
  ///   - other: The other text.
  ///   - name: Its name, for diagnostics.
  /// - Returns: Both, the second one with places of its own.
  package func adding(_ other: String, name: String) -> SourceText {
    var result = SourceText(text + "\n" + other, name: self.name)
    result.addition = Addition(firstLine: lineStarts.count + 1, name: name)
    return result
  }

  /// The name of the text that an offset belongs to, and its place there.
  package func place(at offset: Int) -> (
    name: String, position: SourcePosition
  ) {
    var position = position(at: offset)
    guard let addition, position.line >= addition.firstLine else {
      return (name, position)
    }
    position.line -= addition.firstLine - 1
    return (addition.name, position)
  }

  /// The text of a line, counted from 1, without its line end.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : utf8.count
    if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: utf8[start..<max(start, end)], as: UTF8.self)
  }

  /// The text of a range.
  public func text(in range: SourceRange) -> String {
    String(
      decoding: utf8[range.lowerBound..<range.upperBound], as: UTF8.self)
  }
}
