package import Messages

/// Writes a table on its way to another process.
package struct TransferWriter {
  /// The bytes so far; whoever has sent them clears them away.
  package private(set) var bytes: [UInt8]

  /// Begins a stream.
  package init() {
    bytes = TransferFrame.signature
  }

  /// Forgets the bytes so far, and keeps their memory for the next ones.
  package mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// A variable.
  ///
  /// - Parameters:
  ///   - description: What is known of it; its value labels come apart.
  ///   - labelSet: The name of its set of value labels; empty without one.
  ///   - isText: Whether its values are texts.
  package mutating func variable(
    _ description: VariableDescription, labelSet: String, isText: Bool
  ) {
    frame(.variable) { writer in
      writer.add(description.name)
      writer.add(description.label)
      writer.add(labelSet)
      writer.bytes.append(isText ? 1 : 0)
      let level: UInt8 =
        switch description.level {
        case nil: 0
        case .nominal: 1
        case .ordinal: 2
        case .scale: 3
        }
      writer.bytes.append(level)
      if let time = description.time {
        let form: UInt8 =
          switch time.form {
          case .date: 1
          case .dateTime: 2
          case .time: 3
          }
        writer.bytes.append(form)
        writer.add(time.perSecond)
        writer.add(Double(time.originDay))
      } else {
        writer.bytes.append(0)
      }
      writer.add(UInt32(description.missing.count))
      for missing in description.missing {
        switch missing {
        case .numbers(let range):
          writer.bytes.append(0)
          writer.add(range.lowerBound)
          writer.add(range.upperBound)
        case .text(let text):
          writer.bytes.append(1)
          writer.add(text)
        }
      }
    }
  }

  /// A block of rows: what `write` adds after their number.
  package mutating func rows(
    _ count: Int, _ write: (inout TransferWriter) -> Void
  ) {
    frame(.rows) { writer in
      writer.add(UInt32(count))
      write(&writer)
    }
  }

  /// A labelled value.
  package mutating func label(
    _ label: VariableDescription.ValueLabel, set: String
  ) {
    frame(.label) { writer in
      writer.add(set)
      switch label.value {
      case .number(let number):
        writer.bytes.append(0)
        writer.add(number)
      case .tagged(let letter):
        writer.bytes.append(0)
        writer.add(TaggedMissing.number(letter.asciiValue ?? 0))
      case .text(let text):
        writer.bytes.append(1)
        writer.add(text)
      }
      writer.add(label.text)
    }
  }

  /// A part of a table as comma-separated text.
  package mutating func text(_ part: [UInt8]) {
    frame(.text) { $0.bytes += part }
  }

  /// A warning.
  package mutating func warning(_ warning: LatentWarning) {
    frame(.warning) { writer in
      writer.add(warning.code.rawValue)
      writer.add(warning.message)
    }
  }

  /// The end of a table that is whole.
  ///
  /// - Parameter encoding: The encoding of the file's texts; empty where it is
  ///   not known.
  package mutating func end(encoding: String) {
    frame(.end) { $0.add(encoding) }
  }

  /// The end of a table that cannot be read.
  package mutating func failure(_ error: LatentError) {
    frame(.failure) { writer in
      writer.add(error.code.rawValue)
      writer.add(error.message)
      writer.add(error.remedy)
    }
  }

  /// Bytes as they are.
  package mutating func add(_ raw: UnsafeRawBufferPointer) {
    unsafe bytes.append(contentsOf: raw)
  }

  package mutating func add(_ number: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
    }
  }

  private mutating func add(_ number: Double) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(
        UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift)))
    }
  }

  private mutating func add(_ text: String) {
    add(UInt32(text.utf8.count))
    bytes += text.utf8
  }

  private mutating func frame(
    _ kind: TransferFrame.Kind, _ write: (inout TransferWriter) -> Void
  ) {
    bytes.append(kind.rawValue)
    let place = bytes.count
    add(0 as UInt32)
    write(&self)
    let count = UInt32(bytes.count - place - 4)
    for index in 0..<4 {
      bytes[place + index] = UInt8(
        truncatingIfNeeded: count >> UInt32(8 * index))
    }
  }
}

/// Missing values with a letter, as numbers: the lowest byte of the bits of a
/// NaN.
package enum TaggedMissing {
  /// The NaN of a letter; 0 for none.
  package static func number(_ letter: UInt8) -> Double {
    Double(bitPattern: 0x7FF8_0000_0000_0000 | UInt64(letter))
  }

  /// The letter of a NaN; 0 for none.
  package static func letter(_ number: Double) -> UInt8 {
    number.isNaN ? UInt8(truncatingIfNeeded: number.bitPattern) : 0
  }
}
