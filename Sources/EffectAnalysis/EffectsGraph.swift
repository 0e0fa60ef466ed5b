internal import LinearAlgebra
internal import MomentStructure
internal import VariableNames

/// The regressions among one block's variables as a directed graph.
struct EffectsGraph: Sendable {
  /// The variables, in the order of the block's B.
  let variables: [String]
  /// The variables that each variable acts on, ascending.
  let targets: [[Int]]
  private let acting: Set<MatrixCell>

  /// Makes the graph of a block.
  ///
  /// - Parameters:
  ///   - structure: The block.
  ///   - products: Products `x:z` whose factors act where they do, even if the
  ///     factors have no separate coefficient.
  init(_ structure: BlockStructure, products: [VariableProduct] = []) {
    let variables = structure.latent
    self.variables = variables
    var cells = structure.parameters.map(\.cell)
    cells += structure.fixedCells.map(\.cell)
    // What a composite does to its parts is no effect.
    let parts = Set(structure.composites.flatMap(\.others).map(\.phantom))
    acting = Set(
      cells.filter { $0.matrix == .beta && !parts.contains($0.row) })
    var targets = [[Int]](repeating: [], count: variables.count)
    for cell in acting { targets[cell.column].append(cell.row) }
    for product in products {
      guard let column = variables.firstIndex(of: product.name) else {
        continue
      }
      for factor in product.factors {
        guard let acting = variables.firstIndex(of: factor) else { continue }
        targets[acting] += targets[column].filter { $0 != acting }
      }
    }
    self.targets = targets.map { Set($0).sorted() }
  }

  /// The index of a variable.
  func index(of name: String) -> Int? { variables.firstIndex(of: name) }

  /// Whether one variable acts on another without a third.
  func hasEdge(from source: Int, to target: Int) -> Bool {
    acting.contains(MatrixCell(.beta, target, source))
  }

  /// The variables that a variable acts on, at once or through others.
  func descendants(of source: Int) -> Set<Int> {
    var reached: Set<Int> = []
    var open = targets[source]
    while let next = open.popLast() {
      if reached.insert(next).inserted { open += targets[next] }
    }
    return reached
  }

  /// Whether no variable acts on itself through others.
  var isRecursive: Bool {
    !variables.indices.contains { descendants(of: $0).contains($0) }
  }

  /// Every path through third variables that visits none twice, shorter ones
  /// first; `nil` if there are more than `limit`.
  func indirectPaths(from source: Int, to target: Int, limit: Int)
    -> [[Int]]?
  {
    // Branches that never reach the target could grow exponentially.
    let useful = Set(
      variables.indices.filter { descendants(of: $0).contains(target) })
    var paths: [[Int]] = []
    var path = [source]
    var choices = [targets[source]]
    while var open = choices.popLast() {
      guard !open.isEmpty else {
        path.removeLast()
        continue
      }
      let next = open.removeFirst()
      choices.append(open)
      if next == target {
        if path.count > 1 { paths.append(path + [target]) }
        if paths.count > limit { return nil }
      } else if useful.contains(next), !path.contains(next) {
        path.append(next)
        choices.append(targets[next])
      }
    }
    return paths.enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }.map(\.element)
  }
}
