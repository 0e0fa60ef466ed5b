/// Gauss-Legendre rules on [-1, 1]; DLMF 3.5.15.
package enum GaussLegendre {
  /// The number of nodes, an even one.
  enum Order {
    case six
    case twelve
    case twenty
  }

  /// The sum of weight times value over the nodes of a rule.
  static func integrate(
    _ order: Order, _ value: (Double) -> Double
  ) -> Double {
    let rule =
      switch order {
      case .six: six
      case .twelve: twelve
      case .twenty: twenty
      }
    var sum = 0.0
    for (node, weight) in rule {
      sum += weight * (value(node) + value(-node))
    }
    return sum
  }

  /// The nodes of a rule and their weights.
  package struct Rule: Sendable {
    /// The number of nodes.
    package let count: Int
    private let nodes: [Double]
    private let weights: [Double]

    /// A rule's nodes, the positive ones and those on the other side.
    fileprivate init(_ half: [(node: Double, weight: Double)]) {
      let other = half.reversed().filter { $0.node > 0 }.map {
        (node: -$0.node, weight: $0.weight)
      }
      nodes = (half + other).map(\.node)
      weights = (half + other).map(\.weight)
      count = nodes.count
    }

    /// A node.
    package func node(_ number: Int) -> Double { nodes[number] }
    /// Its weight.
    package func weight(_ number: Int) -> Double { weights[number] }

    /// Five nodes.
    package static let five = Rule(GaussLegendre.five)
    /// Six nodes.
    package static let six = Rule(GaussLegendre.six)
    /// Twelve nodes.
    package static let twelve = Rule(GaussLegendre.twelve)
    /// Twenty nodes.
    package static let twenty = Rule(GaussLegendre.twenty)
  }

  /// The nodes that are not negative.
  fileprivate static let five: [(node: Double, weight: Double)] = [
    (0.906_179_845_938_663_992_797_6, 0.236_926_885_056_189_087_514_3),
    (0.538_469_310_105_683_091_036_3, 0.478_628_670_499_366_468_041_3),
    (0, 0.568_888_888_888_888_888_888_9),
  ]

  fileprivate static let six: [(node: Double, weight: Double)] = [
    (0.932_469_514_203_152_027_8, 0.171_324_492_379_170_345),
    (0.661_209_386_466_264_513_7, 0.360_761_573_048_138_607_6),
    (0.238_619_186_083_196_908_6, 0.467_913_934_572_691_047_4),
  ]

  fileprivate static let twelve: [(node: Double, weight: Double)] = [
    (0.981_560_634_246_719_250_7, 0.047_175_336_386_511_827_19),
    (0.904_117_256_370_474_856_7, 0.106_939_325_995_318_431),
    (0.769_902_674_194_304_687, 0.160_078_328_543_346_226_3),
    (0.587_317_954_286_617_447_3, 0.203_167_426_723_065_921_7),
    (0.367_831_498_998_180_193_8, 0.233_492_536_538_354_808_8),
    (0.125_233_408_511_468_915_5, 0.249_147_045_813_402_785),
  ]

  fileprivate static let twenty: [(node: Double, weight: Double)] = [
    (0.993_128_599_185_094_924_8, 0.017_614_007_139_152_118_31),
    (0.963_971_927_277_913_791_3, 0.040_601_429_800_386_941_33),
    (0.912_234_428_251_325_905_9, 0.062_672_048_334_109_063_57),
    (0.839_116_971_822_218_823_4, 0.083_276_741_576_704_748_72),
    (0.746_331_906_460_150_792_6, 0.101_930_119_817_240_435),
    (0.636_053_680_726_515_025_5, 0.118_194_531_961_518_417_3),
    (0.510_867_001_950_827_098, 0.131_688_638_449_176_626_9),
    (0.373_706_088_715_419_560_7, 0.142_096_109_318_382_051_3),
    (0.227_785_851_141_645_078_1, 0.149_172_986_472_603_746_8),
    (0.076_526_521_133_497_333_75, 0.152_753_387_130_725_850_7),
  ]
}
