internal import Messages
internal import TableReading

/// The formats of a workbook's cells: whether their numbers are dates or times.
struct CellFormats {
  /// The part of a moment that each format of cells writes; `nil` for plain
  /// numbers.
  private var forms: [TimeUnit.Form?] = []
  private let countsFrom1904: Bool

  /// Reads them.
  ///
  /// - Parameters:
  ///   - path: The part with the formats; `nil` if there is none.
  ///   - archive: The workbook's archive.
  ///   - countsFrom1904: Whether days count from 1904-01-01.
  /// - Throws: `LatentError` if they are damaged.
  init(
    _ path: String?, in archive: Archive, countsFrom1904: Bool
  ) throws(LatentError) {
    self.countsFrom1904 = countsFrom1904
    guard let path else { return }
    var codes: [Int: String] = [:]
    var found: [TimeUnit.Form?] = []
    var isInFormats = false
    try XMLReader.read(
      path, in: archive,
      start: { name, attributes in
        switch name {
        case "numFmt":
          if let id = attributes["numFmtId"].flatMap({ Int($0) }) {
            codes[id] = attributes["formatCode"]
          }
        case "cellXfs": isInFormats = true
        case "xf" where isInFormats:
          let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
          found.append(codes[id].map(Self.form) ?? Self.builtIn(id))
        default: break
        }
      },
      end: { if $0 == "cellXfs" { isInFormats = false } })
    forms = found
  }

  /// The text of a number as a date or time; `nil` if its format is neither.
  func text(of number: Double, format: Int) -> String? {
    guard forms.indices.contains(format), let form = forms[format] else {
      return nil
    }
    // Excel takes 1900 for a leap year: its days before March count from a day
    // later.
    let days =
      countsFrom1904 ? number : number < 60 && number >= 1 ? number + 1 : number
    let isTimeAlone = form == .time || number >= 0 && number < 1
    // A format that shows the day alone hides the time of day.
    let milliseconds = (number * 86_400_000).rounded()
    let hasClock =
      milliseconds.truncatingRemainder(dividingBy: 86_400_000) != 0
    return TimeUnit(
      isTimeAlone ? .time : hasClock ? .dateTime : form,
      perSecond: 1 / 86_400,
      originDay: countsFrom1904 ? -24_107 : -25_569
    ).text(of: isTimeAlone ? number : days)
  }

  /// The built-in formats of ECMA-376, part 1, section 18.8.30.
  private static func builtIn(_ id: Int) -> TimeUnit.Form? {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date
    case 22: .dateTime
    case 18...21, 32...35, 45...47, 55, 56: .time
    default: nil
    }
  }

  /// The part of a moment that a format's code writes.
  private static func form(_ code: String) -> TimeUnit.Form? {
    var hasDay = false
    var hasClock = false
    var hasMonth = false
    var isQuoted = false
    var isBracketed = false
    var bracket = ""
    var isEscaped = false
    for letter in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if letter == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if letter == "\\" || letter == "_" || letter == "*" {
        isEscaped = true
      } else if letter == "[" {
        isBracketed = true
        bracket = ""
      } else if letter == "]" {
        isBracketed = false
        // [h] and the like are durations; colours and conditions are not.
        if bracket.allSatisfy({ "hms".contains($0) }) { hasClock = true }
      } else if isBracketed {
        bracket.append(letter)
      } else if letter == ";" {
        break
      } else if letter == "y" || letter == "d" {
        hasDay = true
      } else if letter == "h" || letter == "s" {
        hasClock = true
      } else if letter == "m" {
        hasMonth = true
      }
    }
    if code.lowercased() == "general" { return nil }
    if hasDay { return hasClock ? .dateTime : .date }
    if hasClock { return .time }
    return hasMonth ? .date : nil
  }
}
