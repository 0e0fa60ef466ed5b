internal import Messages

/// A text file's bytes as UTF-8, and where its text begins in them.
struct DecodedText {
  var utf8: [UInt8]
  var start: Int
  var encoding: TextEncoding
  /// The encodings that are as likely, where it was guessed.
  var doubt: Doubt?

  /// Encodings of a part of the world.
  enum Doubt {
    /// Those of Western Europe.
    case western
    /// Those of Taiwan, Japan and Korea.
    case eastern
  }
}

extension DecodedText {
  /// Reads a file and converts it to UTF-8.
  ///
  /// What is not UTF-8 is taken for
  /// GB18030, whose rules most other text breaks soon.
  init(contentsOf path: String, encoding: TextEncoding?) throws(LatentError) {
    try self.init(
      Self.contents(of: path), encoding: encoding, file: path)
  }

  init(_ data: [UInt8], encoding forced: TextEncoding?, file: String)
    throws(LatentError)
  {
    let bytes = data.span
    if bytes.isEmpty {
      throw LatentError.data(
        .emptyFile, "The file is empty.",
        remedy: "Give a file with a header and rows.", file: file)
    }
    try Self.refuseBinary(bytes, file: file)
    let hasUTF8Mark =
      bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB
      && bytes[2] == 0xBF
    let hasUTF16Mark =
      bytes.count >= 2
      && (bytes[0] == 0xFF && bytes[1] == 0xFE
        || bytes[0] == 0xFE && bytes[1] == 0xFF)
    let start = hasUTF8Mark ? 3 : 0

    let isUTF16 =
      forced == .utf16
      || forced == nil
        && (hasUTF16Mark || TextEncoding.lowFirst(bytes) != nil)
    // In every other encoding; looked at first, so that what is no text costs
    // no time.
    if !isUTF16 { try Self.refuseZero(bytes, file: file) }
    if isUTF16 {
      let utf8 = try Self.text(data, as: .utf16, file: file)
      self.init(utf8: utf8, start: 0, encoding: .utf16)
    } else if forced == .utf8 || hasUTF8Mark {
      if let offset = firstInvalidUTF8(bytes) {
        throw .undecodable(.utf8, at: offset, in: bytes, file: file)
      }
      self.init(utf8: data, start: start, encoding: .utf8)
    } else if let forced {
      let utf8 = try Self.text(data, as: forced, file: file)
      self.init(utf8: utf8, start: 0, encoding: forced)
    } else if let offset = firstInvalidUTF8(bytes) {
      do throws(LatentError) {
        let utf8 = try Self.text(data, as: .gb18030, file: file)
        self.init(utf8: utf8, start: 0, encoding: .gb18030)
        doubt = GB18030.doubt(bytes)
      } catch {
        throw .undecodable(nil, at: offset, in: bytes, file: file)
      }
    } else {
      self.init(utf8: data, start: start, encoding: .utf8)
    }
    // Files that were joined or saved twice have further marks.
    while utf8.dropFirst(self.start).starts(with: [0xEF, 0xBB, 0xBF]) {
      self.start += 3
    }
    if isUTF16 { try Self.refuseZero(utf8.span, file: file) }
  }

  private static func contents(of path: String) throws(LatentError) -> [UInt8] {
    do throws(FileBytes.Failure) {
      return try FileBytes.read(path)
    } catch {
      switch error {
      case .missing(let names):
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let near = NearestName.find(name, in: names)
        throw LatentError.data(
          .fileNotFound, "There is no file \(path).",
          remedy: near.map { "Did you mean \($0)?" } ?? "", file: path)
      case .folder:
        throw LatentError.data(
          .unreadableFile, "\(path) is a folder.", remedy: "Give a file.",
          file: path)
      case .circle, .noWriter, .special, .tooLarge:
        throw LatentError.data(
          .unreadableFile, "\(path) cannot be read to its end as a file.",
          remedy: "Give a file.", file: path)
      case .closed, .unreadable:
        throw LatentError.data(
          .unreadableFile, "The file \(path) cannot be read.",
          remedy: "Check its permissions.", file: path)
      }
    }
  }

