import ModelSyntax

/// The regressions of a block as arrows between variables.
struct PathGraph {
  /// A regression.
  struct Edge: Hashable {
    var cause: String
    var outcome: String
  }

  /// The place of a regression in its block.
  struct Occurrence: Hashable {
    var statement: Int
    var lhs: Int
    /// The terms that name the predictor, one at least.
    var terms: [Int]
  }

  /// The regressions with their occurrences; the first of repeated ones.
  private(set) var occurrences: [Edge: Occurrence] = [:]
  /// The variables that each variable acts on, in the order of the text.
  private(set) var outcomes: [String: [String]] = [:]
  /// The variables that act on each variable, in the order of the text.
  private(set) var causes: [String: [String]] = [:]
  /// All variables of the block.
  private(set) var variables: Set<String> = []

  init(_ block: ExpansionBlock) {
    for (index, formula) in block.formulas {
      let predictors = formula.terms.map(\.variableName)
      for (lhs, left) in formula.lhs.enumerated() {
        guard let outcome = left.variableName else { continue }
        variables.insert(outcome)
        variables.formUnion(predictors.compactMap(\.self))
        guard formula.op == .regression else { continue }
        for case let cause? in predictors {
          let edge = Edge(cause: cause, outcome: outcome)
          guard occurrences[edge] == nil else { continue }
          occurrences[edge] = Occurrence(
            statement: index, lhs: lhs,
            terms: predictors.indices.filter { predictors[$0] == cause })
          outcomes[cause, default: []].append(outcome)
          causes[outcome, default: []].append(cause)
        }
      }
    }
  }

  /// The paths between two variables, or why they cannot be listed.
  enum Search {
    /// Every path, the direct one first if there is one.
    case paths([[String]])
    /// A circle stands between the variables.
    case circle([String])
    /// More paths than anyone reads.
    case tooMany
  }

  /// More paths than anyone reads.
  static let pathLimit = 500

  /// Lists the directed paths from a cause to an outcome.
  func paths(from cause: String, to outcome: String) -> Search {
    let between = reachable(from: cause, outcomes)
      .intersection(reachable(from: outcome, causes))
    if let circle = circle(among: between, from: cause) {
      return .circle(circle)
    }
    guard count(from: cause, to: outcome, among: between) <= Self.pathLimit
    else { return .tooMany }
    var found: [[String]] = []
    var stack = [[cause]]
    while let path = stack.popLast() {
      guard let last = path.last else { continue }
      if last == outcome, path.count > 1 {
        found.append(path)
        continue
      }
      for next in (outcomes[last] ?? []).reversed() where between.contains(next)
      {
        stack.append(path + [next])
      }
    }
    let direct = found.filter { $0.count == 2 }
    return .paths(direct + found.filter { $0.count > 2 })
  }

  /// The number of paths, or one more than the limit; without circles.
  private func count(
    from cause: String, to outcome: String, among members: Set<String>
  ) -> Int {
    var counts = [outcome: 1]
    // Each variable comes again, after those that it acts on.
    var waiting = [(name: cause, isOpen: false)]
    while let (name, isOpen) = waiting.popLast() {
      guard counts[name] == nil else { continue }
      let next = (outcomes[name] ?? []).filter(members.contains)
      guard isOpen else {
        waiting.append((name, true))
        waiting += next.filter { counts[$0] == nil }.map { ($0, false) }
        continue
      }
      counts[name] = next.reduce(0) {
        min($0 + (counts[$1] ?? 0), Self.pathLimit + 1)
      }
    }
    return counts[cause] ?? 0
  }

  /// A variable and all that arrows lead to from it.
  private func reachable(
    from start: String, _ arrows: [String: [String]]
  ) -> Set<String> {
    var seen: Set<String> = [start]
    var waiting = [start]
    while let name = waiting.popLast() {
      for next in arrows[name] ?? [] where seen.insert(next).inserted {
        waiting.append(next)
      }
    }
    return seen
  }

  /// A circle among some variables that a start leads to.
  private func circle(among members: Set<String>, from start: String)
    -> [String]?
  {
    guard members.contains(start) else { return nil }
    var finished: Set<String> = []
    // Last first, as they are taken from the end.
    func following(_ name: String) -> [String] {
      (outcomes[name] ?? []).filter(members.contains).reversed()
    }
    // A path with, for each of its variables, the arrows not yet followed.
    var path = [start]
    var open = [following(start)]
    while !path.isEmpty {
      let depth = path.count - 1
      guard let next = open[depth].popLast() else {
        finished.insert(path.removeLast())
        open.removeLast()
        continue
      }
      if let first = path.firstIndex(of: next) {
        return Array(path[first...]) + [next]
      }
      guard !finished.contains(next) else { continue }
      path.append(next)
      open.append(following(next))
    }
    return nil
  }
}

extension FormulaTerm {
  /// The variable that the term names, if it names one.
  var variableName: String? {
    if case .variable(let name) = subject { name.text } else { nil }
  }
}
