package import Messages

extension PowerOptions {
  /// The names of the options.
  package static let names = [
    "effect", "method", "test", "null", "restriction", "nobs", "group-shares",
    "power", "detectable", "alpha", "df", "rmsea-null", "rmsea", "groups",
    "nobs-range", "replicates", "draws", "tolerance", "seed",
  ]

  /// Reads an option.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - text: Its value.
  /// - Throws: `LatentError` that names the option.
  package mutating func read(_ name: String, _ text: String) throws(LatentError)
  {
    let value = PowerOptionText(name: name, text: text)
    switch name {
    case "effect": effects = try value.parts()
    case "method": method = try value.choice(Method.self)
    case "test": test = try value.choice(Test.self)
    case "null": null = try value.choice(Null.self)
    case "restriction": restriction = text
    case "nobs": counts = try value.wholes(2...NoncentralTest.mostCases)
    case "group-shares":
      shares = try value.numbers("shares above 0") { $0 > 0 && $0 <= 1e9 }
    case "power": power = try value.share()
    case "detectable": isDetectable = try value.truth()
    case "alpha": alpha = try value.share()
    case "df":
      degrees = try value.wholes(1...1_000_000)
      try value.requireOneOrTwo(degrees.count)
    case "rmsea-null":
      nullRMSEA = try value.numbers("values from 0 to below 1") { 0..<1 ~= $0 }
      try value.requireOneOrTwo(nullRMSEA.count)
    case "rmsea":
      rmsea = try value.numbers("values from 0 to below 1") { 0..<1 ~= $0 }
      try value.requireOneOrTwo(rmsea.count)
    case "groups": groups = try value.whole(1...1000)
    case "nobs-range": range = try value.range()
    case "replicates": replicates = try value.whole(100...1_000_000_000)
    case "draws": draws = try value.whole(100...1_000_000)
    case "tolerance":
      tolerance = try value.numbers("a share from 0.001 to 0.5") {
        0.001...0.5 ~= $0
      }[0]
    case "seed":
      guard let own = UInt64(text) else {
        throw value.refusal(
          "`\(text)` is no seed.", "Give a whole number from 0.")
      }
      seed = own
    default: preconditionFailure("no option of power analyses: \(name)")
    }
  }

  /// Requires options that go together.
  ///
  /// - Throws: `LatentError` that names one that does not.
  package func requireConsistent() throws(LatentError) {
    func refuse(_ option: String, _ message: String, _ remedy: String)
      throws(LatentError)
    {
      throw PowerOptionText(name: option, text: "").refusal(message, remedy)
    }
    if !counts.isEmpty, !shares.isEmpty {
      try refuse(
        "group-shares", "The numbers of cases have shares of their own.",
        "Leave one of the two out.")
    }
    let joined = max(counts.count, shares.count)
    if let groups, joined > 1, groups != joined {
      try refuse(
        "groups", "There are \(joined) groups by the other options.",
        "Leave it out.")
    }
    if effects.isEmpty, null == .equalGroups {
      try refuse(
        "null", "Nothing is named that could be equal.",
        "Name parameters by the option `effect`.")
    }
    if null == .equalGroups, groupCount < 2 {
      try refuse(
        "null", "There is one group.",
        "Give numbers of cases of groups, `nobs: 100,100`, or their shares, "
          + "`group-shares: 1,1`.")
    }
    if isDetectable, counts.isEmpty {
      try refuse(
        "detectable", "An effect's value depends on the number of cases.",
        "Give that by the option `nobs`.")
    }
  }
}

/// The text of an option of power analyses, and the readings of it.
struct PowerOptionText {
  let name: String
  let text: String

  /// The error about the option.
  func refusal(_ message: String, _ remedy: String) -> LatentError {
    var error = LatentError(
      kind: .request, code: .powerOption, message: message, remedy: remedy)
    error.option = name
    return error
  }

  /// Values with commas between.
  func parts() throws(LatentError) -> [String] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { part in
        var own = part
        while own.first?.isWhitespace == true { own.removeFirst() }
        while own.last?.isWhitespace == true { own.removeLast() }
        return String(own)
      }
    guard !parts.contains("") else {
      throw refusal("A value is empty.", "Put one comma between values.")
    }
    return parts
  }

  func choice<Choice>(_ type: Choice.Type) throws(LatentError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    if let choice = Choice(rawValue: text.lowercased()) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let near = NearestName.find(text.lowercased(), in: known)
    throw refusal(
      "`\(text)` is none of the values.",
      (near.map { "Did you mean `\($0)`? " } ?? "")
        + "Expected \(listing(known, conjunction: "or")).")
  }

  func numbers(_ what: String, _ isPossible: (Double) -> Bool)
    throws(LatentError) -> [Double]
  {
    var result: [Double] = []
    for part in try parts() {
      guard let value = Double(part), value.isFinite, isPossible(value) else {
        throw refusal("`\(part)` is not possible.", "Give \(what).")
      }
      result.append(value)
    }
    return result
  }

  /// A share between 0 and 1, both excluded.
  func share() throws(LatentError) -> Double {
    let example = name == "power" ? "0.8" : "0.05"
    let values = try numbers("a share between 0 and 1, such as \(example)") {
      $0 > 0 && $0 < 1
    }
    guard values.count == 1 else {
      throw refusal(
        "One value is expected.", "Give a share such as \(example).")
    }
    return values[0]
  }

  func wholes(_ range: ClosedRange<Int>) throws(LatentError) -> [Int] {
    var result: [Int] = []
    for part in try parts() {
      guard let value = Int(part), range.contains(value) else {
        throw refusal(
          "`\(part)` is not possible.",
          "Give a whole number from \(range.lowerBound) to "
            + "\(range.upperBound).")
      }
      result.append(value)
    }
    return result
  }

  func whole(_ range: ClosedRange<Int>) throws(LatentError) -> Int {
    let values = try wholes(range)
    guard values.count == 1 else {
      throw refusal("One value is expected.", "Give a whole number.")
    }
    return values[0]
  }

  func truth() throws(LatentError) -> Bool {
    switch text.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      throw refusal("`\(text)` is no truth value.", "Give true or false.")
    }
  }

  func range() throws(LatentError) -> ClosedRange<Int> {
    let ends = text.split(separator: "-").map { Int($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low >= 2,
      high > low, high <= 10_000_000
    else {
      throw refusal(
        "`\(text)` is no range of numbers of cases.",
        "Write the least and the largest: `50-2000`.")
    }
    return low...high
  }

  func requireOneOrTwo(_ count: Int) throws(LatentError) {
    guard count <= 2 else {
      throw refusal(
        "There are \(count) values.",
        "Give one, or two of nested models, the restricted one's first.")
    }
  }
}
