internal import Messages

/// The meaning of a term of reports: a statistic, an index, a method, a code.
package struct Explanation: Sendable, Hashable {
  /// The names that people look it up by, the usual one first.
  package let names: [String]
  /// Its full name.
  package let title: String
  /// The meaning, and how it is read.
  package let text: String
  /// The works that it comes from, author and year; empty for none.
  package let source: String

  init(
    _ names: [String], _ title: String, _ text: String, _ source: String = ""
  ) {
    self.names = names
    self.title = title
    self.text = text
    self.source = source
  }

  /// All terms.
  package static let terms: [Explanation] =
    fit + versions + parsimony + parameters + criticism + scales + factors
    + effects
    + estimators + groups + symbols

  /// All codes with their meanings.
  package static let codes: [Explanation] = CodeMeanings.all.map {
    Explanation([$0.code], "\($0.code): an error or a warning", $0.meaning)
  }

  /// The explanations of a name: every term and code that has it.
  ///
  /// Capitals, blanks, hyphens, points and underscores do not matter. A measure
  /// with the ending of a version, such as `cfi.robust`, is explained by that
  /// of the measure and that of the version.
  ///
  /// - Parameter name: The name.
  /// - Returns: The explanations; none if nothing has the name.
  package static func find(_ name: String) -> [Explanation] {
    let key = key(name)
    let all = terms + codes
    let found = all.filter { $0.has(key) }
    if !found.isEmpty { return found }
    // Δχ² is explained by χ², and by what differences are.
    if let mark = key.first, "δΔ".contains(mark), key.count > 1 {
      let base = find(String(key.dropFirst()))
      if !base.isEmpty { return base + terms.filter { $0.has("difference") } }
    }
    for version in endings where key.hasSuffix(version) {
      let base = find(String(key.dropLast(version.count)))
      if base.isEmpty { continue }
      return base + terms.filter { $0.has(version) && !base.contains($0) }
    }
    for prefix in ["baseline", "unrestricted"] where key.hasPrefix(prefix) {
      let base = find(String(key.dropFirst(prefix.count)))
      if base.isEmpty { continue }
      return base + terms.filter { $0.has(prefix) && !base.contains($0) }
    }
    return []
  }

  /// The endings of measures that have explanations of their own.
  private static let endings = [
    "scaled", "robust", "cilower", "ciupper", "cilevel", "lisrel", "nomean",
    "bentler", "mplus", "pvalue",
  ]

  private func has(_ key: String) -> Bool {
    names.contains { Self.key($0) == key }
  }

  /// The codes that begin with a word and a point, and what they have in
  /// common.
  ///
  /// - Parameter name: The word.
  /// - Returns: The codes, none if none begin so; a remark, which may be empty.
  package static func family(_ name: String)
    -> (codes: [Explanation], remark: String)
  {
    let name = name.lowercased()
    return (
      codes.filter { $0.names[0].hasPrefix(name + ".") }, families[name] ?? ""
    )
  }

  /// What the family of a code has in common with it; empty for nothing.
  package var familyRemark: String {
    Self.families[String(names[0].prefix { $0 != "." })] ?? ""
  }

  /// The names that are like one that nothing has.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - others: Further names that exist, such as those of commands.
  /// - Returns: At most five names, the likest first.
  package static func nearest(_ name: String, among others: [String] = [])
    -> [String]
  {
    let known = terms.flatMap(\.names) + others + codes.map { $0.names[0] }
    var found: [String] = []
    if let best = NearestName.find(name, in: known) { found.append(best) }
    let key = key(name)
    if key.count > 2 {
      found += known.filter {
        let own = Self.key($0)
        return own.contains(key) || own.count > 2 && key.contains(own)
      }
    }
    return Array(found.distinct.prefix(5))
  }

  /// The letters and digits of a name.
  private static func key(_ name: String) -> String {
    name.lowercased().filter { !" -_./'".contains($0) }
  }

  /// What codes of a family have in common.
  private static let families: [String: String] = [
    "admissibility": """
    The search has converged, but no population can have such values; common \
    reasons are few cases, few indicators of a factor, and a wrong model \
    (Chen, Bollen, Paxton, Curran & Kirby, 2001). Estimates of such a \
    solution should not be interpreted.
    """,
    "bootstrap": """
    Replicates that cannot be used are left out of standard errors and \
    intervals; many of them select the samples that intervals rest on.
    """,
    "syntax": "The place in the model's text stands in the message.",
    "data": "The message names the file, the row and the column.",
  ]
}
