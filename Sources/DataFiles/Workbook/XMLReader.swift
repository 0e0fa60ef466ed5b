internal import CSpreadsheet
internal import Messages
internal import TableReading

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The elements of an XML file as they come.
///
/// Elements of the spreadsheets' own namespaces have plain names, others the
/// whole ones, attributes plain ones. Files with a document type, which no workbook
/// has, are refused, so that entities cannot grow.
@safe
final class XMLReader {
  /// The attributes of an element.
  @safe
  struct Attributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

    /// The value of an attribute.
    subscript(name: String) -> String? {
      guard let pairs = unsafe pairs else { return nil }
      var index = 0
      while let key = unsafe pairs[index], let value = unsafe pairs[index + 1] {
        if unsafe XMLReader.plain(key) == name {
          return unsafe String(cString: value)
        }
        index += 2
      }
      return nil
    }
  }

  private let start: (String, Attributes) throws(LatentError) -> Void
  private let end: (String) throws(LatentError) -> Void
  private let text: (Span<UInt8>) -> Void
  private var failure: LatentError?
  private var depth = 0
  /// The most elements inside each other; workbooks have a dozen.
  private static let mostDepth = 200
  private static let separator = UInt8(ascii: "|")
  private var parser: XML_Parser?

  /// Reads a file of an archive.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - archive: The archive.
  ///   - start: Takes the name and attributes of an element that begins.
  ///   - end: Takes the name of an element that ends.
  ///   - text: Takes a part of a text, in UTF-8.
  /// - Throws: `LatentError` if it is not XML, and what the receivers throw.
  static func read(
    _ name: String, in archive: Archive,
    start: (String, Attributes) throws(LatentError) -> Void,
    end: (String) throws(LatentError) -> Void = { _ in },
    text: (Span<UInt8>) -> Void = { _ in }
  ) throws(LatentError) {
    try withoutActuallyEscaping(start) { start throws(LatentError) in
      try withoutActuallyEscaping(end) { end throws(LatentError) in
        try withoutActuallyEscaping(text) { text throws(LatentError) in
          try XMLReader(start, end, text).read(name, archive)
        }
      }
    }
  }

  private init(
    _ start: @escaping (String, Attributes) throws(LatentError) -> Void,
    _ end: @escaping (String) throws(LatentError) -> Void,
    _ text: @escaping (Span<UInt8>) -> Void
  ) {
    self.start = start
    self.end = end
    self.text = text
  }

  private func read(_ name: String, _ archive: Archive) throws(LatentError) {
    guard let parser = unsafe XML_ParserCreateNS(nil, CChar(Self.separator))
    else {
      throw .tooLarge("The workbook holds more than memory has room for.")
    }
    unsafe self.parser = unsafe parser
    defer { unsafe XML_ParserFree(parser) }
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { context, name, attributes in
        let reader = unsafe XMLReader.of(context)
        let pairs = unsafe Attributes(pairs: attributes)
        reader.call { () throws(LatentError) in
          reader.depth += 1
          guard reader.depth <= XMLReader.mostDepth else {
            throw .damaged(.xlsx, "its XML has too many levels")
          }
          try reader.start(unsafe XMLReader.element(name), pairs)
        }
      },
      { context, name in
        let reader = unsafe XMLReader.of(context)
        reader.call { () throws(LatentError) in
          reader.depth -= 1
          try reader.end(unsafe XMLReader.element(name))
        }
      })
    unsafe XML_SetCharacterDataHandler(parser) { context, bytes, count in
      let reader = unsafe XMLReader.of(context)
      unsafe bytes?.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        unsafe reader.text(
          UnsafeBufferPointer(start: $0, count: Int(count)).span)
      }
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      let reader = unsafe XMLReader.of(context)
      reader.call { () throws(LatentError) in
        throw .damaged(.xlsx, "its XML has a document type")
      }
    }
    unsafe try archive.read(name) { part, isLast throws(LatentError) in
      let status = unsafe XML_Parse(
        parser, part.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(part.count), isLast ? 1 : 0)
      if let failure { throw failure }
      guard status == XML_STATUS_OK else {
        throw .damaged(.xlsx, "\(name) in it is not XML")
      }
    }
  }

  private func call(_ body: () throws(LatentError) -> Void) {
    guard failure == nil else { return }
    do throws(LatentError) {
      try body()
    } catch {
      failure = error
      unsafe XML_StopParser(parser, XML_Bool(0))
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLReader {
    guard let context = unsafe context else {
      preconditionFailure("a reader is its own context")
    }
    return unsafe Unmanaged<XMLReader>.fromOpaque(context)
      .takeUnretainedValue()
  }

  /// The name of an element: without its namespace if that is one of
  /// spreadsheets or their packages, transitional or strict.
  private static func element(_ name: UnsafePointer<XML_Char>?) -> String {
    guard let name = unsafe name else { return "" }
    guard let bar = unsafe strrchr(name, Int32(separator)) else {
      return unsafe String(cString: name)
    }
    let isStandard = standardSpaces.contains {
      unsafe strncmp(name, $0, $0.utf8.count) == 0
    }
    return unsafe isStandard
      ? String(cString: bar + 1) : String(cString: name)
  }

  private static let standardSpaces = [
    "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/",
  ]

  /// The name of an attribute without its namespace.
  fileprivate static func plain(_ name: UnsafePointer<XML_Char>?) -> String {
    guard let name = unsafe name else { return "" }
    guard let bar = unsafe strrchr(name, Int32(separator)) else {
      return unsafe String(cString: name)
    }
    return unsafe String(cString: bar + 1)
  }
}
