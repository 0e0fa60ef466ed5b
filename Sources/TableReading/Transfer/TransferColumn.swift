/// A variable of a stream while its values come in.
struct TransferColumn {
  var description: VariableDescription
  var labelSet: String
  private(set) var numbers: [Double] = []
  private var texts = TextCoder()
  let isText: Bool

  init(description: VariableDescription, labelSet: String, isText: Bool) {
    self.description = description
    self.labelSet = labelSet
    self.isText = isText
  }

  /// The column, without values that have a code of missing ones.
  func column(missing: MissingCodes) -> DataColumn {
    var found: Set<Int> = []
    var column: DataColumn
    if isText {
      var own = TextCoder()
      guard case .text(let codes, let levels) = texts.values else {
        preconditionFailure("texts are coded as text")
      }
      let areMissing = levels.map { level in
        guard missing.contains(trimmed: level) else { return false }
        if let code = missing.code(trimmed: level) { found.insert(code) }
        return true
      }
      own.reserveCapacity(codes.count)
      for code in codes {
        own.append(
          code < 0 || areMissing[Int(code)] ? nil : levels[Int(code)])
      }
      column = DataColumn(name: description.name, values: own.values)
    } else {
      // Millions of numbers are not copied where nothing is looked for.
      let kept =
        missing.hasNumbers
        ? numbers.map { number in
          guard let code = missing.code(of: number) else { return number }
          found.insert(code)
          return .nan
        } : numbers
      column = DataColumn(name: description.name, numbers: kept)
    }
    column.foundCodes = found
    return column
  }

  mutating func takeNumbers(
    _ cursor: inout TransferCursor, count: Int
  ) {
    let start = numbers.count
    cursor.numbers(count, into: &numbers)
    let hasMissing = !description.missing.isEmpty
    for index in start..<numbers.count {
      let number = numbers[index]
      if number.isNaN {
        let letter = TaggedMissing.letter(number)
        if letter != 0 {
          description.foundMissing[MissingKey(letter: letter), default: 0] += 1
        }
        numbers[index] = .nan
      } else if hasMissing, description.isMissing(number) {
        description.foundMissing[MissingKey(number: number), default: 0] += 1
        numbers[index] = .nan
      }
    }
  }

  mutating func takeText(_ text: String) {
    // SPSS and Stata know no missing text but the empty one.
    if text.isEmpty {
      texts.append(nil)
    } else if description.isMissing(text) {
      description.foundMissing[MissingKey(text: text), default: 0] += 1
      texts.append(nil)
    } else {
      texts.append(text)
    }
  }
}
