/// Names and data cut to what a message has room for.
///
/// What is cut off is not looked at: the time does not grow with its length,
/// nor does a character that carries a million marks count as one.
package enum ShortenedText {
  /// A text of at most so many characters, dots in place of the rest.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: The most characters; as many scalars again may be marks on
  ///     them.
  /// - Returns: The text, or its beginning and dots.
  package static func beginning(
    of text: some StringProtocol, to limit: Int
  ) -> String {
    if text.utf8.count <= limit { return String(text) }
    let scalars = text.unicodeScalars.prefix(2 * limit)
    var head = String.UnicodeScalarView()
    head.append(contentsOf: scalars)
    let start = String(head)
    if scalars.endIndex == text.unicodeScalars.endIndex, start.count <= limit {
      return start
    }
    return start.prefix(limit - 3) + "..."
  }

  /// A sentence whose words, such as names, have at most so many characters;
  /// the last two of a longer one, often a quotation mark, stay.
  package static func words(of sentence: String, to limit: Int) -> String {
    if sentence.utf8.count <= limit { return sentence }
    let blank = UInt8(ascii: " ")
    return sentence.utf8.split(
      separator: blank, omittingEmptySubsequences: false
    ).map { word in
      let word = Substring(word)
      let short = beginning(of: word, to: limit)
      if short.utf8.count == word.utf8.count { return short }
      var end = String.UnicodeScalarView()
      end.append(contentsOf: word.unicodeScalars.suffix(2))
      return short + String(end)
    }.joined(separator: " ")
  }
}
