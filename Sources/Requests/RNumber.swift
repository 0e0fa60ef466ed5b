import Messages

/// Numbers as R converts them to text.
enum RNumber {
  /// At most 15 significant digits, in the shorter of fixed and scientific
  /// notation; fixed where they are equally long.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NA" }
    if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
    var scientific = PrintedNumber.scientific(value, decimals: 14)
    for digits in 0..<14 {
      let shorter = PrintedNumber.scientific(value, decimals: digits)
      if Double(shorter) == Double(scientific) {
        scientific = shorter
        break
      }
    }
    let parts = scientific.split(separator: "e")
    let mantissa = String(parts[0])
    let exponent = Int(parts[1]) ?? 0
    let fraction = mantissa.split(separator: ".")
    let decimals = fraction.count > 1 ? fraction[1].count : 0
    let fixed = PrintedNumber.fixed(
      value, decimals: max(0, decimals - exponent))
    return fixed.count <= scientific.count ? fixed : scientific
  }
}
