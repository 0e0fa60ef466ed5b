/// An element of a vector before a term's variable.
enum VectorElement: Equatable {
  /// A number.
  case number(Double)
  /// A label, or another text.
  case text(String)
  /// `NA`.
  case missing
}

/// The functions of R that make the vectors which people paste, such as
/// `rep("a", 4)` and `paste0("l", 1:3)`.
enum VectorFunction: String, CaseIterable {
  case rep
  case repLen = "rep_len"
  case seq
  case seqLen = "seq_len"
  case rev
  case paste
  case paste0
  case asNumeric = "as.numeric"
  case asDouble = "as.double"
  case asInteger = "as.integer"
  case asCharacter = "as.character"

  /// The most elements of a vector: more than any model has groups.
  static let longest = 100_000

  /// An argument with its name, if it has one.
  struct Argument {
    var name: String?
    var elements: [VectorElement]
  }

  /// The names of the arguments after the values, in R's order.
  private var parameters: [String] {
    switch self {
    case .rep: ["x", "times", "length.out", "each"]
    case .repLen: ["x", "length.out"]
    case .seq: ["from", "to", "by", "length.out"]
    case .seqLen: ["length.out"]
    case .rev, .asNumeric, .asDouble, .asInteger, .asCharacter: ["x"]
    case .paste: ["sep", "collapse"]
    case .paste0: ["collapse"]
    }
  }

  /// The reason why a call has no value.
  struct Problem: Error {
    var message: String
  }

  /// The vector that a call makes.
  ///
  /// - Parameter arguments: The arguments.
  /// - Returns: The elements.
  /// - Throws: What is wrong with the arguments, as the end of a sentence.
  func callAsFunction(_ arguments: [Argument]) throws(Problem)
    -> [VectorElement]
  {
    var named: [String: [VectorElement]] = [:]
    var values: [[VectorElement]] = []
    for argument in arguments {
      guard let name = argument.name else {
        values.append(argument.elements)
        continue
      }
      // R takes abbreviations, such as `length` for `length.out`.
      guard let full = parameters.first(where: { $0.hasPrefix(name) }) else {
        throw Problem(message: "has no argument `\(name)`")
      }
      named[full] = argument.elements
    }
    if self != .paste, self != .paste0 {
      for name in parameters where named[name] == nil && !values.isEmpty {
        named[name] = values.removeFirst()
      }
      guard values.isEmpty else {
        throw Problem(message: "has too many arguments")
      }
    }
    let result: [VectorElement] =
      switch self {
      case .rep, .repLen: try repeated(named)
      case .seq, .seqLen: try sequence(named)
      case .rev: Array((named["x"] ?? []).reversed())
      case .paste, .paste0: try pasted(values, named)
      case .asNumeric, .asDouble, .asInteger: (named["x"] ?? []).map(asNumber)
      case .asCharacter:
        (named["x"] ?? []).map { element -> VectorElement in
          element == .missing ? element : .text(Self.text(element))
        }
      }
    guard !result.isEmpty else { throw Problem(message: "makes no elements") }
    return result
  }

  private func repeated(
    _ named: [String: [VectorElement]]
  ) throws(Problem) -> [VectorElement] {
    let own = named["x"] ?? []
    let each = try whole(named["each"], "each") ?? 1
    var result: [VectorElement] = []
    for element in own {
      try requireLength(result.count + each)
      result += Array(repeating: element, count: each)
    }
    let base = result
    if let length = try whole(named["length.out"], "length.out") {
      guard !base.isEmpty else { return [] }
      try requireLength(length)
      return (0..<length).map { base[$0 % base.count] }
    }
    guard let times = named["times"] else { return result }
    if times.count == base.count, times.count > 1 {
      result = []
      for (element, count) in zip(base, times) {
        let count = try whole([count], "times") ?? 1
        try requireLength(result.count + count)
        result += Array(repeating: element, count: count)
      }
      return result
    }
    let count = try whole(times, "times") ?? 1
    try requireLength(base.count.multipliedReportingOverflow(by: count))
    return Array(repeating: base, count: count).flatMap { $0 }
  }

