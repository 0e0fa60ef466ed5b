import ReportRendering
import Reporting
import Requests
import Testing

@testable import Publication

/// A number of a publication.
struct PublishedNumber: Hashable {
  var number: ReportNumber
  var place: String
}

extension PublishedPart {
  /// Every number of tables, notes and sentences, but for the numbers of
  /// columns and rows.
  var numbers: [PublishedNumber] {
    var found: [PublishedNumber] = []
    func collect(_ text: ReportText, _ place: String) {
      for piece in text.pieces {
        switch piece {
        case .number(let number), .equation(_, let number):
          found.append(PublishedNumber(number: number, place: place))
        case .interval(let own):
          for value in [own.lower, own.upper] {
            found.append(
              PublishedNumber(
                number: ReportNumber(value, .limit, own.style), place: place))
          }
        default: break
        }
      }
    }
    for table in tables {
      for row in table.rows {
        for (column, cell) in row.cells.enumerated() where column > 0 {
          collect(
            cell.text,
            "\(table.title.plain) / \(row.cells[0].plain) / \(column)")
        }
      }
    }
    for text in paragraphs { collect(text, text.plain) }
    return found
  }

  /// The whole part as plain text.
  var plain: String {
    let tables = tables.map { table in
      ([
        table.title.plain,
        table.columns.map(\.title.plain).joined(separator: " | "),
      ]
        + table.rows.map {
          String(repeating: "  ", count: $0.level)
            + $0.cells.map(\.plain).joined(separator: " | ")
        }
        + (table.notes.general + table.notes.specific + table.notes.probability)
        .map(\.plain)).joined(separator: "\n")
    }
    return ([title.plain] + paragraphs.map(\.plain) + tables)
      .joined(separator: "\n\n")
  }
}

/// The numbers of documents, as programs read them.
struct DocumentNumbers {
  private(set) var values: Set<Double> = []

  init(_ results: AnalysisResult...) {
    for result in results {
      if let document = result.reported?.document { add(document) }
    }
  }

  private mutating func add(_ value: JSONValue) {
    switch value {
    case .integer(let own): values.insert(Double(own))
    case .number(let own): values.insert(own)
    case .array(let own): for item in own { add(item) }
    case .object(let own): for member in own { add(member.1) }
    case .null, .bool, .string: break
    }
  }

  /// Checks that each number of a part is in the documents, or one of those
  /// derived from them, at full precision.
  ///
  /// - Parameters:
  ///   - part: The part.
  ///   - derived: Numbers that a part computes: ratios, roots, shares.
  ///   - least: The fewest numbers that the part must have.
  ///   - location: The place of the call.
  func check(
    _ part: PublishedPart, derived: [Double] = [], least: Int,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let others = Set(derived)
    let numbers = part.numbers
    #expect(numbers.count >= least, sourceLocation: location)
    for own in numbers {
      let value = own.number.value
      let isKnown =
        values.contains(value)
        || others.contains { abs($0 - value) <= 1e-12 * max(1, abs(value)) }
      #expect(
        isKnown, "\(value) (\(own.number.text)) of \(own.place)",
        sourceLocation: location)
    }
  }
}
