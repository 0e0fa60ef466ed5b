extension VariableDescription: Encodable {
  private enum Key: String, CodingKey {
    case name, label, valueLabels, missing, level, time
  }

  /// Writes the description, members that say nothing left out.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Key.self)
    try members.encode(name, forKey: .name)
    if !label.isEmpty { try members.encode(label, forKey: .label) }
    if !valueLabels.isEmpty {
      try members.encode(valueLabels, forKey: .valueLabels)
    }
    if !missing.isEmpty { try members.encode(missing, forKey: .missing) }
    try members.encodeIfPresent(level, forKey: .level)
    try members.encodeIfPresent(time, forKey: .time)
  }
}

extension VariableDescription.Value: Encodable {
  /// Writes a number as one, a text as one, and a letter as `.a`.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .tagged(let letter): try value.encode(".\(letter)")
    }
  }
}

extension VariableDescription.MissingValues: Encodable {
  private enum Key: String, CodingKey { case from, to }

  /// Writes a number or a text as one, and a range by its ends, those without
  /// a limit left out.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var value = encoder.singleValueContainer()
      try value.encode(text)
    case .numbers(let range) where range.lowerBound == range.upperBound:
      var value = encoder.singleValueContainer()
      try value.encode(range.lowerBound)
    case .numbers(let range):
      var ends = encoder.container(keyedBy: Key.self)
      if range.lowerBound.isFinite {
        try ends.encode(range.lowerBound, forKey: .from)
      }
      if range.upperBound.isFinite {
        try ends.encode(range.upperBound, forKey: .to)
      }
    }
  }
}
