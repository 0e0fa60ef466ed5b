import Latent
import Messages
import ModelFit
import Resampling
import Testing

/// Shards of one bootstrap from machines whose linear-algebra libraries give
/// other last digits.
struct ShardToleranceTests {
  /// A factor with `count` indicators and its file of draws; with full
  /// information, more than 30 variables have moments above order 511.
  private func format(indicators count: Int) throws -> DrawsFile {
    var stream = UInt64(1)
    func uniform() -> Double {
      stream = stream &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(stream >> 11) / 9_007_199_254_740_992
    }
    var columns = [[Double]](repeating: [], count: count)
    for _ in 0..<120 {
      let factor = uniform()
      for column in columns.indices {
        columns[column].append(factor + uniform())
      }
    }
    let names = (1...count).map { "x\($0)" }
    let table = try DataTable(
      columns: zip(names, columns).map { DataColumn(name: $0, numbers: $1) })
    var options = FitOptions()
    options.model.kind = .cfa
    options.missing = .fullInformation
    options.keepsCases = true
    let fit = try Model(text: "f =~ " + names.joined(separator: " + "))
      .fit(to: table, options: options)
    try #require(fit.isConverged)
    return try DrawsFile(
      fit, options: BootstrapOptions(), version: LatentVersion.current)
  }

  /// The file of another machine: the original sample's first value differs by
  /// a share, and the line's checksum is its own.
  private func file(_ format: DrawsFile, differingBy share: Double) -> [UInt8] {
    var lines = format.header.split(separator: "\n").map(String.init)
    var cells = lines[7].split(
      separator: ",", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
    let value = format.columns[0].estimate
    cells[2] = (value + share * max(1, abs(value))).description
    let line = cells.joined(separator: ",")
    let facts = lines[1...5].map {
      $0.dropFirst(2).replacing(": ", with: "=") + ";"
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in (facts.joined() + line).utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    lines[7] =
      line + "," + String(repeating: "0", count: 16 - digits.count) + digits
    var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    format.append(
      BootstrapReplicate(
        number: 1, status: .converged,
        values: format.columns.map { _ in 0.5 }), to: &bytes)
    return bytes + DrawsFile.end(count: 1).utf8
  }

  @Test func largeModelsMergeWithinATolerance() throws {
    let format = try format(indicators: 31)
    for share in [0, 3e-12, 9e-9] {
      let contents = try format.read(
        file(format, differingBy: share).span, name: "part.csv")
      #expect(contents.replicates.count == 1)
      #expect(abs(contents.estimateDifference - share) <= 1e-15 + share * 1e-3)
      let note = DrawsFile.note(onDifferenceIn: contents)
      #expect((note == nil) == (share == 0))
    }
    #expect(
      throws: LatentError.self,
      performing: {
        try format.read(
          file(format, differingBy: 2e-8).span, name: "part.csv")
      })
  }

  @Test func smallModelsHaveTheSameBits() throws {
    let format = try format(indicators: 4)
    #expect(
      try format.read(file(format, differingBy: 0).span, name: "part.csv")
        .replicates.count == 1)
    #expect {
      try format.read(file(format, differingBy: 1e-12).span, name: "part.csv")
    } throws: {
      ($0 as? LatentError)?.code == "draws.other-estimates"
    }
  }
}
