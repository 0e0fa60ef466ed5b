internal import Messages
internal import TableReading

/// The answers of the cases that answer every item of some constructs.
struct ItemAnswers {
  /// The answers, by construct and item.
  let byConstruct: [[[Double]]]
  /// The number of cases.
  let count: Int

  init(
    _ constructs: [MeasuredConstruct], _ table: DataTable
  ) throws(LatentError) {
    var columns: [[[Double]]] = []
    for construct in constructs {
      var own: [[Double]] = []
      for item in construct.items { own.append(try table.numbers(named: item)) }
      columns.append(own)
    }
    let all = columns.flatMap(\.self)
    let rows = (0..<table.rowCount).filter { row in
      all.allSatisfy { !$0[row].isNaN }
    }
    count = rows.count
    byConstruct = columns.map { own in
      own.map { column in rows.map { column[$0] } }
    }
  }
}
