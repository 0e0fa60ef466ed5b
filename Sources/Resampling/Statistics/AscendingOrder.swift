extension [Double] {
  /// The numbers in ascending order; none may be NaN.
  ///
  /// A radix sort byte by byte of bit patterns that order as the numbers do:
  /// sorting the draws of every column by comparisons took a tenth of a
  /// bootstrap.
  package func ascending() -> [Double] {
    guard count > 64 else { return sorted() }
    let sign: UInt64 = 1 << 63
    var keys = map { number in
      let bits = number.bitPattern
      return bits & sign == 0 ? bits | sign : ~bits
    }
    var moved = [UInt64](repeating: 0, count: count)
    var places = [Int](repeating: 0, count: 256)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      for digit in places.indices { places[digit] = 0 }
      for key in keys { places[Int(key &>> shift & 0xFF)] += 1 }
      if places.contains(count) { continue }
      var start = 0
      for digit in places.indices {
        let own = places[digit]
        places[digit] = start
        start += own
      }
      for key in keys {
        let digit = Int(key &>> shift & 0xFF)
        moved[places[digit]] = key
        places[digit] += 1
      }
      swap(&keys, &moved)
    }
    return keys.map { key in
      Double(bitPattern: key & sign == 0 ? ~key : key & ~sign)
    }
  }
}