  private func sequence(
    _ named: [String: [VectorElement]]
  ) throws(Problem) -> [VectorElement] {
    let length = try whole(named["length.out"], "length.out")
    if self == .seqLen {
      try requireLength(length ?? 0)
      return (0..<(length ?? 0)).map { .number(Double($0 + 1)) }
    }
    var from = try number(named["from"], "from")
    var last = try number(named["to"], "to")
    let by = try number(named["by"], "by")
    if named.count == 1, let only = from {
      (from, last) = (1, only)
    }
    if let length {
      try requireLength(length)
      let start = from ?? 1
      let step =
        by ?? last.map { length > 1 ? ($0 - start) / Double(length - 1) : 0 }
        ?? 1
      return (0..<length).map { .number(start + Double($0) * step) }
    }
    return try Self.range(from ?? 1, last ?? 1, by: by)
  }

  /// The numbers from one to another, as `a:b` makes them.
  ///
  /// - Parameters:
  ///   - first: The first.
  ///   - last: The number that the last one does not go beyond.
  ///   - step: The distance of two; `nil` is 1 or −1.
  /// - Returns: The numbers.
  /// - Throws: What is wrong with the limits.
  static func range(
    _ first: Double, _ last: Double, by step: Double? = nil
  ) throws(Problem) -> [VectorElement] {
    let step = step ?? (last < first ? -1 : 1)
    let steps = (last - first) / step
    guard steps.isFinite, steps >= -1e-10 else {
      throw Problem(message: "never comes to its end")
    }
    guard steps < Double(longest) else {
      throw Problem(message: "has more than \(longest) elements")
    }
    return (0...Int(steps + 1e-10)).map { .number(first + Double($0) * step) }
  }

  private func pasted(
    _ values: [[VectorElement]], _ named: [String: [VectorElement]]
  ) throws(Problem) -> [VectorElement] {
    let separator = try self == .paste0 ? "" : text(named["sep"], "sep") ?? " "
    let length = values.map(\.count).max() ?? 0
    try requireLength(length)
    let filled = values.filter { !$0.isEmpty }
    let texts = (0..<length).map { index in
      filled.map { Self.text($0[index % $0.count]) }
        .joined(separator: separator)
    }
    guard let collapse = try text(named["collapse"], "collapse") else {
      return texts.map { .text($0) }
    }
    return [.text(texts.joined(separator: collapse))]
  }

  private func asNumber(_ element: VectorElement) -> VectorElement {
    switch element {
    case .number(let value):
      return .number(self == .asInteger ? value.rounded(.towardZero) : value)
    case .text(let text): return Double(text).map { .number($0) } ?? .missing
    case .missing: return .missing
    }
  }

  /// An element as R pastes it.
  private static func text(_ element: VectorElement) -> String {
    switch element {
    case .text(let text): text
    case .missing: "NA"
    case .number(let value): Printed.number(value)
    }
  }

  private func number(
    _ elements: [VectorElement]?, _ name: String
  ) throws(Problem) -> Double? {
    guard let elements else { return nil }
    guard elements.count == 1, case .number(let value) = elements[0],
      value.isFinite
    else { throw Problem(message: "takes one number as `\(name)`") }
    return value
  }

  private func whole(
    _ elements: [VectorElement]?, _ name: String
  ) throws(Problem) -> Int? {
    guard let value = try number(elements, name) else { return nil }
    guard value >= 0 else {
      throw Problem(message: "takes no negative `\(name)`")
    }
    guard value <= Double(Self.longest) else {
      throw Problem(message: "has more than \(Self.longest) elements")
    }
    return Int(value)
  }

  private func text(
    _ elements: [VectorElement]?, _ name: String
  ) throws(Problem) -> String? {
    guard let elements else { return nil }
    guard elements.count == 1, case .text(let value) = elements[0] else {
      throw Problem(message: "takes one text as `\(name)`")
    }
    return value
  }

  private func requireLength(_ length: Int) throws(Problem) {
    guard length <= Self.longest else {
      throw Problem(message: "has more than \(Self.longest) elements")
    }
  }

  private func requireLength(
    _ product: (partialValue: Int, overflow: Bool)
  ) throws(Problem) {
    try requireLength(product.overflow ? .max : product.partialValue)
  }
}
