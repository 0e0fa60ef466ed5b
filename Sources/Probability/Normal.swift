import RealModule

/// The standard normal distribution.
///
/// Goals, in order: relative accuracy in both tails, then speed. Values are
/// within a few units in the last place wherever they are normal numbers; a
/// NaN argument, or a probability outside [0, 1], gives NaN.
public enum NormalDistribution {
  /// The density exp(-x²/2) / √(2π).
  ///
  /// x² is carried in two parts, because the rounding of x² alone would cost
  /// x²/2 units in the last place.
  public static func density(_ x: Double) -> Double {
    guard abs(x) < 40 else { return x.isNaN ? .nan : 0 }
    let square = x * x
    let remainder = (-square).addingProduct(x, x)
    return inverseRootTwoPi * .exp(-0.5 * square) * (1 - 0.5 * remainder)
  }

  /// The logarithm of the density.
  public static func logDensity(_ x: Double) -> Double {
    -0.5 * x * x - halfLogTwoPi
  }

  /// The probability P(X ≤ x), accurate relative to itself in the lower tail.
  public static func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// The probability P(X > x), accurate relative to itself in the upper tail.
  ///
  /// ½ erfc(x/√2); Abramowitz & Stegun (1964), 26.2.29. The rounding error δ
  /// of x/√2 is put back to first order through erfc′.
  public static func upperTail(_ x: Double) -> Double {
    guard abs(x) < 40 else { return x.isNaN ? .nan : x < 0 ? 1 : 0 }
    let scaled = x * inverseRootTwo
    let delta = (-scaled).addingProduct(x, inverseRootTwo)
      .addingProduct(x, inverseRootTwoRemainder)
    let slope = twoOverRootPi * .exp(-scaled * scaled)
    return 0.5 * (.erfc(scaled) - slope * delta)
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// Wichura (1988), Applied Statistics 37, algorithm AS 241, PPND16.
  public static func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * polynomial(centralNumerator, r)
        / polynomial(centralDenominator, r)
    }
    return q < 0 ? -tailDistance(p) : tailDistance(1 - p)
  }

  /// The x with P(X > x) = q, for upper tails too small to write as 1 - q.
  public static func upperQuantile(_ q: Double) -> Double { -quantile(q) }

  /// The distance from zero at which a tail of probability `tail` < ½ starts.
  private static func tailDistance(_ tail: Double) -> Double {
    guard tail > 0 else { return .infinity }
    let r = (-Double.log(tail)).squareRoot()
    if r <= 5 {
      return polynomial(middleNumerator, r - 1.6)
        / polynomial(middleDenominator, r - 1.6)
    }
    return polynomial(farNumerator, r - 5) / polynomial(farDenominator, r - 5)
  }
}

// MARK: - Constants

private let inverseRootTwoPi = 0.398_942_280_401_432_677_94
private let halfLogTwoPi = 0.918_938_533_204_672_741_78
private let inverseRootTwo = 0.707_106_781_186_547_524_4
/// 1/√2 minus its double.
private let inverseRootTwoRemainder = -4.833_646_656_726_456_7e-17
private let twoOverRootPi = 1.128_379_167_095_512_573_9

/// Eight coefficients, from the constant up.
///
/// A tuple, because a global array
/// would be reached through a lazy initializer and a bounds check.
private typealias Coefficients = (
  Double, Double, Double, Double, Double, Double, Double, Double
)

@inline(__always)
private func polynomial(_ c: Coefficients, _ x: Double) -> Double {
  let upper = ((c.7 * x + c.6) * x + c.5) * x + c.4
  return (((upper * x + c.3) * x + c.2) * x + c.1) * x + c.0
}

private let centralNumerator: Coefficients = (
  3.387_132_872_796_366_608, 133.141_667_891_784_377_45,
  1971.590_950_306_551_442_7, 13_731.693_765_509_461_125,
  45_921.953_931_549_871_457, 67_265.770_927_008_700_853,
  33_430.575_583_588_128_105, 2509.080_928_730_122_672_7
)
private let centralDenominator: Coefficients = (
  1, 42.313_330_701_600_911_252,
  687.187_007_492_057_908_3, 5394.196_021_424_751_107_7,
  21_213.794_301_586_595_867, 39_307.895_800_092_710_61,
  28_729.085_735_721_942_674, 5226.495_278_852_854_561
)
private let middleNumerator: Coefficients = (
  1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9,
  5.769_497_221_460_691_405_5, 3.647_848_324_763_204_605_04,
  1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_77,
  2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_4e-4
)
private let middleDenominator: Coefficients = (
  1, 2.053_191_626_637_758_821_87,
  1.676_384_830_183_803_849_4, 0.689_767_334_985_100_004_55,
  0.148_103_976_427_480_074_59, 1.519_866_656_361_645_719_66e-2,
  5.475_938_084_995_344_946e-4, 1.050_750_071_644_416_843_24e-9
)
private let farNumerator: Coefficients = (
  6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9,
  1.784_826_539_917_291_335_8, 0.296_560_571_828_504_891_23,
  2.653_218_952_657_612_309_3e-2, 1.242_660_947_388_078_438_6e-3,
  2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7
)
private let farDenominator: Coefficients = (
  1, 0.599_832_206_555_887_937_69,
  0.136_929_880_922_735_805_31, 1.487_536_129_085_061_485_25e-2,
  7.868_691_311_456_132_591e-4, 1.846_318_317_510_054_681_8e-5,
  1.421_511_758_316_445_888_7e-7, 2.044_263_103_389_939_785_64e-15
)
