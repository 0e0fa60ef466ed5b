import Foundation
import ModelSyntax
import Specification
import TestSupport
import Testing

/// Our tables against lavaan's, row by row and column by column.
@Suite struct ParameterTableTests {
  /// Texts with `<~` left out: lavaan 0.6-14 makes regressions of composites.
  static let cases = files.flatMap {
    (try? loadFixture(ParameterTableFixtures.self, $0))?.cases ?? []
  }.filter { !$0.text.contains("<~") }
  static let files = ["partables.json", "random.json"]

  @Test func corpusIsThere() throws {
    for file in Self.files {
      let fixtures = try loadFixture(ParameterTableFixtures.self, file)
      #expect(fixtures.lavaan == "0.6.14")
      #expect(fixtures.cases.count >= 100)
    }
  }

  @Test(arguments: cases)
  func table(_ fixture: ParameterTableFixtures.Case) throws {
    let table: ParameterTable
    do {
      table = try ParameterTable(
        lowering: SyntaxTree.parse(text: fixture.text),
        options: fixture.modelOptions)
    } catch {
      Issue.record("\(fixture.text)\n\(error.diagnostics.map(\.message))")
      return
    }
    let ours = table.rows.map(Self.line)
    let theirs = fixture.rows.map(Self.line)
    if let departure = Self.departures[fixture.name] {
      let differences = ours.difference(from: theirs)
      #expect(
        differences.insertions.map(Self.element) == departure.ours,
        "\(fixture.text)")
      #expect(
        differences.removals.map(Self.element) == departure.theirs,
        "\(fixture.text)")
      return
    }
    #expect(
      ours == theirs,
      "\(fixture.text)\n\(Self.difference(ours, theirs))")
    #expect(table.roles.map(\.observed) == fixture.observed)
  }

  /// Where lavaan's tables are not followed: equal latent means beside effect
  /// coding of intercepts, which it leaves out, and means of second-order
  /// factors, which it frees beside those of the first order
  /// (ScalingEquivalenceTests has the fits).
  private static let departures: [String: (ours: [String], theirs: [String])] =
    [
      "groups second order": (
        ["g ~1  0 2 2 0 0.0 0  NA NA .p76."],
        ["g ~1  0 2 2 64 NA 0  NA NA .p76."]
      ),
      "effect groups means": (
        [
          "f ~1  0 1 1 19 0.0 0 .p19. NA NA .p19.",
          "g ~1  0 1 1 20 0.0 0 .p20. NA NA .p20.",
          "f ~1  0 2 2 39 0.0 0 .p19. NA NA .p39.",
          "g ~1  0 2 2 40 0.0 0 .p20. NA NA .p40.",
          ".p19. == .p39. 0 0 0 0 NA 0  NA NA ",
          ".p20. == .p40. 0 0 0 0 NA 0  NA NA ",
        ],
        [
          "f ~1  0 1 1 19 0.0 0  NA NA .p19.",
          "g ~1  0 1 1 20 0.0 0  NA NA .p20.",
          "f ~1  0 2 2 39 0.0 0  NA NA .p39.",
          "g ~1  0 2 2 40 0.0 0  NA NA .p40.",
        ]
      ),
      "random 109": (
        [
          "f ~1  0 1 1 20 0.0 0 .p21. NA NA .p21.",
          "f ~1  0 2 2 40 0.0 0 .p21. NA NA .p42.",
          "f ~1  0 3 3 60 0.0 0 .p21. NA NA .p63.",
          ".p21. == .p42. 0 0 0 0 NA 0  NA NA ",
          ".p21. == .p63. 0 0 0 0 NA 0  NA NA ",
        ],
        [
          "f ~1  0 1 1 20 0.0 0  NA NA .p21.",
          "f ~1  0 2 2 40 0.0 0  NA NA .p42.",
          "f ~1  0 3 3 60 0.0 0  NA NA .p63.",
        ]
      ),
    ]

  private static func element(
    _ change: CollectionDifference<String>.Change
  ) -> String {
    switch change {
    case .insert(_, let element, _), .remove(_, let element, _): element
    }
  }

  private static func difference(_ ours: [String], _ theirs: [String])
    -> String
  {
    (0..<max(ours.count, theirs.count)).compactMap { index in
      let left = index < ours.count ? ours[index] : "-"
      let right = index < theirs.count ? theirs[index] : "-"
      return left == right ? nil : "ours:   \(left)\nlavaan: \(right)"
    }.joined(separator: "\n")
  }

  /// One of our rows as the fixture writes it.
  private static func line(_ row: ParameterRow) -> String {
    let isFree = row.isFree
    let fields = [
      row.lhs, row.op.rawValue, row.rhs, "\(row.origin.rawValue)",
      "\(row.block ?? 0)", "\(row.group ?? 0)", "\(row.free ?? 0)",
      text(isFree ? row.start : row.fixedValue), row.isExogenous ? "1" : "0",
      row.label, isFree ? text(row.lower) : "NA",
      isFree ? text(row.upper) : "NA",
      row.block == nil ? "" : row.internalLabel,
    ]
    return fields.joined(separator: " ")
  }

  /// A row of lavaan's; bounds count on free parameters only, and implied
  /// constraints, `user` 2 of lavaan's, are automatic rows of ours.
  private static func line(_ row: String) -> String {
    var fields = row.components(separatedBy: "\t")
    if fields[6] == "0" {
      fields[10] = "NA"
      fields[11] = "NA"
    }
    for column in [7, 10, 11] { fields[column] = text(Double(fields[column])) }
    if fields[3] == "2" { fields[3] = "0" }
    // 7 marks what a rotation restricts: loadings of the text, or covariances.
    if fields[3] == "7" { fields[3] = fields[1] == "=~" ? "1" : "0" }
    // lavaan labels the source of equal("f=~x2") with that text; we give it
    // the label of the row it names.
    if fields[9] == "f=~x2" { fields[9] = ".p2." }
    return fields.joined(separator: " ")
  }

  private static func text(_ value: Double?) -> String {
    value.map { "\($0)" } ?? "NA"
  }
}
