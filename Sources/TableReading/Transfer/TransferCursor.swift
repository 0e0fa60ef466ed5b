/// A place in a frame, which reads what follows, or nothing if too little does.
struct TransferCursor {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// The number of bytes that follow.
  var left: Int { end - place }

  mutating func byte() -> UInt8? {
    guard left >= 1 else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func count() -> UInt32? {
    guard left >= 4 else { return nil }
    defer { place += 4 }
    return UInt32(
      littleEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(
        fromByteOffset: place, as: UInt32.self))
  }

  mutating func number() -> Double? {
    guard left >= 8 else { return nil }
    defer { place += 8 }
    return Double(
      bitPattern: UInt64(
        littleEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(
          fromByteOffset: place, as: UInt64.self)))
  }

  /// Appends as many numbers, of which the caller knows that they follow.
  ///
  /// - Parameters:
  ///   - count: The number of numbers.
  ///   - target: Gets them.
  mutating func numbers(_ count: Int, into target: inout [Double]) {
    precondition(count >= 0 && left / 8 >= count)
    let start = target.count
    target.append(contentsOf: repeatElement(0, count: count))
    unsafe bytes.withUnsafeBytes { source in
      unsafe target.withUnsafeMutableBytes { target in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[(8 * start)...])
          .copyMemory(
            from: UnsafeRawBufferPointer(
              rebasing: source[place..<place + 8 * count]))
      }
    }
    place += 8 * count
    #if _endian(big)
    for index in start..<target.count {
      target[index] = Double(
        bitPattern: UInt64(littleEndian: target[index].bitPattern))
    }
    #endif
  }

  mutating func text() -> String? {
    guard let count = count(), count <= left else { return nil }
    defer { place += Int(count) }
    return String(decoding: bytes[place..<place + Int(count)], as: UTF8.self)
  }

  /// Appends all that follows.
  mutating func rest(into target: inout [UInt8]) {
    target += bytes[place..<end]
    place = end
  }
}
