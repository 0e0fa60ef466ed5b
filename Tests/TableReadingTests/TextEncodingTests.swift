import Foundation
import Testing

@testable import TableReading

/// Encodings against those of Foundation.
@Suite struct TextEncodingTests {
  private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) -> String? {
    guard case .success(let utf8) = encoding.utf8(of: bytes.span) else {
      return nil
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  @Test func everyTwoByteCode() {
    var differences = 0
    for lead in UInt8(0x80)...0xFF {
      for trail in UInt8(0)...0xFF {
        let bytes = [lead, trail]
        let expected = String(
          data: Data(bytes), encoding: Self.gb18030)
        if decoded(bytes, .gb18030) != expected { differences += 1 }
      }
    }
    #expect(differences == 0)
  }

  @Test func fourByteCodes() {
    var differences = 0
    func check(_ bytes: [UInt8]) {
      let expected = String(data: Data(bytes), encoding: Self.gb18030)
      if decoded(bytes, .gb18030) != expected { differences += 1 }
    }
    // The basic plane in full, a sample of the others, and wrong ones.
    for rank in Array(0..<40_000)
      + Array(stride(from: 188_000, to: 1_260_000, by: 97))
    {
      check([
        UInt8(0x81 + rank / 12_600), UInt8(0x30 + rank / 1260 % 10),
        UInt8(0x81 + rank / 10 % 126), UInt8(0x30 + rank % 10),
      ])
    }
    for bytes: [UInt8] in [
      [0x81, 0x30, 0x81], [0x81, 0x30, 0x80, 0x30], [0x81, 0x30, 0x81, 0x40],
      [0xFF, 0x30, 0x81, 0x30], [0x81, 0x30],
    ] { check(bytes) }
    #expect(differences == 0)
  }

  @Test(
    arguments: [
      [0x41, 0, 0x42, 0], [0xFF, 0xFE, 0x41, 0], [0xFE, 0xFF, 0, 0x41],
      [0xFF, 0xFE, 0, 0xD8], [0xFF, 0xFE, 0, 0xD8, 0, 0xDC], [0xFF, 0xFE],
      [0xFF, 0xFE, 0, 0xDC, 0x41, 0], [0xFE, 0xFF, 0x4E, 0x2D, 0x65, 0x87],
    ] as [[UInt8]])
  func utf16(bytes: [UInt8]) {
    #expect(
      decoded(bytes, .utf16) == String(data: Data(bytes), encoding: .utf16))
  }

  @Test func windows1252() {
    for byte in UInt8(0)...0xFF {
      #expect(
        decoded([byte], .windows1252)
          == String(data: Data([byte]), encoding: .windowsCP1252))
    }
  }

  @Test func placesOfInvalidBytes() {
    for (bytes, encoding, offset) in [
      ([0x41, 0xFF, 0x42], .gb18030, 1), ([0x41, 0x81], .windows1252, 1),
      ([0x41, 0xC0], .utf8, 1), ([0, 0x41, 0], .utf16, 2),
    ] as [([UInt8], TextEncoding, Int)] {
      guard case .failure(let error) = encoding.utf8(of: bytes.span) else {
        Issue.record("\(encoding) accepts \(bytes)")
        continue
      }
      #expect(error.offset == offset)
    }
  }
}
