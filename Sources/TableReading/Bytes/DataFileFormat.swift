/// The formats of data files that are not text.
public enum DataFileFormat: String, Sendable, Hashable, CaseIterable {
  /// SPSS, plain or compressed (`.sav`, `.zsav`).
  case sav
  /// SPSS, portable.
  case por
  /// Stata.
  case dta
  /// SAS.
  case sas7bdat
  /// SAS, transport.
  case xpt
  /// A workbook of Excel and other spreadsheets.
  case xlsx

  /// The format of a file, by its first bytes; `nil` if it is none of these.
  ///
  /// - Parameter bytes: The file, or its first 400 bytes.
  package init?(_ bytes: Span<UInt8>) {
    func begins(_ opening: [UInt8], at start: Int = 0) -> Bool {
      bytes.count >= start + opening.count
        && opening.indices.allSatisfy { bytes[start + $0] == opening[$0] }
    }
    func begins(_ opening: String, at start: Int = 0) -> Bool {
      begins(Array(opening.utf8), at: start)
    }
    if begins("$FL2") || begins("$FL3") {
      self = .sav
    } else if begins("<stata_dta>") || Self.isOldStata(bytes) {
      self = .dta
    } else if begins(
      [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14,
        0x11, 0xCF, 0xBD, 0x92,
      ])
    {
      self = .sas7bdat
    } else if begins("HEADER RECORD*******LIB") {
      self = .xpt
    } else if begins("PK\u{3}\u{4}") {
      self = .xlsx
    } else if (0..<min(240, bytes.count)).contains(where: {
      begins("SPSS PORT FILE", at: $0)
    }) {
      self = .por
    } else {
      return nil
    }
  }

  /// Whether a file begins as Stata's before version 13 do: the version, the
  /// order of bytes, the kind of file, a zero.
  private static func isOldStata(_ bytes: Span<UInt8>) -> Bool {
    bytes.count > 4
      && [104, 105, 108, 110, 111, 112, 113, 114, 115].contains(bytes[0])
      && (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1 && bytes[3] == 0
  }

  /// The format that a name ends with; `nil` for other endings.
  package init?(ending name: String) {
    let ending = name.split(separator: ".").last.map { $0.lowercased() }
    switch ending {
    case "sav", "zsav": self = .sav
    case "por": self = .por
    case "dta": self = .dta
    case "sas7bdat": self = .sas7bdat
    case "xpt", "xport": self = .xpt
    case "xlsx", "xlsm": self = .xlsx
    default: return nil
    }
  }

  /// The words for a file of the format.
  package var name: String {
    switch self {
    case .sav: "an SPSS data file"
    case .por: "a portable file of SPSS"
    case .dta: "a Stata data file"
    case .sas7bdat: "a SAS data file"
    case .xpt: "a transport file of SAS"
    case .xlsx: "a workbook"
    }
  }
}
