extension ReportText {
  /// The numbers of the text in their order, at full precision.
  package var numbers: [ReportNumber] {
    pieces.flatMap { piece -> [ReportNumber] in
      switch piece {
      case .number(let number), .equation(_, let number): [number]
      case .interval(let own):
        [own.lower, own.upper].map { ReportNumber($0, .limit, own.style) }
      case .test(let test, let part): test.text(part).numbers
      default: []
      }
    }
  }
}
