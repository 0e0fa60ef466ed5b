/// Texts of a sheet that are whole numbers behind zeros, such as identifiers,
/// in columns where nothing but numbers stands.
struct LeadingZeros {
  private var found: [Int: (text: String, place: String, line: Int)] = [:]
  private var hasWords: Set<Int> = []
  private var count = 0

  /// The first of them; `nil` if there is none.
  var first: (text: String, place: String)? {
    found.filter { !hasWords.contains($0.key) }.values
      .min { $0.line < $1.line }.map { ($0.text, $0.place) }
  }

  /// The number of columns with such texts.
  var columns: Int { found.count { !hasWords.contains($0.key) } }

  /// Takes the text of a cell below the names.
  mutating func take(_ text: String, column: Int, place: String) {
    count += 1
    guard !hasWords.contains(column) else { return }
    let bytes = text.utf8
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
      let isWord = Double(text) == nil && !text.isEmpty
      if isWord, !["na", ".", "nan"].contains(text.lowercased()) {
        hasWords.insert(column)
      }
      return
    }
    if bytes.count > 1, bytes.first == UInt8(ascii: "0"), found[column] == nil {
      found[column] = (text, place, count)
    }
  }
}
