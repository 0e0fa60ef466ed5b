// Loops over contiguous doubles, four at a time.
//
// Swift neither reassociates sums nor assumes that pointers differ, so plain
// loops over short vectors spend their time on checks; these are written in
// the vector types themselves. Every sum has one fixed order.

/// Σ x[i] y[i].
@unsafe @inline(__always)
func dotProduct(
  _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int
) -> Double {
  var first = SIMD4<Double>.zero
  var second = SIMD4<Double>.zero
  var i = 0
  while i &+ 8 <= count {
    unsafe first += four(x, at: i) * four(y, at: i)
    unsafe second += four(x, at: i &+ 4) * four(y, at: i &+ 4)
    i &+= 8
  }
  if i &+ 4 <= count {
    unsafe first += four(x, at: i) * four(y, at: i)
    i &+= 4
  }
  var sum = (first + second).sum()
  while i < count {
    unsafe sum += x[i] * y[i]
    i &+= 1
  }
  return sum
}

/// The products of x with four vectors y, one column apart.
@unsafe @inline(__always)
func fourDotProducts(
  _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, stride: Int,
  _ count: Int
) -> SIMD4<Double> {
  let y1 = unsafe y + stride
  let y2 = unsafe y1 + stride
  let y3 = unsafe y2 + stride
  var s0 = SIMD4<Double>.zero
  var s1 = SIMD4<Double>.zero
  var s2 = SIMD4<Double>.zero
  var s3 = SIMD4<Double>.zero
  var i = 0
  while i &+ 4 <= count {
    let left = unsafe four(x, at: i)
    unsafe s0 += left * four(y, at: i)
    unsafe s1 += left * four(y1, at: i)
    unsafe s2 += left * four(y2, at: i)
    unsafe s3 += left * four(y3, at: i)
    i &+= 4
  }
  var sums = SIMD4(s0.sum(), s1.sum(), s2.sum(), s3.sum())
  while i < count {
    unsafe sums += x[i] * SIMD4(y[i], y1[i], y2[i], y3[i])
    i &+= 1
  }
  return sums
}

/// y[i] += factor x[i].
@unsafe @inline(__always)
func addMultiple(
  _ factor: Double, _ x: UnsafePointer<Double>,
  to y: UnsafeMutablePointer<Double>, _ count: Int
) {
  let factors = SIMD4(repeating: factor)
  var i = 0
  while i &+ 4 <= count {
    unsafe place(four(y, at: i) + factors * four(x, at: i), y, at: i)
    i &+= 4
  }
  while i < count {
    unsafe y[i] += factor * x[i]
    i &+= 1
  }
}

/// y[i] += a x₀[i] + b x₁[i] + c x₂[i] + d x₃[i], the four x one column
/// apart.
@unsafe @inline(__always)
func addFourMultiples(
  _ a: Double, _ b: Double, _ c: Double, _ d: Double,
  _ x: UnsafePointer<Double>, stride: Int,
  to y: UnsafeMutablePointer<Double>, _ count: Int
) {
  let x1 = unsafe x + stride
  let x2 = unsafe x1 + stride
  let x3 = unsafe x2 + stride
  var i = 0
  while i &+ 4 <= count {
    let left = unsafe a * four(x, at: i) + b * four(x1, at: i)
    let right = unsafe c * four(x2, at: i) + d * four(x3, at: i)
    unsafe place(four(y, at: i) + (left + right), y, at: i)
    i &+= 4
  }
  while i < count {
    unsafe y[i] += (a * x[i] + b * x1[i]) + (c * x2[i] + d * x3[i])
    i &+= 1
  }
}

/// z[i] = x[i] y[i].
@unsafe @inline(__always)
func product(
  _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>,
  into z: UnsafeMutablePointer<Double>, _ count: Int
) {
  var i = 0
  while i &+ 4 <= count {
    unsafe place(four(x, at: i) * four(y, at: i), z, at: i)
    i &+= 4
  }
  while i < count {
    unsafe z[i] = x[i] * y[i]
    i &+= 1
  }
}

/// Σ x[i].
@unsafe @inline(__always)
func total(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
  var sums = SIMD4<Double>.zero
  var i = 0
  while i &+ 4 <= count {
    unsafe sums += four(x, at: i)
    i &+= 4
  }
  var sum = sums.sum()
  while i < count {
    unsafe sum += x[i]
    i &+= 1
  }
  return sum
}

/// Four elements from an index on.
@unsafe @inline(__always)
func four(
  _ p: UnsafePointer<Double>, at index: Int
) -> SIMD4<Double> {
  unsafe UnsafeRawPointer(p + index).loadUnaligned(as: SIMD4<Double>.self)
}

/// Writes four elements from an index on.
@unsafe @inline(__always)
func place(
  _ value: SIMD4<Double>, _ p: UnsafeMutablePointer<Double>, at index: Int
) {
  unsafe UnsafeMutableRawPointer(p + index).storeBytes(
    of: value, as: SIMD4<Double>.self)
}
