internal import LinearAlgebra
internal import Messages

extension SampleMoments: Codable {
  private enum CodingKeys: String, CodingKey {
    case variableNames, observationCount, covariance, mean, divisor
  }

  /// Reads moments and checks them.
  ///
  /// - Throws: `DecodingError` for what `init(variableNames:…)` refuses.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let covariance = try values.decode(Matrix.self, forKey: .covariance)
    do {
      try self.init(
        variableNames: values.decode([String].self, forKey: .variableNames),
        observationCount: values.decode(Int.self, forKey: .observationCount),
        covariance: covariance.elements,
        mean: values.decodeIfPresent([Double].self, forKey: .mean),
        divisor: values.decode(MomentDivisor.self, forKey: .divisor))
    } catch let error as LatentError {
      throw DecodingError.dataCorruptedError(
        forKey: .covariance, in: values, debugDescription: error.message)
    }
  }

  /// Writes the moments.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(variableNames, forKey: .variableNames)
    try values.encode(observationCount, forKey: .observationCount)
    try values.encode(covariance, forKey: .covariance)
    try values.encodeIfPresent(mean, forKey: .mean)
    try values.encode(divisor, forKey: .divisor)
  }
}

extension Sample: Encodable {
  private enum CodingKeys: String, CodingKey {
    case label, readCount, emptyCount, deletions, source, moments
  }

  /// Writes the sample without its cases.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(label, forKey: .label)
    try values.encode(readCount, forKey: .readCount)
    try values.encode(emptyCount, forKey: .emptyCount)
    try values.encode(deletions, forKey: .deletions)
    try values.encode(source, forKey: .source)
    try values.encode(moments, forKey: .moments)
  }
}
