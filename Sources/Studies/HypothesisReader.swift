internal import ModelSyntax
internal import YAMLReading

/// Reads hypotheses: `trust -> growth, positive`, `a, b -> m -> y`,
/// `w moderates x -> y`.
extension StudyReader {
  mutating func hypothesis(
    _ name: PlacedText, _ text: PlacedText
  ) -> StudyHypothesis? {
    var rest = text.text[...]
    var moderator: PlacedText?
    for word in [" moderates ", "调节"] {
      guard let place = rest.firstRange(of: word) else { continue }
      moderator = text.part(rest[..<place.lowerBound])
      rest = rest[place.upperBound...]
      break
    }
    var parts: [Substring] = []
    while let arrow = Self.arrow(in: rest) {
      parts.append(rest[..<arrow.lowerBound])
      rest = rest[arrow.upperBound...]
    }
    parts.append(rest)
    var stages = parts.map { part in
      part.split(
        omittingEmptySubsequences: false, whereSeparator: { ",，、".contains($0) }
      ).map { text.part($0) }
    }
    var direction: StudyHypothesis.Direction?
    if let last = stages.last?.last, stages[stages.count - 1].count > 1,
      let own = Self.direction(last.text)
    {
      direction = own
      stages[stages.count - 1].removeLast()
    }
    guard stages.count > 1, !stages.joined().contains(where: \.text.isEmpty),
      moderator?.text.isEmpty != true
    else {
      refuse(
        "The hypothesis `\(name.text)` is not a path.",
        "Write `trust -> growth, positive`, `ties -> learning -> growth` or "
          + "`trust moderates learning -> growth`.", at: text.range)
      return nil
    }
    if let moderator, stages.count > 2 {
      refuse(
        "`\(moderator.text)` moderates one path at a time.",
        "Write a hypothesis for each: `w moderates x -> y`.", at: text.range)
      return nil
    }
    return StudyHypothesis(
      name: name, text: text, stages: stages, moderator: moderator,
      direction: direction)
  }

  private static func arrow(in text: Substring) -> Range<Substring.Index>? {
    ["->", "→", "—>"].compactMap { text.firstRange(of: $0) }
      .min { $0.lowerBound < $1.lowerBound }
  }

  private static func direction(
    _ text: String
  ) -> StudyHypothesis.Direction? {
    switch text.lowercased() {
    case "positive", "+", "正向", "正": .positive
    case "negative", "-", "负向", "负": .negative
    default: nil
    }
  }
}
