/// Characters that people type or paste in place of ASCII ones.
enum Confusable {
  /// The ASCII text that a look-alike of punctuation or a digit stands for.
  ///
  /// Letters are never look-alikes: any script names.
  static func ascii(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF3F: nil
    case 0xFF01...0xFF5E:
      Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
    case 0x2010...0x2015, 0x2212: "-"
    case 0x223C, 0x301C, 0x02DC, 0x2053: "~"
    case 0x00D7, 0x2217, 0x22C5: "*"
    case 0x00F7, 0x2215: "/"
    case 0x201C...0x201F, 0x2033, 0x300C...0x300F, 0x00AB, 0x00BB: "\""
    case 0x2018...0x201B, 0x2032: "'"
    case 0x3001: ","
    case 0x2236: ":"
    case 0x2254: ":="
    case 0x2223: "|"
    case 0x2264: "<"
    case 0x2265: ">"
    case 0x2192: "->"
    case 0x2194: "<->"
    default: nil
    }
  }

  /// True of characters that show as blank space.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0B, 0x0C, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }
}
