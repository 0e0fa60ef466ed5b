internal import CReadStat
internal import Messages
internal import TableReading

/// Files of SPSS, Stata and SAS.
enum StatisticsFile {
  /// Reads a file into a stream.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - format: Its format.
  ///   - encoding: The encoding of its texts; `nil` takes the one it names.
  ///   - sender: Takes the stream.
  /// - Throws: `LatentError` saying what is wrong with the file.
  static func transfer(
    _ bytes: Span<UInt8>, format: DataFileFormat, encoding: String?,
    to sender: TransferSender
  ) throws(LatentError) {
    if format == .xpt, bytes.count % 80 != 0 {
      throw .damaged(format, "its last record is cut")
    }
    if format == .dta, bytes.isCutMarkup {
      throw .damaged(format, "its end is not there")
    }
    let reading = Reading(sender, format)
    var outcome = read(bytes, format, encoding, reading)
    var used = encoding
    // ReadStat does not know all code pages: not Chinese SPSS's 936, nor Korean
    // SPSS's 949.
    if outcome.isCharsetUnknown, encoding == nil, !reading.hasBegun {
      let named = SPSSCodePage.encoding(in: bytes)
      used = named ?? "GB18030"
      outcome = read(bytes, format, used, reading)
      if outcome.code == creadstat_ok, named == nil {
        sender.writer.warning(.takenEncoding("GB18030"))
      }
    }
    switch Int(outcome.code) {
    case creadstat_ok: break
    case creadstat_stopped: return
    case creadstat_memory:
      throw .tooLarge("The file holds more than memory has room for.")
    default:
      throw outcome.isBadText || outcome.isCharsetUnknown
        ? .wrongEncoding(format, used ?? reading.encoding)
        : .damaged(format, outcome.message)
    }
    if encoding == nil, used == nil, reading.isDoubtful {
      sender.writer.warning(.doubtfulEncoding(reading.encoding))
    }
    sender.writer.end(encoding: used ?? reading.encoding)
  }

  private struct Outcome {
    var code: Int
    var isCharsetUnknown: Bool
    var isBadText: Bool
    var message: String
  }

  private static func read(
    _ bytes: Span<UInt8>, _ format: DataFileFormat, _ encoding: String?,
    _ reading: Reading
  ) -> Outcome {
    let kind =
      switch format {
      case .por: creadstat_por
      case .dta: creadstat_dta
      case .sas7bdat: creadstat_sas7bdat
      case .xpt: creadstat_xport
      default: creadstat_sav
      }
    var receiver = unsafe creadstat_receiver()
    unsafe receiver.context = Unmanaged.passUnretained(reading).toOpaque()
    unsafe receiver.begins = { context, _, encoding, _ in
      unsafe Reading.of(context).begin(encoding)
    }
    unsafe receiver.variable = { context, variable in
      guard let variable = unsafe variable?.pointee else { return 1 }
      return unsafe Reading.of(context).take(variable)
    }
    unsafe receiver.label = { context, label in
      guard let label = unsafe label?.pointee else { return 1 }
      return unsafe Reading.of(context).take(label)
    }
    unsafe receiver.block = { context, rows, columns, values in
      unsafe Reading.of(context).take(
        Int(rows), UnsafeBufferPointer(start: values, count: Int(columns)))
    }
    var message = [CChar](repeating: 0, count: 256)
    var charset: Int32 = 0
    var text: Int32 = 0
    let code = withExtendedLifetime(reading) {
      unsafe bytes.withUnsafeBufferPointer { file in
        unsafe creadstat_read(
          file.baseAddress, file.count, Int32(kind), encoding, &receiver,
          &message, message.count, &charset, &text)
      }
    }
    return Outcome(
      code: Int(code), isCharsetUnknown: charset != 0, isBadText: text != 0,
      message: String(
        decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
        as: UTF8.self))
  }
}

/// A file while it is read.
private final class Reading {
  let sender: TransferSender
  let format: DataFileFormat
  private(set) var encoding = ""
  /// Whether anything has come, so that reading cannot begin again.
  private(set) var hasBegun = false
  private var letters = LetterEvidence()

