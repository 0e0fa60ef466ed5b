internal import Codebooks
internal import ItemAnalysis
internal import Messages
internal import RealModule
internal import TableReading

/// Computes the values of expressions from a table's columns.
struct ComputedValues {
  typealias Fault = ComputedExpressionParser.Fault

  /// The table, described by the codebook, with the variables computed so far.
  let table: DataTable
  let names: StudyNames

  private enum Value {
    case numbers([Double])
    case texts([String?])
    case number(Double)
    case text(String)
    /// The items of a construct.
    case items([String])
  }

  /// The functions with the numbers of their arguments.
  private static let functions: [String: ClosedRange<Int>] = [
    "mean": 1...500, "sum": 1...500, "log": 1...1, "log10": 1...1,
    "exp": 1...1, "sqrt": 1...1, "abs": 1...1, "center": 1...1,
    "standardize": 1...1, "lag": 1...2, "missing": 1...1,
  ]

  /// The values of an expression.
  ///
  /// - Parameters:
  ///   - expression: The expression.
  ///   - place: Its place, for errors.
  /// - Returns: A number for each row, NaN where it is not defined.
  /// - Throws: `Fault` for names and functions that there are not.
  func values(
    of expression: ComputedExpression, at place: PlacedText
  ) throws(Fault) -> [Double] {
    try numbers(of: try value(expression, place), at: place)
  }

  private func numbers(
    of value: Value, at place: PlacedText
  ) throws(Fault) -> [Double] {
    switch value {
    case .numbers(let numbers): return numbers
    case .number(let number):
      return Array(repeating: number, count: table.rowCount)
    case .items:
      throw Fault(
        message: "A construct by itself is not a number.",
        remedy: "Write `mean(...)` or `sum(...)` of it.", place: place)
    case .texts, .text:
      throw Fault(
        message: "A text is not a number.",
        remedy: "Compare it with one: `district == \"Wenzhou\"`.", place: place)
    }
  }

  private func value(
    _ expression: ComputedExpression, _ place: PlacedText
  ) throws(Fault) -> Value {
    switch expression {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .name(let name): return try variable(name)
    case .negative(let inner):
      return .numbers(try values(of: inner, at: place).map { -$0 })
    case .not(let inner):
      return .numbers(
        try values(of: inner, at: place).map {
          $0.isNaN ? .nan : $0 == 0 ? 1 : 0
        })
    case .call(let name, let arguments): return try call(name, arguments)
    case .binary(let own, let left, let right):
      let (a, b) = (try value(left, place), try value(right, place))
      if own == .equal || own == .unequal,
        let equal = try equality(a, b, place)
      {
        return .numbers(
          equal.map { $0.isNaN ? .nan : own == .equal ? $0 : 1 - $0 })
      }
      let (x, y) = (
        try numbers(of: a, at: place), try numbers(of: b, at: place)
      )
      return .numbers(zip(x, y).map { Self.apply(own, $0, $1) })
    }
  }

  private func variable(_ name: PlacedText) throws(Fault) -> Value {
    guard let found = names.find(name.text) else {
      throw Fault(
        message: "There is no variable or construct `\(name.text)`.",
        remedy: names.suggestion(for: name.text), place: name)
    }
    switch found {
    case .construct(let construct):
      return .items(names.items(of: construct))
    case .variable(let variable):
      guard let position = table.position(of: variable) else {
        throw Fault(
          message: "The variable `\(name.text)` is not computed yet.",
          remedy: "Variables are computed in the order of the file.",
          place: name)
      }
      let column = table.columns[position]
      if let numbers = column.numbers { return .numbers(numbers) }
      return .texts((0..<column.count).map { column.label(ofRow: $0) })
    }
  }

  /// 1 where two values are equal, with texts among them; `nil` for numbers.
  private func equality(
    _ a: Value, _ b: Value, _ place: PlacedText
  ) throws(Fault) -> [Double]? {
    switch (a, b) {
    case (.texts(let texts), .text(let text)),
      (.text(let text), .texts(let texts)):
      return texts.map { $0.map { $0 == text ? 1 : 0 } ?? .nan }
    case (.texts(let left), .texts(let right)):
      return zip(left, right).map { a, b in
        guard let a, let b else { return .nan }
        return a == b ? 1 : 0
      }
    case (.numbers, .text), (.text, .numbers), (.texts, _), (_, .texts):
      throw Fault(
        message: "A text is compared with numbers.",
        remedy: "Write numbers without quotes, and texts with them.",
        place: place)
    default: return nil
    }
  }

  // MARK: Functions

