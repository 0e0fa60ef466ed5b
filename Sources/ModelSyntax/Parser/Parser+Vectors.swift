/// Vectors before a term's variable, by the functions of R that people paste.
extension Parser {
  /// The function that comes next, if it makes a vector.
  var peekVectorFunction: VectorFunction? {
    guard peekSecond?.symbol == .leftParenthesis, let name = peek?.plainName
    else { return nil }
    return VectorFunction(rawValue: name)
  }

  /// Parses a call such as `rep("a", 4)`.
  ///
  /// - Returns: Its elements and its range.
  mutating func parseVectorCall(
    _ function: VectorFunction
  ) throws(Abandoned) -> (elements: [VectorElement], range: SourceRange) {
    let name = tokens[cursor].range
    cursor += 1
    let opening = tokens[cursor].range
    cursor += 1
    try nest(at: opening)
    var arguments: [VectorFunction.Argument] = []
    if peekSymbol != .rightParenthesis {
      repeat {
        let label = takeArgumentName()
        arguments.append(
          VectorFunction.Argument(name: label, elements: try parseElements()))
      } while take(.comma)
    }
    try close(opening)
    nesting -= 1
    let place = range(from: name.lowerBound)
    do {
      return (try function(arguments), place)
    } catch {
      throw fail(
        .syntaxInvalidModifier, "`\(function.rawValue)()` \(error.message).",
        remedy: "Write the elements themselves, as in `c(a1, a2)`.", at: place)
    }
  }

  /// Reads `name =` in a call.
  private mutating func takeArgumentName() -> String? {
    guard peekSecond?.symbol == .assign, let name = peek?.plainName else {
      return nil
    }
    cursor += 2
    return name
  }

  /// Parses one argument: a value, a range such as `1:3`, or a vector by a
  /// function, `c()` included.
  mutating func parseElements() throws(Abandoned) -> [VectorElement] {
    if let function = peekVectorFunction {
      return try parseVectorCall(function).elements
    }
    if peek?.plainName == "c", peekSecond?.symbol == .leftParenthesis {
      return try parseArguments()
    }
    let start = peek?.range.lowerBound ?? gap.lowerBound
    let element = try parseElement()
    guard case .number(let first) = element, take(.colon) else {
      return [element]
    }
    return try parseRange(from: first, at: start)
  }

  /// Parses what follows the colon of `1:3`.
  mutating func parseRange(
    from first: Double, at start: Int
  ) throws(Abandoned) -> [VectorElement] {
    operationCount = 0
    let last = try evaluate(try parseSigned())
    do {
      return try VectorFunction.range(first, last)
    } catch {
      throw fail(
        .syntaxInvalidModifier, "This range \(error.message).",
        remedy: "Write the numbers themselves, as in `c(1, 2)`.",
        at: range(from: start))
    }
  }
}
