internal import FitSettings
internal import ModelFit

extension BootstrapResults: Encodable {
  private enum CodingKeys: String, CodingKey {
    case origin, statistics, bollenStine, warnings
  }

  /// Writes the figures; the draws have files of their own (`DrawsFile`).
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(origin, forKey: .origin)
    try values.encode(statistics, forKey: .statistics)
    try values.encodeIfPresent(bollenStine, forKey: .bollenStine)
    try values.encode(warnings, forKey: .warnings)
  }
}

extension BootstrapColumn: Encodable {
  private enum CodingKeys: String, CodingKey {
    case statistic, name, estimate
  }

  /// Writes the column; without an estimate where the original sample has
  /// none.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(statistic, forKey: .statistic)
    try values.encode(name, forKey: .name)
    if estimate.isFinite { try values.encode(estimate, forKey: .estimate) }
  }
}

extension BootstrapSummary: Encodable {
  private enum CodingKeys: String, CodingKey {
    case estimate, count, mean, standardError
  }

  /// Writes the figures, without the draws; without a standard error where
  /// there is one draw.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(estimate, forKey: .estimate)
    try values.encode(count, forKey: .count)
    try values.encode(mean, forKey: .mean)
    if standardError.isFinite {
      try values.encode(standardError, forKey: .standardError)
    }
  }
}
