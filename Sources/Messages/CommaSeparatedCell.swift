extension String {
  /// The text as a cell of comma-separated values (RFC 4180): in quotes where
  /// it has a comma, a quote or an end of line.
  ///
  /// - Parameter always: Whether it is in quotes whatever it has.
  /// - Returns: The cell.
  package func commaSeparatedCell(quotedAlways always: Bool = false) -> String {
    guard
      always
        || utf8.contains(where: {
          $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D
        })
    else { return self }
    // Bytes: a quote with an accent behind it is one character, and no quote.
    var bytes: [UInt8] = [0x22]
    bytes.reserveCapacity(utf8.count + 2)
    for byte in utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
  }
}
