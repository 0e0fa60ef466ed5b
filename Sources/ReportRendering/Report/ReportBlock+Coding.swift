/// Blocks of reports are kept between runs.
extension ReportBlock: Codable {
  private enum CodingKeys: String, CodingKey {
    case facts, paragraph, table, figure
  }

  /// Reads a block.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let facts = try values.decodeIfPresent([ReportFact].self, forKey: .facts)
    {
      self = .facts(facts)
    } else if let table = try values.decodeIfPresent(
      ReportTable.self, forKey: .table)
    {
      self = .table(table)
    } else if let figure = try values.decodeIfPresent(
      ReportFigure.self, forKey: .figure)
    {
      self = .figure(figure)
    } else {
      self = .paragraph(try values.decode(ReportText.self, forKey: .paragraph))
    }
  }

  /// Writes a block.
  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .facts(let facts): try values.encode(facts, forKey: .facts)
    case .paragraph(let text): try values.encode(text, forKey: .paragraph)
    case .table(let table): try values.encode(table, forKey: .table)
    case .figure(let figure): try values.encode(figure, forKey: .figure)
    }
  }
}
