import LinearAlgebra
import SampleStatistics
import TableReading

/// Any bytes are moments or an error; a covariance matrix is symmetric and
/// finite, with positive variances, and written out in full it reads back.
@Sendable func checkMatrix(_ bytes: [UInt8]) {
  // Zero bytes end the matrix and the standard deviations.
  let files = bytes.split(
    separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
  var reader = MomentMatrixReader()
  let names = ["matrix", "sd", "mean"]
  for (name, file) in zip(names, files) { reader.contents[name] = Array(file) }
  do {
    let moments = try reader.read(
      contentsOf: "matrix", observationCount: files.count > 1 ? nil : 100,
      standardDeviations: files.count > 1 && !files[1].isEmpty ? "sd" : nil,
      means: files.count > 2 ? "mean" : nil)
    check(moments)
  } catch {
    expect(!error.description.isEmpty, "An error says nothing.")
  }
}

private func check(_ moments: SampleMoments) {
  let p = moments.variableNames.count
  expect(
    moments.covariance.rows == p && moments.covariance.columns == p,
    "The matrix is not square.")
  expect(moments.mean.map { $0.count == p } ?? true, "Means are missing.")
  for column in 0..<p {
    for row in 0..<p {
      let value = moments.covariance[row, column]
      expect(value.isFinite, "A covariance is not finite.", "\(value)")
      expect(
        value == moments.covariance[column, row],
        "The matrix is not symmetric.")
      expect(row != column || value > 0, "A variance is not positive.")
    }
  }
  expectSameAfterWriting(moments)
}

private func expectSameAfterWriting(_ moments: SampleMoments) {
  let names = moments.variableNames
  // Other names may be read as numbers or as delimiters.
  let isPlain = names.allSatisfy { name in
    name.utf8.count > 3
      && name.utf8.allSatisfy { (UInt8(ascii: "a")...0x7A).contains($0) }
  }
  guard isPlain, !names.contains("mean"), !names.contains("means"),
    !names.contains("nobs"), !names.contains("stddev"), names.count > 1
  else { return }
  let p = names.count
  var lines = [names.joined(separator: ",")]
  for row in 0..<p {
    lines.append(
      (0..<p).map { "\(moments.covariance[row, $0])" }
        .joined(separator: ","))
  }
  var reader = MomentMatrixReader()
  let text = lines.joined(separator: "\n")
  reader.contents["again"] = Array(text.utf8)
  do {
    let again = try reader.read(contentsOf: "again", observationCount: 100)
    expect(again.variableNames == names, "Names differ.", text)
    expect(again.covariance == moments.covariance, "Numbers differ.", text)
  } catch {
    fatalError(
      "A matrix that was written does not read back: \(error)\n\(text)")
  }
}