  init(_ sender: TransferSender, _ format: DataFileFormat) {
    self.sender = sender
    self.format = format
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> Reading {
    guard let context = unsafe context else {
      preconditionFailure("a reading is its own context")
    }
    return unsafe Unmanaged<Reading>.fromOpaque(context).takeUnretainedValue()
  }

  /// Whether the texts are in a Western encoding that the file may name for
  /// want of another, and look like texts in another one.
  var isDoubtful: Bool { isWestern && letters.isDoubtful }

  private var isWestern: Bool {
    ["WINDOWS-1252", "ISO-8859-1", "LATIN1", ""]
      .contains(encoding.uppercased())
  }

  func begin(_ name: UnsafePointer<CChar>?) -> Int32 {
    encoding = unsafe name.map { unsafe String(cString: $0) } ?? ""
    return 0
  }

  func take(_ found: creadstat_variable) -> Int32 {
    hasBegun = true
    let format = unsafe text(found.format)
    var description = VariableDescription(
      name: unsafe text(found.name), label: unsafe text(found.label))
    switch unsafe found.measure {
    case 1: description.level = .nominal
    case 2: description.level = .ordinal
    case 3: description.level = .scale
    default: break
    }
    if unsafe found.is_text == 0 {
      description.time = unit(format)
    }
    for index in 0..<Int(unsafe found.missing_count) {
      if let lows = unsafe found.missing_lows,
        let highs = unsafe found.missing_highs
      {
        let ends = unsafe (lows[index], highs[index])
        guard !ends.0.isNaN, !ends.1.isNaN else { continue }
        description.missing.append(
          .numbers(min(ends.0, ends.1)...max(ends.0, ends.1)))
      } else if let texts = unsafe found.missing_texts {
        description.missing.append(.text(unsafe text(texts[index])))
      }
    }
    sender.writer.variable(
      description, labelSet: unsafe text(found.label_set),
      isText: unsafe found.is_text != 0)
    sender.pass()
    return sender.isStopped ? 1 : 0
  }

  func take(_ found: creadstat_label) -> Int32 {
    hasBegun = true
    let number = unsafe found.number
    let letter = TaggedMissing.letter(number)
    let value: VariableDescription.Value =
      unsafe found.text != nil
      ? .text(unsafe text(found.text))
      : letter != 0
        ? .tagged(Character(Unicode.Scalar(letter))) : .number(number)
    sender.writer.label(
      .init(value: value, text: unsafe text(found.label)),
      set: unsafe text(found.set))
    sender.pass()
    return sender.isStopped ? 1 : 0
  }

  func take(
    _ rows: Int, _ columns: UnsafeBufferPointer<creadstat_column>
  ) -> Int32 {
    hasBegun = true
    sender.writer.rows(rows) { writer in
      for index in columns.indices {
        let column = unsafe columns[index]
        if let numbers = unsafe column.numbers {
          // The stream is in the order of the bytes of every processor that
          // Swift runs on.
          unsafe writer.add(
            UnsafeRawBufferPointer(start: numbers, count: 8 * rows))
        } else {
          writer.add(UInt32(unsafe column.text_size))
          let texts = unsafe UnsafeRawBufferPointer(
            start: column.texts, count: column.text_size)
          if isWestern { unsafe takeLetters(of: texts) }
          unsafe writer.add(texts)
        }
      }
    }
    sender.pass()
    return sender.isStopped ? 1 : 0
  }

  private func unit(_ name: String) -> TimeUnit? {
    switch format {
    case .sav, .por: TimeUnit(spssFormat: name)
    case .dta: TimeUnit(stataFormat: name)
    case .sas7bdat, .xpt: TimeUnit(sasFormat: name)
    case .xlsx: nil
    }
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    let text = unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    letters.take(text.utf8)
    return text
  }

  /// Looks at texts that stand one after the other, each behind its length.
  private func takeLetters(of texts: UnsafeRawBufferPointer) {
    guard unsafe texts.contains(where: { $0 >= 0x80 }) else { return }
    var offset = 0
    while offset + 4 <= texts.count {
      let length = unsafe Int(
        texts.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      let end = min(offset + 4 + length, texts.count)
      unsafe letters.take(
        UnsafeRawBufferPointer(rebasing: texts[offset + 4..<end]))
      offset = end
    }
  }
}

extension Span<UInt8> {
  /// Whether Stata's tags (from Stata 13 on) begin a file and do not end it.
  fileprivate var isCutMarkup: Bool {
    let (first, last) = ("<stata_dta>", "</stata_dta>")
    guard count >= first.utf8.count,
      first.utf8.enumerated().allSatisfy({ self[$0] == $1 })
    else { return false }
    let start = count - last.utf8.count
    return !last.utf8.enumerated().allSatisfy { self[start + $0] == $1 }
  }
}
