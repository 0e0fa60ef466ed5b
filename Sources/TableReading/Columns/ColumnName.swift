/// A column's name in a file's header.
struct ColumnName {
  /// The name without blank characters at its ends and invisible ones.
  private(set) var text: String
  /// The blank characters other than the plain one, and the invisible ones,
  /// that were left out.
  private(set) var stripped: [Unicode.Scalar] = []

  /// Reads the text of a header's cell.
  init(_ written: String) {
    text = written
    if written.utf8.allSatisfy({ $0 < 0x80 }) { return }
    let scalars = Array(written.unicodeScalars)
    guard scalars.contains(where: { !$0.isASCII && $0.isBlankOrInvisible })
    else { return }
    let trimmed = scalars.trimmed
    for scalar in scalars[..<trimmed.startIndex] + scalars[trimmed.endIndex...]
    where !scalar.isASCII {
      stripped.append(scalar)
    }
    var view = String.UnicodeScalarView()
    for scalar in trimmed {
      // Between letters, joiners tell words of some scripts apart.
      let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
      if scalar.properties.generalCategory == .format, !isJoiner {
        stripped.append(scalar)
      } else {
        view.append(scalar)
      }
    }
    text = String(view)
  }
}
