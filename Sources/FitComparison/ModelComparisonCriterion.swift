internal import ModelFit

/// The models that an information criterion prefers: the one with the smallest
/// value, and those that it does not tell from that one.
struct CriterionChoice {
  /// `AIC` or `BIC`.
  let name: String
  /// The preferred models, as places in the comparison.
  let best: [Int]

  /// Differences below this are noise: values closer than it look the same in
  /// print, and outweigh no argument (the ratio of the Akaike weights of two
  /// models that differ by .01 is 1.005).
  private static let leastDifference = 0.01

  /// Chooses by a criterion; `nil` if one of the models has none.
  ///
  /// - Parameters:
  ///   - name: The criterion.
  ///   - places: The models to choose from.
  ///   - models: All models of the comparison.
  init?(_ name: String, of places: [Int], in models: [ComparedModel]) {
    var values: [Double] = []
    for place in places {
      guard let value = models[place].measures[name.lowercased()] else {
        return nil
      }
      values.append(value)
    }
    guard let smallest = values.min() else { return nil }
    // The second limit is the rounding error of a large likelihood.
    let limit = max(Self.leastDifference, 1e-10 * abs(smallest))
    self.name = name
    best = zip(places, values).filter { $1 - smallest < limit }.map(\.0)
  }

  /// The model that it prefers; `nil` if it does not tell several apart.
  var only: Int? { best.count == 1 ? best[0] : nil }

  /// The action, as the rest of a sentence.
  ///
  /// - Parameters:
  ///   - isOne: Whether one criterion does it, not two.
  ///   - names: The names of places.
  /// - Returns: `prefers a`, or `does not tell a and b apart`.
  func verb(isOne: Bool = true, _ names: ([Int]) -> String) -> String {
    if best.count == 1 { return "prefer\(isOne ? "s" : "") \(names(best))" }
    return "do\(isOne ? "es" : "") not tell \(names(best)) apart"
  }
}

/// The joint verdict of two information criteria.
struct CriteriaChoice {
  let aic: CriterionChoice
  let bic: CriterionChoice
  /// The names of places.
  let names: ([Int]) -> String

  /// The model that they lead to: the only one that both prefer.
  var holds: Int? {
    let shared = aic.best.filter(bic.best.contains)
    return shared.count == 1 ? shared[0] : nil
  }

  /// Their verdict where nothing else chooses between models.
  ///
  /// - Parameter start: A clause that says so.
  /// - Returns: The sentence.
  func sentence(after start: String) -> String {
    let both =
      "AIC \(aic.verb(names)), BIC \(bic.verb(names))"
    if aic.best == bic.best {
      return aic.only.map {
        "\(start); AIC and BIC agree: \(names([$0])) holds."
      } ?? "\(start), and AIC and BIC \(aic.verb(isOne: false, names)): none "
        + "of them holds alone."
    }
    if let holds { return "\(start); \(both): \(names([holds])) holds." }
    return "\(start), and the criteria disagree: \(both); none of them clearly "
      + "holds."
  }

  /// Their verdict on a model that tests chose.
  ///
  /// - Parameter model: The model's place.
  /// - Returns: The sentence.
  func sentence(on model: Int) -> String {
    func agrees(_ choice: CriterionChoice) -> Bool { choice.only == model }
    if agrees(aic), agrees(bic) { return "AIC and BIC agree." }
    if aic.best == bic.best {
      return "AIC and BIC \(aic.verb(isOne: false, names))."
    }
    // The one that agrees comes first.
    let order = agrees(bic) ? [bic, aic] : [aic, bic]
    return order.map {
      "\($0.name) " + (agrees($0) ? "agrees" : $0.verb(names))
    }.joined(separator: "; ") + "."
  }
}