  private func call(
    _ name: PlacedText, _ arguments: [ComputedExpression]
  ) throws(Fault) -> Value {
    guard let counts = Self.functions[name.text] else {
      let known = Self.functions.keys.sorted()
      throw Fault(
        message: "There is no function `\(name.text)`.",
        remedy: NearestName.find(name.text, in: known).map {
          "Did you mean `\($0)`?"
        } ?? "The functions are \(listing(known, limit: 20)).", place: name)
    }
    guard counts.contains(arguments.count) else {
      throw Fault(
        message: "`\(name.text)` takes "
          + (counts.lowerBound == counts.upperBound
            ? counted(counts.lowerBound, "argument")
            : "\(counts.lowerBound) to \(counts.upperBound) arguments")
          + ", not \(arguments.count).", remedy: "", place: name)
    }
    switch name.text {
    case "mean", "sum": return try score(name, arguments)
    case "lag": return try lag(name, arguments)
    default: break
    }
    let x = try values(of: arguments[0], at: name)
    switch name.text {
    case "log": return .numbers(x.map { Self.logarithm($0) })
    case "log10":
      return .numbers(x.map { $0 > 0 ? .log10($0) : .nan })
    case "exp": return .numbers(x.map { Self.finite(.exp($0)) })
    case "sqrt": return .numbers(x.map { $0 < 0 ? .nan : $0.squareRoot() })
    case "abs": return .numbers(x.map { abs($0) })
    case "missing": return .numbers(x.map { $0.isNaN ? 1 : 0 })
    default: return .numbers(try centred(x, name))
    }
  }

  /// The mean or sum of items, of the cases with all of them.
  private func score(
    _ name: PlacedText, _ arguments: [ComputedExpression]
  ) throws(Fault) -> Value {
    var columns: [[Double]] = []
    for argument in arguments {
      guard case .items(let items) = try value(argument, name) else {
        columns.append(try values(of: argument, at: name))
        continue
      }
      for item in items {
        guard let numbers = try? table.numbers(named: item) else {
          throw Fault(
            message: "The item `\(item)` has no numbers in the data.",
            remedy: "`latent codebook check` compares codebook and data.",
            place: name)
        }
        columns.append(numbers)
      }
    }
    let sums = (0..<table.rowCount).map { row in
      columns.reduce(0) { $0 + $1[row] }
    }
    return .numbers(
      name.text == "sum" ? sums : sums.map { $0 / Double(columns.count) })
  }

  /// The values of the row before, of the same unit where one is named.
  private func lag(
    _ name: PlacedText, _ arguments: [ComputedExpression]
  ) throws(Fault) -> Value {
    let x = try values(of: arguments[0], at: name)
    var units = [String?](repeating: "", count: table.rowCount)
    if arguments.count > 1 {
      switch try value(arguments[1], name) {
      case .texts(let texts): units = texts
      case .numbers(let numbers):
        units = numbers.map { $0.isNaN ? nil : DataColumn.label(of: $0) }
      default:
        throw Fault(
          message: "The second argument of `lag` is a variable.",
          remedy: "Name the variable of units: `lag(x, firm)`.", place: name)
      }
    }
    var last: [String: Double] = [:]
    return .numbers(
      x.indices.map { row in
        guard let unit = units[row] else { return .nan }
        defer { last[unit] = x[row] }
        return last[unit] ?? .nan
      })
  }

  private func centred(
    _ x: [Double], _ name: PlacedText
  ) throws(Fault) -> [Double] {
    let given = x.filter { !$0.isNaN }
    let mean = given.reduce(0, +) / Double(given.count)
    let deviations = x.map { $0 - mean }
    guard name.text == "standardize" else { return deviations }
    let squares = deviations.filter { !$0.isNaN }.reduce(0) { $0 + $1 * $1 }
    let deviation = (squares / Double(given.count - 1)).squareRoot()
    guard deviation > 0 else {
      throw Fault(
        message: "What is standardized does not vary.",
        remedy: "Leave it out.", place: name)
    }
    return deviations.map { $0 / deviation }
  }

  private static func logarithm(_ x: Double) -> Double {
    x > 0 ? .log(x) : .nan
  }

  private static func finite(_ x: Double) -> Double { x.isFinite ? x : .nan }

  private static func apply(
    _ own: ComputedExpression.Operator, _ x: Double, _ y: Double
  ) -> Double {
    guard !x.isNaN, !y.isNaN else { return .nan }
    return switch own {
    case .plus: finite(x + y)
    case .minus: finite(x - y)
    case .times: finite(x * y)
    case .over: finite(x / y)
    case .power: finite(.pow(x, y))
    case .equal: x == y ? 1 : 0
    case .unequal: x != y ? 1 : 0
    case .less: x < y ? 1 : 0
    case .atMost: x <= y ? 1 : 0
    case .greater: x > y ? 1 : 0
    case .atLeast: x >= y ? 1 : 0
    case .and: x != 0 && y != 0 ? 1 : 0
    case .or: x != 0 || y != 0 ? 1 : 0
    }
  }
}
