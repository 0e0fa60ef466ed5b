/// The meaning of numbers that are dates or times: their unit, the moment from
/// which they count, and how they are written.
public struct TimeUnit: Sendable, Hashable, Encodable {
  /// The part of a moment that is written.
  public enum Form: String, Sendable, Hashable, Encodable {
    /// The day.
    case date
    /// The day and the time of day.
    case dateTime
    /// A time of day, or a duration.
    case time
  }

  /// The part that is written.
  public var form: Form
  /// The numbers in a second, such as 1000 for milliseconds, or 1/86400 for
  /// days.
  public var perSecond: Double
  /// The day from which they count, in days since 1970-01-01.
  public var originDay: Int

  /// Makes a unit.
  public init(_ form: Form, perSecond: Double, originDay: Int) {
    self.form = form
    self.perSecond = perSecond
    self.originDay = originDay
  }

  /// The unit that a format of SPSS names, such as `DATE11` or `TIME8`, whose
  /// numbers are seconds from 1582-10-14; `nil` for other formats.
  public init?(spssFormat name: String) {
    let word = Self.word(name)
    let form: Form
    switch word {
    case "DATE", "ADATE", "EDATE", "SDATE", "JDATE", "QYR", "MOYR", "WKYR":
      form = .date
    case "DATETIME", "YMDHMS": form = .dateTime
    case "TIME", "DTIME", "MTIME": form = .time
    default: return nil
    }
    self.init(
      form, perSecond: 1, originDay: form == .time ? 0 : Self.gregorianDay)
  }

  /// The unit that a format of Stata names, such as `%td` (days from
  /// 1960-01-01) or `%tc` (milliseconds); `nil` for other formats.
  public init?(stataFormat name: String) {
    var word = Substring(name)
    guard word.first == "%" else { return nil }
    word.removeFirst()
    if word.first == "-" { word.removeFirst() }
    if word.hasPrefix("tc") || word.hasPrefix("tC") {
      self.init(.dateTime, perSecond: 1000, originDay: Self.day1960)
    } else if word.hasPrefix("td") || word.hasPrefix("d") {
      self.init(.date, perSecond: 1 / 86_400, originDay: Self.day1960)
    } else {
      return nil
    }
  }

  /// The unit that a format of SAS names, such as `DATE9` (days from
  /// 1960-01-01), `DATETIME20` or `TIME8` (seconds); `nil` for other formats.
  public init?(sasFormat name: String) {
    switch Self.word(name) {
    case "DATE", "DDMMYY", "DDMMYYB", "DDMMYYC", "DDMMYYD", "DDMMYYN",
      "DDMMYYP", "DDMMYYS", "MMDDYY", "MMDDYYB", "MMDDYYC", "MMDDYYD",
      "MMDDYYN", "MMDDYYP", "MMDDYYS", "YYMMDD", "YYMMDDB", "YYMMDDC",
      "YYMMDDD", "YYMMDDN", "YYMMDDP", "YYMMDDS", "WEEKDATE", "WEEKDATX",
      "WORDDATE", "WORDDATX", "MONYY", "E8601DA", "B8601DA":
      self.init(.date, perSecond: 1 / 86_400, originDay: Self.day1960)
    case "DATETIME", "E8601DT", "B8601DT", "DATEAMPM", "MDYAMPM":
      self.init(.dateTime, perSecond: 1, originDay: Self.day1960)
    case "TIME", "HHMM", "TOD", "E8601TM", "B8601TM":
      self.init(.time, perSecond: 1, originDay: 0)
    default: return nil
    }
  }

  private static let gregorianDay = -141_428
  private static let day1960 = -3653

  /// The letters of a format's name without its widths, such as `DATE` of
  /// `DATE11` or `DATETIME` of `datetime20.2`; `E8601DA` keeps its digits.
  private static func word(_ name: String) -> String {
    let upper = name.uppercased()
    if upper.hasPrefix("E8601") || upper.hasPrefix("B8601") {
      return String(upper.prefix(7))
    }
    return String(upper.prefix { $0.isLetter })
  }

  /// A number as text: `2024-05-31`, `2024-05-31 08:30:00`, `08:30:00`.
  ///
  /// - Parameter number: The number.
  /// - Returns: Its text; `nil` if it stands for no moment that can be
  ///   written.
  public func text(of number: Double) -> String? {
    // Days as numbers hold milliseconds, not microseconds.
    let precision = perSecond < 1 ? 1e3 : 1e6
    let seconds = (number / perSecond * precision).rounded() / precision
    guard seconds.isFinite, abs(seconds) < 1e13 else { return nil }
    if form == .time {
      return (seconds < 0 ? "-" : "") + Self.clock(abs(seconds))
    }
    let days = (seconds / 86_400).rounded(.down)
    let day = Self.calendar(originDay + Int(days))
    if form == .date { return day }
    return day + " " + Self.clock(seconds - days * 86_400)
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds)
    let part = seconds - Double(whole)
    var text =
      "\(padded(whole / 3600, 2)):\(padded(whole / 60 % 60, 2)):"
      + padded(whole % 60, 2)
    let micro = Int((part * 1e6).rounded())
    if micro > 0 {
      var digits = padded(micro, 6)
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return text
  }

  /// The date of a day by the Gregorian calendar (algorithm of days in
  /// 400-year cycles).
  private static func calendar(_ day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096)
      / 365
    let dayOfYear =
      dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
