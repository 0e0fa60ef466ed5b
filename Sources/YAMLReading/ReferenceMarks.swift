/// A text of YAML whose `&` and `*` before names are other characters.
///
/// YAML composes an alias of an alias of an alias in time that doubles with
/// each (and compares all of it where it is a key), before anybody can refuse
/// it. With a character in its place that has no meaning, an anchor or alias is
/// a text that begins with the character.
struct ReferenceMarks {
  /// The text with the marks; each is one scalar, so that places stay.
  let text: String
  private let anchor: Unicode.Scalar
  private let alias: Unicode.Scalar
  /// The offsets, in bytes of the original, of the characters that stand where
  /// a node can begin.
  private let starts: [Int]
  private let isEmpty: Bool

  /// Marks a text.
  init(_ original: String) {
    let scalars = original.unicodeScalars
    guard scalars.contains(where: { $0 == "&" || $0 == "*" }) else {
      (text, anchor, alias, starts, isEmpty) = (original, "&", "*", [], true)
      return
    }
    let unused = Self.unused(in: original)
    var result = String.UnicodeScalarView()
    var starts: [Int] = []
    var offset = 0
    var beginsNode = true
    for scalar in scalars {
      switch scalar {
      case "&", "*":
        if beginsNode { starts.append(offset) }
        result.append(scalar == "&" ? unused.anchor : unused.alias)
        beginsNode = false
      case " ", "\t": result.append(scalar)
      default:
        result.append(scalar)
        beginsNode = Self.precedeNodes.contains(scalar)
      }
      offset += UTF8.width(scalar)
    }
    text = String(result)
    (anchor, alias) = unused
    (self.starts, isEmpty) = (starts, false)
  }

  /// Whether a text begins with a mark.
  func begin(_ text: String) -> Bool {
    guard !isEmpty, let first = text.unicodeScalars.first else { return false }
    return first == anchor || first == alias
  }

  /// A text with the original's characters.
  func restored(_ text: String) -> String {
    guard !isEmpty else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(scalar == anchor ? "&" : scalar == alias ? "*" : scalar)
    }
    return String(result)
  }

  /// The first character of an anchor or alias before an error of YAML, by
  /// what stands before it.
  ///
  /// - Parameter end: The error's offset in bytes.
  /// - Returns: Its offset.
  func first(before end: Int) -> Int? {
    starts.first.flatMap { $0 < end ? $0 : nil }
  }

  private static let precedeNodes: Set<Unicode.Scalar> = [
    "\n", "\r", "-", "?", ":", "[", "{", ",", "\u{FEFF}",
  ]

  /// Two characters for private use that the text does not hold.
  private static func unused(
    in text: String
  ) -> (anchor: Unicode.Scalar, alias: Unicode.Scalar) {
    let held = Set(text.unicodeScalars.filter { privateUse ~= $0 })
    var free: [Unicode.Scalar] = []
    for value in privateUse.lowerBound.value...privateUse.upperBound.value {
      guard let scalar = Unicode.Scalar(value), !held.contains(scalar) else {
        continue
      }
      free.append(scalar)
      if free.count == 2 { return (free[0], free[1]) }
    }
    // A text of all 6,400 of them: none of them has a meaning.
    return (privateUse.lowerBound, privateUse.upperBound)
  }

  private static let privateUse: ClosedRange<Unicode.Scalar> =
    "\u{E000}"..."\u{F8FF}"
}
