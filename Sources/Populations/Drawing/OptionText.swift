internal import Messages

/// The text of an option, and the readings of it.
struct OptionText {
  let name: String
  let text: String

  /// The error about the option.
  func refusal(_ message: String, _ remedy: String) -> LatentError {
    var error = LatentError(
      kind: .request, code: .populationOption, message: message,
      remedy: remedy)
    error.option = name
    return error
  }

  /// A text without blanks around it.
  static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// One of the names of a choice.
  func choice<Choice>(_ type: Choice.Type) throws(LatentError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let own = Self.trimmed(text).lowercased()
    if let choice = Choice(rawValue: own) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let near = NearestName.find(own, in: known)
    throw refusal(
      "`\(text)` is none of the values.",
      (near.map { "Did you mean `\($0)`? " } ?? "")
        + "Expected \(listing(known, conjunction: "or")).")
  }

  /// A number in a range.
  func number(_ isPossible: (Double) -> Bool) throws(LatentError) -> Double {
    try number(text, isPossible)
  }

  private func number(
    _ text: String, _ isPossible: (Double) -> Bool
  ) throws(LatentError) -> Double {
    guard let value = Double(Self.trimmed(text)), value.isFinite else {
      throw refusal(
        "`\(Self.trimmed(text))` is not a number.", "Write one such as 0.25.")
    }
    guard isPossible(value) else {
      throw refusal(
        "The value \(Self.trimmed(text)) is not possible.", range)
    }
    return value
  }

  /// The values that the option can have.
  private var range: String {
    switch name {
    case "kurtosis":
      "The kurtosis is that less 3: 0 of a normal distribution, and above -2."
    case "contamination-scale": "Give a number above 0."
    default: "Give a share from 0 to less than 1."
    }
  }

  /// A whole number.
  func count(from least: Int) throws(LatentError) -> Int {
    guard let value = Int(Self.trimmed(text)), value >= least,
      value <= 1_000_000_000
    else {
      throw refusal(
        "`\(text)` is no number of at least \(least).",
        "Give a whole number.")
    }
    return value
  }

  /// `name=text` parts with commas between.
  func members() throws(LatentError) -> [(name: String, text: String)] {
    var result: [(name: String, text: String)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.trimmed(sides[0])
      guard sides.count == 2, !name.isEmpty else {
        throw refusal(
          "`\(Self.trimmed(part))` gives no variable a value.",
          "Write `name=value`, with commas between several.")
      }
      guard !result.contains(where: { $0.name == name }) else {
        throw refusal("\(name) stands twice.", "Give each variable once.")
      }
      result.append((name, Self.trimmed(sides[1])))
    }
    return result
  }

  /// One number, or numbers of variables.
  func assignment(_ isPossible: (Double) -> Bool) throws(LatentError)
    -> PopulationOptions.Assignment
  {
    var result = PopulationOptions.Assignment()
    guard text.contains("=") else {
      result.common = try number(text, isPossible)
      return result
    }
    for (name, part) in try members() {
      result.own.append((name, try number(part, isPossible)))
    }
    return result
  }

  /// Shares with slashes between, whose sum is 1.
  func shares(_ text: String) throws(LatentError) -> [Double] {
    var result: [Double] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      result.append(try number(String(part)) { 0 < $0 && $0 < 1 })
    }
    guard result.count >= 2, abs(result.reduce(0, +) - 1) < 1e-6 else {
      throw refusal(
        "The shares \(text) do not add up to 1.",
        "Give a share above 0 for each category, such as `u1=0.2/0.3/0.5`.")
    }
    return result
  }

  /// Sets of names: commas within, slashes between.
  func sets() throws(LatentError) -> [[String]] {
    var result: [[String]] = []
    var seen: Set<String> = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      let names = part.split(separator: ",", omittingEmptySubsequences: false)
        .map { Self.trimmed($0) }
      for name in names {
        guard !name.isEmpty else {
          throw refusal(
            "A set has an empty name.",
            "Write `x1,x2/x3,x4`: commas within a set, slashes between.")
        }
        guard seen.insert(name).inserted else {
          throw refusal("\(name) stands twice.", "Give each variable once.")
        }
      }
      result.append(names)
    }
    return result
  }
}
