internal import Messages

/// The code page that a file of SPSS says its texts have.
enum SPSSCodePage {
  /// The encoding of the code page.
  ///
  /// Its number is the last of eight in the record of type 7 and subtype 3, in
  /// the order of bytes of the machine that wrote the file.
  ///
  /// - Parameter bytes: A `.sav` or `.zsav` file.
  /// - Returns: The name that `iconv` knows; `nil` if the file names none.
  static func encoding(in bytes: Span<UInt8>) -> String? {
    let head: [UInt8] = [7, 3, 4, 8]
    for isLittle in [true, false] {
      let wanted = head.flatMap { number -> [UInt8] in
        isLittle ? [number, 0, 0, 0] : [0, 0, 0, number]
      }
      var offset = 0
      while offset + wanted.count + 32 <= bytes.count {
        guard
          wanted.indices.allSatisfy({ bytes[offset + $0] == wanted[$0] })
        else {
          offset += 1
          continue
        }
        var code = 0
        for place in 0..<4 {
          let byte = bytes[
            offset + wanted.count + 28 + (isLittle ? 3 - place : place)]
          code = code << 8 | Int(byte)
        }
        return name(of: code)
      }
    }
    return nil
  }

  /// The name of a Windows code page.
  private static func name(of code: Int) -> String? {
    switch code {
    // GBK, GB2312 and GB18030, which holds both.
    case 936, 20_936, 52_936, 54_936: "GB18030"
    case 20_949, 51_949: "EUC-KR"
    case 20_932, 51_932: "EUC-JP"
    case 28_591...28_605: "ISO-8859-\(code - 28_590)"
    case 437...1361: "CP\(code)"
    default: nil
    }
  }
}