  /// Names the formats that people give instead of text.
  private static func refuseBinary(_ bytes: Span<UInt8>, file: String)
    throws(LatentError)
  {
    let signatures: [(opening: String, name: String)] = [
      ("PK\u{3}\u{4}", "an Excel workbook or another zip archive"),
      ("$FL2", "an SPSS data file"), ("$FL3", "an SPSS data file"),
      ("<stata_dta>", "a Stata data file"), ("RDX", "an R data file"),
      ("%PDF", "a PDF"),
    ]
    for signature in signatures {
      let opening = Array(signature.opening.utf8)
      guard bytes.count >= opening.count,
        opening.indices.allSatisfy({ bytes[$0] == opening[$0] })
      else { continue }
      throw LatentError.data(
        .notText, "The file is \(signature.name), not text.",
        remedy: "Save the data as CSV.", file: file)
    }
    let oldWorkbook: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
    let gzip: [UInt8] = [0x1F, 0x8B]
    for opening in [oldWorkbook, gzip] where bytes.count >= opening.count {
      guard opening.indices.allSatisfy({ bytes[$0] == opening[$0] })
      else { continue }
      throw LatentError.data(
        .notText, "The file is a workbook or an archive, not text.",
        remedy: "Save the data as CSV.", file: file)
    }
  }

  private static func refuseZero(_ bytes: Span<UInt8>, file: String)
    throws(LatentError)
  {
    for offset in bytes.indices where bytes[offset] == 0 {
      throw LatentError.data(
        .notText, "Byte \(offset) of the file is zero: it is not a text file.",
        remedy: "Save the data as CSV.", file: file)
    }
  }

  private static func text(
    _ bytes: [UInt8], as encoding: TextEncoding, file: String
  ) throws(LatentError) -> [UInt8] {
    guard case .success(let utf8) = encoding.utf8(of: bytes.span) else {
      throw .undecodable(encoding, at: nil, in: bytes.span, file: file)
    }
    return utf8
  }
}

/// The offset of the first byte that breaks UTF-8's rules.
func firstInvalidUTF8(_ bytes: Span<UInt8>) -> Int? {
  var offset = 0
  let count = bytes.count
  while offset < count {
    let lead = bytes[offset]
    if lead < 0x80 {
      offset += 1
      continue
    }
    // The second byte's range shuts out overlong forms, surrogates and what
    // lies beyond U+10FFFF.
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return offset
    }
    guard offset + length <= count, second.contains(bytes[offset + 1])
    else { return offset }
    for next in offset + 2..<max(offset + length, offset + 2) {
      guard bytes[next] & 0xC0 == 0x80 else { return offset }
    }
    offset += length
  }
  return nil
}

extension LatentError {
  fileprivate static func undecodable(
    _ encoding: TextEncoding?, at offset: Int?, in bytes: Span<UInt8>,
    file: String
  ) -> LatentError {
    var line: Int?
    var place = "The text"
    if let offset {
      var count = 1
      for earlier in 0..<offset where bytes[earlier] == 0x0A { count += 1 }
      line = count
      place = "Byte \(offset) of the file"
    }
    let claim =
      encoding.map { "is not \($0.rawValue)" }
      ?? "is not utf-8, and the file is not gb18030 either"
    let known = listing(TextEncoding.allCases.map(\.rawValue))
    return LatentError.data(
      .undecodableText, "\(place) \(claim).",
      remedy: encoding == nil
        ? "Save the file as UTF-8, as files in Big5, Shift-JIS or a Korean "
          + "encoding must be, or name its encoding: \(known)."
        : "Save the file as UTF-8, or name its encoding: \(known).",
      file: file, line: line)
  }
}
