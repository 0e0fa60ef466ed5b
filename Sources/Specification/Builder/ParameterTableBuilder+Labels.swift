import ModelSyntax

extension ParameterTableBuilder {
  /// Gives rows with `equal()` the label of the row they refer to.
  mutating func resolveReferences() {
    guard entries.values.contains(where: { $0.equal != nil }) else { return }
    var targets: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      for name in row.names where targets[name] == nil { targets[name] = index }
    }
    var labels = Set(rows.map(\.label))
    var known = KnownNames(
      rows.map(\.label).filter { !$0.isEmpty }
        + rows.map(\.key.compactDescription))
    for index in rows.indices {
      guard let text = entries[index]?.equal, rows[index].label.isEmpty else {
        continue
      }
      if let target = targets[text.filter { !$0.isWhitespace }],
        target != index
      {
        if rows[target].label.isEmpty {
          rows[target].label = rows[target].internalLabel
          labels.insert(rows[target].label)
        }
        rows[index].label = rows[target].label
      } else if labels.contains(text) {
        rows[index].label = text
      } else {
        fail(
          .modelUnknownReference,
          "equal() refers to `\(text)`, which is not a parameter of the model"
            + known.clause(for: text),
          remedy: "Name a label, or a parameter such as \"f=~x2\".",
          at: rows[index].range)
      }
    }
  }

  /// Makes rows that share a label equal.
  ///
  /// If one is fixed, all are fixed at its value; otherwise each is paired
  /// with the first. Labels come in the order of their second use.
  mutating func shareLabels() {
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for index in rows.indices where !rows[index].label.isEmpty {
      let label = rows[index].label
      members[label, default: []].append(index)
      if members[label]?.count == 2 { order.append(label) }
    }
    for label in order {
      guard let group = members[label] else { continue }
      if let fixed = group.first(where: { !rows[$0].isFree }) {
        let value = rows[fixed].fixedValue
        warnOfValues(label, group, value)
        let isInternal = group.contains { rows[$0].internalLabel == label }
        for index in group {
          rows[index].free = nil
          rows[index].fixedValue = value
          if isInternal { rows[index].label = "" }
        }
      } else {
        for index in group.dropFirst() {
          sharedPairs.append((first: group[0], second: index))
        }
      }
    }
  }

  /// Warns if rows that share a label are fixed at different values.
  private mutating func warnOfValues(
    _ label: String, _ group: [Int], _ value: Double?
  ) {
    guard let value,
      let other = group.first(where: {
        !rows[$0].isFree && rows[$0].fixedValue.map { $0 != value } == true
      }), let ignored = rows[other].fixedValue
    else { return }
    warn(
      .modelLabelValues,
      "`\(label)` labels parameters that are fixed at different values; "
        + "\(value.asWritten) is used for all, and not \(ignored.asWritten)",
      remedy: "Fix them at one value, or give them labels of their own.",
      at: rows[other].range)
  }

  /// Numbers the free parameters in row order.
  mutating func numberFreeParameters() {
    var count = 0
    for index in rows.indices where rows[index].isFree {
      // The groups' sizes are estimated beside the moments.
      if rows[index].op == .groupWeight {
        rows[index].free = nil
        continue
      }
      count += 1
      rows[index].free = count
      // Starting values of fixed rows have become their values.
    }
    for index in rows.indices
    where !rows[index].isFree || rows[index].op == .groupWeight {
      rows[index].start = nil
      rows[index].lower = nil
      rows[index].upper = nil
    }
  }
}
